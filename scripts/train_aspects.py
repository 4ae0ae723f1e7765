"""Learns the weights of aspects from the labelled sentences, and measures them by cross-validation.

    python -m scripts.train_aspects [--teacher MODEL] [--write]

Needs numpy and scipy; the shipped weights were learned with a teacher (`aspect_teacher.py`). Learns from the
open gold files (never `held`). Prints precision, recall and F1 of the model on sentences it did not
learn from (five folds); `--write` puts the weights of all sentences into
kb/enrich/aspect_weights.tsv. The threshold of each aspect is the one with the best F in a
cross-validation, on the groups whose sentences were not picked because they are hard.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack

from bench.aspects import Labelled, read_gold, titles
from kb.corpus import Corpus
from kb.enrich import AspectClassifier
from kb.enrich.aspect_model import grams, lexicon_features, title_features
from kb.files import Home
from kb.text import normalize
from scripts.aspect_teacher import Lesson, unlabelled, vectors

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "kb" / "enrich" / "aspect_weights.tsv"
GROUPS = ("open", "own", "corpus", "styles", "voices", "hands", "many", "many2", "many3")
# Picked because the weights of before were not sure of them: what share of them has an aspect says nothing.
PICKED = ("hands", "many2", "many3")
FOLDS = 5
# How often the folds are drawn to choose thresholds, and what recall counts against precision.
ROUNDS = 1
RECALL = 1.0
# How much characters count against cues; chosen by cross-validation.
CHARACTERS = 4.0
DIGIT = 0.5
# Grams whose weights are all below this, in thousandths, are left out of the file.
LEAST = 350


def features(classifier: AspectClassifier, items: list[Labelled], known: dict[str, str]):
    """(grams of each sentence, matrix of the other features)."""
    found, rest = [], []
    for item in items:
        normal = normalize(item.sentence)
        counted, in_title = classifier.sums(item.sentence, item.title or known.get(item.entry, ""))
        digit = DIGIT * any("0" <= char <= "9" for char in normal)
        found.append(grams(normal))
        rest.append([*lexicon_features(counted), *title_features(in_title), digit])
    return found, np.array(rest)


def rows_of(found: list[dict[str, None]], rest: np.ndarray) -> tuple[list[str], csr_matrix]:
    """The grams that stand in two sentences at least, and a sparse row for each sentence: how much of
    each gram is in it, then its other features."""
    counts = Counter(gram for one in found for gram in one)
    names = sorted(gram for gram, count in counts.items() if count > 1)
    at = {gram: number for number, gram in enumerate(names)}
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for one in found:
        places = [at[gram] for gram in one if gram in at]
        columns += places
        values += [CHARACTERS / len(one) ** 0.5] * len(places)
        ends.append(len(columns))
    matrix = csr_matrix(
        (np.array(values, np.float32), np.array(columns, np.int32), np.array(ends)),
        shape=(len(found), len(names)),
    )
    return names, hstack([matrix, csr_matrix(rest.astype(np.float32))]).tocsr()


def unseen(lesson: Lesson, seed: int) -> np.ndarray:
    """The score of each labelled sentence by weights that did not learn from it."""
    order = list(range(len(lesson.wanted)))
    random.Random(seed).shuffle(order)
    scores = np.zeros_like(lesson.wanted)
    for fold in range(FOLDS):
        test = order[fold::FOLDS]
        weights, bias = lesson.learned(sorted(set(order) - set(test)))
        scores[test] = lesson.rows[test] @ weights + bias
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
    gram_names, rows = rows_of(found, rest)
    wanted = np.array([[name in item.aspects for name in names] for item in items], float)
    meaning = vectors(given_by.teacher, [i.sentence for i in every]) if given_by.teacher else []
    lesson = Lesson(rows, wanted, np.array(meaning))
    rounds = [unseen(lesson, seed) for seed in range(ROUNDS)]
    plain = ~np.isin(groups, PICKED)
    usual = [one[plain] for one in rounds]
    thresholds = [
        max(
            np.arange(-1.2, 0.8, 0.05),
            key=lambda least, n=number: worth(usual, wanted[plain], n, least),
        )
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
    weights, bias = lesson.learned(list(range(len(items))))
    lines = ["\t".join(("names", "", *names))]
    of_grams = weights[: len(gram_names)] * CHARACTERS
    others = weights[len(gram_names) :]

    def line(kind: str, key: str, values: np.ndarray) -> str:
        return "\t".join((kind, key, *(str(round(100 * value) or "") for value in values)))

    lines.append(line("bias", "", bias - np.array(thresholds)))
    lines.append(line("digit", "", others[-1] * DIGIT))
    lines += [line("lexicon", name, others[n]) for n, name in enumerate(names)]
    lines += [line("title", name, others[len(names) + n]) for n, name in enumerate(names)]
    for aspect in classifier.lexicon.aspects:
        lines.append("\t".join(("known", aspect.name, *(cue.text for cue in aspect.cues))))
    everywhere = (cue.text for cue in classifier.lexicon.everywhere)
    lines.append("\t".join(("known", "", *everywhere)))
    lines += [
        line("gram", gram, of_grams[n])
        for n, gram in enumerate(gram_names)
        if np.abs(of_grams[n]).max() * 1000 >= LEAST
    ]
    FILE.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{FILE.relative_to(ROOT)}：{len(lines)} 行，{FILE.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
