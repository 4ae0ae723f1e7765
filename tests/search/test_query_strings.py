"""What a search for a text highlights, for pages that show more than a result."""

from __future__ import annotations

from kb.knowledge_base import KnowledgeBase
from kb.search.asking import Query
from kb.search.results import query_strings, search
from kb.text.highlight import highlights


def test_are_those_that_a_result_highlights(sample_kb: KnowledgeBase) -> None:
    for text in (
        "整村授信 考核",
        '"一站式"',
        "话术 或 通关",
        "机构:青枫 联络员",
        "客户经理怎么考核",
    ):
        strings = query_strings(sample_kb, text)
        for hit in search(sample_kb, Query(text)).hits:
            assert tuple(highlights(hit.document.text, strings)) == hit.highlights


def test_what_is_excluded_or_only_filters_is_not_among_them(sample_kb: KnowledgeBase) -> None:
    strings = query_strings(sample_kb, "听证 -石桥 机构:青枫 时间:2025-12")
    assert "听证" in strings
    assert not any("石桥" in s or "青枫" in s or "2025" in s for s in strings)


def test_other_names_are_among_them_unless_switched_off(sample_kb: KnowledgeBase) -> None:
    assert "crm" in query_strings(sample_kb, "客户关系管理")
    assert "crm" not in query_strings(sample_kb, "客户关系管理", expand=False)


def test_an_empty_text_has_none(sample_kb: KnowledgeBase) -> None:
    assert query_strings(sample_kb, "  ") == ()
