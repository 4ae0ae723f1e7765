"""What one person may do in a day is counted: every export, and what views say."""

from __future__ import annotations

from datetime import date

from flask import Flask, current_app, request

from kb.access import Right, Use, quotas
from kb.files import NONE, Home, Quotas
from webapp.access.permissions import mode, right_of, visitor

_KEY = "quotas"


def register(app: Flask, home: Home, most: Quotas) -> None:
    """Count exports before they are made."""
    app.extensions[_KEY] = (home, most)

    def check() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        if right_of(view) is Right.EXPORT and request.method in ("GET", "HEAD"):
            spend(Use.EXPORTS)

    app.before_request(check)


def spend(what: Use, times: int = 1) -> None:
    """Count what the visitor is about to do; OverQuota when it is too much for today."""
    if mode() != NONE:
        home, most = current_app.extensions[_KEY]
        quotas.spend(home, most, visitor().actor, what, date.today(), times)
