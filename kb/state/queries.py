"""Past queries, who asked them, and whether they were answered: for completing new queries, and for
the editor.

An asker is a short digest. Their name is kept only where kb.toml says so ([queries] names).
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


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks: a digest, and the name where the log of queries names people, else ""."""

    digest: str
    name: str = ""


def remember_query(
    home: Home, text: str, asker: Asker | str, now: datetime, *, found: int, opened: bool = False
) -> None:
    """Count a query with the number of entries it found, or one whose hit was opened. Beyond a
    limit the least recent queries are forgotten. Long and empty ones are not kept."""
    if not 0 < len(text) <= MAX_QUERY:
        return
    who = Asker(asker) if isinstance(asker, str) else asker
    times = 0 if opened else 1
    values = (text, who.digest, times, found, int(opened), now.isoformat(), who.name)
    with connection(home) as database:
        database.execute(
            "INSERT INTO asked (text, asker, times, found, opened, last, who)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (text, asker) DO UPDATE"
            " SET times = asked.times + excluded.times, found = excluded.found, opened ="
            " CASE WHEN excluded.opened > asked.opened THEN excluded.opened ELSE asked.opened END,"
            " last = excluded.last, who = excluded.who",
            values,
        )
        database.execute(
            "DELETE FROM asked WHERE (text, asker) NOT IN"
            " (SELECT text, asker FROM asked ORDER BY last DESC LIMIT ?)",
            (KEPT_QUERIES,),
        )


def forget_queries_before(home: Home, moment: datetime, *, names: bool) -> int:
    """Forget the queries that were last asked before a moment, and without `names` who asked the
    others; how many are forgotten."""
    with connection(home) as database:
        forgotten = database.execute(
            "DELETE FROM asked WHERE last < ?", (moment.isoformat(),)
        ).rowcount
        if not names:
            database.execute("UPDATE asked SET who = '' WHERE who <> ''")
    return int(forgotten)


@dataclass(frozen=True, slots=True)
class LoggedQuery:
    """A line of the log of queries: what one person asked, how often, how many entries it found last,
    whether they opened one, and when they asked last; `who` is "" where no names are kept."""

    text: str
    times: int
    found: int
    opened: bool
    last: datetime
    who: str


def logged_queries(home: Home, since: datetime, limit: int) -> list[LoggedQuery]:
    """The queries since a moment, the last first."""
    with reading(home) as database:
        rows = database.execute(
            "SELECT text, times, found, opened, last, who FROM asked WHERE last >= ?"
            " ORDER BY last DESC, text LIMIT ?",
            (since.isoformat(), limit),
        ).fetchall()
    return [
        LoggedQuery(text, times, found, bool(opened), datetime.fromisoformat(last), who)
        for text, times, found, opened, last, who in rows
    ]


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
