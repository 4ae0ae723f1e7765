"""Sessions, one-time links and failed log-ins, as rows. Secrets are kept as digests only.

All times are in seconds since the epoch.
"""

from __future__ import annotations

from dataclasses import dataclass

from kb.files import Home
from kb.state.accounts import StoredAccount, hold, read_account
from kb.state.database import connection, reading

_COLUMNS = "digest, account, created, seen, confirmed, address, agent"


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session. `confirmed` is when the password was last given, `address` and `agent` where and
    with what program it began."""

    digest: str
    account: int
    created: float
    seen: float
    confirmed: float
    address: str
    agent: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Sessions end after a number of seconds without a request, and in any case after a number of seconds."""

    idle: float
    absolute: float

    def ended(self, now: float) -> tuple[float, float]:
        """Sessions last seen, or begun, before these moments have ended."""
        return now - self.idle, now - self.absolute


def add_session(home: Home, session: StoredSession, limits: Limits, stamp: str) -> None:
    """Save a session, and forget those that have ended. ConflictError when the password of the
    account is not the one of this stamp any more: whoever changed it ended all sessions."""
    with connection(home) as database:
        hold(database, session.account, stamp)
        database.execute(
            "DELETE FROM session WHERE seen < ? OR created < ?", limits.ended(session.created)
        )
        database.execute(
            f"INSERT INTO session ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                session.digest,
                session.account,
                session.created,
                session.seen,
                session.confirmed,
                session.address,
                session.agent,
            ),
        )


def load_session(
    home: Home, digest: str, limits: Limits, now: float
) -> tuple[StoredSession, StoredAccount] | None:
    """The session with this digest and its account, None when there is none or it has ended. Every
    request asks, so the file is opened once for both."""
    with reading(home) as database:
        row = database.execute(
            f"SELECT {_COLUMNS} FROM session WHERE digest = ? AND seen >= ? AND created >= ?",
            (digest, *limits.ended(now)),
        ).fetchone()
        session = StoredSession(*row) if row else None
        account = read_account(database, session.account) if session else None
    return (session, account) if session and account else None


def sessions_of(
    home: Home, account_id: int | None, limits: Limits, now: float
) -> list[StoredSession]:
    """The sessions of an account, of all accounts with None, that have not ended; the one seen last
    first."""
    only, values = ("account = ? AND ", (account_id,)) if account_id is not None else ("", ())
    with reading(home) as database:
        rows = database.execute(
            f"SELECT {_COLUMNS} FROM session WHERE {only}seen >= ? AND created >= ?"
            " ORDER BY seen DESC, digest",
            (*values, *limits.ended(now)),
        )
        return [StoredSession(*row) for row in rows]


def mark_session(home: Home, digest: str, seen: float) -> None:
    """Write down that a session was seen."""
    with connection(home) as database:
        database.execute("UPDATE session SET seen = ? WHERE digest = ?", (seen, digest))


def end_sessions(home: Home, account_id: int, *, digest: str = "", but: str = "") -> int:
    """End the session of an account with this digest, or all of them but one; how many ended."""
    only, values = (" AND digest = ?", (digest,)) if digest else ("", ())
    with connection(home) as database:
        return database.execute(
            f"DELETE FROM session WHERE account = ? AND digest <> ?{only}",
            (account_id, but, *values),
        ).rowcount


@dataclass(frozen=True, slots=True)
class NewLink:
    """A one-time link to be saved. `stamp` is that of the password that was shown for it, None
    where none was."""

    digest: str
    account: int
    purpose: str
    expires: float
    stamp: str | None = None


def add_link(home: Home, link: NewLink) -> None:
    """Save a one-time link in place of others of its account and purpose; ConflictError when the
    password is not the one that was shown any more."""
    with connection(home) as database:
        if link.stamp is not None:
            hold(database, link.account, link.stamp)
        database.execute(
            "DELETE FROM one_time_link WHERE account = ? AND purpose = ?",
            (link.account, link.purpose),
        )
        database.execute(
            "INSERT INTO one_time_link (digest, account, purpose, expires) VALUES (?, ?, ?, ?)",
            (link.digest, link.account, link.purpose, link.expires),
        )


def account_of_link(home: Home, digest: str, purpose: str, now: float) -> int | None:
    """The account a link is for, None when it is not good (any more)."""
    with reading(home) as database:
        row = database.execute(
            "SELECT account FROM one_time_link WHERE digest = ? AND purpose = ? AND expires >= ?",
            (digest, purpose, now),
        ).fetchone()
    return row[0] if row else None


def use_link(home: Home, digest: str) -> bool:
    """Take a link away; False when somebody else used it first."""
    with connection(home) as database:
        cursor = database.execute("DELETE FROM one_time_link WHERE digest = ?", (digest,))
        return cursor.rowcount > 0


@dataclass(frozen=True, slots=True)
class Failures:
    """How often something was tried in vain, and when last."""

    count: int
    last: float


def book_attempt(
    home: Home, keys: tuple[str, ...], now: float, forget_after: float
) -> dict[str, Failures]:
    """Count an attempt for each key as failed, and return how many there were before it.

    Counting before the password is looked at means that attempts at the same moment count too.
    """
    with connection(home) as database:
        database.execute("DELETE FROM login_failure WHERE last < ?", (now - forget_after,))
        before = {}
        for key in keys:
            row = database.execute(
                "SELECT count, last FROM login_failure WHERE key = ?", (key,)
            ).fetchone()
            before[key] = Failures(*row) if row else Failures(0, 0.0)
            database.execute(
                "INSERT INTO login_failure (key, count, last) VALUES (?, 1, ?)"
                " ON CONFLICT (key) DO UPDATE SET count = login_failure.count + 1, last = excluded.last",
                (key, now),
            )
        return before


def failures_of(home: Home, keys: tuple[str, ...]) -> dict[str, Failures]:
    """How often each key failed."""
    with reading(home) as database:
        rows = [
            database.execute(
                "SELECT count, last FROM login_failure WHERE key = ?", (key,)
            ).fetchone()
            for key in keys
        ]
    return {
        key: Failures(*row) if row else Failures(0, 0.0)
        for key, row in zip(keys, rows, strict=True)
    }


def forget_attempts(home: Home, key: str, *, only_last: bool = False) -> None:
    """Forget the failures of a key, or the one that was counted last."""
    with connection(home) as database:
        if only_last:
            database.execute("UPDATE login_failure SET count = count - 1 WHERE key = ?", (key,))
        else:
            database.execute("DELETE FROM login_failure WHERE key = ?", (key,))
