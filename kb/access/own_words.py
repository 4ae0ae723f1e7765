"""Passwords that follow from who somebody is: their names and their bank, also as they are spelled
in letters. All texts are in lower case."""

from __future__ import annotations

import re

from kb.text import syllables

# Letters of a spelled name that stand in no other word by chance.
_LONG_ENOUGH = 6
_NOT_LETTERS = re.compile(r"[\W\d_]+")
# What stands in the names of most banks.
_BANK_WORDS = re.compile(
    "农村商业银行|农商银行|农商行|农商|股份有限公司|银行"
    "|nongcunshangyeyinhang|nongshangyinhang|nongshanghang|nongshang|yinhang|nsyh|nsh|rcb|bank"
)


def has_name(password: str, name: str) -> bool:
    """Does a name stand in a password, or, spelled in letters, make it up or stand in it?"""
    # Two letters stand in too many passwords; two characters are a whole Chinese name.
    if len(name) >= (3 if name.isascii() else 2) and name in password:
        return True
    letters = _letters(password)
    return any(
        letters == spelled or (len(spelled) >= _LONG_ENOUGH and spelled in letters)
        for spelled in _spelled(name)
    )


def is_bank(password: str, bank: str) -> bool:
    """Are the letters of a password the name of a bank, in full or in short, or how it is spelled?"""
    own = _BANK_WORDS.sub("", _NOT_LETTERS.sub("", bank))
    if not own:
        return False
    return _BANK_WORDS.sub("", _letters(password)) in {own, *_spelled(own)}


def _spelled(name: str) -> set[str]:
    """A Chinese name in letters, the family name first or last; nothing for others."""
    if name.isascii():
        return set()
    parts = [_letters(part) for part in syllables(name)]
    return {"".join(parts), "".join([*parts[1:], *parts[:1]])} - {""}


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", text)
