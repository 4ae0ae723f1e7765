"""Who may do what, what an address may hold, and the security headers of every answer."""

from __future__ import annotations

from flask import Flask

from webapp.access import headers, parameters, permissions
from webapp.access.headers import HEADERS, is_loopback
from webapp.access.parameters import one_value
from webapp.access.permissions import Forbidden, Right, takes, visitor

__all__ = [
    "HEADERS",
    "Forbidden",
    "Right",
    "is_loopback",
    "one_value",
    "register",
    "takes",
    "visitor",
]


def register(app: Flask) -> None:
    """Put headers on every answer; check host, parameters and rights before every request."""
    headers.register(app)
    parameters.register(app)
    permissions.register(app)
