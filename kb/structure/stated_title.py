"""Whether a line is the title that a file itself states."""

from __future__ import annotations

import re


def is_stated(text: str, stated: str) -> bool:
    """Is this the title that the file states, the name of the site taken off?"""
    mine, whole = plain_words(text), plain_words(stated)
    title, _, subtitle = stated.partition("——")
    if len(plain_words(title)) >= 4 and mine and subtitle:  # the file states both in one line
        if mine == plain_words(title):
            return True
        if plain_words(subtitle).startswith(mine):
            return False
    return len(mine) >= 4 and mine in whole and 2 * len(mine) >= len(whole) * 0.6


def plain_words(text: str) -> str:
    """The text without blanks and marks."""
    return re.sub(r"[\W_]+", "", text)
