"""What was asked before, by whom, and whether it was answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from kb.files.home import Home
from kb.state.database import connection
from kb.state.queries import KEPT_QUERIES, open_questions, past_queries, remember_query

NOW = datetime(2026, 11, 23, 9, 0)


def test_queries_that_several_people_asked_are_suggested(home: Home) -> None:
    for asker in "abc":
        remember_query(home, "整村授信", asker, NOW, found=3)
    for asker in "abcd":
        remember_query(home, "听证", asker, NOW, found=1)
    for asker in "abcd":
        remember_query(home, "火星", asker, NOW, found=0)
    for _ in range(9):
        remember_query(home, "我的考核", "a", NOW, found=5)
    assert past_queries(home) == ["听证", "整村授信"]


def test_long_and_empty_queries_are_not_kept(home: Home) -> None:
    for text in ("", "长" * 61):
        remember_query(home, text, "a", NOW, found=1)
    assert past_queries(home, least=1) == []


def test_the_least_recent_are_forgotten(home: Home) -> None:
    with connection(home) as database:
        database.executemany(
            "INSERT INTO asked (text, asker, times, found, opened, last) VALUES (?, 'a', 1, 1, 0, ?)",
            [(f"旧{n}", f"2025-01-01T{n:06}") for n in range(KEPT_QUERIES)],
        )
    remember_query(home, "新", "a", NOW, found=1)
    kept = past_queries(home, least=1)
    assert len(kept) == KEPT_QUERIES
    assert "新" in kept
    assert "旧0" not in kept


def test_questions_without_an_answer(home: Home) -> None:
    remember_query(home, "火星贷", "a", NOW, found=0)
    remember_query(home, "火星贷", "b", NOW, found=0)
    remember_query(home, "没人看", "a", NOW, found=9)
    remember_query(home, "看过的", "a", NOW, found=9)
    remember_query(home, "看过的", "a", NOW, found=9, opened=True)
    remember_query(home, "上月的", "a", NOW - timedelta(days=40), found=0)
    found = open_questions(home, NOW - timedelta(days=30), 10)
    assert [(one.text, one.times, one.found) for one in found] == [
        ("火星贷", 2, 0),
        ("没人看", 1, 9),
    ]
