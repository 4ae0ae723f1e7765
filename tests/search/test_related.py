"""Entries like an entry, and the rare terms they share."""

from __future__ import annotations

import pytest

from kb.errors import NotFoundError
from kb.knowledge_base import KnowledgeBase
from kb.search.related import related
from tests.peers import EAST, WEST, bank_entries, stored, week


@pytest.fixture
def peers(kb: KnowledgeBase) -> KnowledgeBase:
    east = [
        "一、驿站是落脚点。便民驿站设在超市和卫生室，站长代办小额取款，整村授信的线索也收。",
        "二、考核要公开。绩效考核得分张榜公布，员工可以复议。",
    ]
    west = [
        "一、驿站要算账。便民驿站搬进卫生室以后，代办的笔数多了，整村授信签约也快。",
        "二、贷后看用途。发票和运单至少取得一样，用途不符的收回。",
        "三、晨会短开。晨会只看两张表，不念材料。",
    ]
    return stored(
        kb,
        week(1, *bank_entries(EAST, east)),
        week(2, *bank_entries(WEST, west)),
    )


def id_of(kb: KnowledgeBase, title: str) -> str:
    return next(
        f"{b.id}#{e.anchor}" for b in kb.corpus.bulletins() for e in b.entries if e.title == title
    )


def test_the_entry_that_shares_rare_terms(peers: KnowledgeBase) -> None:
    (like,) = related(peers, id_of(peers, "驿站是落脚点"))
    assert like.document.title == "驿站要算账"
    terms = {term.term: term.entries for term in like.terms}
    assert {"便民驿站", "卫生室", "代办"} <= set(terms)
    assert "驿站" not in terms  # a part of a term that is shared as a whole
    assert all(entries >= 2 for entries in terms.values())
    assert "整村授信" in like.practices


def test_to_speak_of_the_bank_or_the_end_of_a_month_is_not_alike(kb: KnowledgeBase) -> None:
    texts = ["一、验房。该行月末验房，业主到场。", "二、借伞。该行月末借伞，雨具登记。"]
    stored(kb, week(1, *bank_entries(EAST, texts)))
    assert related(kb, id_of(kb, "验房")) == ()


def test_likeness_goes_both_ways(peers: KnowledgeBase) -> None:
    (back,) = related(peers, id_of(peers, "驿站要算账"))
    assert back.document.title == "驿站是落脚点"


def test_what_shares_nothing_rare_has_no_relatives(peers: KnowledgeBase) -> None:
    assert related(peers, id_of(peers, "晨会短开")) == ()


def test_no_more_than_asked_for(sample_kb: KnowledgeBase) -> None:
    entry = id_of(sample_kb, "便民驿站是进村的落脚点")
    few, more = related(sample_kb, entry, limit=2), related(sample_kb, entry, limit=5)
    assert len(few) == 2
    assert more[:2] == few
    assert entry not in {item.document.id for item in more}
    assert [item.score for item in more] == sorted((i.score for i in more), reverse=True)
    assert all("驿站" in item.document.text for item in few)
    assert all(term.term in item.document.normal_text for item in more for term in item.terms)


def test_an_entry_that_is_not_there(peers: KnowledgeBase) -> None:
    with pytest.raises(NotFoundError):
        related(peers, f"{week(1).id}#没有")
    with pytest.raises(NotFoundError):
        related(peers, "2018-01-01-没有#e1")


def test_what_is_common_in_general_chinese_makes_no_kinship(peers: KnowledgeBase) -> None:
    """A small corpus cannot show that 不能 is common, but the dictionary of the segmenter can."""
    common, rare = map(peers.segmenter.general_frequency, ("不能", "卫生室"))
    assert common > 10_000 > 100 > rare > 0
    assert peers.segmenter.general_frequency("无此一词") == 0
