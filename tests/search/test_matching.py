"""All that a query finds, at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kb.index.engines.port import Level, Order
from kb.knowledge_base import KnowledgeBase
from kb.search.asking import Query
from kb.search.results import matching, search

QUERIES = (
    Query("整村授信"),
    Query("做法:整村授信 机构:青枫"),
    Query("", filters={"bank": ("石桥农商银行", "南屏农商银行"), "kind": ("lesson",)}),
    Query("考核", start=date(2025, 12, 1), end=date(2025, 12, 31)),
    Query("整村推进", expand=False),
    Query("火星"),
)


@pytest.mark.parametrize("query", QUERIES)
def test_it_is_what_the_pages_of_the_search_hold_together(
    sample_kb: KnowledgeBase, query: Query
) -> None:
    found = matching(sample_kb, query)
    page = search(sample_kb, replace(query, order=Order.DATE, limit=1000))
    full = [hit for hit in page.hits if not hit.partial]
    assert found.ids == tuple(hit.document.id for hit in full)
    assert [h.highlights for h in found.hits(found.ids)] == [h.highlights for h in full]


def test_partial_matches_are_left_out(sample_kb: KnowledgeBase) -> None:
    query = Query("客户经理怎么考核才公平合理有效")
    page = search(sample_kb, query)
    assert page.best is Level.PARTIAL
    assert matching(sample_kb, query).ids == ()


def test_hits_come_in_the_order_asked_for(sample_kb: KnowledgeBase) -> None:
    found = matching(sample_kb, Query("整村授信"))
    wanted = (found.ids[7], found.ids[2])
    assert [hit.document.id for hit in found.hits(wanted)] == list(wanted)
