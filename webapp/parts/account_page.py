"""What the pages of one's own account show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import redirect, request
from werkzeug.wrappers import Response

from kb.access import Account, Session, passwords


@dataclass(frozen=True, slots=True)
class EnterPage:
    """A page on which somebody gives a name or a password. `name` is what was typed, or whose
    account it is; `wrong` says in Chinese what is wrong; `onward` is where to go then."""

    wrong: str = ""
    name: str = ""
    onward: str = ""
    code: str = ""
    needs_setup: bool = False
    needs_code: bool = False
    shortest: int = passwords.SHORTEST
    longest: int = passwords.LONGEST


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session of one's own."""

    handle: str
    program: str
    address: str
    since: datetime
    seen: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """`done` says in Chinese what was just done."""

    account: Account
    rows: tuple[SessionRow, ...]
    done: str = ""
    wrong: str = ""
    asked: tuple[str, ...] = ()
    shortest: int = passwords.SHORTEST
    longest: int = passwords.LONGEST


def session_row(session: Session, current: bool) -> SessionRow:
    """A session as pages show it."""
    return SessionRow(
        session.handle,
        session.program,
        session.address,
        datetime.fromtimestamp(session.created),
        datetime.fromtimestamp(session.seen),
        current,
    )


def onward(address: str) -> str:
    """An address of this site to go to afterwards, without the path of the site; "/" for any that
    would lead elsewhere."""
    inside = address.startswith("/") and not address.startswith("//")
    return address if inside and address.isprintable() and "\\" not in address else "/"


def go_on(address: str) -> Response:
    """Lead to an address of this site, given without the path of the site."""
    return redirect(request.script_root + onward(address), 303)
