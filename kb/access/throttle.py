"""Guessing is slowed down: for each name, and for each address, by delays that grow.

A name that nobody has is counted like one that somebody has. Sessions that are open go on whatever
others try, so that nobody can throw a colleague out.
"""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass

from kb.errors import KbError
from kb.files import Home
from kb.state import sessions

# Seconds without an attempt after which the failures of a name or an address are forgotten.
FORGOTTEN = 3600.0


class Throttled(KbError):
    """Too many attempts failed; `seconds` until the next one is looked at."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, round(seconds))
        super().__init__(f"失败的次数太多，请在 {self.seconds} 秒后再试")


@dataclass(frozen=True, slots=True)
class Rule:
    """A number of attempts may fail; after that each doubles the delay, up to a number of seconds."""

    free: int
    longest: float

    def delay(self, failed: int) -> float:
        """Seconds to wait after a number of failures."""
        if failed < self.free:
            return 0.0
        return float(min(self.longest, 2.0 ** min(failed - self.free + 1, 20)))


# Many colleagues may share an address, so it has more attempts than a name.
OF_NAME = Rule(free=5, longest=900.0)
OF_ADDRESS = Rule(free=30, longest=300.0)


def _place(address: str) -> str:
    """What counts as one address: of IPv6 the network of a line (/64), in which anybody who has one
    has all addresses (RFC 4291, 2.5.4)."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(known) >> 64 << 64, 64)))


def _keys(login: str, address: str) -> dict[str, Rule]:
    name = hashlib.sha256(login.encode("utf-8", "replace")).hexdigest()[:32]
    return {f"name {name}": OF_NAME, f"address {_place(address)}": OF_ADDRESS}


def attempt(home: Home, login: str, address: str, now: float) -> None:
    """Count an attempt as failed before it is looked at; Throttled when it must wait.

    An attempt that must wait does not count, so that impatience does not prolong the delay.
    """
    keys = _keys(login, address)
    found = sessions.failures_of(home, tuple(keys))
    _refuse(keys, found, now)
    # Of several at one moment, those that others have overtaken see the others' failures here.
    before = sessions.book_attempt(home, tuple(keys), now, FORGOTTEN)
    _refuse(keys, before, now)


def _refuse(keys: dict[str, Rule], found: dict[str, sessions.Failures], now: float) -> None:
    waits = [
        found[key].last + rule.delay(found[key].count) - now
        for key, rule in keys.items()
        if rule.delay(found[key].count)
    ]
    if waits and max(waits) > 0:
        raise Throttled(max(waits))


def succeeded(home: Home, login: str, address: str) -> None:
    """Forget the failures of a name, and the attempt that was counted for the address."""
    name, place = _keys(login, address)
    sessions.forget_attempts(home, name)
    sessions.forget_attempts(home, place, only_last=True)
