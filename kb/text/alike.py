"""Comparing two texts piece by piece, at a cost that has a bound.

difflib looks at every pair of equal pieces again for each stretch it finds. Of two texts of 20,000
times the same digit there are 400 million such pairs. The commonest pieces are left out here until
few pairs are left; difflib still takes them in where they stand next to others that are the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

# Pairs of equal pieces. Two versions of a text of 3,000 Chinese characters have about 50,000.
MOST_PAIRS = 100_000


def matcher(old: Sequence[str], new: Sequence[str]) -> SequenceMatcher[str]:
    """What the standard library offers to compare two sequences, without their commonest elements
    where these would make it slow."""
    mine, theirs = Counter(old), Counter(new)
    pairs = {piece: count * theirs[piece] for piece, count in mine.items() if piece in theirs}
    left = sum(pairs.values())
    common: set[str] = set()
    for piece, count in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        if left <= MOST_PAIRS:
            break
        common.add(piece)
        left -= count
    return SequenceMatcher(common.__contains__ if common else None, old, new, autojunk=False)
