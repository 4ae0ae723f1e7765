"""Learns the weights of aspects from the labelled sentences, and measures them by cross-validation.

    python -m scripts.train_aspects [--teacher MODEL] [--write]

Needs numpy; the shipped weights were learned with a teacher (`aspect_teacher.py`). Learns from the
open gold files (never `held`). Prints precision, recall and F1 of the model on sentences it did not
learn from (five folds); `--write` puts the weights of all sentences into
kb/enrich/aspect_weights.tsv. The threshold of each aspect is the one with the best F (recall counts
a little less) in three cross-validations.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.aspects import Labelled, read_gold, titles
from kb.corpus import Corpus
from kb.enrich import AspectClassifier
from kb.enrich.aspect_model import grams, lexicon_features, title_features
from kb.files import Home
from kb.text import normalize
from scripts.aspect_teacher import WEIGHT, fit_weighted, meanings, unlabelled

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "kb" / "enrich" / "aspect_weights.tsv"
GROUPS = ("open", "own", "corpus", "styles", "voices")
FOLDS = 5
# How often the folds are drawn to choose thresholds, and what recall counts against precision.
ROUNDS = 3
RECALL = 0.9
# How much characters count against cues, and how strongly weights are held near 0; chosen by
# cross-validation.
CHARACTERS = 3.0
DIGIT = 0.5
DECAY = 1.0
TAUGHT_DECAY = 0.5
STEPS = 200
# Grams whose weights are all below this, in thousandths, are left out of the file.
LEAST = 195


def features(classifier: AspectClassifier, items: list[Labelled], known: dict[str, str]):
    """(grams of each sentence, matrix of the other features)."""
    found, rest = [], []
    for item in items:
        normal = normalize(item.sentence)
        counted, in_title = classifier.sums(item.sentence, known.get(item.entry, ""))
        digit = DIGIT * any("0" <= char <= "9" for char in normal)
        found.append(grams(normal))
        rest.append([*lexicon_features(counted), *title_features(in_title), digit])
    return found, np.array(rest)


def gram_matrix(found: list[dict[str, None]]) -> tuple[list[str], np.ndarray]:
    """The grams that stand in two sentences at least, and how much of each is in which sentence."""
    counts: dict[str, int] = {}
    for one in found:
        for gram in one:
            counts[gram] = counts.get(gram, 0) + 1
    names = sorted(gram for gram, count in counts.items() if count > 1)
    at = {gram: number for number, gram in enumerate(names)}
    matrix = np.zeros((len(found), len(names)), np.float32)
    for row, one in enumerate(found):
        places = [at[gram] for gram in one if gram in at]
        matrix[row, places] = CHARACTERS / len(one) ** 0.5
    return names, matrix


def fit(kernel: np.ndarray, wanted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Logistic regression in its dual form by accelerated gradient steps: (weight of each sentence,
    bias), for each aspect."""
    count = len(kernel)
    share = wanted.mean(0)
    bias = np.log((share + 1e-3) / (1 - share + 1e-3))
    step = 0.25 * np.linalg.eigvalsh(kernel)[-1] + DECAY
    now = np.zeros_like(wanted)
    ahead, pace = now.copy(), 1.0
    for _ in range(STEPS):
        missing = 1 / (1 + np.exp(-(kernel @ ahead + bias))) - wanted
        after = ahead - (missing + DECAY * ahead) / step
        bias = bias - missing.sum(0) / (0.5 * count)
        quicker = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = after + (pace - 1) / quicker * (after - now)
        now, pace = after, quicker
    return now, bias


@dataclass(frozen=True)
class Lesson:
    """What is learned from: the kernel of all sentences, the labels of the first of them, and for
    the teacher how near they are in meaning (empty without one)."""

    kernel: np.ndarray
    wanted: np.ndarray
    meaning: np.ndarray

    def learned(self, train: list[int]) -> tuple[list[int], np.ndarray, np.ndarray]:
        """(sentences, the weight of each, bias), learned from some of the labelled ones."""
        if not len(self.meaning):
            return train, *fit(self.kernel[np.ix_(train, train)], self.wanted[train])
        both = self.kernel[np.ix_(train, train)] + self.meaning[np.ix_(train, train)]
        weights, bias = fit(both.astype(float), self.wanted[train])
        others = list(range(len(self.wanted), len(self.kernel)))
        sums = (self.kernel[np.ix_(others, train)] + self.meaning[np.ix_(others, train)]) @ weights
        said = np.vstack([self.wanted[train], 1 / (1 + np.exp(-(sums + bias)))]).astype(np.float32)
        counts = np.array([1.0] * len(train) + [WEIGHT] * len(others), np.float32)
        every = [*train, *others]
        taught = fit_weighted(self.kernel[np.ix_(every, every)], said, counts, TAUGHT_DECAY)
        return every, *taught

    def unseen(self, seed: int) -> np.ndarray:
        """The score of each labelled sentence by weights that did not learn from it."""
        order = list(range(len(self.wanted)))
        random.Random(seed).shuffle(order)
        scores = np.zeros_like(self.wanted)
        for fold in range(FOLDS):
            test = order[fold::FOLDS]
            every, weights, bias = self.learned(sorted(set(order) - set(test)))
            scores[test] = self.kernel[np.ix_(test, every)] @ weights + bias
        return scores


def worth(rounds: list[np.ndarray], wanted: np.ndarray, number: int, least: float) -> float:
    """How good a threshold is for one aspect: F with the weight of recall, over all rounds."""
    given = sum((one[:, number] > least).sum() for one in rounds)
    right = sum((wanted[:, number] * (one[:, number] > least)).sum() for one in rounds)
    square = RECALL**2
    return (1 + square) * right / (given + square * len(rounds) * wanted[:, number].sum())


def measured(given: np.ndarray, wanted: np.ndarray) -> str:
    """Precision, recall and F1 in words."""
    right = (given * wanted).sum()
    precision, recall = right / max(1, given.sum()), right / max(1, wanted.sum())
    return f"{precision:.3f} / {recall:.3f}  F1 {2 * right / (given.sum() + wanted.sum()):.3f}"


def main() -> None:
    """Measure, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--teacher", type=Path, help="a model of meaning, as for kb model install")
    given_by = parser.parse_args()
    corpus = Corpus(Home(ROOT))
    classifier = AspectClassifier(corpus.aspects())
    names = classifier.lexicon.names
    items = [item for group in GROUPS for item in read_gold(group)]
    groups = np.array([group for group in GROUPS for _ in read_gold(group)])
    every = [*items, *unlabelled(corpus)] if given_by.teacher else items
    found, rest = features(classifier, every, titles(corpus))
    gram_names, matrix = gram_matrix(found)
    wanted = np.array([[name in item.aspects for name in names] for item in items], float)
    near = meanings(given_by.teacher, [i.sentence for i in every]) if given_by.teacher else []
    kernel = matrix @ matrix.T + (rest @ rest.T).astype(np.float32)
    lesson = Lesson(kernel, wanted, np.array(near))
    rounds = [lesson.unseen(seed) for seed in range(ROUNDS)]
    thresholds = [
        max(np.arange(-1.2, 0.8, 0.05), key=lambda least, n=number: worth(rounds, wanted, n, least))
        for number in range(len(names))
    ]
    scores = rounds[0]
    given = (scores > thresholds).astype(float)
    for group in GROUPS:
        here = groups == group
        print(f"{group:8}{here.sum():4} 句  {measured(given[here], wanted[here])}")
    for number, name in enumerate(names):
        print(f"{name}  {measured(given[:, number], wanted[:, number])}")
    print(f"合计  {measured(given, wanted)}")
    if not given_by.write:
        return
    _, weights, bias = lesson.learned(list(range(len(items))))
    lines = ["\t".join(("names", "", *names))]
    rows = rest.T @ weights

    def line(kind: str, key: str, values: np.ndarray) -> str:
        return "\t".join((kind, key, *(str(round(100 * value) or "") for value in values)))

    lines.append(line("bias", "", bias - np.array(thresholds)))
    lines.append(line("digit", "", rows[-1] * DIGIT))
    lines += [line("lexicon", name, rows[n]) for n, name in enumerate(names)]
    lines += [line("title", name, rows[len(names) + n]) for n, name in enumerate(names)]
    for aspect in classifier.lexicon.aspects:
        lines.append("\t".join(("known", aspect.name, *(cue.text for cue in aspect.cues))))
    everywhere = (cue.text for cue in classifier.lexicon.everywhere)
    lines.append("\t".join(("known", "", *everywhere)))
    of_grams = matrix.T @ weights * CHARACTERS
    lines += [
        line("gram", gram, of_grams[n])
        for n, gram in enumerate(gram_names)
        if np.abs(of_grams[n]).max() * 1000 >= LEAST
    ]
    FILE.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{FILE.relative_to(ROOT)}：{len(lines)} 行，{FILE.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
