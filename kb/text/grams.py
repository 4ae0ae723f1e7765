"""Bigrams: the tokens that make every substring findable.

A run is an unbroken stretch of letters, digits and Han characters of a normal form; its tokens
are its pairs of neighbouring characters. The pairs of a piece of a text are then among those of
the text, so the texts that hold a string of two characters or more are among those that have all
its pairs, and only they need be looked at. (shared/search-measurements.md keeps numbers and Latin
words whole; single characters keep the property for a piece that begins or ends inside one.)
"""

from __future__ import annotations

import re

_RUN = re.compile(r"[^\W_]+")


def pairs(normal: str) -> list[str]:
    """The pairs of neighbouring characters, in order, repeated ones included."""
    return [pair for run in _RUN.findall(normal) for pair in map(str.__add__, run, run[1:])]


def decides(literal: str) -> bool:
    """Is a string of this normal form one pair, so that the pair's texts are those that hold it?"""
    return len(literal) == 2 and len(pairs(literal)) == 1
