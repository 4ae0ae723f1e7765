"""Points that open with a number or with a word of order."""

from __future__ import annotations

import pytest

from kb.readers.draft import Block
from kb.structure.ordered_points import lesson_style, ordered_points
from tests.builders import structured
from tests.structure.visiting import DEEDS, TITLE, VISIT, lessons


@pytest.mark.parametrize("opens", ["第{}件，是他们的晨会，", "第{}本账，存量账，"])
def test_first_and_second_thing(opens: str) -> None:
    texts = [opens.format(n) + "每天七点五十站着开，说完就散，谁卡住了谁先说。" for n in "一二三"]
    assert ordered_points(texts) == {0, 1, 2}


def test_outer_numbers_that_only_announce_points_are_no_style_of_lessons() -> None:
    texts = [
        "一、会议认为，以下做法值得学习：",
        "1.信贷员包链。每名信贷员包一条产业链，从种苗到销售所有客户都归他。",
        "2.存款记功。谁拉来的存款谁终身记功，人调走了功还在，每年发功劳金。",
        "二、会议要求，业务部七月底前拿出试点方案，人力部测算功劳金。",
    ]
    assert lesson_style(texts) == "digit"


def test_what_is_said_first_and_next_may_stand_in_lines_of_its_own() -> None:
    lines = ("先说腿勤。", "再说嘴甜。", "最后说心细。")
    told = [deed + DEEDS[0] for deed in DEEDS]
    found = lessons(*(text for pair in zip(lines, told, strict=True) for text in pair))
    assert found == [f"{line}\n{deed}" for line, deed in zip(lines, told, strict=True)]


def test_the_last_of_explained_points_is_explained_too() -> None:
    """Its explanation was an entry of its own, while that of the first point stood in its lesson."""
    points = (
        "▲ 6月3日，授信评审部何某等四人学独立审批人制度，旁听两场审批。",
        "▲ 6月5日，六名客户经理到城东支行跟班，连续五天走访商户。",
    )
    made = structured(
        TITLE, Block(VISIT), *(Block(text) for at in (0, 1) for text in (points[at], DEEDS[at]))
    )
    lessons = [entry for entry in made.bulletin.entries if entry.text.startswith("▲")]
    assert [entry.text for entry in lessons] == [
        f"{point}\n{deed}" for point, deed in zip(points, DEEDS[:2], strict=True)
    ]


def test_points_counted_on_without_a_number() -> None:
    openings = ("头一件，门口有人。", "第二件，", "再一件，意见当天回。")
    texts = [opens + deed for opens, deed in zip(openings, DEEDS, strict=True)]
    assert ordered_points([*texts, "末一件，关门以后" + DEEDS[0]]) == {0, 1, 2, 3}
    assert ordered_points(["再一件，" + DEEDS[0], "最后一件，" + DEEDS[1]]) == frozenset()
    assert ordered_points(["头一回来，" + DEEDS[0], "最后一天，" + DEEDS[1]]) == frozenset()
