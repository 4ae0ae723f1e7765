"""Sessions: kept on the server, known to the browser by 256 random bits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.access.accounts import Account, account_of
from kb.access.secrets import digest_of, new_secret
from kb.errors import NotFoundError
from kb.files import Home
from kb.state import sessions

# A pause at midday, and a working day.
LIMITS = sessions.Limits(idle=2 * 3600.0, absolute=12 * 3600.0)
# Seconds for which a password that was given is good for administration.
CONFIRMED_FOR = 15 * 60.0
# Seconds for which it is known whose a session was that has ended by itself (kept_forms.py).
REMEMBERED = 12 * 3600.0
# How often, in seconds, it is written down that a session is in use.
_SEEN_EVERY = 60.0
_HANDLE = 16
_LONGEST_AGENT = 200
# Names by which programs call themselves; the first that is found counts.
_PROGRAMS = ("Edg", "Firefox", "Chrome", "Safari")
_SYSTEMS = ("Windows", "Android", "iPhone", "Mac OS", "Linux")


@dataclass(frozen=True, slots=True)
class Session:
    """A session. `handle` names it to its owner and opens nothing; times are in seconds since the
    epoch; `confirmed` is when the password was last given."""

    handle: str
    account: Account
    created: float
    seen: float
    confirmed: float
    address: str
    agent: str

    @property
    def program(self) -> str:
        """The browser and the system it runs on, as people call them."""
        names = [
            next((name for name in known if name in self.agent), "")
            for known in (_PROGRAMS, _SYSTEMS)
        ]
        return " · ".join(filter(None, names)) or "其他程序"

    def is_confirmed(self, now: float) -> bool:
        """Was the password given lately?"""
        return now - self.confirmed <= CONFIRMED_FOR


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session begins: the address, and the program as it names itself."""

    address: str
    agent: str


def open_session(
    home: Home, account: Account, place: Place, now: float, confirmed: float | None = None
) -> str:
    """Begin a session and return its secret, for the cookie. `confirmed` is when they last gave all
    that logging in takes, now if left out. ConflictError when the password of the account was
    changed after it was looked at."""
    secret = new_secret()
    agent = "".join(filter(str.isprintable, place.agent))[:_LONGEST_AGENT]
    last = now if confirmed is None else confirmed
    row = sessions.StoredSession(
        digest_of(secret), account.id, now, now, last, place.address, agent
    )
    forgotten = sessions.Limits(LIMITS.idle + REMEMBERED, LIMITS.absolute + REMEMBERED)
    sessions.add_session(home, row, forgotten, account.stamp)
    return secret


def find_session(home: Home, secret: str, now: float) -> Session | None:
    """The session of a cookie; None when there is none, it has ended, or its account is disabled."""
    found = sessions.load_session(home, digest_of(secret), LIMITS, now) if secret else None
    if found is None or found[1].disabled:
        return None
    row, account = found[0], account_of(found[1])
    if now - row.seen >= _SEEN_EVERY:
        sessions.mark_session(home, row.digest, now)
    return _session(row, account)


def sessions_of(home: Home, account: Account, now: float) -> list[Session]:
    """The open sessions of an account, the one seen last first."""
    return [_session(row, account) for row in sessions.sessions_of(home, account.id, LIMITS, now)]


def sessions_of_all(home: Home, owners: Iterable[Account], now: float) -> list[Session]:
    """The open sessions of all these accounts, the one seen last first."""
    known = {account.id: account for account in owners}
    return [
        _session(row, known[row.account])
        for row in sessions.sessions_of(home, None, LIMITS, now)
        if row.account in known
    ]


def end_session(home: Home, account: Account, handle: str, now: float) -> None:
    """End one session of an account; NotFoundError when it has none of this handle."""
    for row in sessions.sessions_of(home, account.id, LIMITS, now):
        if row.digest[:_HANDLE] == handle:
            sessions.end_sessions(home, account.id, digest=row.digest)
            return
    raise NotFoundError("没有这个登录，可能已经结束了")


def end_others(home: Home, account: Account, secret: str) -> int:
    """End all sessions of an account but that of this secret; how many there were."""
    return sessions.end_sessions(home, account.id, but=digest_of(secret) if secret else "")


def _session(row: sessions.StoredSession, account: Account) -> Session:
    return Session(
        row.digest[:_HANDLE],
        account,
        row.created,
        row.seen,
        row.confirmed,
        row.address,
        row.agent,
    )
