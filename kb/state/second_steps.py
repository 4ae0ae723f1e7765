"""Second steps of logging in, as rows: the secret that an app shares, and digests of recovery codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.files import Home
from kb.state.database import Database, connection, reading


@dataclass(frozen=True, slots=True)
class StoredStep:
    """The second step of an account. It counts when `active`; `last` is the number of the time span
    whose code was last taken; `left` are the recovery codes that were not used."""

    secret: str
    active: bool
    last: int
    left: int


def load_step(home: Home, account_id: int) -> StoredStep | None:
    """The second step of an account, None when none was begun."""
    with reading(home) as database:
        row = database.execute(
            "SELECT secret, active, last, (SELECT count(*) FROM recovery_code r"
            " WHERE r.account = s.account) FROM second_step s WHERE account = ?",
            (account_id,),
        ).fetchone()
    return StoredStep(row[0], bool(row[1]), row[2], row[3]) if row else None


def begin_step(home: Home, account_id: int, secret: str) -> None:
    """Keep a secret that is not active yet, in place of another; an active one stays."""
    with connection(home) as database:
        database.execute(
            "INSERT INTO second_step (account, secret, active, last) VALUES (?, ?, 0, 0)"
            " ON CONFLICT (account) DO UPDATE SET secret = excluded.secret WHERE second_step.active = 0",
            (account_id, secret),
        )


def activate_step(home: Home, account_id: int, span: int, digests: Sequence[str]) -> None:
    """Make the secret count, with these recovery codes; the other sessions of the account end."""
    with connection(home) as database:
        database.execute(
            "UPDATE second_step SET active = 1, last = ? WHERE account = ?", (span, account_id)
        )
        _keep(database, account_id, digests)
        database.execute("DELETE FROM session WHERE account = ?", (account_id,))


def set_codes(home: Home, account_id: int, digests: Sequence[str]) -> None:
    """Keep these recovery codes in place of the others."""
    with connection(home) as database:
        _keep(database, account_id, digests)


def _keep(database: Database, account_id: int, digests: Sequence[str]) -> None:
    database.execute("DELETE FROM recovery_code WHERE account = ?", (account_id,))
    database.executemany(
        "INSERT INTO recovery_code (digest, account) VALUES (?, ?)",
        [(digest, account_id) for digest in digests],
    )


def take_span(home: Home, account_id: int, span: int) -> bool:
    """Take the code of a time span; False when it, or a later one, was taken before."""
    with connection(home) as database:
        found = database.execute(
            "UPDATE second_step SET last = ? WHERE account = ? AND last < ?",
            (span, account_id, span),
        )
        return found.rowcount > 0


def take_code(home: Home, account_id: int, digest: str) -> bool:
    """Take a recovery code away; False when the account has none like it."""
    with connection(home) as database:
        found = database.execute(
            "DELETE FROM recovery_code WHERE account = ? AND digest = ?", (account_id, digest)
        )
        return found.rowcount > 0


def forget_step(home: Home, account_id: int) -> bool:
    """Take the second step of an account away and end its sessions; False, and they go on, when it
    was not on."""
    with connection(home) as database:
        was_on = database.execute(
            "DELETE FROM second_step WHERE account = ? AND active = 1", (account_id,)
        )
        if not was_on.rowcount:
            return False
        database.execute("DELETE FROM recovery_code WHERE account = ?", (account_id,))
        database.execute("DELETE FROM session WHERE account = ?", (account_id,))
        return True
