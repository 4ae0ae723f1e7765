"""Headings and openings that are worded alike."""

from __future__ import annotations

import pytest

from kb.model import Kind
from kb.readers.draft import Block
from kb.structure.looks import Look
from kb.structure.parallel import opening, with_look_of_siblings, wording
from tests.builders import structured

BODY = Look(0, False, False, 0.0)
TEXT = "信贷员每月初把辖内村组排成走访日历，走一户在户卡上盖一个章，没有见到人的月底前补走。"


@pytest.mark.parametrize(
    ("others", "words"),
    [
        (("走访有日历", "评议有名单"), "收回有分数"),
        (("评议名单贴到底", "收回分数挂到底"), "走访日历盯到底"),
        (("把走访排进日历", "把评议搬到祠堂"), "把收回写进榜单"),
        (("走访账", "评议账"), "收回账"),
    ],
)
def test_what_is_worded_alike(others: tuple[str, ...], words: str) -> None:
    assert wording(others).fits(words)


@pytest.mark.parametrize(
    ("others", "words"),
    [
        (("走访有日历", "评议有名单"), "离开松原那天下着雨"),
        (("走访有日历",), "评议有名单"),
        (("走访日历", "评议名单"), "收回分数"),
        (("走访有日历", "评议有名单"), ""),
    ],
)
def test_what_is_not(others: tuple[str, ...], words: str) -> None:
    assert not wording(others).fits(words)


def test_the_opening_of_a_paragraph() -> None:
    assert opening("2.评议有名单。五名评议员分别打分。") == "评议有名单"


def test_a_plain_heading_has_the_look_of_its_siblings() -> None:
    blocks = []
    for words, bold in (("走访有日历", True), ("评议有名单", True), ("收回有分数", False)):
        blocks += [Block(words, bold=bold), Block(TEXT)]
    found = with_look_of_siblings([*blocks, Block("下雨"), Block(TEXT)], BODY)
    assert [block.text for block in found if block.bold] == [
        "走访有日历", "评议有名单", "收回有分数",
    ]  # fmt: skip


def test_a_point_whose_opening_is_not_bold_is_a_lesson_like_its_siblings() -> None:
    openings = ("走访有日历。", "评议有名单。", "收回有分数。")
    points = [Block(words + TEXT, lead=len(words) * (n < 2)) for n, words in enumerate(openings)]
    found = structured(Block("松原农商银行走访“三有”", level=1), *points).bulletin.entries
    assert [entry.kind for entry in found] == [Kind.LESSON] * 3
