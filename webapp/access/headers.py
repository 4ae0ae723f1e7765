"""Keeps other sites out of this one: headers on every response, and a check of its name."""

from __future__ import annotations

import ipaddress
import re

from flask import Flask, Response, request

from kb.errors import KbError

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A parameter whose value is a secret: the address is sent to nobody.
SECRET_PARAMETER = "token"
_A_YEAR = 365 * 24 * 3600
_HOST = re.compile(r"(?:\[(?P<v6>[0-9a-f:]+)\]|(?P<name>[^:\[\]]+))(?::\d+)?", re.IGNORECASE)


class WrongHost(KbError):
    """A request that names another host than this site."""


def is_loopback(name: str) -> bool:
    """Does a host name or address reach this machine only?"""
    try:
        return name.lower() == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def is_own_host(host: str, known: tuple[str, ...] = ()) -> bool:
    """Is this Host header one of this site: this machine's, or one of the `known` names?

    A page elsewhere can have its own name point at 127.0.0.1 (DNS rebinding) and then read this
    site as if it were its own; the header still carries its name.
    """
    match = _HOST.fullmatch(host)
    if match is None:
        return False
    name = match["v6"] or match["name"]
    named = f"[{name}]" if match["v6"] else name
    return is_loopback(name) or named.lower() in known


def register(app: Flask, known: tuple[str, ...] = ()) -> None:
    """Check that every request names this machine or one of the `known` hosts, and put the headers
    on every response."""

    @app.before_request
    def check_host() -> None:
        if not is_own_host(request.host, known):
            raise WrongHost(
                "只能用 kb.toml 里 hosts 列出的名称访问这个网站"
                if known
                else "只能用本机地址（localhost 或 127.0.0.1）访问这个网站"
            )

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(HEADERS)
        if SECRET_PARAMETER in request.args:
            response.headers["Referrer-Policy"] = "no-referrer"
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = f"max-age={_A_YEAR}"
        return response
