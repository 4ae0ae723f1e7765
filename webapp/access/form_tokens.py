"""A token in every form, where there are accounts: it shows that a page of ours made the request.

It is derived from the cookie of the session, which no other site can read, and before a log-in from
a cookie of its own. Besides it, the Origin of the request is looked at (permissions.py).
"""

from __future__ import annotations

import hashlib
import hmac

from flask import Flask, g, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from kb.access import Forbidden, new_secret
from kb.files import NONE
from webapp.access.identity import cookie_name, set_cookie
from webapp.access.permissions import READING, mode, visitor

FIELD = "csrf"
HEADER = "X-Csrf-Token"
_KIND = "form"
# Posted by another program, never by a browser; what is posted is signed.
FROM_PROGRAMS = ("provider.logged_out",)
# Bytes of a form of somebody who has not logged in.
LARGEST_OF_STRANGERS = 64 * 1024


def register(app: Flask) -> None:
    """Look at the token of every request that changes something; give templates `csrf_token()`
    and `csrf_field()`, which are empty without accounts."""
    app.jinja_env.globals.update(csrf_token=token, csrf_field=field)
    app.before_request(_check)
    app.after_request(_remember)


def token() -> str:
    """The token for the forms of this page."""
    if mode() == NONE:
        return ""
    secret = visitor().key or request.cookies.get(cookie_name(_KIND), "")
    if not secret:
        if "form_secret" not in g:
            g.form_secret = new_secret()
        secret = g.form_secret
    return _token(secret)


def field() -> Markup:
    """The hidden field of a form."""
    found = token()
    return (
        Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, found)
        if found
        else Markup()
    )


def _token(secret: str) -> str:
    return hmac.digest(secret.encode("utf-8", "replace"), b"form token", hashlib.sha256).hex()


def fits(secret: str) -> bool:
    """Was the form of this request on a page that we made for the browser with this secret?"""
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    expected = _token(secret).encode()
    return bool(secret) and hmac.compare_digest(given.encode("utf-8", "replace"), expected)


def _check() -> None:
    if mode() == NONE or request.method in READING or request.endpoint in FROM_PROGRAMS:
        return
    if not visitor().is_known:
        request.max_content_length = LARGEST_OF_STRANGERS
    if not fits(visitor().key or request.cookies.get(cookie_name(_KIND), "")):
        raise Forbidden(
            "这个页面已经过期，没有执行", hint="请回到上一页刷新后再试；浏览器要允许 Cookie"
        )


def _remember(response: Response) -> Response:
    if "form_secret" in g:
        set_cookie(response, g.form_secret, _KIND)
    return response
