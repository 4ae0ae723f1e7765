"""Who may do what, what an address may hold, and the security headers of every answer."""

from __future__ import annotations

from flask import Flask

from kb.access import Forbidden, Right
from kb.files import WITH_SESSIONS
from kb.knowledge_base import KnowledgeBase
from webapp.access import (
    confirmation,
    form_tokens,
    headers,
    identity,
    parameters,
    permissions,
    privacy,
    proxies,
    quotas,
    read_only,
    second_factor,
    token_visitors,
)
from webapp.access.expired_forms import keep_sent_form, typed_in_vain
from webapp.access.headers import HEADERS, WrongHost, is_loopback
from webapp.access.identity import (
    access_home,
    begin_session,
    begin_ticket,
    cookie_name,
    current_session,
    end_current,
    forget,
    forget_cookie,
    forget_ticket,
    needs_confirmation,
    read_secret,
    session_secret,
    set_cookie,
    ticket_secret,
)
from webapp.access.parameters import one_value
from webapp.access.permissions import LoginNeeded, mode, right_of, takes, visitor
from webapp.access.privacy import record
from webapp.access.proxies import DIRECT
from webapp.access.quotas import spend
from webapp.access.read_only import ReadOnly

__all__ = [
    "DIRECT",
    "HEADERS",
    "Forbidden",
    "LoginNeeded",
    "ReadOnly",
    "Right",
    "WrongHost",
    "access_home",
    "begin_session",
    "begin_ticket",
    "cookie_name",
    "current_session",
    "end_current",
    "forget",
    "forget_cookie",
    "forget_ticket",
    "is_loopback",
    "keep_sent_form",
    "mode",
    "needs_confirmation",
    "one_value",
    "read_secret",
    "record",
    "register",
    "right_of",
    "session_secret",
    "set_cookie",
    "spend",
    "takes",
    "ticket_secret",
    "typed_in_vain",
    "visitor",
]


def register(app: Flask, kb: KnowledgeBase) -> None:
    """Believe the proxies of the settings; put headers on every answer; check host, parameters,
    rights and tokens before every request, and find out who makes it."""
    settings = kb.settings
    app.wsgi_app = proxies.Proxies(app.wsgi_app, settings)  # type: ignore[method-assign]
    headers.register(app, settings.hosts)
    privacy.register(app)
    parameters.register(app)
    identity.register(app, kb.home, settings)
    if settings.access in WITH_SESSIONS:
        token_visitors.register(app)
    permissions.register(app, settings.access)
    second_factor.register(app, settings)
    confirmation.register(app)
    form_tokens.register(app)
    read_only.register(app, kb)
    quotas.register(app, kb.home, settings.quotas)
