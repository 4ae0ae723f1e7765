"""Passwords: which are taken, and how they are kept.

The rules are those of NIST SP 800-63B-4, section 3.1.1: length counts, composition does not, what is
common or follows from the name is refused. hashing.py keeps them.
"""

from __future__ import annotations

import unicodedata

from kb.access import hashing
from kb.access.common_digests import is_listed
from kb.access.common_passwords import is_common
from kb.errors import KbError

SHORTEST, LONGEST = 8, 128
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
    plain_run = len(set(folded)) < 3 or any(folded in run for run in _RUNS)
    if plain_run or is_common(folded) or is_listed(folded):
        raise WeakPassword("这个密码太常见，容易被猜到", hint="可以用几个词连起来")
    for name in names:
        own = _normal(name).casefold().strip()
        # Two letters stand in too many passwords; two characters are a whole Chinese name.
        if len(own) >= (3 if own.isascii() else 2) and own in folded:
            raise WeakPassword("密码里不能有自己的名字", hint="可以用几个词连起来")


def keep(password: str) -> str:
    """What is kept of a password."""
    return hashing.keep(_bytes(password))


def matches(password: str, kept: str) -> bool:
    """Is this the password that was kept? The same work is done where none was ("")."""
    return hashing.matches(_bytes(password), kept)


def is_outdated(kept: str) -> bool:
    """Would the same password be kept in another way now?"""
    return hashing.is_outdated(kept)


def _bytes(password: str) -> bytes:
    return _normal(password[: 2 * LONGEST]).encode("utf-8", "replace")


def _normal(password: str) -> str:
    """One form for characters that keyboards write in several (NIST: NFKC)."""
    return unicodedata.normalize("NFKC", password)
