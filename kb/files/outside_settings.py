"""What kb.toml says about programs next to the site: one that looks for viruses, one that keeps logs.

Each function turns one value of kb.toml into what it means, or raises ValueError with the reason in
Chinese; kb/files/home.py adds which setting it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

_USUAL_PORT = 514


@dataclass(frozen=True, slots=True)
class Syslog:
    """Where lines of the log are sent: the path of a Unix socket, or a `host` and `port` by UDP or
    TCP (`tcp`)."""

    path: str = ""
    host: str = ""
    port: int = _USUAL_PORT
    tcp: bool = False


def scanner(value: object) -> tuple[str, ...]:
    """A program and its arguments, which reads a file from standard input."""
    if (
        not isinstance(value, list)
        or not value
        or not all(isinstance(part, str) and part and "\0" not in part for part in value)
    ):
        raise ValueError('应为一个程序和它的参数，如 ["clamdscan", "--no-summary", "-"]')
    return tuple(value)


def syslog(value: object) -> Syslog:
    """The address of a collector of logs."""
    wrong = ValueError('应为 "/dev/log"、"udp://主机:514" 或 "tcp://主机:514"')
    if not isinstance(value, str):
        raise wrong
    if value.startswith("/"):
        return Syslog(path=value)
    try:
        found = urlsplit(value)
        host, port = found.hostname, found.port or _USUAL_PORT
    except ValueError as error:  # no port
        raise wrong from error
    if found.scheme not in ("udp", "tcp") or not host or found.path or found.query:
        raise wrong
    return Syslog(host=host, port=port, tcp=found.scheme == "tcp")


PARSERS: dict[str, Callable[[object], object]] = {"scanner": scanner, "syslog": syslog}
