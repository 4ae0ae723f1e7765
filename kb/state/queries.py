"""Past queries, who asked them, and whether they were answered: for completing new queries, and for
the editor.

An asker is a short digest, never a name or an address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kb.files import Home
from kb.state.database import connection, reading

KEPT_QUERIES = 5000
MAX_QUERY = 60
# This many different people must have asked a query before it is suggested to others.
ASKERS = 3


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A query without an answer: it found nothing, or nobody opened what it found."""

    text: str
    times: int
    found: int
    last: datetime


def remember_query(
    home: Home, text: str, asker: str, now: datetime, *, found: int, opened: bool = False
) -> None:
    """Count a query with the number of entries it found, or one whose hit was opened. Beyond a
    limit the least recent queries are forgotten. Long and empty ones are not kept."""
    if not 0 < len(text) <= MAX_QUERY:
        return
    values = (text, asker, 0 if opened else 1, found, int(opened), now.isoformat())
    with connection(home) as database:
        database.execute(
            "INSERT INTO asked VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (text, asker) DO UPDATE"
            " SET times = asked.times + excluded.times, found = excluded.found, opened ="
            " CASE WHEN excluded.opened > asked.opened THEN excluded.opened ELSE asked.opened END,"
            " last = excluded.last",
            values,
        )
        database.execute(
            "DELETE FROM asked WHERE (text, asker) NOT IN"
            " (SELECT text, asker FROM asked ORDER BY last DESC LIMIT ?)",
            (KEPT_QUERIES,),
        )


def past_queries(home: Home, least: int = ASKERS) -> list[str]:
    """The queries that found something and that at least this many people asked, most people first."""
    with reading(home) as database:
        rows = database.execute(
            "SELECT text FROM asked WHERE found > 0 GROUP BY text HAVING count(*) >= ?"
            " ORDER BY count(*) DESC, sum(times) DESC, max(last) DESC",
            (least,),
        )
        return [text for (text,) in rows]


def own_queries(home: Home, asker: str, limit: int) -> list[str]:
    """The queries of one asker, the last first."""
    with reading(home) as database:
        rows = database.execute(
            "SELECT text FROM asked WHERE asker = ? ORDER BY last DESC LIMIT ?", (asker, limit)
        )
        return [text for (text,) in rows]


def forget_queries(home: Home, asker: str) -> None:
    """Forget what one asker asked."""
    with connection(home) as database:
        database.execute("DELETE FROM asked WHERE asker = ?", (asker,))


def open_questions(home: Home, since: datetime, limit: int) -> list[OpenQuestion]:
    """The queries since a time that found nothing, or of which no hit was opened, most often asked
    first; those that found nothing stand before the others."""
    with reading(home) as database:
        rows = database.execute(
            "SELECT text, sum(times), max(found), max(last) FROM asked WHERE last >= ?"
            " GROUP BY text HAVING max(opened) = 0"
            " ORDER BY max(found) > 0, sum(times) DESC, max(last) DESC LIMIT ?",
            (since.isoformat(), limit),
        )
        return [
            OpenQuestion(text, times, found, datetime.fromisoformat(last))
            for text, times, found, last in rows
        ]
