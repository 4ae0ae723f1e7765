"""Who may do what, what an address may hold, and the security headers of every answer."""

from __future__ import annotations

from flask import Flask

from kb.access import Forbidden, Right
from kb.files import Settings
from webapp.access import headers, parameters, permissions, proxies
from webapp.access.headers import HEADERS, is_loopback
from webapp.access.parameters import one_value
from webapp.access.permissions import LoginNeeded, takes, visitor

__all__ = [
    "HEADERS",
    "Forbidden",
    "LoginNeeded",
    "Right",
    "is_loopback",
    "one_value",
    "register",
    "takes",
    "visitor",
]


def register(app: Flask, settings: Settings) -> None:
    """Believe the proxies of the settings; put headers on every answer; check host, parameters and
    rights before every request."""
    app.wsgi_app = proxies.Proxies(app.wsgi_app, settings)  # type: ignore[method-assign]
    headers.register(app, settings.hosts)
    parameters.register(app)
    permissions.register(app, settings.access)
