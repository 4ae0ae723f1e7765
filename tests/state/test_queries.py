"""What was asked before."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kb.files.home import Home
from kb.state.database import connection
from kb.state.queries import KEPT_QUERIES, past_queries, remember_query

NOW = datetime(2026, 11, 23, 9, 0)


def test_queries_asked_again_are_suggested_most_often_first(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for text in ("听证", "整村授信", "整村授信", "听证", "听证", "一次"):
        remember_query(home, text, NOW)
    assert past_queries(home) == ["听证", "整村授信"]


def test_long_and_empty_queries_are_not_kept(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for text in ("", "长" * 61):
        remember_query(home, text, NOW)
    assert past_queries(home, least=1) == []


def test_the_least_recent_are_forgotten(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with connection(home) as database:
        database.executemany(
            "INSERT INTO past_query VALUES (?, 1, ?)",
            [(f"旧{n}", f"2025-01-01T{n:06}") for n in range(KEPT_QUERIES)],
        )
    remember_query(home, "新", NOW)
    kept = past_queries(home, least=1)
    assert len(kept) == KEPT_QUERIES
    assert "新" in kept
    assert "旧0" not in kept
