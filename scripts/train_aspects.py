"""Learns the weights of aspects from the labelled sentences, and measures them by cross-validation.

    python -m scripts.train_aspects [--teacher MODEL] [--write]

Needs numpy and scipy; the shipped weights were learned with a teacher (`aspect_teacher.py`). Learns from the
open gold files (never `held`). Prints precision, recall and F1 of the model on sentences it did not
learn from (five folds, a text in one of them); `--write` puts the weights of all sentences into
kb/enrich/aspect_weights.tsv. Then it learns what the sentences around one count, from what the weights of
the folds say of them. The threshold of each aspect is the one with the best F in a
cross-validation, on the groups whose sentences were not picked because they are hard.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack

from bench.aspect_entries import Entries
from bench.aspects import Labelled, read_gold
from kb.corpus import Corpus
from kb.enrich import AspectClassifier
from kb.enrich.aspect_model import grams, lexicon_features, title_features
from kb.enrich.entry_aspects import FAR
from kb.files import Home
from kb.model import entry_id
from kb.text import normalize
from scripts.aspect_teacher import Lesson, fit, unlabelled, vectors

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "kb" / "enrich" / "aspect_weights.tsv"
GROUPS = ("open", "own", "corpus", "styles", "voices", "hands", "many", "many2", "many3", "many4")
# Picked because the weights of before were not sure of them: what share of them has an aspect says nothing.
PICKED = ("hands", "many2", "many3", "many4")
FOLDS = 5
# How strongly what stands around is held near 0.
NEAR_DECAY = 2.0
# How much characters count against cues; chosen by cross-validation.
CHARACTERS = 4.0
DIGIT = 0.5
# Grams whose weights are all below this, in thousandths, are left out of the file.
LEAST = 350


@dataclass(frozen=True)
class Seen:
    """The sentences that are learned from and those around them, once each, as (text, title), and
    which stand around each labelled one."""

    sentences: list[tuple[str, str]]
    around: list[list[int]]


def gather(items: list[Labelled], every: list[Labelled], titles: dict[str, str]) -> Seen:
    """All sentences: those of `every`, of which `items` are the first, then those around these."""
    entries = Entries()
    places = [entries.place(item.entry, item.sentence) for item in items]
    sentences = [
        (item.sentence, place.title if place else item.title or titles.get(item.entry, ""))
        for item, place in zip_longest(every, places)
    ]
    numbers: dict[tuple[str, str], int] = {}
    around = []
    for place in places:
        near = []
        if place:
            begin, behind = max(0, place.number - FAR), place.number + FAR + 1
            for number, unit in enumerate(place.sentences[begin:behind], begin):
                if number != place.number:
                    at = len(sentences) + len(numbers)
                    near.append(numbers.setdefault((unit.text, place.title), at))
        around.append(near)
    return Seen([*sentences, *numbers], around)


def features(classifier: AspectClassifier, seen: list[tuple[str, str]]):
    """(grams of each sentence, matrix of the other features)."""
    found, rest = [], []
    for text, title in seen:
        normal = normalize(text)
        counted, in_title = classifier.sums(text, title)
        digit = DIGIT * any("0" <= char <= "9" for char in normal)
        found.append(grams(normal))
        rest.append([*lexicon_features(counted), *title_features(in_title), digit])
    return found, np.array(rest)


def rows_of(
    found: list[dict[str, None]], rest: np.ndarray, learned: int
) -> tuple[list[str], csr_matrix]:
    """The grams that stand in two of the first `learned` sentences at least, and a sparse row for each
    sentence: how much of each gram is in it, then its other features."""
    counts = Counter(gram for one in found[:learned] for gram in one)
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


def folds_of(items: list[Labelled], seed: int) -> np.ndarray:
    """The fold of each sentence; those of one text are in the same."""
    keys = [item.entry if item.entry != "own" else str(n) for n, item in enumerate(items)]
    order = sorted(set(keys))
    random.Random(seed).shuffle(order)
    fold = {key: number % FOLDS for number, key in enumerate(order)}
    return np.array([fold[key] for key in keys])


def unseen(
    lesson: Lesson, rows: csr_matrix, seen: Seen, folds: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The score of each labelled sentence by weights that did not learn from its text, and what they say
    of those around it: that there are any, and how likely each aspect is there."""
    scores = np.zeros_like(lesson.wanted)
    near = np.zeros((len(folds), 1 + scores.shape[1]), np.float32)
    for fold in range(FOLDS):
        weights, bias = lesson.learned(list(np.flatnonzero(folds != fold)))
        likely = 1 / (1 + np.exp(-(rows @ weights + bias)))
        for number in np.flatnonzero(folds == fold):
            scores[number] = rows[number] @ weights + bias
            if seen.around[number]:
                near[number] = [1, *likely[seen.around[number]].mean(0)]
    return scores, near


def with_near(
    scores: np.ndarray, near: np.ndarray, lesson: Lesson, folds: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The scores with what stands around, each by weights that did not learn from its text; and the
    weights and bias of all."""

    def learned(some: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        wanted, counts = lesson.wanted[some], lesson.counts[some]
        return fit(near[some], wanted, counts, NEAR_DECAY, given=scores[some])

    total = np.zeros_like(scores)
    for fold in range(FOLDS):
        weights, bias = learned(folds != fold)
        test = folds == fold
        total[test] = scores[test] + near[test] @ weights + bias
    return total, *learned(folds >= 0)


def worth(scores: np.ndarray, wanted: np.ndarray, number: int, least: float) -> float:
    """How good a threshold is for one aspect: F."""
    given = (scores[:, number] > least).astype(float)
    return 2 * (wanted[:, number] * given).sum() / (given.sum() + wanted[:, number].sum())


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
    titles = {
        entry_id(bulletin.id, entry.anchor): entry.title
        for bulletin in corpus.bulletins()
        for entry in bulletin.entries
    }
    classifier = AspectClassifier(corpus.aspects())
    names = classifier.lexicon.names
    items = [item for group in GROUPS for item in read_gold(group)]
    groups = np.array([group for group in GROUPS for _ in read_gold(group)])
    every = [*items, *unlabelled(corpus)] if given_by.teacher else items
    seen = gather(items, every, titles)
    found, rest = features(classifier, seen.sentences)
    gram_names, rows = rows_of(found, rest, len(every))
    wanted = np.array([[name in item.aspects for name in names] for item in items], np.float32)
    counts = np.array([[name not in i.allowed for name in names] for i in items], np.float32)
    meaning = vectors(given_by.teacher, [i.sentence for i in every]) if given_by.teacher else []
    lesson = Lesson(rows[: len(every)], wanted, np.array(meaning), counts)
    folds = folds_of(items, 0)
    alone, near = unseen(lesson, rows, seen, folds)
    scores, of_near, shift = with_near(alone, near, lesson, folds)
    plain = ~np.isin(groups, PICKED)
    thresholds = [
        max(
            np.arange(-1.2, 0.8, 0.05),
            key=lambda least, n=number: worth(scores[plain], wanted[plain], n, least),
        )
        for number in range(len(names))
    ]
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

    lines.append(line("bias", "", bias))
    lines.append(line("least", "", np.array(thresholds) - shift))
    lines.append(line("has near", "", of_near[0]))
    lines += [line("near", name, of_near[1 + n]) for n, name in enumerate(names)]
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
