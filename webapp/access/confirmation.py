"""A session that was left open does not administer: the password is asked for again.

It holds for every view that takes the right to administer, and for making a token, which outlives
the session.
"""

from __future__ import annotations

from flask import Flask, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from kb.access import Right
from kb.files import OIDC
from webapp.access.identity import needs_confirmation
from webapp.access.permissions import READING, mode, right_of

# What asks for the password too, and is on the page that sends it.
_ALSO = ("tokens.create",)


def register(app: Flask) -> None:
    """Lead to the form for the password where it was given too long ago."""
    app.before_request(_check)


def _check() -> Response | None:
    right = right_of(current_app.view_functions.get(request.endpoint or ""))
    asks = right is Right.ADMINISTER or request.endpoint in _ALSO
    if not asks or not needs_confirmation():
        return None
    # What was sent is lost: nobody is to find out afterwards that they have disabled an account.
    is_here = request.method in READING or request.endpoint in _ALSO
    here = request.path if is_here else url_for("users.index")
    inside = here.removeprefix(request.script_root)
    if mode() == OIDC:
        return redirect(url_for("provider.leave", next=inside, again=1), 303)
    return redirect(url_for("account.confirmation", next=inside), 303)
