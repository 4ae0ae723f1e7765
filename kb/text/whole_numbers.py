"""Whether a string found in a text cuts a number in two there.

50万元 is a piece of 1,200.50万元, but someone who types it means another sum. A search for strings
finds both; this module tells which of them cut a number in two.
"""

from __future__ import annotations

import re

DIGITS = frozenset("0123456789")
OF_NUMBERS = DIGITS | frozenset(".,")
NUMBER = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
# Chinese numerals: 十二项 is a piece of 二十二项. 一 is left out, since it ends many words (统一).
HAN_STEPS = frozenset("十百千")
HAN_BEFORE = frozenset("二三四五六七八九两十百千")
# Longer runs of digits are judged by this many characters on each side.
_REACH = 40


def touches_number(literal: str) -> bool:
    """Does a string begin or end with a digit, so that it can cut a number?"""
    return literal[:1] in DIGITS or literal[-1:] in DIGITS or literal[:1] in HAN_STEPS


def stands_whole(normal: str, literal: str) -> bool:
    """Does a text in normal form contain the string at a place where it cuts no number?"""
    if not touches_number(literal):
        return literal in normal
    at = normal.find(literal)
    while at >= 0:
        if not _cuts(normal, at, at + len(literal)):
            return True
        at = normal.find(literal, at + 1)
    return False


def _cuts(normal: str, start: int, end: int) -> bool:
    """Does a number begin before one end of a span and continue after it?"""
    if normal[start] in HAN_STEPS and normal[max(0, start - 1)] in HAN_BEFORE and start:
        return True
    left, right = start, end
    while left > max(0, start - _REACH) and normal[left - 1] in OF_NUMBERS:
        left -= 1
    while right < min(len(normal), end + _REACH) and normal[right] in OF_NUMBERS:
        right += 1
    if left == start and right == end:
        return False
    return any(
        number.start() < edge < number.end()
        for number in NUMBER.finditer(normal, left, right)
        for edge in (start, end)
    )
