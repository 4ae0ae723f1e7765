"""Searches and figures from reports of other programs' faults, where the folder with them is at hand:
each file is ingested, and what the report expects is found. Readers: tests/readers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kb.enrich import figures
from kb.intake import IngestOptions, ingest
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.search import Query, search

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "reading"
if not CASES.is_dir():
    CASES = Path(__file__).resolve().parents[4] / "shared" / "cases" / "reading"


def of(kb: KnowledgeBase, folder: str) -> KnowledgeBase:
    files = sorted(p for p in (CASES / folder).glob("*") if "." in p.name and p.stem not in _SAID)
    if not files:
        pytest.skip("the reported files are not at hand")
    ingest(kb, files, IngestOptions(date(2026, 11, 23)))
    return open_knowledge_base(kb.home)


_SAID = ("expected", "actual")


def whole(kb: KnowledgeBase, query: str) -> list[str]:
    """The texts of the entries that match a query, not only in part."""
    return [hit.document.text for hit in search(kb, Query(query)).hits if not hit.level]


def test_a_bank_by_its_short_name(kb: KnowledgeBase) -> None:
    kb = of(kb, "13-search-bank-short-name")
    for query in ("青枫农商行", "机构:青枫农商行", "青枫农商银行 整村授信"):
        assert any("青枫农商银行" in text for text in whole(kb, query)), query


@pytest.mark.parametrize("query", ["1200.50万元", "1,200.50万元"])
def test_a_number_with_and_without_its_comma(kb: KnowledgeBase, query: str) -> None:
    (text,) = whole(of(kb, "14-search-number-forms"), query)
    assert "新增贷款1,200.50万元" in text


@pytest.mark.parametrize(("query", "part"), [("50万元", "1,200.50万元"), ("5%", "3.85%")])
def test_a_number_is_no_part_of_another(kb: KnowledgeBase, query: str, part: str) -> None:
    kb = of(kb, "16-search-number-boundary")
    page = search(kb, Query(query))
    inside = [hit for hit in page.hits if part in hit.document.text]
    assert all(hit.level or query in hit.document.text.replace(part, "") for hit in inside)


def amounts(kb: KnowledgeBase) -> set[float]:
    (bulletin, *others) = kb.corpus.bulletins()
    entries = [entry for b in (bulletin, *others) for entry in b.entries]
    return {float(f.amount) for e in entries for f in figures(e.text)}


def test_numbers_in_characters_and_in_groups(kb: KnowledgeBase) -> None:
    found = amounts(of(kb, "02-figures-chinese-decimals"))
    assert {12350000000, 2360000000, 0.9} <= found
    assert {13180000, 123456000, 12000000} <= found


def test_days_in_characters(kb: KnowledgeBase) -> None:
    (bulletin,) = of(kb, "18-chinese-numeral-dates").corpus.bulletins()
    assert bulletin.period
    assert (bulletin.period.start, bulletin.period.end) == (date(2026, 3, 2), date(2026, 3, 6))
