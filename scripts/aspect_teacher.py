"""What a model of meaning makes of sentences that nobody labelled, for `train_aspects.py`.

A teacher sees the labelled sentences with their vectors of meaning as well, and says of the others
how likely each aspect is. The shipped weights see only characters and cues; they learn from what the
teacher said of some ten thousands of sentences more, so that words which are in no labelled sentence
count too (distillation: Hinton, Vinyals, Dean 2015).
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from bench.aspects import GOLD, HALVES, Labelled, read_gold
from bench.subjects import ALL_SMALL, read_shapes
from kb.corpus import Corpus
from kb.meaning import open_encoder, read_model
from kb.model import entry_id
from kb.text import normalize, sentences

# How much meaning counts against characters and cues, and how fast it falls with the distance of two
# vectors; chosen by cross-validation.
MEANING = 20.0
NARROW = 1.5
# The weight of a sentence that the teacher labelled.
WEIGHT = 1.0
# How strongly weights are held near 0, the teacher's and those that learn from it.
DECAY = 1.0
TAUGHT_DECAY = 0.25
STEPS = 150
_SHORTEST = 6
# How many sentences of the small texts are taken at most.
_MOST = 26000


def unlabelled(corpus: Corpus) -> list[Labelled]:
    """Sentences of the samples and of the open gold of subjects that no gold of aspects holds."""
    known = {item.sentence for half in HALVES for item in read_gold(half)}
    found: dict[str, str] = {}
    small = [item.sentence for item in read_shapes([folder / "open" for folder in ALL_SMALL])]
    for text in random.Random(1).sample(small, _MOST):
        for sentence in sentences(text):
            found.setdefault(sentence.text.strip(), "own")
    for file in sorted(GOLD.glob("subjects*-open.tsv")):
        for line in file.read_text("utf-8").splitlines()[1:]:
            found.setdefault(line.split("\t")[3], "own")
    for bulletin in corpus.bulletins():
        for entry in bulletin.entries:
            for sentence in sentences(entry.text):
                found.setdefault(sentence.text.strip(), entry_id(bulletin.id, entry.anchor))
    return [
        Labelled(entry, text, frozenset())
        for text, entry in found.items()
        if len(text) >= _SHORTEST and text not in known
    ]


def vectors(model: Path, texts: list[str]) -> np.ndarray:
    """The vectors of meaning of sentences, a row each."""
    encoder = open_encoder(read_model(model))
    return np.array([np.frombuffer(encoder.encode(normalize(t)), np.float32) for t in texts])


@dataclass(frozen=True)
class Lesson:
    """What is learned from: the features of all sentences (a sparse row each), the labels of the
    first of them, for the teacher the vectors of all (empty without one), and how much each label counts:
    an aspect that only one of two readers saw teaches nothing."""

    rows: object
    wanted: np.ndarray
    vectors: np.ndarray
    counts: np.ndarray

    def learned(self, train: list[int]) -> tuple[np.ndarray, np.ndarray]:
        """(weight of each feature for each aspect, bias), learned from some labelled sentences."""
        own = self.rows[train]
        wanted = self.wanted[train].astype(np.float32)
        if not len(self.vectors):
            return fit(own, wanted, self.counts[train], DECAY)
        others = np.arange(len(self.wanted), len(self.vectors))
        near = (own @ own.T).toarray() + self._meaning(train, train)
        parts, bias = fit(near, wanted, self.counts[train], DECAY, kernel=True)
        sums = self.rows[others] @ (own.T @ parts) + self._meaning(others, train) @ parts + bias
        said = np.vstack([wanted, 1 / (1 + np.exp(-sums))]).astype(np.float32)
        taught = np.full((len(others), wanted.shape[1]), WEIGHT, np.float32)
        counts = np.vstack([self.counts[train], taught])
        return fit(self.rows[[*train, *others]], said, counts, TAUGHT_DECAY)

    def _meaning(self, some: object, others: object) -> np.ndarray:
        """How near sentences are in meaning, each to each, between 0 and `MEANING`."""
        product = self.vectors[some] @ self.vectors[others].T
        return MEANING * np.exp(np.float32(2 * NARROW) * (product - 1))


def fit(
    rows,
    wanted: np.ndarray,
    counts: np.ndarray,
    decay: float,
    kernel: bool = False,
    given: np.ndarray | float = 0.0,
) -> tuple[np.ndarray, np.ndarray]:
    """Logistic regression by accelerated gradient steps (Nesterov 1983): (weights, bias), for each
    aspect. `wanted` may be likelihoods, `counts` weighs each label. With `kernel`, the rows say
    how near the sentences are to each other, and the weights are those of the sentences. `given` is
    what is known of each sum beforehand."""

    def moved(errors: np.ndarray) -> np.ndarray:
        return errors if kernel else rows.T @ errors

    vector = np.ones((len(counts), 1), np.float32)
    for _ in range(12):
        vector = rows @ moved(vector)
        largest = float(np.linalg.norm(vector))
        vector /= largest
    share = (wanted * counts).sum(0) / counts.sum(0)
    bias = np.log((share + 1e-3) / (1 - share + 1e-3))
    if isinstance(given, np.ndarray):
        bias = np.zeros_like(bias)
    step = 0.25 * largest * counts.max() + decay
    now = np.zeros((rows.shape[1], wanted.shape[1]), np.float32)
    ahead, pace = now.copy(), 1.0
    for _ in range(STEPS):
        missing = (1 / (1 + np.exp(-(given + rows @ ahead + bias))) - wanted) * counts
        after = ahead - (moved(missing) + decay * ahead) / step
        bias = bias - missing.sum(0) / (0.5 * counts.sum(0))
        quicker = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = (after + (pace - 1) / quicker * (after - now)).astype(np.float32)
        now, pace = after.astype(np.float32), quicker
    return now, bias
