"""Learns what the pairs of characters of a sentence say of its side, without the text around it: a
multinomial logistic regression.

The chain knows the same pairs, but beside thousands of clues of place and of banks that explain the
learned texts well, they stay small. Learned alone and added (a product of experts, Hinton 2002), they
read texts of other hands better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bench.role_examples import gold_by_text
from bench.subject_training.chains import Floats
from bench.subjects import Reading, nearest
from kb.enrich import read_subjects
from kb.enrich.subject_chain import NUMBERS
from kb.enrich.subject_features import GRAMS, grams
from kb.model import Side

# How strongly weights are held near 0, and the pairs of fewer sentences are left out.
DECAY = 5e-5
LEAST_SENTENCES = 3
_STEPS = 120


@dataclass(frozen=True)
class Worded:
    """The pairs of characters of a labelled sentence, and the number of its side."""

    pairs: tuple[str, ...]
    side: int


def worded() -> list[Worded]:
    """The labelled sentences of all texts that are learned from."""
    reading, found = Reading(), []
    for file, items in gold_by_text().items():
        parties, entries = read_subjects(reading.bulletin(file), reading.organisations)
        units = [subject for _, subjects in entries for subject in subjects]
        labelled = {id(unit): (unit, item) for item in items if (unit := nearest(item, units))}
        for unit, item in labelled.values():
            text = unit.sentence.text
            found.append(Worded(grams(text, parties.mentions(text)), NUMBERS[Side(item.side)]))
    return found


def learn_wording(sentences: Sequence[Worded]) -> dict[str, Floats]:
    """The weights of the pairs for each side under which the labels are likeliest, with a penalty on
    large weights."""
    counts = Counter(pair for one in sentences for pair in one.pairs)
    kept = [pair for pair, count in counts.items() if count >= LEAST_SENTENCES]
    columns = {pair: at for at, pair in enumerate(kept)}
    rows = [[columns[pair] for pair in one.pairs if pair in columns] for one in sentences]
    shares = [GRAMS / max(len(one.pairs), 1) ** 0.5 for one in sentences]
    values = np.concatenate([np.full(len(r), s) for r, s in zip(rows, shares, strict=True)])
    ends = np.cumsum([0, *map(len, rows)])
    shape = len(sentences), len(columns)
    table = csr_matrix((values, np.concatenate(rows).astype(int), ends), shape=shape)
    right = np.eye(len(NUMBERS))[[one.side for one in sentences]]

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(len(columns), -1)
        scores = table @ weights
        scores = scores - scores.max(1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(1, keepdims=True))
        slope = table.T @ (np.exp(logs) - right) / len(sentences) + DECAY * weights
        return (
            float(DECAY / 2 * (flat @ flat) - (logs * right).sum() / len(sentences)),
            slope.ravel(),
        )

    start = np.zeros(len(columns) * len(NUMBERS))
    options = {"maxiter": _STEPS}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
    return dict(zip(kept, found.x.reshape(len(columns), -1), strict=True))
