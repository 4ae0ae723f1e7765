"""The log of queries as kb.toml wants it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kb.files import QueryLog
from kb.knowledge_base import KnowledgeBase
from kb.state import logged_queries, remember_query
from webapp import create_app


def noted(kb: KnowledgeBase, rules: QueryLog) -> list[str]:
    """What is in the log of a site with these rules after one query more."""
    kb = replace(kb, settings=replace(kb.settings, queries=rules))
    client = create_app(kb).test_client()
    assert client.post("/asked", data={"q": "新的", "found": "2"}).status_code == 204
    return [one.text for one in logged_queries(kb.home, datetime.min, 9)]


@pytest.mark.parametrize(
    ("rules", "left"),
    [
        (QueryLog(), ["新的", "上月的"]),
        (QueryLog(days=7), ["新的"]),
        (QueryLog(keep=False), []),
    ],
)
def test_what_is_kept(kb: KnowledgeBase, rules: QueryLog, left: list[str]) -> None:
    remember_query(kb.home, "上月的", "a", datetime.now() - timedelta(days=30), found=1)
    assert noted(kb, rules) == left


def test_switched_off_it_is_emptied_at_once(kb: KnowledgeBase) -> None:
    """Settings that are loaded again make another app; nobody has to ask anything."""
    remember_query(kb.home, "上月的", "a", datetime.now(), found=1)
    create_app(replace(kb, settings=replace(kb.settings, queries=QueryLog(keep=False))))
    assert logged_queries(kb.home, datetime.min, 9) == []
