"""Patterns of the vocabulary: words that say something only when they stand near each other.

`老客户…推荐/介绍` is found where 推荐 or 介绍 follows 老客户 in the same sentence, with at most GAP
characters between them. A part without `…` is a word of its own. The search is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kb.text.normalize import normalize

GAP = 16
MOST_PARTS = 5
_BETWEEN = re.compile(r"…+|\.{3,}")
_SENTENCE_END = re.compile(r"[。!?\n]")


@dataclass(frozen=True)
class Nearby:
    """One pattern: its parts in their order, each the words of which one must stand there."""

    parts: tuple[tuple[str, ...], ...]

    @cached_property
    def _searches(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile("|".join(map(re.escape, words))) for words in self.parts)

    def places(self, normal: str) -> Iterator[int]:
        """Where the pattern begins in a text in normal form, in order."""
        if not all(any(word in normal for word in words) for words in self.parts):
            return
        begun = [(match.start(), match.end()) for match in self._searches[0].finditer(normal)]
        for search in self._searches[1:]:
            begun = _followed(begun, [m.span() for m in search.finditer(normal)], normal)
        yield from dict.fromkeys(start for start, _ in begun)


def nearby(pattern: str) -> Nearby:
    """The pattern of a line; ValueError says in Chinese why it is none."""
    parts = tuple(
        tuple(filter(None, (normalize(word) for word in part.split("/"))))
        for part in _BETWEEN.split(pattern)
    )
    if not all(parts):
        raise ValueError("“…”两边都要有词，例如“老客户…推荐/介绍”")
    if len(parts) > MOST_PARTS:
        raise ValueError(f"最多可写 {MOST_PARTS} 段")
    if any(len(word) < 2 for words in parts[:1] for word in words):
        raise ValueError("第一段的词至少两个字")
    return Nearby(parts)


def sentence_around(normal: str, place: int) -> tuple[int, int]:
    """Where the sentence of a text in normal form that holds a place begins and ends."""
    begin = max((normal.rfind(mark, 0, place) for mark in "。!?\n"), default=-1) + 1
    end = _SENTENCE_END.search(normal, place)
    return begin, end.start() if end else len(normal)


def _followed(
    begun: list[tuple[int, int]], spans: list[tuple[int, int]], normal: str
) -> list[tuple[int, int]]:
    """(start of the pattern, end of this part) for each span that closely follows a begun pattern
    in its sentence; the nearest beginning counts."""
    found, at = [], 0
    for start, end in spans:
        while at + 1 < len(begun) and begun[at + 1][1] <= start:
            at += 1
        if at >= len(begun):
            break
        first, last = begun[at]
        if 0 <= start - last <= GAP and not _SENTENCE_END.search(normal, last, start):
            found.append((first, end))
    return found
