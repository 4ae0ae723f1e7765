"""Weights of many documents at once, and the heaviest of them without looking at each.

The sums are kept bit by bit: plane i is the set (kb/index/engines/bitmaps.py) of the documents whose
sum has bit i. Adding a weight to the documents of a set is binary addition on whole sets, and the
heaviest are found by going down the planes (bit-sliced arithmetic: O'Neil & Quass 1997, "Improved
query performance with variant indexes"). The cost depends on how many documents there are, hardly
on how many of them have a weight, and the result is exact.
"""

from __future__ import annotations


class Tally:
    """A sum of weights for each document, 0 at first."""

    def __init__(self) -> None:
        self._planes: list[int] = []

    def add(self, documents: int, weight: int) -> None:
        """Add a weight, not negative, to the sum of each document of a set."""
        planes = self._planes
        for bit in range(weight.bit_length()):
            carry, plane = (documents if weight >> bit & 1 else 0), bit
            while carry:
                if plane >= len(planes):
                    planes += [0] * (plane + 1 - len(planes))
                planes[plane], carry = planes[plane] ^ carry, planes[plane] & carry
                plane += 1

    def at_least(self, minimum: int, within: int) -> int:
        """The documents of a set whose sum is `minimum` or more."""
        if minimum.bit_length() > len(self._planes):
            return 0
        more, equal = 0, within
        for bit in range(len(self._planes) - 1, -1, -1):
            here = equal & self._planes[bit]
            if minimum >> bit & 1:
                equal = here
            else:
                more |= here
                equal ^= here
        return more | equal

    def greatest(self, within: int) -> int:
        """The greatest sum of a document of a set; 0 of an empty one."""
        greatest = 0
        for bit in range(len(self._planes) - 1, -1, -1):
            if here := within & self._planes[bit]:
                within = here
                greatest |= 1 << bit
        return greatest

    def heaviest(self, within: int, size: int) -> tuple[int, int]:
        """(documents, documents): of a set, those that are surely among the `size` heaviest, and
        those, all of one weight and lighter, among which the rest are to be chosen."""
        chosen, room, open_ = 0, size, within
        for plane in reversed(self._planes):
            heavy = open_ & plane
            count = heavy.bit_count()
            if count > room:
                open_ = heavy
            else:
                chosen |= heavy
                open_ ^= heavy
                room -= count
        return chosen, open_
