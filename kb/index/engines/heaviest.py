"""The heaviest documents as an engine lists them, in place of a tally of all (tally.py)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.index.engines.bitmaps import bitmap


class ListTooShort(Exception):
    """The list does not tell: the weights of more documents are needed."""


class Heaviest:
    """The operations of `Tally` on the heaviest documents of an index.

    `listed` are (number, weight), heaviest first; `length` is how many were asked for, so a full list
    may lack documents that weigh as much as its last one. `enough` is the most that `heaviest` will be
    asked for: of a set, at least this number of the heaviest is given, or all.
    """

    def __init__(
        self, listed: Sequence[tuple[int, int]], length: int, size: int, enough: int
    ) -> None:
        # All documents of at least this weight are listed.
        self._known = listed[-1][1] + 1 if len(listed) >= length else 1
        self._enough = enough
        self._size = size
        self._listed = [weighed for weighed in listed if weighed[1] >= self._known]

    def at_least(self, minimum: int, within: int) -> int:
        """The documents of a set whose sum is `minimum` or more, or the heaviest of them."""
        found = [number for number, weight in self._of(within) if weight >= minimum]
        if minimum < self._known and len(found) < self._enough:
            raise ListTooShort
        return bitmap(found, self._size)

    def greatest(self, within: int) -> int:
        """The greatest sum of a document of a set; 0 of an empty one."""
        for _, weight in self._of(within):
            return weight
        if self._known > 1:
            raise ListTooShort
        return 0

    def heaviest(self, within: int, size: int) -> tuple[int, int]:
        """What `Tally.heaviest` gives, of a set that `at_least` gave."""
        among = list(self._of(within))
        if len(among) <= size:
            return bitmap([number for number, _ in among], self._size), 0
        lightest = among[size][1]  # the first that has no room: those of its weight are tied
        chosen = [number for number, weight in among if weight > lightest]
        tied = [number for number, weight in among if weight == lightest]
        return bitmap(chosen, self._size), bitmap(tied, self._size)

    def _of(self, within: int) -> Iterator[tuple[int, int]]:
        """The listed documents of a set, heaviest first."""
        held = within.to_bytes((self._size >> 3) + 1, "little")
        return ((n, weight) for n, weight in self._listed if held[n >> 3] >> (n & 7) & 1)
