"""Logging in at a provider of identities (access = "oidc"): leaving for it, and coming back."""

from __future__ import annotations

import time
from urllib.parse import quote, unquote

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.access import Leaving, LoginRefused, OpenIdClient, ProviderFailed, external
from kb.errors import KbError
from kb.files import OIDC
from webapp.access import (
    Right,
    access_home,
    begin_session,
    cookie_name,
    forget_cookie,
    mode,
    record,
    set_cookie,
    takes,
)
from webapp.parts import go_on, onward
from webapp.services import whole_site

blueprint = Blueprint("provider", __name__, url_prefix="/account/provider")
_KIND = "leaving"
# Characters of an address to go back to.
_LONGEST = 1500
# Bytes of a notice that somebody has logged out.
_LARGEST_NOTICE = 64 * 1024


@blueprint.get("")
@takes(Right.ENTER)
def leave() -> Response:
    """Go to the provider; what has to be remembered goes along in a cookie."""
    client, leaving = _client(), Leaving()
    again = request.args.get("again") == "1"
    response = redirect(client.address(leaving, _back(), again=again), 303)
    to = onward(request.args.get("next", "/"))[:_LONGEST]
    set_cookie(response, f"{leaving.secret}.{quote(to, safe='/')}", _KIND)
    return response


@blueprint.get("/back")
@takes(Right.ENTER)
def come_back() -> Response | tuple[str, int]:
    """Come back from the provider, into a new session."""
    client, home, now = _client(), access_home(), time.time()
    secret, _, to = request.cookies.get(cookie_name(_KIND), "").partition(".")
    try:
        if not secret:
            raise LoginRefused("登录没有完成：浏览器没有带回 Cookie", hint="请重新登录")
        answer = request.args.to_dict()
        person = client.came_back(Leaving(secret), answer, _back(), now)
        provider = whole_site().kb.settings.oidc
        assert provider
        account = external.logged_in(home, provider, person, now)
    except KbError as error:
        record("login", result="failed")
        response = Response(
            render_template("account/provider.html", wrong=_complaint(error), onward=""),
            403 if isinstance(error, LoginRefused) else 502,
            mimetype="text/html",
        )
        forget_cookie(response, _KIND)
        return response
    record("login", who=account.name)
    response = go_on(unquote(to))
    external.bind(home, begin_session(response, account), person)
    forget_cookie(response, _KIND)
    return response


@blueprint.post("/logout")
@takes(Right.ENTER)
def logged_out() -> Response:
    """The provider says that somebody has logged out there: their sessions here end (OpenID Connect
    Back-Channel Logout 1.0). It comes from the provider's server, with a signed token."""
    client = _client()
    request.max_content_length = _LARGEST_NOTICE
    provider = whole_site().kb.settings.oidc
    assert provider
    try:
        who = client.logged_out(request.form.get("logout_token", ""), time.time())
    except ProviderFailed as error:
        record("provider logout", result="failed")
        answer = Response(error.message, 400, mimetype="text/plain")
    else:
        ended = external.log_out(access_home(), provider, who)
        record("provider logout", f"{ended}")
        answer = Response(status=200)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _client() -> OpenIdClient:
    """The client of the provider; these pages are there only where people log in elsewhere."""
    if mode() != OIDC:
        abort(404)
    found: OpenIdClient = current_app.extensions["openid_client"]
    return found


def _back() -> str:
    return url_for("provider.come_back", _external=True)


def _complaint(error: KbError) -> str:
    return f"{error.message}。{error.hint}" if error.hint else error.message
