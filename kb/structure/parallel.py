"""Headings and openings that are worded alike: 走访有日历 / 评议有名单 / 收回有分数.

Who makes one of them bold forgets it at times. The look of its siblings is then given to the one that
is worded like them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kb.readers import Block
from kb.structure.looks import Look, is_short, look_of, stands_out
from kb.text import without_numbering

_OPENING = re.compile(r"[。：:！!？?]")
# The fewest and most characters of an opening, and by how many the lengths of like ones may differ.
_SHORTEST, _LONGEST, _DIFFER = 3, 24, 3
# Below a heading stands a paragraph of at least this many characters.
_PARAGRAPH = 30
# At least this many headings must be alike before a line of another look counts as their sibling.
_ENOUGH = 2
# At most this many looks are compared.
_LOOKS = 3


def opening(text: str) -> str:
    """The first words of a paragraph, up to its first stop or colon, without a number."""
    return _OPENING.split(without_numbering(text), maxsplit=1)[0].strip()


@dataclass(frozen=True, slots=True)
class Wording:
    """What several openings have in common: characters with their places, and their lengths."""

    common: frozenset[tuple[int, str]]
    shortest: int
    longest: int

    def fits(self, words: str) -> bool:
        """Do some words have all that the openings have in common, and about their length?"""
        if not _SHORTEST <= len(words) <= _LONGEST or not self.common:
            return False
        near = self.shortest - _DIFFER <= len(words) <= self.longest + _DIFFER
        return near and self.common <= _places(words)


def wording(openings: Sequence[str]) -> Wording:
    """What openings have in common; nothing fits that of one alone."""
    if len(openings) < _ENOUGH:
        return Wording(frozenset(), 0, 0)
    common = frozenset[tuple[int, str]].intersection(*map(_places, openings))
    lengths = [len(words) for words in openings]
    return Wording(common, min(lengths), max(lengths))


def with_look_of_siblings(blocks: Sequence[Block], body: Look) -> tuple[Block, ...]:
    """The blocks; a plain line above a paragraph that is worded like two headings or more of one look
    has their look."""
    headings: dict[Look, list[str]] = {}
    for block, below in pairwise(blocks):
        if stands_out(block, body) and is_short(block.text) and len(below.text) >= _PARAGRAPH:
            headings.setdefault(look_of(block), []).append(without_numbering(block.text))
    most = sorted(headings, key=lambda look: -len(headings[look]))[:_LOOKS]
    wordings = [(look, wording(headings[look])) for look in most]
    found = list(blocks)
    for n, (block, below) in enumerate(pairwise(blocks)):
        plain = is_short(block.text) and not stands_out(block, body) and not block.after_image
        if not plain or len(below.text) < _PARAGRAPH:
            continue
        words = without_numbering(block.text)
        if look := next((look for look, alike in wordings if alike.fits(words)), None):
            found[n] = replace(
                block, level=look.level, centred=look.centred, bold=look.bold, size=look.size
            )
    return tuple(found)


def _places(text: str) -> frozenset[tuple[int, str]]:
    """The first and last characters of a text, each with its place from the beginning or the end."""
    first = enumerate(text[:_LONGEST])
    last = ((-n, char) for n, char in enumerate(reversed(text[-_LONGEST:]), 1))
    return frozenset((*first, *last))
