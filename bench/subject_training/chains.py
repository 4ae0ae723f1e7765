"""Sums over all readings of many texts at once, with numpy: forward and backward along the sentences.

A candidate is a slot (a bank of the text, the last one for no bank) and a side. What two neighbours
have in common is only their sides and whether the slot is the same, so sums by side are enough: the
cost is linear in the number of banks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.subject_training.texts import Text
from kb.enrich.subject_model import SIDES

Floats = NDArray[np.float64]
# The pairs of sides with and without the same bank, as `turns` has them.
PAIRS = 32


@dataclass(frozen=True)
class Sums:
    """The chance of each candidate, and how often each pair of sides is expected by turn."""

    chances: Floats
    by_turn: Floats


class Chains:
    """Texts of like length: arrays of texts × sentences × slots × sides."""

    def __init__(
        self, texts: Sequence[Text], rows: Sequence[Sequence[int]], turns: Mapping[str, int]
    ) -> None:
        length = max(len(text.contexts) for text in texts)
        slots = [
            {b: n for n, b in enumerate(dict.fromkeys(b for c in text.contexts for b in c.banks))}
            for text in texts
        ]
        shape = len(texts), length, 1 + max(map(len, slots)), 4
        self.row = np.full(shape, -1)
        self.known = np.zeros(shape, bool)
        self.turns = np.zeros((len(texts), length, len(turns)))
        self.live = np.zeros((len(texts), length), bool)
        for k, text in enumerate(texts):
            for i, candidates in enumerate(text.candidates):
                self.live[k, i] = True
                for n, candidate in enumerate(candidates):
                    at = (
                        k,
                        i,
                        slots[k].get(candidate.bank, shape[2] - 1),
                        SIDES.index(candidate.side),
                    )
                    self.row[at] = rows[k][i] + n
                    self.known[at] = text.right[i] is None or text.right[i] == n
                for turn in text.contexts[i].turns:
                    if turn in turns:
                        self.turns[k, i, turns[turn]] = 1
        self.valid = self.row >= 0

    def sums(self, scores: Floats, turns: Floats, mask: NDArray[np.bool_]) -> Sums:
        """The sums with the scores of all candidates (by row), over the candidates of `mask`."""
        emitted = np.where(mask, scores[np.maximum(self.row, 0)], -np.inf)
        top = emitted.max((2, 3), keepdims=True)
        factors = np.where(
            mask, np.exp(emitted - np.where(self.live[:, :, None, None], top, 0)), 0.0
        )
        texts, length = self.live.shape
        told = np.exp((self.turns @ turns).reshape(texts, length, 4, 4, 2))
        other, more = told[..., 0], told[..., 1] - told[..., 0]
        forward, backward = np.zeros_like(factors), np.ones_like(factors)
        forward[:, 0] = _scaled(factors[:, 0])
        for i in range(1, length):
            before = forward[:, i - 1]
            passed = before.sum(1)[:, None, :] @ other[:, i] + before @ more[:, i]
            forward[:, i] = _scaled(factors[:, i] * passed)
        for i in range(length - 2, -1, -1):
            after = factors[:, i + 1] * backward[:, i + 1]
            passed = after.sum(1)[:, None, :] @ other[:, i + 1].transpose(0, 2, 1)
            passed = passed + after @ more[:, i + 1].transpose(0, 2, 1)
            goes_on = self.live[:, i + 1, None, None]
            backward[:, i] = np.where(goes_on, _scaled(passed), 1.0)
        chances = _scaled(forward * backward) * self.live[:, :, None, None]
        return Sums(chances, self._by_turn(forward, factors * backward, other, told[..., 1]))

    def _by_turn(self, forward: Floats, after: Floats, other: Floats, same: Floats) -> Floats:
        before, after = forward[:, :-1], after[:, 1:]
        shared = before.swapaxes(2, 3) @ after
        apart = before.sum(2)[..., :, None] * after.sum(2)[..., None, :] - shared
        joint = np.stack((apart * other[:, 1:], shared * same[:, 1:]), -1)
        joint /= np.maximum(joint.sum((2, 3, 4), keepdims=True), 1e-300)
        joint *= self.live[:, 1:, None, None, None]
        found: Floats = self.turns[:, 1:].reshape(-1, self.turns.shape[2]).T @ joint.reshape(
            -1, PAIRS
        )
        return found


def _scaled(amounts: Floats) -> Floats:
    found: Floats = amounts / np.maximum(amounts.sum((-2, -1), keepdims=True), 1e-300)
    return found
