"""Who may do what, and the security headers of every answer."""

from __future__ import annotations

from flask import Flask

from webapp.access import headers, permissions
from webapp.access.headers import is_loopback
from webapp.access.permissions import Forbidden, Right, takes, visitor

__all__ = [
    "Forbidden",
    "Right",
    "is_loopback",
    "register",
    "takes",
    "visitor",
]


def register(app: Flask) -> None:
    """Put headers on every answer and ask for rights before every request."""
    headers.register(app)
    permissions.register(app)
