"""Sets of document numbers as Python integers: bit n is document n.

Intersections, unions and counts of tens of thousands of documents take about a microsecond.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress

_TO_TEXT = bytes([48, 49]) + bytes(254)
_TO_FLAG = bytes.maketrans(b"01", b"\x00\x01")
_FEW = 40


def bitmap(numbers: Sequence[int], size: int) -> int:
    """The set of some numbers below `size`."""
    if len(numbers) < _FEW:
        bits = 0
        for number in numbers:
            bits |= 1 << number
        return bits
    flags = bytearray(size)
    for number in numbers:
        flags[number] = 1
    flags.reverse()
    return int(flags.translate(_TO_TEXT), 2)


def members(bits: int) -> Iterable[int]:
    """The numbers of a set, ascending."""
    if bits.bit_count() < _FEW:
        found = []
        while bits:
            low = bits & -bits
            found.append(low.bit_length() - 1)
            bits ^= low
        return found
    flags = bin(bits)[:1:-1].encode().translate(_TO_FLAG)
    return compress(range(len(flags)), flags)


def flags(bits: int, size: int) -> bytes:
    """A byte a document: 1 where it is in the set. Quick to ask one document at a time."""
    return bin(bits)[:1:-1].encode().translate(_TO_FLAG).ljust(size, b"\x00")
