"""Everyday words of a question, and the terms of the trade that are meant by them.

老赖不还钱 means 逾期 and 催收. Such terms add looser matches only: what was typed still decides which
entries are full matches. Where a known name or a word of the dictionary goes over the edge of everyday
words, it is what was typed: 蓝领贷多少户 is about 蓝领贷, and 房贷多少 about 房贷, not about 贷多少.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from kb.text import normalize

# What is put into a verb to ask whether it can be done: 回得了本 is 回本.
_POSSIBLE = re.compile("(?<=[一-鿿])(?:得了|不了|得起|得到|得着)(?=[一-鿿])")
# A question is short; of a pasted text nothing is looked up.
LONGEST = 100
MOST = 6


class _Names(Protocol):
    def alternatives(self, normal: str) -> tuple[str, ...]:
        """The other names of the practice that the string names."""


class _Cutter(Protocol):
    def words(self, normal: str) -> list[str]:
        """The words of a normal form, in order."""


class EverydayWords:
    """Looks up what people say; `meant` maps it, in normal form, to the terms; `known` are the names
    and words of the knowledge base, in normal form."""

    def __init__(
        self,
        meant: Mapping[str, tuple[str, ...]],
        names: _Names,
        cutter: _Cutter,
        known: Iterable[str] = (),
    ) -> None:
        self._meant = meant
        self._names = names
        self._cutter = cutter
        self._known = frozenset(known) - meant.keys()
        self._longest = max(map(len, meant), default=0)
        self._longest_known = max(map(len, self._known), default=0)

    def said_in(self, normal: str) -> dict[str, tuple[str, ...]]:
        """The everyday words of a text in normal form, the longest at each place, with the terms that
        are meant, as the lexicon has them; at most `MOST`."""
        found: dict[str, tuple[str, ...]] = {}
        if len(normal) > LONGEST:
            return found
        plain = _POSSIBLE.sub("", normal)
        if plain != normal:
            found |= self.said_in(plain)
        named: list[tuple[int, int]] | None = None
        at = 0
        while at < len(normal) and len(found) < MOST:
            said = ""
            for end in self._ends(normal, at):
                if named is None:
                    named = list(self._named(normal))
                if not any(_cuts(at, end, *name) for name in named):
                    said = normal[at:end]
                    found[said] = self._meant[said]
                    break
            at += len(said) or 1
        return found

    def names_of(self, term: str) -> tuple[str, ...]:
        """A term in normal form, with the other names of the practice that it names."""
        normal = normalize(term)
        return (normal, *self._names.alternatives(normal))

    def _ends(self, normal: str, at: int) -> Iterator[int]:
        """Where the everyday words that begin at a place end, the longest first."""
        ends = range(min(len(normal), at + self._longest), at + 1, -1)
        return (end for end in ends if normal[at:end] in self._meant)

    def _named(self, normal: str) -> Iterator[tuple[int, int]]:
        """The places of known names in a text, the longest that begins at each, and of its words."""
        for at in range(len(normal)):
            ends = range(min(len(normal), at + self._longest_known), at + 1, -1)
            end = next((end for end in ends if normal[at:end] in self._known), None)
            if end is not None:
                yield at, end
        at = 0
        for word in self._cutter.words(normal):
            at = normal.find(word, at)
            yield at, at + len(word)
            at += len(word)


def _cuts(start: int, end: int, name_start: int, name_end: int) -> bool:
    """Does a name share characters with what stands from `start` to `end`, and go beyond it?"""
    shares = name_start < end and start < name_end
    return shares and not (start <= name_start and name_end <= end)
