"""Everyday words in a question, and the terms of the trade that are meant by them.

老赖不还钱 means 逾期 and 催收. Such terms add looser matches only: what was typed still decides which
entries are full matches.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from kb.text import normalize

# A question is short; of a pasted text nothing is looked up.
LONGEST = 100
MOST = 6


class _Names(Protocol):
    def alternatives(self, normal: str) -> tuple[str, ...]:
        """The other names of the practice that the string names."""


class EverydayWords:
    """Looks up what people say; `meant` maps it, in normal form, to the terms."""

    def __init__(self, meant: Mapping[str, tuple[str, ...]], names: _Names) -> None:
        self._meant = meant
        self._names = names
        self._longest = max(map(len, meant), default=0)

    def said_in(self, normal: str) -> dict[str, tuple[str, ...]]:
        """The everyday words of a text in normal form, the longest at each place, with the terms that
        are meant, as the lexicon has them; at most `MOST`."""
        found: dict[str, tuple[str, ...]] = {}
        if len(normal) > LONGEST:
            return found
        at = 0
        while at < len(normal) and len(found) < MOST:
            ends = range(min(len(normal), at + self._longest), at + 1, -1)
            said = next((normal[at:end] for end in ends if normal[at:end] in self._meant), "")
            if said:
                found[said] = self._meant[said]
            at += len(said) or 1
        return found

    def names_of(self, term: str) -> tuple[str, ...]:
        """A term in normal form, with the other names of the practice that it names."""
        normal = normalize(term)
        return (normal, *self._names.alternatives(normal))
