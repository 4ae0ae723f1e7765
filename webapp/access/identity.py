"""Who makes a request: by the cookie of a session, or by the word of a proxy.

The cookie holds 256 random bits and nothing else. Under TLS its name begins with `__Host-`: browsers
then take it from this very host over TLS only, and a neighbour under the same domain cannot set it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from kb.access import (
    ROLE_NAMES,
    Account,
    Actor,
    BadName,
    Place,
    Role,
    Session,
    clean_name,
    client_of,
    logging_in,
    sessions,
)
from kb.errors import ConfigError, NotFoundError
from kb.files import LOCAL, NONE, OIDC, PROXY, WITH_SESSIONS, Home, Settings, reason
from webapp.access.permissions import SHARED, STRANGER, Visitor, mode
from webapp.access.proxies import FROM_PROXY, SECRET_HEADER

SHORTEST_SECRET = 32
_LONGEST_NAME = 80
_TICKET = "second"
# A byte of a character that is not ASCII, as addresses have it.
_ENCODED = re.compile(r"%[89A-Fa-f][0-9A-Fa-f]")


def register(app: Flask, home: Home, settings: Settings) -> None:
    """Find out before every request who makes it; ConfigError when a proxy's secret is missing."""
    app.extensions["access_home"] = home
    app.jinja_env.globals.update(person=person, has_account=lambda: current_session() is not None)
    app.jinja_env.globals["by_provider"] = lambda: mode() == OIDC
    app.jinja_env.globals["local_accounts"] = lambda: mode() == LOCAL
    app.jinja_env.filters["role_name"] = ROLE_NAMES.__getitem__
    if settings.access == PROXY:
        assert settings.identity
        secret = read_secret(home.path / settings.identity.secret_file, "代理的共享密钥")
        app.before_request(lambda: _by_proxy(settings, secret))
    elif settings.access in WITH_SESSIONS:
        app.before_request(_by_session)
    if settings.oidc and settings.access == OIDC:
        file = settings.oidc.secret_file
        secret = read_secret(home.path / file, "身份提供方给的密钥", shortest=1) if file else ""
        app.extensions["openid_client"] = client_of(settings.oidc, secret)


def read_secret(path: Path, what: str, shortest: int = SHORTEST_SECRET) -> str:
    """A secret that another program sends us, of which `what` says in Chinese what it is; ConfigError
    when there is none or it is short."""
    try:
        secret = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else "应是 UTF-8 文本"
        raise ConfigError(f"读不出{what}", where=str(path), hint=why) from error
    if len(secret) < shortest or not secret.isascii():
        raise ConfigError(
            f"{what}太短，至少 {SHORTEST_SECRET} 个字母、数字",
            where=str(path),
            hint="例如用 openssl rand -hex 32 生成",
        )
    return secret


def _by_session() -> None:
    if request.endpoint in SHARED:
        return
    secret = request.cookies.get(cookie_name(), "")
    found = sessions.find_session(access_home(), secret, time.time())
    if found is None:
        g.visitor = STRANGER
        return
    g.session = found
    g.visitor = Visitor(found.account.actor, secret)


def _by_proxy(settings: Settings, secret: str) -> None:
    g.visitor = STRANGER
    given = request.headers.get(SECRET_HEADER, "")
    known = hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode())
    if not (request.environ.get(FROM_PROXY) and known and settings.identity):
        return
    name = _name(_header(settings.identity.user))
    named = _header(settings.identity.groups).split(",")
    groups = [_decoded(group.strip()) for group in named]
    roles = {settings.identity.roles[g] for g in groups if g in settings.identity.roles}
    highest = next((role for role in reversed(Role) if role.value in roles), None)
    if name and highest is not None:
        key = hmac.digest(secret.encode(), name.encode(), hashlib.sha256).hex()
        bank = next((b for group, b in settings.identity.banks.items() if group in groups), "")
        actor = Actor(name, highest, bank, tuple(filter(None, groups)))
        g.visitor = Visitor(actor, key)
    elif name:
        g.without_role = name


def _name(value: str) -> str:
    """The name of a person as the proxy says it; "" for one that is nobody's: too long, with what
    cannot be seen, two names in one (a header that came twice), or that of those who are no person
    here."""
    if "," in value:
        return ""
    try:
        return clean_name(_decoded(value), _LONGEST_NAME)
    except BadName:
        return ""


def _decoded(text: str) -> str:
    """A text that a proxy has written as an address has it: 张三 is %E5%BC%A0%E4%B8%89 then."""
    if not _ENCODED.search(text):
        return text
    with suppress(UnicodeError):
        return unquote(text, errors="strict")
    return ""


def _header(name: str) -> str:
    """A header, whose bytes are UTF-8: WSGI hands them over as Latin-1."""
    text = request.headers.get(name, "")
    with suppress(UnicodeError):
        return text.encode("latin-1").decode("utf-8")
    return ""


def access_home() -> Home:
    """The home whose accounts are asked."""
    found: Home = current_app.extensions["access_home"]
    return found


def session_secret() -> str:
    """The secret of the session of this request, "" where there is none."""
    return request.cookies.get(cookie_name(), "") if current_session() else ""


def person() -> str:
    """The name of the person who asks, for the head of every page; "" where nobody has a name."""
    return "" if mode() == NONE else g.get("visitor", STRANGER).name


def current_session() -> Session | None:
    """The session of this request, None where there is none."""
    found: Session | None = g.get("session")
    return found


def cookie_name(kind: str = "session") -> str:
    """The name of a cookie of ours. One set without TLS is another than one set with it."""
    return f"__Host-kb_{kind}" if request.is_secure else f"kb_{kind}"


def set_cookie(response: Response, value: str, kind: str = "session") -> None:
    """Set a cookie of ours: for this host, not for scripts, gone with the browser."""
    response.set_cookie(
        cookie_name(kind),
        value,
        path="/",
        httponly=True,
        secure=request.is_secure,
        samesite="Lax",
    )


def begin_session(response: Response, account: Account, confirmed: float | None = None) -> str:
    """Log an account in: end the session that the browser had, and give it a new one; its secret.
    `confirmed` is when they last gave all that logging in takes, now if left out."""
    end_current()
    place = Place(request.remote_addr or "", request.headers.get("User-Agent", ""))
    now = time.time()
    secret = sessions.open_session(access_home(), account, place, now, confirmed)
    set_cookie(response, secret)
    # Forms of a page that this very request answers with carry the token of the new session.
    g.session = sessions.find_session(access_home(), secret, now)
    g.visitor = Visitor(account.actor, secret)
    return secret


def begin_ticket(response: Response, account: Account) -> None:
    """Remember in the browser that the first step of logging in was right."""
    set_cookie(response, logging_in.ticket(access_home(), account, time.time()), _TICKET)


def ticket_secret() -> str:
    """The secret of the browser whose first step was right, "" where there is none."""
    return request.cookies.get(cookie_name(_TICKET), "")


def forget_ticket(response: Response) -> None:
    """Take the cookie of the first step back."""
    forget_cookie(response, _TICKET)


def forget_cookie(response: Response, kind: str) -> None:
    """Take a cookie of ours back."""
    response.delete_cookie(
        cookie_name(kind), path="/", secure=request.is_secure, httponly=True, samesite="Lax"
    )


def end_current() -> None:
    """End the session of this request, if it has one."""
    found = current_session()
    if found is not None:
        with suppress(NotFoundError):
            sessions.end_session(access_home(), found.account, found.handle, time.time())


def forget(response: Response) -> None:
    """Take the cookie back, and what scripts kept in the browser."""
    forget_cookie(response, "session")
    response.headers["Clear-Site-Data"] = '"storage"'


def needs_confirmation() -> bool:
    """Was the password given too long ago for administration?"""
    found = current_session()
    return found is not None and not found.is_confirmed(time.time())
