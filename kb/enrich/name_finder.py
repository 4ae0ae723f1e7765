"""Where names stand in a text, however many names there are.

A pattern that lists the names tries one after the other at each place of a text: a text that names
a new bank in every sentence would take its square. Here each length of a name is looked up once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Found:
    """A name in a text. `kind` tells that the kind of its bank stands behind a place, None for a whole
    name."""

    name: str
    start: int
    end: int
    kind: bool | None = None


class NameFinder:
    """Finds whole names and, where none stands, places with what `kind` matches behind them; the
    longest of each first. Linear in the text."""

    def __init__(self, whole: Mapping[str, str], places: Collection[str], kind: re.Pattern[str]):
        self._whole = whole
        self._places = places
        self._kind = kind

    def find(self, text: str) -> Iterator[Found]:
        """The names in a text in order; none begins in one before it."""
        at = 0
        while begin := self._begin.search(text, at):
            at = begin.start()
            found = self._at(text, at)
            if found:
                yield found
            at = found.end if found else at + 1

    @cached_property
    def _begin(self) -> re.Pattern[str]:
        """A character that a name begins with."""
        first = {name[0] for name in (*self._whole, *self._places) if name}
        return re.compile(f"[{re.escape(''.join(sorted(first)))}]" if first else r"(?!)")

    @cached_property
    def _lengths(self) -> tuple[list[int], list[int]]:
        whole, places = ({len(name) for name in names} for names in (self._whole, self._places))
        return sorted(whole - {0}, reverse=True), sorted(places - {0}, reverse=True)

    def _at(self, text: str, at: int) -> Found | None:
        of_whole, of_places = self._lengths
        for length in of_whole:
            if (name := text[at : at + length]) in self._whole:
                return Found(name, at, at + len(name))
        for length in of_places:
            if (name := text[at : at + length]) in self._places:
                end = at + len(name)
                kind = self._kind.match(text, end)
                return Found(name, at, kind.end() if kind else end, kind is not None)
        return None
