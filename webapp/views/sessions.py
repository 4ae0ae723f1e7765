"""Everybody's sessions, for administrators."""

from __future__ import annotations

import time
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.access import administration
from kb.files import WITH_SESSIONS
from webapp.access import Right, access_home, current_session, mode, record, takes, visitor
from webapp.parts import SessionRow, session_row

blueprint = Blueprint("sessions", __name__, url_prefix="/users/sessions")


@dataclass(frozen=True, slots=True)
class OwnedSession:
    """A session in the list of all, with the name of its account."""

    owner: str
    session: SessionRow


@blueprint.before_request
def only_with_sessions() -> None:
    """Only people who log in here have sessions."""
    if mode() not in WITH_SESSIONS:
        abort(404)


@blueprint.get("")
@takes(Right.ADMINISTER)
def index() -> str:
    """The open sessions of all accounts, the one seen last first."""
    mine = current_session()
    found = administration.all_sessions(access_home(), visitor().actor, time.time())
    rows = [
        OwnedSession(
            session.account.name,
            session_row(session, mine is not None and session.handle == mine.handle),
        )
        for session in found
    ]
    ended = request.args.get("done") == "ended"
    return render_template(
        "users/sessions.html", rows=rows, done="已结束，立即失效" if ended else ""
    )


@blueprint.post("")
@takes(Right.ADMINISTER)
def end() -> Response:
    """End one session of anybody."""
    name, handle = request.form.get("name", "")[:400], request.form.get("handle", "")[:400]
    home, actor = access_home(), visitor().actor
    account = administration.find_account(home, actor, name)
    administration.end_session(home, actor, account, handle, time.time())
    record("ended", account.name)
    return redirect(url_for("sessions.index", done="ended"), 303)
