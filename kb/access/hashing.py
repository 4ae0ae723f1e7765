"""How passwords are kept: argon2id where the extra `argon2` is installed, else scrypt of the standard
library. Costs are those of OWASP, Password Storage Cheat Sheet.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from importlib.util import find_spec
from typing import Any

# N, r, p of scrypt: 32 MB and some tenths of a second for each guess.
COST = (32768, 8, 3)
# Passes, KiB and threads of argon2id.
ARGON = (2, 19 * 1024, 1)
_ARGON_SIGN, _SCRYPT_SIGN = "$argon2id$", "scrypt$"


def has_argon() -> bool:
    """Is argon2id installed?"""
    return find_spec("argon2") is not None


def keep(text: bytes) -> str:
    """What is kept of a password: argon2's own form, or "scrypt$N$r$p$salt$digest"."""
    if has_argon():
        made: str = _argon().hash(text)
        return made
    salt = secrets.token_bytes(16)
    parts = ("scrypt", *map(str, COST), _coded(salt), _coded(_derived(text, salt, COST)))
    return "$".join(parts)


def matches(text: bytes, kept: str) -> bool:
    """Is this the password that was kept? The same work is done where none was (""), and for one
    that is wrong in whatever way it was kept: who waits does not learn whether there is such an
    account, nor how old its password is."""
    by_scrypt = kept.startswith(_SCRYPT_SIGN)
    if by_scrypt:
        _, n, r, p, salt, digest = kept.split("$")
        derived = _derived(text, base64.b64decode(salt), (int(n), int(r), int(p)))
        right = hmac.compare_digest(derived, base64.b64decode(digest))
    else:
        right = kept.startswith(_ARGON_SIGN) and _argon_matches(text, kept)
    if not right:
        _work_off(text, by_scrypt=by_scrypt, by_argon=kept.startswith(_ARGON_SIGN))
    return right


def _work_off(text: bytes, *, by_scrypt: bool, by_argon: bool) -> None:
    """Do what was not done yet of the ways in which passwords are kept here."""
    if not by_scrypt:
        _derived(text, secrets.token_bytes(16), COST)
    if not by_argon and has_argon():
        _argon().hash(text)


def is_outdated(kept: str) -> bool:
    """Would the same password be kept in another way now?"""
    if has_argon():
        if not kept.startswith(_ARGON_SIGN):
            return True
        changed: bool = _argon().check_needs_rehash(kept)
        return changed
    return kept.startswith(_SCRYPT_SIGN) and kept.split("$")[1:4] != [str(cost) for cost in COST]


def _argon() -> Any:
    from argon2 import PasswordHasher

    passes, memory, threads = ARGON
    return PasswordHasher(time_cost=passes, memory_cost=memory, parallelism=threads)


def _argon_matches(text: bytes, kept: str) -> bool:
    """False also where argon2 is not installed any more: the password has to be set again."""
    if not has_argon():
        return False
    from argon2.exceptions import Argon2Error, InvalidHashError

    try:
        return bool(_argon().verify(kept, text))
    except (Argon2Error, InvalidHashError):
        return False


def _derived(text: bytes, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    return hashlib.scrypt(text, salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=32)


def _coded(data: bytes) -> str:
    return base64.b64encode(data).decode()
