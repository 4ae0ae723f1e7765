"""Tokens by which programs read, as rows. Secrets are kept as digests only; times are in seconds since
the epoch."""

from __future__ import annotations

from dataclasses import dataclass

from kb.errors import NotFoundError
from kb.files import Home
from kb.state.accounts import StoredAccount, read_account
from kb.state.database import connection, reading

_COLUMNS = "id, digest, account, scope, name, created, expires, used"


@dataclass(frozen=True, slots=True)
class StoredToken:
    """A token of an account. `used` is when it was last used, 0 for never."""

    id: int
    digest: str
    account: int
    scope: str
    name: str
    created: float
    expires: float
    used: float


def add_token(home: Home, token: StoredToken, most: int) -> int:
    """Save a token and return its id; 0, and nothing is saved, when the account has `most` already."""
    with connection(home) as database:
        database.execute("DELETE FROM token WHERE expires < ?", (token.created,))
        count = database.execute(
            "SELECT count(*) FROM token WHERE account = ?", (token.account,)
        ).scalar_one()
        if count >= most:
            return 0
        return database.add(
            "INSERT INTO token (digest, account, scope, name, created, expires, used)"
            " VALUES (?, ?, ?, ?, ?, ?, 0)",
            (token.digest, token.account, token.scope, token.name, token.created, token.expires),
        )


def load_token(home: Home, digest: str, now: float) -> tuple[StoredToken, StoredAccount] | None:
    """The token with this digest and its account, None when there is none that is good."""
    with reading(home) as database:
        row = database.execute(
            f"SELECT {_COLUMNS} FROM token WHERE digest = ? AND expires >= ?", (digest, now)
        ).fetchone()
        account = read_account(database, row[2]) if row else None
    return (StoredToken(*row), account) if row and account else None


def tokens_of(home: Home, account_id: int | None, now: float) -> list[StoredToken]:
    """The good tokens of an account, or of all, the newest first."""
    whose, values = _of(account_id)
    with reading(home) as database:
        rows = database.execute(
            f"SELECT {_COLUMNS} FROM token WHERE expires >= ?{whose} ORDER BY created DESC, id DESC",
            (now, *values),
        )
        return [StoredToken(*row) for row in rows]


def mark_token(home: Home, token_id: int, used: float) -> None:
    """Write down that a token was used."""
    with connection(home) as database:
        database.execute("UPDATE token SET used = ? WHERE id = ?", (used, token_id))


def delete_token(home: Home, token_id: int, account_id: int | None) -> None:
    """Revoke a token of an account, or of anybody; NotFoundError."""
    whose, values = _of(account_id)
    with connection(home) as database:
        found = database.execute(f"DELETE FROM token WHERE id = ?{whose}", (token_id, *values))
        if not found.rowcount:
            raise NotFoundError("没有这个令牌，可能已经收回了")


def _of(account_id: int | None) -> tuple[str, tuple[int, ...]]:
    """The condition that a token is of an account, or of any, and its value."""
    return ("", ()) if account_id is None else (" AND account = ?", (account_id,))
