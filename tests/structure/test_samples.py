"""The sample bulletins, as article editors and Word export them, come out as a reader draws them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.intake.options import IngestOptions
from kb.intake.understand import understand
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Group, Kind
from tests.builders import TODAY
from tests.reading import decoded, kept, visible

DATA: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data/samples.yml").read_text("utf-8")
)
NUMBER = re.compile(r"[一二三四五六七八九]、|[（(][一二三四五六七八九][）)]|\d[.、]|第[一二三四]，")


@dataclass(frozen=True)
class Sample:
    """A sample bulletin: what is expected of it, its source, and what was made of it."""

    expected: dict[str, Any]
    source: bytes
    stored: Bulletin
    bulletin: Bulletin

    def of(self, kind: Kind, group: str) -> list[str]:
        """The texts of the entries of a kind and group."""
        return [e.text for e in self.bulletin.entries if e.kind is kind and e.group == group]


@pytest.fixture(scope="module")
def stored(sample_kb: KnowledgeBase) -> dict[str, Bulletin]:
    return {bulletin.source.name: bulletin for bulletin in sample_kb.corpus.bulletins()}


@pytest.fixture(scope="module", params=DATA, ids=[item["file"] for item in DATA])
def sample(
    request: pytest.FixtureRequest, stored: dict[str, Bulletin], sample_kb: KnowledgeBase
) -> Sample:
    bulletin = stored[request.param["file"]]
    path = sample_kb.corpus.source_path(bulletin.source.sha256, ".html")
    data = path.read_bytes()
    made = understand(
        data, bulletin.source.name, IngestOptions(TODAY), sample_kb.vocabulary.organisations
    ).bulletin
    return Sample(request.param, data, bulletin, made)


def test_there_is_a_quarter_of_them(stored: dict[str, Bulletin]) -> None:
    assert set(stored) == {item["file"] for item in DATA}
    assert len(stored) >= 12
    assert all(bulletin.sample for bulletin in stored.values())


def test_what_it_is(sample: Sample) -> None:
    bulletin = sample.bulletin
    assert bulletin.title == sample.expected["title"]
    assert bulletin.subtitle == sample.expected["dates"]
    assert bulletin.series == "云州农商银行系统跟班学习活动"
    assert bulletin.issue == re.search("第.+?周", bulletin.title)[0]  # type: ignore[index]


def test_when_it_was(sample: Sample) -> None:
    period = sample.bulletin.period
    assert period is not None
    assert (period.start, period.end) == (sample.expected["start"], sample.expected["end"])
    assert period.year_inferred == ("20" not in sample.expected["dates"])
    assert bool(period.evidence) == period.year_inferred


def test_its_groups(sample: Sample) -> None:
    named = [group for group in sample.expected["groups"] if group["name"]]
    assert sample.bulletin.groups == tuple(Group(g["name"], g["bank"]) for g in named)
    banks = {group["name"]: group["bank"] for group in sample.expected["groups"]}
    for entry in sample.bulletin.entries:
        assert entry.bank == banks.get(entry.group, "") or not entry.group


def test_what_each_group_did_learned_and_was_honoured_for(sample: Sample) -> None:
    for group in sample.expected["groups"]:
        name = group["name"]
        assert len(sample.of(Kind.ACTIVITY, name)) == group["activities"]
        assert len(sample.of(Kind.HONOUR, name)) == group["honours"]
        lessons = sample.of(Kind.LESSON, name)
        assert [text[: len(point)] for text, point in zip(lessons, group["lessons"], strict=True)]
    for kind in (Kind.ACTIVITY, Kind.LESSON, Kind.HONOUR):
        of_groups = sum(len(sample.of(kind, g["name"])) for g in sample.expected["groups"])
        assert of_groups == sum(e.kind is kind for e in sample.bulletin.entries)


def test_lessons_are_whole_and_their_titles_without_numbers(sample: Sample) -> None:
    lessons = [e for e in sample.bulletin.entries if e.kind is Kind.LESSON]
    points = [point for group in sample.expected["groups"] for point in group["lessons"]]
    assert len(lessons) == len(points)
    for lesson, point in zip(lessons, points, strict=True):
        assert lesson.text.startswith(point)
        assert lesson.title == NUMBER.sub("", point, count=1)
        assert len(lesson.text) >= 100
        assert lesson.text.endswith("。")


def test_the_opening_and_the_closing_words(sample: Sample) -> None:
    kinds = [entry.kind for entry in sample.bulletin.entries]
    opening = next(n for n, kind in enumerate(kinds) if kind is not Kind.OVERVIEW)
    assert opening == sample.expected["opening"]
    closing = kinds[::-1].index(Kind.HONOUR)
    assert closing == sample.expected["closing"]
    for entry in sample.bulletin.entries[len(kinds) - closing :]:
        assert (entry.kind, entry.group, entry.bank) == (Kind.OVERVIEW, "", "")


def test_honours_name_an_office_and_no_person(sample: Sample) -> None:
    for entry in sample.bulletin.entries:
        if entry.kind is Kind.HONOUR:
            assert re.fullmatch(r".+(总经理|总经理助理|副总经理|主任|主任助理|行长)", entry.text)


def test_no_character_is_dropped(sample: Sample) -> None:
    assert kept(sample.bulletin) == visible(decoded(sample.source))


def test_no_picture_is_dropped(sample: Sample, sample_kb: KnowledgeBase) -> None:
    files = sample.bulletin.picture_files
    assert len(files) == sample.expected.get("pictures", 0)
    assert all(map(sample_kb.corpus.has_picture, files))
    addresses = re.findall(r'<img[^>]*?src="?(http[^\s">]+)', decoded(sample.source))
    noted = [p.address for e in sample.bulletin.entries for p in e.pictures if p.address]
    assert noted == addresses


def test_the_corpus_holds_what_is_made_of_the_source_today(sample: Sample) -> None:
    made = replace(sample.bulletin, sample=True)
    assert replace(made, source=sample.stored.source) == sample.stored


def test_the_dates_are_dates() -> None:
    assert all(isinstance(item["start"], date) for item in DATA)
