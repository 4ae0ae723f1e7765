"""Tokens that make every substring findable: pairs of neighbouring characters, and characters.

A run is an unbroken stretch of letters, digits and Han characters of a normal form; its pairs are
those of its neighbouring characters. A text that contains a string has all tokens of the string, so
only texts that have them need to be looked at, and for a string of one token not even those.
Numbers and Latin words are cut into characters too, so that a piece that begins or ends inside one
has this property.
"""

from __future__ import annotations

import re

_RUN = re.compile(r"[^\W_]+")


def pairs(normal: str) -> list[str]:
    """The pairs of neighbouring characters, in order, repeated ones included."""
    return [pair for run in _RUN.findall(normal) for pair in map(str.__add__, run, run[1:])]


def tokens(normal: str) -> frozenset[str]:
    """What a text of this normal form is indexed by: its pairs and its characters."""
    return frozenset(pairs(normal)).union(normal)


def needed(literal: str) -> frozenset[str]:
    """The tokens to look a string of this normal form up by: its pairs, and its characters that
    stand in none, such as marks."""
    found = frozenset(pairs(literal))
    return found.union(set(literal).difference(*found))


def decides(literal: str) -> bool:
    """Is a string of this normal form one token, so that the token's texts are those that hold
    it?"""
    return len(literal) == 1 or (len(literal) == 2 and len(pairs(literal)) == 1)
