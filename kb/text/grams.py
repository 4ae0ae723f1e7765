"""Joined bigrams: the tokens that make every substring findable.

A run is an unbroken stretch of letters, digits and Han characters of a normal form. Its tokens
are its pairs of neighbouring characters, and its last character alone. The pairs of a piece of a
text are then among the tokens of the text, and each of its characters begins one of them, so a
search for a piece may look up tokens and needs to check only what they leave open.
(shared/search-measurements.md joins whole numbers and Latin words; single characters keep the
property for pieces that begin or end inside a number, and cost nothing in Chinese text.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_RUN = re.compile(r"[^\W_]+")


def grams(normal: str) -> set[str]:
    """The tokens under which a text of this normal form is indexed."""
    found: set[str] = set()
    for run in _RUN.findall(normal):
        found.update(map(str.__add__, run, run[1:]))
        found.add(run[-1])
    return found


def pairs(normal: str) -> list[str]:
    """The pairs of neighbouring characters, in order, repeated ones included."""
    return [pair for run in _RUN.findall(normal) for pair in map(str.__add__, run, run[1:])]


@dataclass(frozen=True, slots=True)
class Lookup:
    """How to find the texts that hold a string.

    Texts that hold it have all of `tokens`, and for each of `prefixes` a token that begins so.
    When `exact` they are just those texts; otherwise the string must be looked for in each.
    With neither tokens nor prefixes (punctuation only) every text must be looked at.
    """

    tokens: tuple[str, ...]
    prefixes: tuple[str, ...]
    exact: bool


def lookup(literal: str) -> Lookup:
    """The lookup for a string given in normal form."""
    runs = _RUN.findall(literal)
    tokens = tuple(dict.fromkeys(pairs(literal)))
    if tokens:
        return Lookup(tokens, (), exact=len(literal) == 2)
    prefixes = tuple(dict.fromkeys(runs))
    return Lookup((), prefixes, exact=len(literal) == 1 and bool(runs))
