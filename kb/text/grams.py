"""Tokens that make every substring findable: pairs of neighbouring characters, and characters.

A run is an unbroken stretch of letters, digits and Han characters of a normal form; its pairs are
all pairs of neighbouring characters. A text that contains a string has all tokens of the string, so
only texts that have them need to be searched, and for a string of one token not even those. Numbers
and Latin words are cut into characters too, so that this is also true of a piece that begins or
ends inside one.
"""

from __future__ import annotations

import re
from functools import lru_cache

_RUN = re.compile(r"[^\W_]+")


def pairs(normal: str) -> list[str]:
    """The pairs of neighbouring characters, in order, repeated ones included."""
    return [pair for run in _RUN.findall(normal) for pair in map(str.__add__, run, run[1:])]


def tokens(normal: str) -> frozenset[str]:
    """The tokens a text in normal form is indexed by: its pairs and its characters."""
    return frozenset(pairs(normal)).union(normal)


@lru_cache(maxsize=8192)
def needed(literal: str) -> frozenset[str]:
    """The tokens to look up a string in normal form by: its pairs, and the characters that are in
    no pair, such as punctuation."""
    found = frozenset(pairs(literal))
    return found.union(set(literal).difference(*found))


@lru_cache(maxsize=8192)
def decides(literal: str) -> bool:
    """Is a string in normal form a single token, so that the texts with this token are exactly
    those that contain the string?"""
    return len(literal) == 1 or (len(literal) == 2 and len(pairs(literal)) == 1)
