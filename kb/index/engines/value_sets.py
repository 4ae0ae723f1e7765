"""The values of a value field, each with the documents that have it, in memory that grows with the
number of documents only.

A value of many documents (a kind, a bank) is kept as a set (kb/index/engines/bitmaps.py). A value of
few (a bulletin, of which there are thousands) is kept as their numbers: its set would have a bit for
every document of the index.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress
from operator import itemgetter
from typing import TypeAlias

from kb.index.engines.bitmaps import bitmap, flags, members

Numbers: TypeAlias = "array[int]"  # array takes no parameters before Python 3.12
# A value of more than one in this many documents is kept as a set.
RARE = 512
# Up to this many documents, values are read one by one; for more, each value is counted.
FEW_COUNTED = 1500
# The same where only the documents of some values are looked at.
FEW_HELD = 300


class ValueSets(Mapping[str, int]):
    """Values in the order they were added in, each with the set of its documents, all below `size`.

    `origin` has the values of more documents; what is kept for each document is taken from there.
    """

    def __init__(self, size: int, origin: ValueSets | None = None) -> None:
        self.size = size
        self._origin = origin
        self._few: dict[str, Numbers] = {}
        self._many: dict[str, int] = {}
        self._order: dict[str, None] = {}

    def add(self, value: str, documents: Sequence[int]) -> None:
        """Add documents, in ascending order and above those added before, to a value."""
        if not documents:
            return
        self._order[value] = None
        if value in self._many:
            self._many[value] |= bitmap(documents, self.size)
            return
        few = self._few.setdefault(value, array("I"))
        few.extend(documents)
        if len(few) * RARE > self.size:
            self._many[value] = bitmap(self._few.pop(value), self.size)

    def add_set(self, value: str, documents: int) -> None:
        """Add a set of documents to a value."""
        if documents.bit_count() * RARE <= self.size and value not in self._many:
            self.add(value, members(documents))
            return
        self._order[value] = None
        few = self._few.pop(value, None)
        known = self._many.get(value, 0) if few is None else bitmap(few, self.size)
        self._many[value] = known | documents

    def among(self, documents: int) -> ValueSets:
        """The same of the documents of a set; values that none of them has are left out."""
        found = ValueSets(self.size, self._origin or self)
        held = flags(documents, self.size)
        for value in self._order:
            few = self._few.get(value)
            if few is not None:
                found.add(value, array("I", compress(few, map(held.__getitem__, few))))
            elif both := self._many[value] & documents:
                found.add_set(value, both)
        return found

    def __getitem__(self, value: str) -> int:
        few = self._few.get(value)
        return self._many[value] if few is None else bitmap(few, self.size)

    def __iter__(self) -> Iterator[str]:
        return iter(self._order)

    def __len__(self) -> int:
        return len(self._order)

    def numbers(self, value: str) -> Sequence[int]:
        """The documents of a value, ascending."""
        few = self._few.get(value)
        return members(self._many[value]) if few is None else few

    def any(self, values: Iterable[str]) -> int:
        """The documents with any of some values."""
        found, numbers = 0, array("I")
        for value in values:
            few = self._few.get(value)
            if few is None:
                found |= self._many.get(value, 0)
            else:
                numbers.extend(few)
        return found | bitmap(numbers, self.size) if numbers else found

    def count(self, values: Iterable[str], documents: int) -> dict[str, int]:
        """The number of documents among those of a set, of each of some values."""
        if documents.bit_count() <= FEW_HELD:
            found = dict(self.counted_among(members(documents)))
            return {value: found.get(value, 0) for value in values}
        octets = documents.to_bytes((self.size >> 3) + 1, "little")
        counts = {}
        for value in values:
            few = self._few.get(value)
            if few is None:
                counts[value] = (self._many.get(value, 0) & documents).bit_count()
            else:
                counts[value] = sum([octets[n >> 3] >> (n & 7) & 1 for n in few])
        return counts

    def counts(self) -> list[tuple[str, int]]:
        """(value, number of documents) of all values."""
        few, many = self._few, self._many
        return [(v, len(few[v]) if v in few else many[v].bit_count()) for v in self._order]

    def counted(self, documents: int) -> list[tuple[str, int]]:
        """(value, number of documents) among the documents of a set."""
        counts = [(value, (bits & documents).bit_count()) for value, bits in self._many.items()]
        if self._few:
            held = flags(documents, self.size)
            counts += [(v, sum(map(held.__getitem__, few))) for v, few in self._few.items()]
        return counts

    def counted_among(self, numbers: Sequence[int]) -> list[tuple[str, int]]:
        """The same among a few documents that have no value that is left out here."""
        combinations, of_document = (self._origin or self)._by_document
        if not numbers:
            return []
        # One call for all, which takes half as long as one for each. Of a single number it gives no
        # tuple, so that the first is asked for twice.
        found = itemgetter(numbers[0], *numbers)(of_document)[1:]
        counts: dict[str, int] = {}
        for combination, times in Counter(found).items():
            for value in combinations[combination]:
                counts[value] = counts.get(value, 0) + times
        return list(counts.items())

    @cached_property
    def _by_document(self) -> tuple[list[tuple[str, ...]], Numbers]:
        """The combinations of values that occur, and the combination of each document."""
        of_document = array("I", bytes(4 * self.size))
        combinations: list[tuple[str, ...]] = [()]
        places: dict[tuple[int, str], int] = {}
        for value in self._order:
            for number in self.numbers(value):
                key = (of_document[number], value)
                place = places.get(key)
                if place is None:
                    place = places[key] = len(combinations)
                    combinations.append((*combinations[key[0]], value))
                of_document[number] = place
        return combinations, of_document
