"""The first or the newest that the bulletins tell."""

from __future__ import annotations

import pytest

from kb.insights.by_time import by_time
from kb.knowledge_base import KnowledgeBase
from kb.search.asking import Query
from tests.peers import EAST, WEST, bank_entries, stored, week


@pytest.fixture
def peers(kb: KnowledgeBase) -> KnowledgeBase:
    return stored(
        kb,
        week(1, *bank_entries(WEST, ["一、整村授信有节奏。西河农商银行整村授信用信率18%。"])),
        week(2, *bank_entries(EAST, ["一、整村授信要算账。东山农商银行整村授信三年回本。"])),
        week(3, *bank_entries(WEST, ["一、整村授信不赶工。西河农商银行整村授信先试一个村。"])),
    )


def told(kb: KnowledgeBase, text: str) -> list[tuple[str, str]]:
    found = by_time(kb, Query(text))
    return [(a.subject.bank, a.text) for a in found.answers] if found else []


def test_the_first_of_each_bank_oldest_first(peers: KnowledgeBase) -> None:
    assert told(peers, "最早做整村授信的是哪家？") == [
        (WEST, "西河农商银行整村授信用信率18%。"),
        (EAST, "东山农商银行整村授信三年回本。"),
    ]


def test_the_newest_of_each_bank_newest_first(peers: KnowledgeBase) -> None:
    assert told(peers, "整村授信最新进展") == [
        (WEST, "西河农商银行整村授信先试一个村。"),
        (EAST, "东山农商银行整村授信三年回本。"),
    ]


def test_a_number_is_answered_by_a_sentence_with_one(peers: KnowledgeBase) -> None:
    assert told(peers, "最新的用信率是多少") == [(WEST, "西河农商银行整村授信用信率18%。")]


@pytest.mark.parametrize("text", ["整村授信", "最早做太空采矿的是哪家", "哪些行没有做整村授信"])
def test_nothing_where_nothing_is_told_or_asked(peers: KnowledgeBase, text: str) -> None:
    assert by_time(peers, Query(text)) is None


def test_the_newest_of_one_bank(sample_kb: KnowledgeBase) -> None:
    assert [bank for bank, _ in told(sample_kb, "云泽最新的用信率")] == ["云泽农商银行"]
    assert told(sample_kb, "火星最新的用信率") == []


def test_a_limit_is_no_figure_of_a_bank(kb: KnowledgeBase) -> None:
    stored(kb, week(1, *bank_entries(WEST, ["一、西河农商银行定考核。不良率1%以下的叫活村。"])))
    assert told(kb, "最新的不良率是多少") == []
