"""Queries that found something, for completing new ones."""

from __future__ import annotations

from datetime import datetime

from kb.files import Home
from kb.state.database import connection

KEPT_QUERIES = 2000
MAX_QUERY = 60


def remember_query(home: Home, text: str, now: datetime) -> None:
    """Count a query that found something; the least recent are forgotten beyond a limit."""
    if not 0 < len(text) <= MAX_QUERY:
        return
    with connection(home) as database:
        database.execute(
            "INSERT INTO past_query VALUES (?, 1, ?) ON CONFLICT (text)"
            " DO UPDATE SET times = times + 1, last = excluded.last",
            (text, now.isoformat()),
        )
        database.execute(
            "DELETE FROM past_query WHERE text NOT IN"
            " (SELECT text FROM past_query ORDER BY last DESC LIMIT ?)",
            (KEPT_QUERIES,),
        )


def past_queries(home: Home, least: int = 2) -> list[str]:
    """The queries asked at least so often, most often first."""
    with connection(home) as database:
        rows = database.execute(
            "SELECT text FROM past_query WHERE times >= ? ORDER BY times DESC, last DESC", (least,)
        )
        return [text for (text,) in rows]
