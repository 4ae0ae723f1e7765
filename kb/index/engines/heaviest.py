"""The heaviest documents as an engine lists them, in place of a tally of all (tally.py)."""

from __future__ import annotations

from collections.abc import Sequence

from kb.index.engines.bitmaps import bitmap


class ListTooShort(Exception):
    """The list does not tell: the weights of more documents are needed."""


class Heaviest:
    """The operations of `Tally` on the heaviest documents of an index.

    `listed` are (number, weight), heaviest first; `length` is how many were asked for, so a full list
    may lack documents that weigh as much as its last one. `enough` is the most that `heaviest` will be
    asked for: of a set, at least so many of the heaviest are told, or all.
    """

    def __init__(
        self, listed: Sequence[tuple[int, int]], length: int, size: int, enough: int
    ) -> None:
        # All documents of at least this weight are listed.
        self._known = listed[-1][1] + 1 if len(listed) >= length else 1
        self._enough = enough
        self._size = size
        by_weight: dict[int, list[int]] = {}
        for number, weight in listed:
            if weight >= self._known:
                by_weight.setdefault(weight, []).append(number)
        self._sets = [(weight, bitmap(numbers, size)) for weight, numbers in by_weight.items()]

    def at_least(self, minimum: int, within: int) -> int:
        """The documents of a set whose sum is `minimum` or more, or the heaviest of them."""
        found = 0
        for weight, documents in self._sets:
            if weight < minimum:
                break
            found |= documents
        found &= within
        if minimum < self._known and found.bit_count() < self._enough:
            raise ListTooShort
        return found

    def greatest(self, within: int) -> int:
        """The greatest sum of a document of a set; 0 of an empty one."""
        for weight, documents in self._sets:
            if documents & within:
                return weight
        if self._known > 1:
            raise ListTooShort
        return 0

    def heaviest(self, within: int, size: int) -> tuple[int, int]:
        """What `Tally.heaviest` gives, of a set that `at_least` gave."""
        chosen, room = 0, size
        for _, documents in self._sets:
            if alike := documents & within:
                count = alike.bit_count()
                if count > room:
                    return chosen, alike
                chosen |= alike
                room -= count
        return chosen, 0
