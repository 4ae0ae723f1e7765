"""Passwords: which are taken, and how they are kept.

The rules are those of NIST SP 800-63B-4, section 3.1.1: length counts, composition does not, what is
common or follows from the name is refused. hashing.py keeps them.
"""

from __future__ import annotations

import unicodedata

from kb.access import hashing
from kb.access.common_digests import is_listed
from kb.access.common_passwords import is_common
from kb.access.name_forms import is_unseen
from kb.access.own_words import has_name, is_bank
from kb.errors import KbError

SHORTEST, LONGEST = 8, 128
_ADVICE = "可以用几个词连起来"
_RUNS = (
    "0123456789" * 2,
    "9876543210" * 2,
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    # The row of digits with the shift key, on a Chinese keyboard too.
    "!@#$%^&*()_+",
    "!@#¥%......&*()",
    *("零一二三四五六七八九十", "〇一二三四五六七八九十", "十九八七六五四三二一零"),
    *("壹贰叁肆伍陆柒捌玖拾", "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"),
)


class WeakPassword(KbError):
    """A password that is not taken."""


def check(password: str, *names: str, bank: str = "") -> None:
    """WeakPassword unless this password is taken for an account of these names at this bank."""
    plain = _normal(password)
    folded = plain.casefold()
    if sum(not is_unseen(char) for char in plain) < SHORTEST:
        raise WeakPassword(f"密码太短，至少 {SHORTEST} 个看得见的字符", hint=_ADVICE)
    if len(plain) > LONGEST:
        raise WeakPassword(f"密码太长，最多 {LONGEST} 个字符")
    plain_run = len(set(folded)) < 3 or any(folded in run for run in _RUNS)
    if plain_run or is_common(folded) or is_listed(folded):
        raise WeakPassword("这个密码太常见，容易被猜到", hint=_ADVICE)
    if any(has_name(folded, _normal(name).casefold().strip()) for name in names):
        raise WeakPassword("密码里不能有自己的名字", hint=_ADVICE)
    if is_bank(folded, _normal(bank).casefold().strip()):
        raise WeakPassword("密码不能只是自己的机构加数字", hint=_ADVICE)


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
