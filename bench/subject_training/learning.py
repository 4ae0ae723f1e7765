"""Learns the weights of the model of subjects: Adam on the likelihood of the labels.

Which reading of a text is right is hidden: the labels are as likely as the sum over the readings in
which each bank has the role that its labels say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bench.subject_training.chains import PAIRS, Chains, Floats
from bench.subject_training.texts import Text, Vocabulary
from kb.enrich.subject_features import GRAMS
from kb.enrich.subject_model import EVIDENCE
from kb.enrich.subject_weights import UNIT
from kb.enrich.text_readings import ROLES

# How strongly weights are held near 0 (those of turns less), and how long the training is; chosen by
# cross-validation.
DECAY, TURN_DECAY = 4.0, 0.3
STEPS, RATE = 40, 0.05
BATCH = 256
# Clues of fewer sentences are left out, and turns of fewer: those have weights for each pair of sides.
LEAST_SENTENCES, LEAST_TURNS = 2, 40


@dataclass(frozen=True)
class Names:
    """The columns of the clues (by number), of the turns, and of the clues of readings."""

    clues: dict[int, int]
    turns: dict[str, int]
    readings: dict[str, int]


@dataclass(frozen=True)
class Trained:
    """Weights of the clues by column × side, of the chances of a bank that is not and that is named
    (2 × sides), of the turns and of the readings, with the names of all."""

    weights: Floats
    slopes: Floats
    turns: Floats
    readings: Floats
    names: Names

    def chances(self, texts: Sequence[Text]) -> list[list[Floats]]:
        """The chance of each candidate (of the first reading) of each sentence of each text."""
        table = Table(texts, self.names)
        scores = table.scores(self.weights, self.slopes)
        found: dict[int, list[Floats]] = {}
        totals = np.zeros(len(table.texts))
        for chains in table.chains:
            sums = chains.sums(scores, self.turns, chains.valid)
            totals[chains.numbers] = sums.totals
            for k, number in enumerate(chains.numbers):
                first = texts[table.text_of[number]].readings[0]
                found[number] = [
                    np.array([sums.chances[(k, i, *chains.place(k, c))] for c in candidates])
                    for i, candidates in enumerate(first.candidates)
                ]
        shares = table.shares(EVIDENCE * totals + table.readings @ self.readings)
        mixed: list[list[Floats]] = [
            [np.zeros(len(candidates)) for candidates in text.readings[0].candidates]
            for text in texts
        ]
        for number, of_sentences in found.items():
            for whole, part in zip(mixed[table.text_of[number]], of_sentences, strict=True):
                whole += shares[number] * part
        return mixed


class Table:
    """The clues of texts as sparse matrices, one row a sentence (clues of every candidate) and one
    row a bank at a sentence (its own), and the sums over their readings."""

    def __init__(self, texts: Sequence[Text], names: Names) -> None:
        self.texts = [reading for text in texts for reading in text.readings]
        self.text_of = np.array([n for n, text in enumerate(texts) for _ in text.readings])
        self._count = len(texts)
        self.readings = np.zeros((len(self.texts), len(names.readings)))
        some = [any(r.agrees for r in text.readings) for text in texts]
        self.agrees = np.array(
            [r.agrees or not some[n] for n, r in zip(self.text_of, self.texts, strict=True)]
        )
        common, own = _Rows(names.clues), _Rows(names.clues)
        of_sentence: list[int] = []
        chances: list[tuple[float, ...]] = []
        named: list[bool] = []
        starts: list[list[int]] = []
        for number, text in enumerate(self.texts):
            for clue, count in text.reading.clues.items():
                if clue in names.readings:
                    self.readings[number, names.readings[clue]] = count
            starts.append([])
            for clues in text.clues:
                starts[-1].append(len(of_sentence))
                common.add(clues.common, clues.pairs)
                for bank, found in clues.own.items():
                    own.add(found)
                    of_sentence.append(common.height - 1)
                    chances.append((*clues.chances.get(bank, (0.0, 0.0, 0.0)), 0.0))
                    named.append(bank in clues.named)
        self._of_sentence = np.array(of_sentence)
        self._chances, self._named = np.array(chances), np.array(named, int)
        self._common, self._own = common.matrix(), own.matrix()
        self._common_t, self._own_t = self._common.T.tocsr(), self._own.T.tocsr()
        order = sorted(range(len(self.texts)), key=lambda n: len(self.texts[n].clues))
        self.chains = [
            Chains([self.texts[n] for n in part], part, [starts[n] for n in part], names.turns)
            for part in (order[k : k + BATCH] for k in range(0, len(order), BATCH))
        ]

    def scores(self, weights: Floats, slopes: Floats) -> Floats:
        """The score of each bank at each sentence, by side."""
        found: Floats = (
            (self._common @ weights)[self._of_sentence]
            + self._own @ weights
            + self._chances * slopes[self._named]
        )
        return found

    def slope(self, amounts: Floats) -> tuple[Floats, Floats]:
        """The slopes of weights and of the weights of chances, by amounts of rows × sides."""
        of_sentences = np.zeros((self._common.shape[0], 4))
        np.add.at(of_sentences, self._of_sentence, amounts)
        of_weights = self._common_t @ of_sentences + self._own_t @ amounts
        weighed = self._chances * amounts
        return of_weights, np.stack([weighed[self._named == named].sum(0) for named in (0, 1)])

    def shares(self, totals: Floats) -> Floats:
        """How likely each reading of a text is, by the logarithms of their sums."""
        top = np.full(self._count, -np.inf)
        np.maximum.at(top, self.text_of, totals)
        parts = np.exp(totals - top[self.text_of])
        whole = np.zeros(self._count)
        np.add.at(whole, self.text_of, parts)
        found: Floats = parts / whole[self.text_of]
        return found


class _Rows:
    """A sparse matrix that grows by rows."""

    def __init__(self, columns: Mapping[int, int]) -> None:
        size = max(columns, default=0) + 1
        self._at = np.full(size, -1, np.int32)
        self._at[list(columns)] = list(columns.values())
        self._width = len(columns)
        self._cols: list[NDArray[np.int32]] = []
        self._values: list[NDArray[np.float32]] = []
        self._ends = [0]

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self._ends) - 1

    def add(self, clues: NDArray[np.int32], pairs: NDArray[np.int32] | None = None) -> None:
        """Add a row of clues, and of pairs of characters that count together."""
        columns = self._known(clues)
        self._cols.append(columns)
        self._values.append(np.ones(len(columns), np.float32))
        count = len(columns)
        if pairs is not None and len(pairs):
            said = self._known(pairs)
            self._cols.append(said)
            self._values.append(np.full(len(said), GRAMS / len(pairs) ** 0.5, np.float32))
            count += len(said)
        self._ends.append(self._ends[-1] + count)

    def _known(self, clues: NDArray[np.int32]) -> NDArray[np.int32]:
        found = self._at[clues[clues < len(self._at)]]
        return found[found >= 0]

    def matrix(self) -> csr_matrix:
        """The matrix."""
        parts = np.concatenate(self._values), np.concatenate(self._cols), np.array(self._ends)
        return csr_matrix(parts, shape=(self.height, self._width))


def _names(texts: Sequence[Text]) -> Names:
    """The columns of what occurs often enough in labelled sentences."""
    counts: Counter[int] = Counter()
    for text in texts:
        for at in range(len(text.readings[0].clues)):
            found: set[int] = set()
            for reading in text.readings:
                if reading.right[at] is not None:
                    clues = reading.clues[at]
                    found.update(clues.common.tolist(), clues.pairs.tolist())
                    found.update(n for own in clues.own.values() for n in own.tolist())
            counts.update(found)
    kept = (clue for clue, count in counts.items() if count >= LEAST_SENTENCES)
    every = [reading for text in texts for reading in text.readings]
    turned = Counter(turn for r in every for said in r.turns for turn in said)
    turns = sorted(turn for turn, count in turned.items() if count >= LEAST_TURNS)
    texts_with = Counter(clue for r in every for clue in r.reading.clues)
    readings = sorted(clue for clue, count in texts_with.items() if count >= LEAST_SENTENCES)
    return Names(
        {clue: at for at, clue in enumerate(kept)},
        {turn: at for at, turn in enumerate(turns)},
        {clue: at for at, clue in enumerate(readings)},
    )


def learn(texts: Sequence[Text]) -> Trained:
    """The weights under which the labels are likeliest, with a penalty on large weights. Sentences
    without a label may have any subject."""
    names = _names(texts)
    table = Table(texts, names)
    labelled = sum(
        any(r.right[at] is not None for r in text.readings)
        for text in texts
        for at in range(len(text.readings[0].right))
    )
    readings = np.zeros(len(names.readings))
    readings[names.readings[ROLES]] = 1.0
    start = readings.copy()
    found = [
        np.zeros((len(names.clues), 4)),
        np.zeros((2, 4)),
        np.zeros((len(names.turns), PAIRS)),
        readings,
    ]
    decays = DECAY, DECAY, TURN_DECAY, DECAY
    means = [np.zeros_like(w) for w in found]
    squares = [np.zeros_like(w) for w in found]
    for step in range(1, STEPS + 1):
        slopes = _slopes(table, found)
        rate = RATE * (1 if step < STEPS * 0.6 else 0.3)
        held = [*found[:3], found[3] - start]
        for w, kept, slope, mean, square, decay in zip(
            found, held, slopes, means, squares, decays, strict=True
        ):
            gradient = (slope + decay * kept) / labelled
            mean += 0.1 * (gradient - mean)
            square += 0.01 * (gradient * gradient - square)
            w -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-7)
    weights, of_chances, turns, of_readings = found
    return Trained(weights, of_chances, turns, of_readings, names)


def _slopes(table: Table, found: Sequence[Floats]) -> list[Floats]:
    weights, slopes, turns, readings = found
    scores = table.scores(weights, slopes)
    free = [chains.sums(scores, turns, chains.valid) for chains in table.chains]
    said = [chains.sums(scores, turns, chains.known) for chains in table.chains]
    totals = np.zeros((2, len(table.texts)))
    for chains, one, other in zip(table.chains, free, said, strict=True):
        totals[:, chains.numbers] = one.totals, other.totals
    prior = table.readings @ readings
    likely = table.shares(totals[0] + prior)
    right = table.shares(np.where(table.agrees, totals[1] + prior, -np.inf))
    amounts, by_turn = np.zeros_like(scores), np.zeros_like(turns)
    for chains, one, other in zip(table.chains, free, said, strict=True):
        p, q = likely[chains.numbers], right[chains.numbers]
        known = chains.row >= 0
        difference = one.chances * p[:, None, None, None] - other.chances * q[:, None, None, None]
        amounts[chains.row[known]] = difference[known]
        p, q = p[:, None, None, None, None], q[:, None, None, None, None]
        by_turn += chains.by_turn(one.joint * p - other.joint * q)
    return [*table.slope(amounts), by_turn, table.readings.T @ (likely - right)]


def lines_of(weights: Mapping[str, Floats]) -> list[str]:
    """Weights as lines of a data file, see kb/enrich/subject_weights.py."""
    return [
        "\t".join([clue, *(str(round(UNIT * value)) for value in values)])
        for clue, values in sorted(weights.items())
    ]


def named(trained: Trained, vocabulary: Vocabulary) -> dict[str, Floats]:
    """The weights of the clues by name."""
    names = {number: clue for clue, number in vocabulary.numbers.items()}
    return {names[number]: trained.weights[at] for number, at in trained.names.clues.items()}
