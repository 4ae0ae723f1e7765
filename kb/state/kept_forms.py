"""Forms that were sent after a session had ended, until their sender has logged in again.

All times are in seconds since the epoch.
"""

from __future__ import annotations

from dataclasses import dataclass

from kb.files import Home
from kb.state.database import connection, reading


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form: the digest of the secret that names it, the account that sent it, when, to which
    address (`target`) from which page, and its fields as JSON."""

    digest: str
    account: int
    kept: float
    target: str
    page: str
    fields: str


def keep(home: Home, form: KeptForm, most: int, forget_before: float) -> None:
    """Keep a form; those from before a moment are forgotten, and of one account all but `most`."""
    with connection(home) as database:
        database.execute("DELETE FROM kept_form WHERE kept < ?", (forget_before,))
        database.execute(
            "INSERT INTO kept_form (digest, account, kept, target, page, fields)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (form.digest, form.account, form.kept, form.target, form.page, form.fields),
        )
        database.execute(
            "DELETE FROM kept_form WHERE account = ? AND digest NOT IN"
            " (SELECT digest FROM kept_form WHERE account = ? ORDER BY kept DESC LIMIT ?)",
            (form.account, form.account, most),
        )


def find(home: Home, digest: str, account: int, since: float) -> KeptForm | None:
    """A form of an account, None when there is none that was kept since a moment."""
    with reading(home) as database:
        row = database.execute(
            "SELECT digest, account, kept, target, page, fields FROM kept_form"
            " WHERE digest = ? AND account = ? AND kept >= ?",
            (digest, account, since),
        ).fetchone()
    return KeptForm(*row) if row else None


def forget(home: Home, digest: str) -> None:
    """Forget a form."""
    with connection(home) as database:
        database.execute("DELETE FROM kept_form WHERE digest = ?", (digest,))
