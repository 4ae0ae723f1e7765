"""Tokens for feeds and programs: one's own, and for administrators everybody's."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kb.access import SCOPE_NAMES, Account, Scope, Token, administration, tokens
from kb.errors import ConflictError, KbError, QueryError
from kb.files import WITH_SESSIONS
from webapp.access import (
    Right,
    access_home,
    current_session,
    mode,
    record,
    takes,
    visitor,
)

blueprint = Blueprint("tokens", __name__)


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token in a list; `owner` is the name of its account. Times are local, `used` is None for
    never."""

    token: Token
    scope: str
    owner: str
    created: datetime
    expires: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class TokensPage:
    """`secret` was just made and is shown once, with the addresses of `feeds` for the scope feed;
    `wrong` says in Chinese what is wrong with `name`."""

    rows: tuple[TokenRow, ...]
    scopes: tuple[tuple[str, str], ...] = tuple((s.value, SCOPE_NAMES[s]) for s in Scope)
    secret: str = ""
    feed: str = ""
    name: str = ""
    scope: str = Scope.FEED.value
    wrong: str = ""
    done: str = ""
    longest: int = tokens.LONGEST_NAME


@blueprint.before_request
def only_with_accounts() -> None:
    """Tokens belong to people with accounts."""
    if mode() not in WITH_SESSIONS:
        abort(404)


@blueprint.get("/account/tokens")
@takes(Right.ACCOUNT)
def index() -> str:
    """One's own tokens, and the form to make one."""
    return _own_page()


@blueprint.post("/account/tokens")
@takes(Right.ACCOUNT)
def create() -> str | tuple[str, int]:
    """Make a token; its secret is shown on this page and never again."""
    name, scope = request.form.get("name", "")[:400], request.form.get("scope", "")
    if scope not in list(Scope):
        raise QueryError("看不懂令牌的用途", hint="请从网站上的表单进入")
    try:
        secret = tokens.create(access_home(), _account(), Scope(scope), name, time.time())
    except (QueryError, ConflictError) as error:
        page = _own_page(name=name, scope=scope, wrong=_complaint(error))
        return page, 409 if isinstance(error, ConflictError) else 422
    record("token", f"{scope} {name}")
    feed = ""
    if scope == Scope.FEED:
        feed = url_for("feeds.bulletins", token=secret, _external=True)
    return _own_page(secret=secret, feed=feed)


@blueprint.post("/account/tokens/<int:token_id>")
@takes(Right.ACCOUNT)
def revoke(token_id: int) -> Response:
    """Revoke a token of one's own."""
    tokens.revoke_own(access_home(), _account(), token_id)
    record("revoke token", str(token_id))
    return redirect(url_for("tokens.index", done="revoked"), 303)


@blueprint.get("/users/tokens")
@takes(Right.ADMINISTER)
def everybodys() -> str:
    """The tokens of all accounts."""
    home, actor = access_home(), visitor().actor
    names = {account.id: account.name for account in administration.all_accounts(home, actor)}
    found = tokens.all_tokens(home, actor, time.time())
    rows = tuple(_row(token, names.get(token.account, "")) for token in found)
    return render_template("users/tokens.html", page=TokensPage(rows, done=_done()))


@blueprint.post("/users/tokens/<int:token_id>")
@takes(Right.ADMINISTER)
def revoke_anybodys(token_id: int) -> Response:
    """Revoke a token of anybody."""
    tokens.revoke(access_home(), visitor().actor, token_id)
    record("revoke token", str(token_id))
    return redirect(url_for("tokens.everybodys", done="revoked"), 303)


def _own_page(
    *,
    secret: str = "",
    feed: str = "",
    name: str = "",
    scope: str = Scope.FEED.value,
    wrong: str = "",
) -> str:
    account = _account()
    rows = tuple(
        _row(token, account.name)
        for token in tokens.own_tokens(access_home(), account, time.time())
    )
    page = TokensPage(
        rows, secret=secret, feed=feed, name=name, scope=scope, wrong=wrong, done=_done()
    )
    return render_template("account/tokens.html", page=page)


def _row(token: Token, owner: str) -> TokenRow:
    return TokenRow(
        token,
        SCOPE_NAMES[token.scope],
        owner,
        datetime.fromtimestamp(token.created),
        datetime.fromtimestamp(token.expires),
        datetime.fromtimestamp(token.used) if token.used else None,
    )


def _account() -> Account:
    found = current_session()
    if found is None:
        abort(404)
    return found.account


def _complaint(error: KbError) -> str:
    return f"{error.message}。{error.hint}" if error.hint else error.message


def _done() -> str:
    return "已收回，立即失效" if request.args.get("done") == "revoked" else ""
