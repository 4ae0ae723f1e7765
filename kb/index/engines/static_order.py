"""The order of documents that weigh the same: by kind, then newest first, then place in the corpus."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cached_property, reduce
from itertools import groupby
from operator import or_

from kb.index.engines.bitmaps import members
from kb.index.engines.port import KIND_WORTH
from kb.index.engines.snapshot import Snapshot
from kb.model import Kind

# Up to this many documents are sorted one by one; of more, the first are found day by day.
FEW_SORTED = 2000
_KINDS = sorted(Kind, key=KIND_WORTH.__getitem__)


class StaticOrder:
    """The order of the documents of a snapshot that no query changes. What it keeps takes a few bytes
    for each document, made when first asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def best(self, docs: int, size: int) -> list[int]:
        """The first `size` of a set by kind, then newest first, then place in the corpus."""
        found: list[int] = []
        for kind in _KINDS:
            if len(found) >= size:
                break
            same = docs & self._snapshot.values("kind").get(kind.value, 0)
            found += self.newest(same, size - len(found))
        return found

    def newest(self, docs: int, size: int) -> list[int]:
        """The first `size` of a set, newest first, then by place in the corpus."""
        if docs.bit_count() <= FEW_SORTED:
            return self._first(docs, size)
        found: list[int] = []
        for bits in (*self._by_end, docs):  # the rest has no period
            if not docs or len(found) >= size:
                break
            if same := docs & bits:
                docs ^= same
                found += self._first(same, size - len(found))
        return found

    def _first(self, docs: int, size: int) -> list[int]:
        """What `newest` gives, by looking at each document of the set."""
        key = self._keys.__getitem__
        numbers = sorted(members(docs), key=key)
        if len(set(map(key, numbers))) == len(numbers):
            return numbers[: max(0, size)]
        found: list[int] = []
        for _, alike in groupby(numbers, key):
            if len(found) >= size:
                break
            same = list(alike)
            found += sorted(same, key=self._place) if len(same) > 1 else same
        return found[: max(0, size)]

    def _place(self, number: int) -> str:
        return self._snapshot.card(number).place

    @cached_property
    def _keys(self) -> Sequence[int]:
        """What sorts the documents newest first, then by bulletin as the places of their entries sort.
        Cards tell the bulletin too, but must be read."""
        keys = array("q", bytes(8 * self._snapshot.size))
        bulletins = self._snapshot.values("bulletin")
        for rank, name in enumerate(sorted(bulletins, key="{}#".format)):
            for number in bulletins.numbers(name):
                keys[number] = rank
        dated = reduce(or_, self._by_end, 0)
        for rank, documents in enumerate([*self._by_end, self._snapshot.live & ~dated]):
            for number in members(documents):
                keys[number] += rank * len(bulletins)
        return keys

    @cached_property
    def _by_end(self) -> list[int]:
        """The documents of each last day of a period, newest first."""
        spans = self._snapshot.values("span")
        ends: dict[str, list[str]] = {}
        for span in spans:
            ends.setdefault(span.split("/")[0], []).append(span)
        return [spans.any(ends[day]) for day in sorted(ends, reverse=True)]
