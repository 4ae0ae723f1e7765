"""Visitors that are programs: a feed reader with a token in its address, or a program with one in the
header `Authorization: Bearer …`.

A token in an address is taken for feeds only: addresses end up in histories and logs. With any token
a program only reads; it has no session and no cookie.
"""

from __future__ import annotations

import time

from flask import Flask, g, request

from kb.access import Scope, tokens
from webapp.access.headers import SECRET_PARAMETER
from webapp.access.identity import access_home
from webapp.access.permissions import READING, Visitor

FEEDS = "feeds."
_BEARER = "bearer"


def register(app: Flask) -> None:
    """Find out whether a program asks."""
    app.before_request(_by_token)


def _by_token() -> None:
    if request.method not in READING or g.get("session") is not None:
        return
    is_feed = (request.endpoint or "").startswith(FEEDS)
    # The name of a scheme is the same in upper and lower case (RFC 9110, 11.1).
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == _BEARER:
        scope, secret = Scope.API, given.strip()
    elif is_feed and request.args.get(SECRET_PARAMETER):
        scope, secret = Scope.FEED, request.args[SECRET_PARAMETER]
    else:
        return
    actor = tokens.actor_of(access_home(), secret, scope, time.time())
    if actor is None:
        g.token_refused = True
    else:
        g.visitor = Visitor(actor, program=True)
