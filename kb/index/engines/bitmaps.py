"""Sets of document numbers as Python integers: bit n is document n.

Intersections of tens of thousands of documents take less than a microsecond, counts a few.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress

_TO_TEXT = bytes([48, 49]) + bytes(254)
_TO_FLAG = bytes(49) + b"\1" + bytes(206)
# From one member in this many documents on, a byte per document is faster than a bit.
_DENSE = 32
# Up to this many members are taken out word by word.
_SPARSE = 600
# The members of larger sets are not remembered: those of a million documents take 40 MB.
_KEPT = 4096


def bitmap(numbers: Sequence[int], size: int) -> int:
    """The set of some numbers below `size`."""
    if len(numbers) * _DENSE < size:
        octets = bytearray((size >> 3) + 1)
        for number in numbers:
            octets[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(octets, "little")
    flags = bytearray(size)
    for number in numbers:
        flags[number] = 1
    flags.reverse()
    return int(flags.translate(_TO_TEXT) or b"0", 2)


def members(bits: int) -> tuple[int, ...]:
    """The numbers of a set, ascending."""
    if bits.bit_count() <= _KEPT:
        return _members_kept(bits)
    return _members_of_many(bits)


def flags(bits: int, size: int) -> bytes:
    """A byte for each number below `size`: 1 for the members of a set, 0 for others."""
    return f"{bits:0{size}b}"[::-1].encode().translate(_TO_FLAG) if size else b""


@lru_cache(maxsize=32)  # one search asks for the same few sets again and again
def _members_kept(bits: int) -> tuple[int, ...]:
    if bits.bit_count() > _SPARSE:
        return _members_of_many(bits)
    count = (bits.bit_length() >> 6) + 1
    words = array("Q", bits.to_bytes(count * 8, "little"))
    if sys.byteorder == "big":
        words.byteswap()
    found = []
    for place in compress(range(count), words):
        word, first = words[place], (place << 6) - 1
        while word:
            low = word & -word
            found.append(first + low.bit_length())
            word ^= low
    return tuple(found)


def _members_of_many(bits: int) -> tuple[int, ...]:
    digits = bin(bits)[:1:-1]
    found = []
    at = digits.find("1")
    while at >= 0:
        found.append(at)
        at = digits.find("1", at + 1)
    return tuple(found)
