"""Passwords: which are taken, and how they are kept.

The rules are those of NIST SP 800-63B-4, section 3.1.1: length counts, composition does not, what is
common or follows from the name is refused. Kept is scrypt with N = 32768, r = 8, p = 3 (OWASP,
Password Storage Cheat Sheet): 32 MB and some tenths of a second for each guess.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata

from kb.access.common_passwords import COMMON
from kb.errors import KbError

SHORTEST, LONGEST = 8, 128
# N, r, p of scrypt for new passwords; those that are kept name their own.
COST = (32768, 8, 3)
_RUNS = (
    "0123456789" * 2,
    "9876543210" * 2,
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
)


class WeakPassword(KbError):
    """A password that is not taken."""


def check(password: str, *names: str) -> None:
    """WeakPassword unless this password is taken for an account of these names."""
    plain = _normal(password)
    folded = plain.casefold()
    if len(plain) < SHORTEST:
        raise WeakPassword(f"密码太短，至少 {SHORTEST} 个字符", hint="可以用几个词连起来")
    if len(plain) > LONGEST:
        raise WeakPassword(f"密码太长，最多 {LONGEST} 个字符")
    if folded in COMMON or len(set(folded)) < 3 or any(folded in run for run in _RUNS):
        raise WeakPassword("这个密码太常见，容易被猜到", hint="可以用几个词连起来")
    for name in names:
        own = _normal(name).casefold().strip()
        # Two letters stand in too many passwords; two characters are a whole Chinese name.
        if len(own) >= (3 if own.isascii() else 2) and own in folded:
            raise WeakPassword("密码里不能有自己的名字", hint="可以用几个词连起来")


def keep(password: str) -> str:
    """What is kept of a password: "scrypt$N$r$p$salt$digest"."""
    salt = secrets.token_bytes(16)
    parts = ("scrypt", *map(str, COST), _text(salt), _text(_derived(password, salt)))
    return "$".join(parts)


def matches(password: str, kept: str) -> bool:
    """Is this the password that was kept? The same work is done where none was ("")."""
    if not kept:
        _derived(password, bytes(16))
        return False
    _, n, r, p, salt, digest = kept.split("$")
    derived = _derived(password, base64.b64decode(salt), (int(n), int(r), int(p)))
    return hmac.compare_digest(derived, base64.b64decode(digest))


def _derived(password: str, salt: bytes, cost: tuple[int, int, int] | None = None) -> bytes:
    text = _normal(password[: 2 * LONGEST]).encode("utf-8", "replace")
    n, r, p = cost or COST
    return hashlib.scrypt(text, salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=32)


def _normal(password: str) -> str:
    """One form for characters that keyboards write in several (NIST: NFKC)."""
    return unicodedata.normalize("NFKC", password)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
