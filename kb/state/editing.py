"""Who has a page open to edit something: marks that end by themselves.

All times are in seconds since the epoch.
"""

from __future__ import annotations

from dataclasses import dataclass

from kb.files import Home
from kb.state.database import connection, reading

# Marks that are kept, of everybody together; the oldest give way.
MOST = 2000


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody who edits a place: their name, how pages call them, and when they were last there."""

    who: str
    label: str
    seen: float


def mark(home: Home, place: str, who: Mark, forget_before: float) -> None:
    """Note that somebody is at a place, and forget the marks from before a moment."""
    with connection(home) as database:
        database.execute("DELETE FROM editing WHERE seen < ?", (forget_before,))
        database.execute("DELETE FROM editing WHERE place = ? AND who = ?", (place, who.who))
        database.execute(
            "DELETE FROM editing WHERE seen <="
            " (SELECT seen FROM editing ORDER BY seen DESC LIMIT 1 OFFSET ?)",
            (MOST - 1,),
        )
        database.execute(
            "INSERT INTO editing (place, who, label, seen) VALUES (?, ?, ?, ?)",
            (place, who.who, who.label, who.seen),
        )


def marks(home: Home, place: str, since: float) -> list[Mark]:
    """Who has been at a place since a moment, the last first."""
    with reading(home) as database:
        rows = database.execute(
            "SELECT who, label, seen FROM editing WHERE place = ? AND seen >= ?"
            " ORDER BY seen DESC, who",
            (place, since),
        ).fetchall()
    return [Mark(who, label, float(seen)) for who, label, seen in rows]


def unmark(home: Home, place: str, who: str) -> None:
    """Somebody has left a place."""
    with connection(home) as database:
        database.execute("DELETE FROM editing WHERE place = ? AND who = ?", (place, who))
