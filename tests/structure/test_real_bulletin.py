"""The real bulletin, field by field, compared with what simple independent code sees in the file.

The file is a row of <h3>s: the centred ones are headings and honours, the others paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from kb.intake.options import IngestOptions
from kb.intake.understand import understand
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Entry, Group, Kind, Period
from kb.structure.bank_names import BankNames
from tests.builders import TODAY
from tests.reading import decoded, headings, in_order, kept, visible

GROUPS = ("临海", "路桥", "温岭")


@dataclass(frozen=True)
class Line:
    """An <h3> of the file."""

    text: str
    centred: bool


@pytest.fixture(scope="module")
def lines(real_source: Path) -> list[Line]:
    found = re.findall(r"<h3([^>]*)>(.*?)</h3>", decoded(real_source.read_bytes()), re.DOTALL)
    lines = [Line(re.sub(r"<br\s*/?>", "", text).strip(), "center" in look) for look, text in found]
    return [line for line in lines if line.text]


@pytest.fixture(scope="module")
def bulletin(sample_kb: KnowledgeBase, real_source: Path) -> Bulletin:
    data = real_source.read_bytes()
    return understand(
        data, real_source.name, IngestOptions(TODAY), sample_kb.vocabulary.organisations
    ).bulletin


def between(lines: list[Line], start: str, end: str) -> list[str]:
    """The paragraphs between two centred lines."""
    texts = [line.text for line in lines]
    inside = lines[texts.index(start) + 1 : texts.index(end)]
    return [line.text for line in inside if not line.centred]


def summary(lines: list[Line], place: str) -> list[str]:
    """The paragraphs of a group's 学习小结."""
    ends = ["二、路桥组学习情况", "三、温岭组学习情况", "本周学习之星"]
    return between(lines, f"本周{place}组学习小结", ends[GROUPS.index(place)])


def lessons_of(bulletin: Bulletin, place: str) -> list[Entry]:
    return [e for e in bulletin.entries if e.kind is Kind.LESSON and e.group == f"{place}组"]


def test_what_it_is(bulletin: Bulletin, lines: list[Line]) -> None:
    assert bulletin.title == lines[0].text
    assert bulletin.subtitle == lines[1].text
    assert bulletin.title == f"{bulletin.series}{bulletin.issue}纪实"
    assert bulletin.issue == "第二周"
    assert bulletin.id == f"2018-07-02-{bulletin.title}"


def test_when_it_was(bulletin: Bulletin) -> None:
    period = bulletin.period
    assert period is not None
    assert period == Period(date(2018, 7, 2), date(2018, 7, 6), True, period.evidence)
    assert "2017" in period.evidence
    assert "周一至周五" in period.evidence


def test_its_groups_and_their_banks(bulletin: Bulletin) -> None:
    assert bulletin.groups == tuple(Group(f"{place}组", f"{place}农商银行") for place in GROUPS)
    for entry in bulletin.entries:
        assert entry.bank == (f"{entry.group[:-1]}农商银行" if entry.group else "")


def test_its_headings_are_the_centred_lines_and_the_two_of_the_third_group(
    bulletin: Bulletin, lines: list[Line]
) -> None:
    honours = {entry.text for entry in bulletin.entries if entry.kind is Kind.HONOUR}
    centred = [line.text for line in lines[2:] if line.centred and line.text not in honours]
    at = centred.index("本周温岭组学习小结") + 1
    assert headings(bulletin) == [*centred[:at], "一、学习内容", "二、学习心得", *centred[at:]]
    levels = {item.text: item.level for item in bulletin.content if not isinstance(item, Entry)}
    assert (
        levels["一、临海组学习情况"] == levels["三、温岭组学习情况"] == levels["本周学习之星"] == 2
    )
    assert levels["本周临海组学习小结"] == levels["本周温岭组学习小结"] == levels["温岭组"] == 3
    assert levels["一、学习内容"] == levels["二、学习心得"] == 4


@pytest.mark.parametrize(("place", "count"), [("临海", 11), ("路桥", 9), ("温岭", 10)])
def test_the_activities_of_a_group(
    bulletin: Bulletin, lines: list[Line], place: str, count: int
) -> None:
    number = "一二三"[GROUPS.index(place)]
    said = between(lines, f"{number}、{place}组学习情况", f"本周{place}组学习小结")
    activities = [
        e.text for e in bulletin.entries if e.kind is Kind.ACTIVITY and e.group == f"{place}组"
    ]
    assert activities == said
    assert len(activities) == count


@pytest.mark.parametrize("place", GROUPS)
def test_the_lessons_of_a_group(bulletin: Bulletin, lines: list[Line], place: str) -> None:
    numbers = [f"({n})" if place == "温岭" else f"{n}、" for n in "一二三四"]
    said = [line for line in summary(lines, place) if line.startswith(tuple(numbers))]
    said = [line for line in said if line not in ("一、学习内容", "二、学习心得")]
    lessons = lessons_of(bulletin, place)
    assert [lesson.text for lesson in lessons] == said
    assert len(lessons) == 4
    for lesson, number in zip(lessons, numbers, strict=True):
        assert lesson.text.startswith(number)
        assert not lesson.title.startswith(number)
        sentence = lesson.text.removeprefix(number).split("。")[0]
        clause = re.split("[,，]", sentence)[0]
        assert lesson.title == (sentence if len(sentence) <= 40 else clause)


def test_the_points_of_the_shorter_lessons(bulletin: Bulletin) -> None:
    assert lessons_of(bulletin, "路桥")[0].title == "找准营销点"
    assert lessons_of(bulletin, "温岭")[3].title == "整村授信注重实效"
    assert lessons_of(bulletin, "临海")[3].title.startswith("整村授信工作需要")


def test_the_overviews(bulletin: Bulletin, lines: list[Line]) -> None:
    overviews = [e for e in bulletin.entries if e.kind is Kind.OVERVIEW]
    texts = [line.text for line in lines]
    opening = texts[2 : texts.index("一、临海组学习情况")]
    assert [e.text for e in overviews if not e.group] == opening
    assert len(opening) == 3
    of_groups = [e.text for e in overviews if e.group]
    assert of_groups[:3] == [summary(lines, place)[0] for place in GROUPS]
    content = texts[texts.index("一、学习内容") + 1]
    assert of_groups[3:] == [content]


def test_people_belong_to_honours_only(bulletin: Bulletin, lines: list[Line]) -> None:
    honours = [e for e in bulletin.entries if e.kind is Kind.HONOUR]
    assert [e.group for e in honours] == [f"{p}组" for p in GROUPS for _ in range(2)]
    at = [line.text for line in lines].index("本周学习之星")
    said = [line.text for line in lines[at + 1 :] if not line.text.endswith("组")]
    assert [e.text for e in honours] == said
    assert all(e.heading_path == ("本周学习之星", e.group) for e in honours)


def test_no_character_is_dropped(bulletin: Bulletin, real_source: Path) -> None:
    seen = visible(decoded(real_source.read_bytes()))
    assert kept(bulletin) == seen
    assert in_order(seen, kept(bulletin)) == ""


def test_no_bank_is_made_up(bulletin: Bulletin) -> None:
    # 温岭组农商银行 is a slip of the pen in the file.
    text = "\n".join(item.text for item in bulletin.content)
    places = {m.place for m in BankNames(text).mentions(text)} - {"台州", "淄博"}
    assert places == {*GROUPS, "桓台", "淄川", "沂源", "博山", "周村"}
