"""One-time links that are printed: the address of the site they lead to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import click

_EXAMPLE = "https://kb.example.cn"
# A host, an address of IPv6 or none of it, a port, and the path below which the site is.
_SITE = re.compile(
    r"https?://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])"
    r"(?::\d{1,5})?(?:/[A-Za-z0-9._~-]{1,60}){0,8}/?"
)


class SiteAddress(click.ParamType[str, str]):
    """The address of a site, as browsers need it."""

    name = "网址"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not value:
            return ""
        if not _SITE.fullmatch(value) or not _has_port(value):
            self.fail(f"“{value[:80]}”不是网站的地址，应形如 {_EXAMPLE}", param, ctx)
        return value.rstrip("/")


def _has_port(value: str) -> bool:
    """Is the port, if there is one, a number that a port can have?"""
    try:
        return urlsplit(value).port != 0
    except ValueError:
        return False


base_option = click.option(
    "--base", type=SiteAddress(), default="", metavar="网址", help=f"网站的地址，如 {_EXAMPLE}"
)


def link_to(base: str, secret: str) -> str:
    """A one-time link; without an address of the site, its path."""
    return f"{base}/account/link/{secret}"
