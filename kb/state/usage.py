"""How often each person did what is limited, by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kb.files import Home
from kb.state.database import connection, reading

# Days for which the numbers are kept.
KEPT_DAYS = 31


@dataclass(frozen=True, slots=True)
class Used:
    """How often somebody did something on a day."""

    who: str
    what: str
    day: date
    count: int


def spend(home: Home, use: Used, most: int) -> bool:
    """Add to what somebody did on a day; False, and nothing is added, when it would be more than
    `most`."""
    key = (use.who, use.what, use.day.isoformat())
    with connection(home) as database:
        row = database.execute(
            "SELECT count FROM usage WHERE who = ? AND what = ? AND day = ?", key
        ).fetchone()
        before = int(row[0]) if row else 0
        if before + use.count > most:
            return False
        if row:
            database.execute(
                "UPDATE usage SET count = ? WHERE who = ? AND what = ? AND day = ?",
                (before + use.count, *key),
            )
            return True
        # The first of a person on a day: the old days go.
        oldest = (use.day - timedelta(days=KEPT_DAYS)).isoformat()
        database.execute("DELETE FROM usage WHERE day < ?", (oldest,))
        database.execute(
            "INSERT INTO usage (who, what, day, count) VALUES (?, ?, ?, ?)", (*key, use.count)
        )
    return True


def used(home: Home, since: date) -> list[Used]:
    """What was done since a day, the latest day and the most first."""
    with reading(home) as database:
        rows = database.execute(
            "SELECT who, what, day, count FROM usage WHERE day >= ?"
            " ORDER BY day DESC, count DESC, who, what",
            (since.isoformat(),),
        ).fetchall()
    return [Used(who, what, date.fromisoformat(day), count) for who, what, day, count in rows]
