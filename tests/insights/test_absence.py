"""Which banks have nothing on a subject."""

from __future__ import annotations

import pytest

from kb.insights.absence import banks_without
from kb.insights.comparison import compare
from kb.knowledge_base import KnowledgeBase
from kb.search.asking import Query
from tests.peers import EAST, WEST, bank_entries, stored, week


@pytest.fixture
def peers(kb: KnowledgeBase) -> KnowledgeBase:
    return stored(
        kb,
        week(
            1,
            *bank_entries(EAST, ["一、整村授信有节奏。整村授信先定村，后定人。"]),
            *bank_entries(WEST, ["一、贷后检查看用途。检查人每季抽查60户。"]),
        ),
    )


def test_banks_without_and_with_a_practice(peers: KnowledgeBase) -> None:
    found = banks_without(peers, Query("哪些行没有做整村授信？"))
    assert found is not None
    assert (found.without, found.having) == ((WEST,), ((EAST, 1),))


def test_a_search_is_a_subject_too(peers: KnowledgeBase) -> None:
    found = banks_without(peers, Query("哪些行没提到每季抽查"))
    assert found is not None
    assert (found.without, [bank for bank, _ in found.having]) == ((EAST,), [WEST])


def test_filters_hold(peers: KnowledgeBase) -> None:
    found = banks_without(peers, Query("哪些行没有做整村授信", filters={"kind": ("overview",)}))
    assert found is None


@pytest.mark.parametrize("text", ["整村授信", "哪些行没有做太空采矿", "最早做整村授信的是哪家"])
def test_no_card_where_nothing_is_known_or_nothing_of_the_kind_asked(
    peers: KnowledgeBase, text: str
) -> None:
    assert banks_without(peers, Query(text)) is None


@pytest.mark.parametrize("practice", ["整村授信", "蓝领贷", "不良贷款听证", "内训师"])
def test_it_says_what_the_matrix_says(sample_kb: KnowledgeBase, practice: str) -> None:
    found = banks_without(sample_kb, Query(f"哪些行没有做{practice}"))
    assert found is not None
    rows = {row.bank for row in compare(sample_kb, practice).rows if row.bank}
    assert {bank for bank, _ in found.having} == rows
    assert not rows & set(found.without)
