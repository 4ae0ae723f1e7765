"""Learns the weights of the model of subjects: Adam on the likelihood of the labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.subject_training.chains import PAIRS, Chains, Floats
from bench.subject_training.texts import Text
from kb.enrich.subject_features import CHANCE, CHANCE_NAMED, GRAMS
from kb.enrich.subject_model import SIDES

# How strongly weights are held near 0 (those of turns less), and how long the training is; chosen by
# cross-validation.
DECAY, TURN_DECAY = 4.0, 0.3
STEPS, RATE = 40, 0.05
BATCH = 48
# Clues of fewer sentences are left out.
LEAST_SENTENCES = 2


@dataclass(frozen=True)
class Trained:
    """Weights of the clues by column × side (flat) and of the turns, with the names of both."""

    weights: Floats
    turns: Floats
    columns: dict[str, int]
    turn_columns: dict[str, int]

    def chances(self, texts: Sequence[Text]) -> list[list[Floats]]:
        """The chance of each candidate of each sentence of each text."""
        matrix = Matrix(texts, self.columns)
        scores = matrix.times(self.weights)
        found = []
        for text, rows in zip(texts, matrix.starts, strict=True):
            chains = Chains([text], [rows], self.turn_columns)
            chances = chains.sums(scores, self.turns, chains.valid).chances
            flat = np.zeros(matrix.height)
            flat[chains.row[chains.valid]] = chances[chains.valid]
            sizes = map(len, text.candidates)
            found.append([flat[row : row + n] for row, n in zip(rows, sizes, strict=True)])
        return found


class Matrix:
    """The clues of all candidates of some texts as a sparse matrix; a column is a clue for a side.

    `starts` are the rows of the first candidates of the sentences of each text."""

    def __init__(self, texts: Sequence[Text], columns: dict[str, int] | None = None) -> None:
        self.columns = columns if columns is not None else _columns(texts)
        rows: list[NDArray[np.int64]] = []
        cols: list[NDArray[np.int64]] = []
        values: list[Floats] = []
        self.height = 0
        self.starts: list[list[int]] = []
        for text in texts:
            self.starts.append([])
            for at, candidates in enumerate(text.candidates):
                self.starts[-1].append(self.height)
                known = self._known(text, at)
                for candidate in candidates:
                    col, value = known[candidate.bank, SIDES.index(candidate.side)]
                    rows.append(np.full(len(col), self.height))
                    cols.append(col)
                    values.append(value)
                    self.height += 1
        self.width = len(self.columns) * 4
        self._rows, self._cols = np.concatenate(rows), np.concatenate(cols)
        self._values = np.concatenate(values)
        self._order = np.argsort(self._cols, kind="stable")
        self._sorted_rows, self._sorted_values = self._rows[self._order], self._values[self._order]
        self._used, self._firsts = np.unique(self._cols[self._order], return_index=True)
        self._used_rows, self._first_of_row = np.unique(self._rows, return_index=True)

    def _known(
        self, text: Text, at: int
    ) -> dict[tuple[str, int], tuple[NDArray[np.int64], Floats]]:
        named = {mention.bank for mention in text.contexts[at].mentions}
        found = {}
        for bank, clues in text.clues[at].items():
            told = [self.columns[c] for c in clues.told if c in self.columns]
            pairs = [self.columns[c] for c in clues.pairs if c in self.columns]
            share = GRAMS / len(clues.pairs) ** 0.5 if clues.pairs else 0.0
            value = np.r_[np.ones(len(told)), np.full(len(pairs), share)]
            col = np.array(told + pairs, dtype=np.int64)
            for side in range(4):
                if clues.chances and bank and side < 3:
                    clue = self.columns[CHANCE_NAMED if bank in named else CHANCE]
                    more = np.r_[value, clues.chances[side]]
                    found[bank, side] = np.r_[col, clue] * 4 + side, more
                else:
                    found[bank, side] = col * 4 + side, value
        return found

    def times(self, weights: Floats) -> Floats:
        """The score of each row."""
        found = np.zeros(self.height)
        found[self._used_rows] = np.add.reduceat(
            self._values * weights[self._cols], self._first_of_row
        )
        return found

    def turned(self, amounts: Floats) -> Floats:
        """The transposed matrix times amounts by row."""
        found = np.zeros(self.width)
        found[self._used] = np.add.reduceat(
            self._sorted_values * amounts[self._sorted_rows], self._firsts
        )
        return found


def _columns(texts: Sequence[Text]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for text in texts:
        for right, clues in zip(text.right, text.clues, strict=True):
            if right is not None:
                counts.update({c for one in clues.values() for c in (*one.told, *one.pairs)})
    kept = [clue for clue, count in counts.items() if count >= LEAST_SENTENCES]
    return {clue: at for at, clue in enumerate([CHANCE, CHANCE_NAMED, *kept])}


def learn(texts: Sequence[Text]) -> Trained:
    """The weights under which the labels are likeliest, with a penalty on large weights. Sentences
    without a label may have any subject."""
    matrix = Matrix(texts)
    named = sorted({turn for text in texts for c in text.contexts for turn in c.turns})
    turn_columns = {turn: at for at, turn in enumerate(named)}
    order = sorted(range(len(texts)), key=lambda n: len(texts[n].contexts))
    batches = [
        Chains([texts[n] for n in part], [matrix.starts[n] for n in part], turn_columns)
        for part in (order[k : k + BATCH] for k in range(0, len(order), BATCH))
    ]
    told = sum(right is not None for text in texts for right in text.right)
    cut = matrix.width
    w = np.zeros(cut + len(turn_columns) * PAIRS)
    decay = np.r_[np.full(cut, DECAY), np.full(len(w) - cut, TURN_DECAY)]
    mean, square = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, STEPS + 1):
        turns = w[cut:].reshape(-1, PAIRS)
        scores = matrix.times(w[:cut])
        amounts, by_turn = np.zeros(matrix.height), np.zeros_like(turns)
        for batch in batches:
            free = batch.sums(scores, turns, batch.valid)
            said = batch.sums(scores, turns, batch.known)
            amounts[batch.row[batch.valid]] = (free.chances - said.chances)[batch.valid]
            by_turn += free.by_turn - said.by_turn
        slope = (np.r_[matrix.turned(amounts), by_turn.ravel()] + decay * w) / told
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope * slope
        rate = RATE * (1 if step < STEPS * 0.6 else 0.3)
        w -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-7)
    return Trained(w[:cut], w[cut:].reshape(-1, PAIRS), matrix.columns, turn_columns)
