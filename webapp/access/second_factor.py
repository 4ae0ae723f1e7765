"""Roles that must log in with a second step: who has none is led to set it up, and may do nothing else
before (setting `second_factor`)."""

from __future__ import annotations

from flask import Flask, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from kb.access import ROLE_NAMES, Forbidden, Right, second_step
from kb.files import Settings
from webapp.access.identity import access_home, current_session
from webapp.access.permissions import READING, SHARED, right_of

# What one may do before: set it up, log out, and what anybody may.
_ALLOWED = frozenset(
    (
        "second_step.settings",
        "second_step.change",
        "account.logout",
        "account.confirmation",
        "account.confirm",
    )
)


def register(app: Flask, settings: Settings) -> None:
    """Look at every request of people with such a role; give templates the name of a role
    that requires it."""
    required = frozenset(settings.second_factor)
    app.jinja_env.globals["second_step_role"] = lambda: _required(required)
    if required:
        app.before_request(lambda: _check(required))


def _required(roles: frozenset[str]) -> str:
    """The Chinese name of the role for which the person who asks must log in with a second step, ""
    when they need not."""
    session = current_session()
    required = session is not None and session.account.role.value in roles
    return ROLE_NAMES[session.account.role] if session and required else ""


def _check(roles: frozenset[str]) -> Response | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.endpoint in (*_ALLOWED, *SHARED) or right_of(view) is Right.ENTER:
        return None
    session = current_session()
    if session is None or not _required(roles):
        return None
    if second_step.is_on(access_home(), session.account):
        return None
    if request.method not in READING or request.accept_mimetypes.best == "application/json":
        raise Forbidden(
            "请先开启两步登录，没有执行", hint="您的角色必须两步登录，在“我的账号”里开启"
        )
    here = request.full_path.rstrip("?")
    return redirect(url_for("second_step.settings", next=here), 303)
