"""Sibling sections hold entries of one kind."""

from __future__ import annotations

from dataclasses import replace

from kb.model import Entry, Kind, Side
from kb.structure.siblings import like_siblings
from tests.builders import entry

TELLS = "（一）夜班客服。客服电话每天到晚上十点，由机关干部轮流接，第二天中午前必须回。"
SAYS = "（一）贷款“可退货”。放款七天内客户后悔的，可以全额退回，只收实际天数利息。"
VISITS = "（一）参加晨会。学员参加了城关支行的晨会，学习了阳光信贷的流程。"


def _section(heading: str, text: str, kind: Kind) -> list[Entry]:
    texts = (text, text.replace("（一）", "（二）"))
    return [replace(entry(t, kind=kind), heading_path=(heading,)) for t in texts]


def _kinds(entries: list[Entry]) -> list[Kind]:
    return [found.kind for found in like_siblings(entries)]


def test_points_of_one_form_are_of_one_kind() -> None:
    sections = _section("二、一组", SAYS, Kind.ACTIVITY) + _section("三、二组", TELLS, Kind.LESSON)
    assert _kinds(sections) == [Kind.LESSON] * 4


def test_what_only_tells_an_occasion_stays_an_activity() -> None:
    sections = _section("二、一组", VISITS, Kind.ACTIVITY) + _section(
        "三、二组", TELLS, Kind.LESSON
    )
    assert _kinds(sections)[:2] == [Kind.ACTIVITY] * 2


def test_what_the_learners_plan_is_no_lesson() -> None:
    own = [replace(e, side=Side.LEARNER) for e in _section("二、一组", SAYS, Kind.OVERVIEW)]
    assert _kinds(own + _section("三、二组", TELLS, Kind.LESSON))[:2] == [Kind.OVERVIEW] * 2
