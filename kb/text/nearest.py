"""Which of many texts may be like another one, found without comparing it with each.

To compare two texts takes long, so of two versions of a book with thousands of changed paragraphs
not every pair can be compared. Texts that are alike share pairs of characters that few others have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from kb.text.grams import pairs
from kb.text.normalize import normalize

# How many texts are compared with one; how many of its pairs are looked up, the rarest ones, and how
# many texts that have the same pair are looked at.
COMPARED, _LOOKED_UP, _SEEN = 24, 40, 40


class Nearest:
    """Texts by their number, from 0. Of few all are near; of many those that share most of the rarest
    pairs. A text that was taken is left out from then on."""

    def __init__(self, texts: Sequence[str]):
        self._left = dict.fromkeys(range(len(texts)))
        self._pairs = [sorted(set(pairs(normalize(text)))) for text in texts]
        self._having: dict[str, dict[int, None]] = {}
        for number, of_text in enumerate(self._pairs):
            for pair in of_text:
                self._having.setdefault(pair, {})[number] = None

    def near(self, text: str) -> list[int]:
        """The numbers of the texts to compare with this one, in order."""
        if len(self._left) <= COMPARED:
            return list(self._left)
        having = [(pair, self._having.get(pair)) for pair in set(pairs(normalize(text)))]
        rarest = sorted((len(numbers), pair, numbers) for pair, numbers in having if numbers)
        shared: dict[int, float] = defaultdict(float)
        for count, _, numbers in islice(rarest, _LOOKED_UP):
            for number in islice(numbers, _SEEN):
                shared[number] += 1 / count  # what all have says little
        return sorted(sorted(shared, key=lambda number: (-shared[number], number))[:COMPARED])

    def take(self, number: int) -> None:
        """Leave this text out."""
        del self._left[number]
        for pair in self._pairs[number]:
            del self._having[pair][number]
