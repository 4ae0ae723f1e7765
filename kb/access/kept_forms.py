"""What somebody typed while their session ended: kept for a while, for the same account only.

The form is never carried out from here. It is shown again on the page it came from, and its sender
sends it once more, as themselves.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from kb.access.accounts import Account, account_of
from kb.access.secrets import digest_of, new_secret
from kb.access.sessions import LIMITS, REMEMBERED
from kb.files import Home
from kb.state import kept_forms as stored
from kb.state import sessions

# Seconds for which a form is kept, and how many of one account.
GOOD_FOR, MOST = 3600.0, 5
# Bytes of a form that is kept.
LARGEST = 1024 * 1024
Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form: the address it was sent to (`target`), the page it is on ("" when the browser did not
    say), and what was typed, in order."""

    target: str
    page: str
    fields: Fields = field(repr=False)


def sender_of(home: Home, secret: str, now: float) -> Account | None:
    """Whose session this was, when it has ended by itself not long ago; None for every other."""
    if not secret:
        return None
    lately = sessions.Limits(LIMITS.idle + REMEMBERED, LIMITS.absolute + REMEMBERED)
    found = sessions.load_session(home, digest_of(secret), lately, now)
    if found is None or found[1].disabled:
        return None
    return account_of(found[1])


def keep(home: Home, account: Account, form: SentForm, now: float) -> str:
    """Keep a form; the secret that names it."""
    secret = new_secret()
    fields = json.dumps(form.fields, ensure_ascii=False)
    kept = stored.KeptForm(digest_of(secret), account.id, now, form.target, form.page, fields)
    stored.keep(home, kept, MOST, now - GOOD_FOR)
    return secret


def find(home: Home, account: Account, secret: str, now: float) -> SentForm | None:
    """A form of this account; None when there is none (any more)."""
    found = stored.find(home, digest_of(secret), account.id, now - GOOD_FOR)
    if found is None:
        return None
    fields = tuple((str(name), str(value)) for name, value in json.loads(found.fields))
    return SentForm(found.target, found.page, fields)


def forget(home: Home, secret: str) -> None:
    """Forget a form."""
    stored.forget(home, digest_of(secret))
