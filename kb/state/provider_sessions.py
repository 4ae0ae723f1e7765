"""Which session here belongs to which session at a provider of identities."""

from __future__ import annotations

from kb.files import Home
from kb.state.database import connection


def bind(home: Home, digest: str, sid: str) -> None:
    """Note that a session here began in a session there; forget those whose session is gone."""
    with connection(home) as database:
        database.execute(
            "DELETE FROM provider_session WHERE digest NOT IN (SELECT digest FROM session)"
        )
        database.execute("INSERT INTO provider_session (digest, sid) VALUES (?, ?)", (digest, sid))


def end(home: Home, sid: str, account_id: int | None) -> int:
    """End the sessions that began in a session there, of one account or of whom it was; how many."""
    own = "" if account_id is None else " AND account = ?"
    with connection(home) as database:
        found = database.execute(
            "DELETE FROM session WHERE digest IN"
            f" (SELECT digest FROM provider_session WHERE sid = ?){own}",
            (sid,) if account_id is None else (sid, account_id),
        )
        return int(found.rowcount)
