"""How a paragraph looks, by itself and next to the body."""

from __future__ import annotations

import pytest

from kb.readers import Block
from kb.structure.looks import Look, body_look, look_of, mark_of, stands_out, unspread

TEXT = Block("各支行按户建档，每月回访一次，逐户写明用途和还款来源。", size=16.0)
HEADING = Block("走访有日历", level=2, centred=True, bold=True, size=20.0)


def test_look() -> None:
    assert look_of(HEADING) == Look(level=2, centred=True, bold=True, size=20.0)


def test_what_is_no_part_of_a_look() -> None:
    assert look_of(Block("甲", after_image=True, lead=1)) == look_of(Block("乙"))


def test_the_body_has_the_look_of_most_characters() -> None:
    body = body_look([HEADING, TEXT, HEADING])
    assert body == look_of(TEXT)
    assert stands_out(HEADING, body)
    assert not stands_out(TEXT, body)


def test_a_file_without_paragraphs_has_the_plainest_body() -> None:
    assert body_look([]) == Look(0, centred=False, bold=False, size=0.0)


def test_words_in_brackets_are_a_mark_when_they_may_be_a_point() -> None:
    told = "每格定一名客户经理，早上在菜场摆台。"
    assert mark_of("【网格到人】" + told) == "【】"
    for label in ("【学习时间】", "【取得成效】", "【推广背景】", "【星期三】", "【老方】"):
        assert mark_of(label + told) == ""
    assert mark_of("【网格到人】") == ""


@pytest.mark.parametrize("text", ["■ 进村有账", "●走访", "★", "◎一、走访"])
def test_mark(text: str) -> None:
    assert mark_of(text) == text[0]


@pytest.mark.parametrize(
    "text", ["一、走访", "（一）走访", "进村 ■", "1.走访", "【走访】", "①走访"]
)
def test_no_mark(text: str) -> None:
    assert mark_of(text) == ""


@pytest.mark.parametrize(
    ("text", "word"), [("汇　报", "汇报"), ("学 习 小 结", "学习小结"), ("学习 小结", "学习 小结")]
)
def test_a_word_spread_over_the_line(text: str, word: str) -> None:
    assert unspread(text) == word
