"""The main job on the real bulletin: read it in, and find what a careful reader would.

What is expected is worked out from the stored entries by plain string search.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.files.home import init_home
from kb.intake.ingest import ingest
from kb.intake.options import IngestOptions
from kb.intake.proposal import FileStatus
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.model import Entry, Kind
from kb.search.asking import Query
from kb.search.results import Hit, ResultPage, search
from kb.text.normalize import normalize
from tests.builders import TODAY


@pytest.fixture(scope="module")
def kb(
    real_source: Path, tmp_path_factory: pytest.TempPathFactory, jieba_cache: Path
) -> Iterator[KnowledgeBase]:
    home = init_home(tmp_path_factory.mktemp("real") / "home")
    shutil.copytree(jieba_cache, home.state / "cache")
    kb = open_knowledge_base(home)
    (result,) = ingest(kb, [real_source], IngestOptions(TODAY))
    assert result.status is FileStatus.ADDED
    yield kb
    kb.engine.close()


@pytest.fixture(scope="module")
def entries(kb: KnowledgeBase) -> dict[str, Entry]:
    """The entries by their id."""
    (bulletin,) = kb.corpus.bulletins()
    return {f"{bulletin.id}#{entry.anchor}": entry for entry in bulletin.entries}


def holding(entries: dict[str, Entry], *strings: str) -> set[str]:
    """The ids of the entries whose text holds all the strings."""
    return {
        id_
        for id_, entry in entries.items()
        if all(normalize(string) in normalize(entry.text) for string in strings)
    }


def ask(kb: KnowledgeBase, text: str) -> ResultPage:
    return search(kb, Query(text, limit=100))


def ids(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.document.id for hit in hits]


def test_a_string_finds_every_entry_that_holds_it_and_those_first(
    kb: KnowledgeBase, entries: dict[str, Entry]
) -> None:
    page = ask(kb, "整村授信")
    expected = holding(entries, "整村授信")
    assert len(expected) > 5
    assert set(ids(page.hits[: len(expected)])) == expected
    # Behind them only what the name of the practice brings in.
    others = [name for names in page.expanded.values() for name in names]
    for hit in page.hits[len(expected) :]:
        assert any(name in hit.document.normal_text for name in others)


def test_the_two_lessons_about_it_lead(kb: KnowledgeBase, entries: dict[str, Entry]) -> None:
    first, second = (entries[id_] for id_ in ids(ask(kb, "整村授信").hits[:2]))
    assert {first.kind, second.kind} == {Kind.LESSON}
    assert {(first.group, first.title[:6]), (second.group, second.title[:6])} == {
        ("温岭组", "整村授信注重"),
        ("临海组", "整村授信工作"),
    }


def test_what_matched_is_highlighted(kb: KnowledgeBase, entries: dict[str, Entry]) -> None:
    for hit in ask(kb, "整村授信").hits:
        text = entries[hit.document.id].text
        marked = [text[start:end] for start, end in hit.highlights]
        if "整村授信" in text:
            assert marked.count("整村授信") == text.count("整村授信")
        else:
            assert marked


def test_quoted_is_exact(kb: KnowledgeBase, entries: dict[str, Entry]) -> None:
    page = ask(kb, '"一站式"')
    assert set(ids(page.hits)) == holding(entries, "一站式") != set()
    assert (page.total, page.complete, page.relaxed) == (len(page.hits), len(page.hits), False)
    assert set(ids(ask(kb, "“一站式”").hits)) == set(ids(page.hits))
    nowhere = ask(kb, '"授信整村"')
    assert nowhere.complete == 0
    assert "没有条目原样含有“授信整村”" in nowhere.notice


def test_without_a_word(kb: KnowledgeBase, entries: dict[str, Entry]) -> None:
    with_word, without = ask(kb, "免责"), ask(kb, "免责 -临海")
    assert holding(entries, "免责") <= set(ids(with_word.hits))
    expected = {
        id_
        for id_ in holding(entries, "免责")
        if "临海" not in entries[id_].text + entries[id_].bank + entries[id_].group
    }
    assert expected
    assert set(ids(without.hits)) == expected
    assert set(ids(ask(kb, "免责 －临海").hits)) == expected


def test_within_a_bank(kb: KnowledgeBase, entries: dict[str, Entry]) -> None:
    page = ask(kb, "机构:温岭 听证")
    expected = {id_ for id_ in holding(entries, "听证") if entries[id_].bank == "温岭农商银行"}
    assert expected
    assert set(ids(page.hits[: len(expected)])) == expected
    assert all("温岭" in " ".join(hit.document.organisations) for hit in page.hits)
    assert ask(kb, "机构:路桥 听证").total == len(
        {id_ for id_ in holding(entries, "听证") if entries[id_].bank == "路桥农商银行"}
    )


def test_a_number_with_its_unit(kb: KnowledgeBase, entries: dict[str, Entry]) -> None:
    expected = holding(entries, "50万元")
    assert len(expected) == 1
    assert ids(ask(kb, "50万元").hits)[:1] == list(expected)
    assert ids(ask(kb, "５０万元").hits)[:1] == list(expected)


def test_one_character(kb: KnowledgeBase, entries: dict[str, Entry]) -> None:
    page = ask(kb, "贷")
    expected = holding(entries, "贷")
    assert len(expected) > 10
    assert set(ids(page.hits[: len(expected)])) == expected
    # A character may also stand in a title or a heading only.
    for hit in page.hits[len(expected) :]:
        assert "贷" in hit.document.normal_title


def test_every_piece_of_every_entry_finds_it(kb: KnowledgeBase, entries: dict[str, Entry]) -> None:
    for id_, entry in entries.items():
        text = entry.text
        middle = len(text) // 2
        for piece in (text[:8], text[middle : middle + 6], text[-7:], text[: middle + 1][-40:]):
            if piece.strip():
                assert id_ in ids(ask(kb, piece).hits), piece


def test_people_are_found_as_honours_only(kb: KnowledgeBase, entries: dict[str, Entry]) -> None:
    honours = [entry for entry in entries.values() if entry.kind is Kind.HONOUR]
    for honour in honours:
        page = ask(kb, f'"{honour.text}"')
        assert [entries[id_] for id_ in ids(page.hits)] == [honour]
        assert page.hits[0].document.practices == ()


def test_kind_practice_and_time(kb: KnowledgeBase, entries: dict[str, Entry]) -> None:
    lessons = {id_ for id_, entry in entries.items() if entry.kind is Kind.LESSON}
    assert set(ids(ask(kb, "类型:经验").hits)) == lessons
    assert len(lessons) == 12
    assert ask(kb, "时间:2018-07").total == len(entries)
    assert ask(kb, "时间:2018-08").total == 0
    tagged = {i for i, e in entries.items() if "整村授信" in kb.vocabulary.practices_of(e)}
    assert set(ids(ask(kb, "做法:整村授信").hits)) >= tagged != set()
