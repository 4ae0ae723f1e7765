"""What a model of meaning makes of sentences that nobody labelled, for `train_aspects.py`.

A teacher sees the labelled sentences with their vectors of meaning as well, and says of the others
how likely each aspect is. The shipped weights see only characters and cues; they learn from what the
teacher said of some four thousand sentences more, so that words which are in no labelled sentence
count too (distillation: Hinton, Vinyals, Dean 2015).
"""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from bench.aspects import GOLD, HALVES, Labelled, read_gold
from kb.corpus import Corpus
from kb.meaning import open_encoder, read_model
from kb.model import entry_id
from kb.text import normalize, sentences

# How much meaning counts against characters and cues, and how fast it falls with the distance of two
# vectors; chosen by cross-validation.
MEANING = 10.0
NARROW = 1.5
# The weight of a sentence that the teacher labelled.
WEIGHT = 0.5
STEPS = 150
_SHORTEST = 6


def unlabelled(corpus: Corpus) -> list[Labelled]:
    """Sentences of the samples and of the open gold of subjects that no gold of aspects holds."""
    known = {item.sentence for half in HALVES for item in read_gold(half)}
    found: dict[str, str] = {}
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


def meanings(model: Path, texts: list[str]) -> np.ndarray:
    """How near the sentences are in meaning, each to each, between 0 and `MEANING`."""
    encoder = open_encoder(read_model(model))
    vectors = np.array([np.frombuffer(encoder.encode(normalize(t)), np.float32) for t in texts])
    return MEANING * np.exp(-(2 - 2 * (vectors @ vectors.T)) * NARROW)


def fit_weighted(
    kernel: np.ndarray, wanted: np.ndarray, counts: np.ndarray, decay: float
) -> tuple[np.ndarray, np.ndarray]:
    """As `fit` of train_aspects.py, for sentences that count differently and for likelihoods."""
    vector = np.ones(len(kernel), np.float32)
    for _ in range(12):
        vector = kernel @ vector
        largest = float(np.linalg.norm(vector))
        vector /= largest
    share = (wanted * counts[:, None]).sum(0) / counts.sum()
    bias = np.log((share + 1e-3) / (1 - share + 1e-3))
    step = 0.25 * largest * counts.max() + decay
    now = np.zeros_like(wanted)
    ahead, pace = now.copy(), 1.0
    for _ in range(STEPS):
        missing = (1 / (1 + np.exp(-(kernel @ ahead + bias))) - wanted) * counts[:, None]
        after = ahead - (missing + decay * ahead) / step
        bias = bias - missing.sum(0) / (0.5 * counts.sum())
        quicker = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = after + (pace - 1) / quicker * (after - now)
        now, pace = after, quicker
    return now, bias
