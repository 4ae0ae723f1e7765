"""Requests that come through a proxy: what it says of them is believed from listed addresses only.

A proxy says in X-Forwarded-For, -Proto, -Host and -Prefix who asked, by which scheme, under what
name and below what path, and in X-Request-Id how it calls the request. Anyone can send such
headers, so they are taken away from every request
that does not come from a proxy of kb.toml, and with them the headers of an identity.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

from kb.files import Settings
from webapp.monitoring import CHOSEN, ID_VARIABLE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# In the environment of a request: whether a listed proxy sent it, and whether it came without any
# word of a proxy.
FROM_PROXY = "kb.from_proxy"
DIRECT = "kb.direct"
SECRET_HEADER = "X-Kb-Secret"
_FORWARDED = tuple(
    f"HTTP_X_FORWARDED_{name}" for name in ("FOR", "PROTO", "HOST", "PORT", "PREFIX")
)
# What a proxy may say; anything else is dropped. A prefix with "//" would lead to another site.
_SOUND = {
    "HTTP_X_FORWARDED_PROTO": re.compile(r"https?"),
    "HTTP_X_FORWARDED_PREFIX": re.compile(r"(?:/[A-Za-z0-9._~-]{1,60}){1,8}/?"),
    "HTTP_X_FORWARDED_HOST": re.compile(r"[A-Za-z0-9.:\[\]-]{1,260}"),
    ID_VARIABLE: CHOSEN,
}
# An address as it stands in X-Forwarded-For: [v6], [v6]:port, v4:port, or either by itself. IIS and
# Azure write the port.
_ADDRESS = re.compile(
    r"\[([0-9A-Fa-f:.]{2,45})\](?::\d{1,5})?|([0-9.]{7,15}):\d{1,5}|([0-9A-Fa-f:.]{2,45})"
)


class Proxies:
    """The site behind its proxies, as WSGI middleware."""

    def __init__(self, app: WSGIApplication, settings: Settings) -> None:
        self._direct = app
        self._networks = tuple(map(ipaddress.ip_network, settings.proxies))
        # Each proxy adds the address it was asked from to X-Forwarded-For; the others are set by
        # the one next to us.
        self._hops = settings.hops
        self._fixed = ProxyFix(app, x_for=1, x_proto=1, x_host=1, x_prefix=1)
        self._identity = [SECRET_HEADER]
        if settings.identity:
            self._identity += [settings.identity.user, settings.identity.groups]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request."""
        known = self._is_proxy(environ.get("REMOTE_ADDR", ""))
        environ[FROM_PROXY] = known
        environ[DIRECT] = not any(name in environ for name in ("HTTP_FORWARDED", *_FORWARDED))
        environ.pop("HTTP_FORWARDED", None)
        if not known:
            for name in (*_FORWARDED, ID_VARIABLE, *map(_variable, self._identity)):
                environ.pop(name, None)
            return self._direct(environ, start_response)
        environ.pop("HTTP_X_FORWARDED_PORT", None)
        for name, sound in _SOUND.items():
            if name in environ and not sound.fullmatch(environ[name]):
                del environ[name]
        asker = self._asker(environ.pop("HTTP_X_FORWARDED_FOR", ""))
        if asker:
            environ["HTTP_X_FORWARDED_FOR"] = asker
        return self._fixed(environ, start_response)

    def _asker(self, forwarded: str) -> str:
        """The address that our proxies were asked from, "" when they name none: then the proxy's own
        address counts."""
        addresses = forwarded.rsplit(",", self._hops)
        return address_in(addresses[-self._hops]) if len(addresses) >= self._hops else ""

    def _is_proxy(self, address: str) -> bool:
        try:
            asked = ipaddress.ip_address(address_in(address))
        except ValueError:
            return False
        return any(asked in network for network in self._networks)


def address_in(value: str) -> str:
    """The address in what a proxy says, with or without a port; "" when there is none.

    >>> address_in("9.9.9.8:40001"), address_in('"[2001:db8::5]:443"'), address_in("unknown")
    ('9.9.9.8', '2001:db8::5', '')
    """
    match = _ADDRESS.fullmatch(value.strip()[:80].strip('"'))
    if match is None:
        return ""
    try:
        found = ipaddress.ip_address(next(filter(None, match.groups())))
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)


def _variable(header: str) -> str:
    return f"HTTP_{header.upper().replace('-', '_')}"
