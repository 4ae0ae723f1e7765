"""Where a string may begin or end without cutting a number, written down once for each text.

`stands_whole` looks at the text around a place where a string was found. Here the same is
written down for every place of a text at which it could matter: one mark a place, in a field whose
places are those of the text with one character before it. A string stands whole where it begins after
a mark BOTH and ends at any mark. Only runs of more than forty digits are judged differently.
"""

from __future__ import annotations

import re

from kb.text.whole_numbers import DIGITS, HAN_BEFORE, HAN_STEPS, NUMBER, OF_NUMBERS

# A string may begin and end here; it may only end here; no mark.
BOTH, END, NO_EDGE = "b", "e", "."
_POINTS = frozenset(".,")
_RELEVANT = re.compile(rf"[0-9{''.join(sorted(HAN_STEPS))}]")


def edges(text: str) -> str:
    """The marks of a text in normal form, one for each place from 0 to its length; "" when none
    matters."""
    if not _RELEVANT.search(text):
        return ""
    marks = [NO_EDGE] * (len(text) + 1)
    for match in _RELEVANT.finditer(text):
        at = match.start()
        if text[at] not in DIGITS:
            marks[at] = END if at and text[at - 1] in HAN_BEFORE else BOTH
            continue
        for place in _about(text, at):
            if marks[place] == NO_EDGE:
                marks[place] = BOTH
    for number in NUMBER.finditer(text):
        inside = slice(number.start() + 1, number.end())
        marks[inside] = NO_EDGE * (inside.stop - inside.start)
    return "".join(marks)


def _about(text: str, at: int) -> tuple[int, ...]:
    """The places at which it matters that there is a digit: next to it, and beyond a point or comma."""
    if text[at - 1 : at] in _POINTS:
        return (
            (at - 1, at, at + 1, at + 2)
            if text[at + 1 : at + 2] in _POINTS
            else (at - 1, at, at + 1)
        )
    return (at, at + 1, at + 2) if text[at + 1 : at + 2] in _POINTS else (at, at + 1)


def starts_in_number(literal: str) -> bool:
    """Could the beginning of a string be inside a number?"""
    return literal[:1] in DIGITS or (literal[:1] in OF_NUMBERS and literal[1:2] in DIGITS)


def ends_in_number(literal: str) -> bool:
    """Could the end of a string be inside a number?"""
    return literal[-1:] in DIGITS or (literal[-1:] in OF_NUMBERS and literal[-2:-1] in DIGITS)


def needs_begin(literal: str) -> bool:
    """Must a string begin at a mark?"""
    return starts_in_number(literal) or literal[:1] in HAN_STEPS


def singles(text: str, marks: str) -> list[str]:
    """The digits and numerals that stand whole on their own in a text with these marks."""
    found: set[str] = set()
    if not marks:
        return []
    for match in _RELEVANT.finditer(text):
        at, char = match.start(), match[0]
        ends = char not in DIGITS or marks[at + 1] != NO_EDGE
        if marks[at] == BOTH and ends:
            found.add(char)
    return sorted(found)
