"""Numbered points that run in where their siblings stand above their text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Kind
from kb.readers import Block
from kb.structure.numbered_runs import with_run_in_siblings
from tests.builders import mixed_text, structured

CARD = "辖内养殖户的棚子、存栏、饲料欠款记在一张卡上，卡钉在棚门里侧，信贷员每月来对一次，数字变了当场改。"
CHECK = "柜员每天下班前自查三样：传票勾对没有、印章锁了没有、屏幕退了没有，主管只抽两个人。"
CALL = (
    "对六十五岁以上的存单，到期前十天由开户网点打电话，愿意转存的上门办，电话打不通的托组长带话。"
)


def texts(*lines: str) -> list[str]:
    return [block.text for block in with_run_in_siblings([Block(line) for line in lines])]


@pytest.mark.parametrize(
    ("one", "two", "three"),
    [("（一）", "（二）", "（三）"), ("1.", "2.", "3."), ("一、", "二、", "三、")],
)
def test_the_point_of_a_paragraph_between_headings_is_one_as_well(
    one: str, two: str, three: str
) -> None:
    lines = (f"{one}棚门挂卡", CARD, f"{two}下班三查。{CHECK}", f"{three}到期十天", CALL)
    assert texts(*lines) == [
        f"{one}棚门挂卡",
        CARD,
        f"{two}下班三查",
        CHECK,
        f"{three}到期十天",
        CALL,
    ]


def test_those_behind_one_heading_are_headings() -> None:
    lines = ("（一）棚门挂卡", CARD, f"（二）下班三查。{CHECK}", f"（三）到期十天。{CALL}")
    assert texts(*lines)[2::2] == ["（二）下班三查", "（三）到期十天"]


def test_those_before_the_only_heading_are_headings() -> None:
    blocks = (
        Block(f"1.棚门挂卡。{CARD}"),
        Block(f"2.下班三查：{CHECK}", lead=7),
        *map(Block, ("3.到期十天", CALL)),
    )
    found = [block.text for block in with_run_in_siblings(blocks)]
    assert found == ["1.棚门挂卡", CARD, "2.下班三查", CHECK, "3.到期十天", CALL]


@pytest.mark.parametrize(
    "lines",
    [
        ("一、主要做法", f"（一）棚门挂卡。{CARD}", f"（二）下班三查。{CHECK}"),
        ("一、棚门挂卡", CARD, f"三、下班三查。{CHECK}"),
        ("一、棚门挂卡", CARD, f"二、{CHECK}"),
        (f"一、棚门挂卡。{CARD}", f"二、下班三查。{CHECK}"),
        ("一、棚门挂卡", "二、下班三查", f"三、到期十天。{CALL}"),
    ],
)
def test_other_paragraphs_stay_whole(lines: tuple[str, ...]) -> None:
    assert texts(*lines) == list(lines)


@pytest.mark.parametrize("title", ["柳湾农商银行管理的几个特点", "在柳湾学到的三招"])
def test_all_are_lessons(title: str) -> None:
    made = structured(
        *map(Block, (title, "（一）棚门挂卡", CARD)),
        *map(Block, (f"（二）下班三查。{CHECK}", "（三）到期十天", CALL)),
    )
    assert [entry.kind for entry in made.bulletin.entries] == [Kind.LESSON] * 3


@given(st.lists(mixed_text.filter(bool), max_size=5))
def test_nothing_but_a_stop_is_lost(lines: list[str]) -> None:
    blocks = with_run_in_siblings([Block(f"{n}、{line}") for n, line in enumerate(lines, 1)])
    assert "".join(b.text for b in blocks).replace("。", "").replace(" ", "") == "".join(
        f"{n}、{line}" for n, line in enumerate(lines, 1)
    ).replace("。", "").replace(" ", "")
