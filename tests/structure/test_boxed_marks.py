"""Marks that a template sets in boxes of their own."""

from __future__ import annotations

import pytest

from kb.readers import Block
from kb.structure.boxed_marks import with_marks_joined
from tests.builders import structured

SAID = "在我们那儿，客户来了恨不得一次让他装五个软件。"
TOLD = "营业部的厅堂服务有个规矩：一次只教客户一样东西，今天教了看余额，就不再教转账，盖满五个章换一袋盐。"


def joined(*texts: str) -> list[str]:
    return [block.text for block in with_marks_joined([Block(text) for text in texts]).blocks]


@pytest.mark.parametrize(("opening", "closing"), [("“", "”"), ("「", "」"), ('"', '"')])
def test_quotation_marks_go_with_what_was_said(opening: str, closing: str) -> None:
    assert joined(TOLD, opening, SAID, closing, TOLD) == [TOLD, opening + SAID + closing, TOLD]


def test_who_said_it_stands_outside_the_marks() -> None:
    assert joined(TOLD, "“", SAID + "——镡水农商银行学员　车若", "”") == [
        TOLD,
        f"“{SAID}”——镡水农商银行学员　车若",
    ]


def test_a_quotation_of_two_paragraphs_and_one_with_its_own_marks() -> None:
    assert joined(TOLD, "“", SAID, TOLD, "”") == [TOLD, "“" + SAID, TOLD + "”"]
    assert joined(TOLD, "“", f"“{SAID}”", "”") == [TOLD, f"“{SAID}”"]


def test_a_mark_that_nothing_closes_is_furniture() -> None:
    made = with_marks_joined([Block(TOLD), Block("❝"), Block(SAID)])
    assert [block.text for block in made.blocks] == [TOLD, SAID]
    assert made.furniture == ("❝",)
    alone = (Block("“"),)
    assert with_marks_joined(alone).blocks == alone


def test_the_badges_of_questions_and_answers() -> None:
    asked, said = "客户经理的费用包怎么分？", "费用跟着人走，每人每月按管户数算出一个包。"
    assert joined("Q1", asked, "A1", said) == [f"Q1：{asked}", f"A1：{said}"]
    assert joined("问", asked, "答", f"答：{said}") == [f"问：{asked}", f"答：{said}"]


def test_points_with_boxes_of_sayings_are_lessons() -> None:
    """The boxes parted each section, and one of the sayings was its only lesson."""
    made = structured(
        Block("镡水农商银行来我行跟班学习：五天看见三样", level=1),
        "11月3日至7日，镡水农商银行一行八人来我行跟班学习，分到四家支行和两个部室，同吃同住同走村。",
        Block("PART 1", bold=True),
        Block("厅堂：一次只教一样", bold=True),
        TOLD,
        Block("“", size=30),
        SAID + "——镡水农商银行学员　车若",
        "”",
        Block("PART 2", bold=True),
        Block("后台：报表一个口子出", bold=True),
        "苎桥农商银行从前支行要给九个部室报二十七张表，现在只报一张，由运营中心拆给各部室，支行少加班二百多个晚上。",
    ).bulletin
    lessons = [entry.title for entry in made.entries if entry.kind == "lesson"]
    assert lessons == ["厅堂：一次只教一样", "后台：报表一个口子出"]
    assert "“" + SAID + "”" in made.entries[1].text
