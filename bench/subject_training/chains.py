"""Sums over all readings of the sentences of many texts at once, with numpy: forward and backward.

A candidate is a slot (a bank of the text, the last one for no bank) and a side. What two neighbours
have in common is only their sides and whether the slot is the same, so sums by side are enough: the
cost is linear in the number of banks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.subject_training.texts import ReadingText
from kb.enrich.subject_chain import NUMBERS, Candidate

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
# The pairs of sides with and without the same bank, as `turns` has them.
PAIRS = 32
_LEAST = 1e-300


@dataclass(frozen=True)
class ChainSums:
    """The chance of each candidate, how likely each pair of sides is at each sentence, and the
    logarithm of the sum of each text."""

    chances: Floats
    joint: Floats
    totals: Floats


class Chains:
    """Texts of like length: arrays of texts × sentences × slots × sides. `numbers` are those of the
    texts, `rows` the first row of own clues of each sentence in the order of the banks."""

    def __init__(
        self,
        texts: Sequence[ReadingText],
        numbers: Sequence[int],
        rows: Sequence[Sequence[int]],
        turns: Mapping[str, int],
    ) -> None:
        self.numbers = np.array(numbers)
        self._slots = [
            {b: n for n, b in enumerate(dict.fromkeys(b for c in text.clues for b in c.own if b))}
            for text in texts
        ]
        self._last = max(map(len, self._slots))
        shape = len(texts), max(len(text.clues) for text in texts), self._last + 1
        self.row = np.full(shape, -1)
        self.valid = np.zeros((*shape, 4), bool)
        self.known = np.zeros((*shape, 4), bool)
        self.turns = np.zeros((*shape[:2], len(turns)))
        self.live = np.zeros(shape[:2], bool)
        for k, text in enumerate(texts):
            for i, candidates in enumerate(text.candidates):
                self.live[k, i] = True
                for n, bank in enumerate(text.clues[i].own):
                    self.row[k, i, self._slots[k].get(bank, self._last)] = rows[k][i] + n
                for n, candidate in enumerate(candidates):
                    at = (k, i, *self.place(k, candidate))
                    self.valid[at] = True
                    self.known[at] = text.right[i] is None or text.right[i] == n
                self.turns[k, i, [turns[t] for t in text.turns[i] if t in turns]] = 1

    def place(self, text: int, candidate: Candidate) -> tuple[int, int]:
        """The slot and the side of a candidate."""
        return self._slots[text].get(candidate.bank, self._last), NUMBERS[candidate.side]

    def sums(self, scores: Floats, turns: Floats, mask: Mask) -> ChainSums:
        """The sums with the scores of all rows × sides, over the candidates of `mask`."""
        emitted = np.where(mask, scores[np.maximum(self.row, 0)], -np.inf)
        top = emitted.max((2, 3), keepdims=True)
        top = np.where(np.isfinite(top), top, 0)
        factors = np.where(mask, np.exp(emitted - top), 0.0)
        count, length = self.live.shape
        pairs = np.exp((self.turns @ turns).reshape(count, length, 4, 4, 2))
        other, more = pairs[..., 0], pairs[..., 1] - pairs[..., 0]
        forward, backward = np.zeros_like(factors), np.ones_like(factors)
        totals = top[:, :, 0, 0].sum(1)
        before = factors[:, 0]
        for i in range(length):
            if i:
                carried = forward[:, i - 1]
                passed = carried.sum(1)[:, None, :] @ other[:, i] + carried @ more[:, i]
                before = factors[:, i] * passed
            amount = before.sum((1, 2))
            totals = totals + np.where(self.live[:, i], np.log(np.maximum(amount, _LEAST)), 0)
            forward[:, i] = before / np.maximum(amount, _LEAST)[:, None, None]
        other_back, more_back = other.swapaxes(2, 3), more.swapaxes(2, 3)
        for i in range(length - 2, -1, -1):
            after = factors[:, i + 1] * backward[:, i + 1]
            passed = after.sum(1)[:, None, :] @ other_back[:, i + 1] + after @ more_back[:, i + 1]
            backward[:, i] = np.where(self.live[:, i + 1, None, None], _scaled(passed), 1.0)
        chances = _scaled(forward * backward) * self.live[:, :, None, None]
        joint = self._joint(forward, factors * backward, other, pairs[..., 1])
        return ChainSums(chances, joint, totals)

    def _joint(self, forward: Floats, after: Floats, other: Floats, same: Floats) -> Floats:
        before, after = forward[:, :-1], after[:, 1:]
        shared = before.swapaxes(2, 3) @ after
        apart = before.sum(2)[..., :, None] * after.sum(2)[..., None, :] - shared
        joint = np.stack((apart * other[:, 1:], shared * same[:, 1:]), -1)
        joint /= np.maximum(joint.sum((2, 3, 4), keepdims=True), _LEAST)
        found: Floats = joint * self.live[:, 1:, None, None, None]
        return found

    def by_turn(self, joint: Floats) -> Floats:
        """How often each pair of sides is expected by turn."""
        shown = self.turns[:, 1:].reshape(-1, self.turns.shape[2])
        found: Floats = shown.T @ joint.reshape(-1, PAIRS)
        return found


def _scaled(amounts: Floats) -> Floats:
    found: Floats = amounts / np.maximum(amounts.sum((-2, -1), keepdims=True), _LEAST)
    return found
