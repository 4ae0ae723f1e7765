"""Precision and recall of the aspects on sentences labelled by hand.

    python -m bench.aspects [--errors]

Where a file has a second reading (column `second`, empty where nobody read again), two figures are
printed: by the first reading alone, and by both. By both, what the readers agree on is right, and an
aspect that only one of them gave is allowed: it is neither missed nor wrong. How far the two agree is
printed too.

The gold files are in tests/data/gold. The word list was tuned on `open` and on `own`, sentences of
other styles (reports, interviews, news). The weights were learned from these, from `corpus` (more
sentences of the samples), `styles` and `voices` (notices, tables, speeches, diaries, rules, small
talk), `hands` (sentences of many writers and of the samples, most of them such that the weights
of before were not sure of), `many` (sentences drawn at random from the small texts), `many2` and `many3` (more
of them, many such that the weights of before were not sure of); what they do on sentences they did
not learn from is printed by scripts/train_aspects.py. `many4` (such sentences again, of the samples
too) waits to be learned from. `held`, `voices-held`, `many-held` and
`many2-held` were not used. `--errors` shows the mistakes of the open half only.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench.aspect_entries import Entries
from kb.corpus import Corpus
from kb.enrich import AspectClassifier, EntryAspects
from kb.files import Home
from kb.text import Sentence

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "data" / "gold"
NONE = "-"
HALVES = {
    "open": "开放半（调词表时看过）",
    "own": "其他文体（自写，调词表时看过）",
    "corpus": "样例简报里的其他句子（学习权重时看过）",
    "styles": "更多文体（自写，学习权重时看过）",
    "voices": "多种口吻（自写，学习权重时看过）",
    "hands": "许多人写的简报里模型拿不准的句子（学习权重时看过）",
    "many": "许多短文里随机抽的句子（学习权重时看过）",
    "many2": "又从许多短文里抽的句子，一半是模型拿不准的（学习权重时看过）",
    "many3": "又从另一些短文里抽的句子，一半多是模型拿不准的（学习权重时看过）",
    "many4": "样例和短文里模型拿不准的句子（还没有学过）",
    "held": "保留半（没有看过）",
    "voices-held": "多种口吻的保留部分（没有看过）",
    "many-held": "许多短文里随机抽的保留部分（没有看过）",
    "many2-held": "又从许多短文里随机抽的保留部分（没有看过）",
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence of the gold file with the aspects that a person saw in it; `entry` is its id in
    the sample corpus, or "own" for a sentence written for the set, or the text it was drawn from.
    `title` is that of its entry in such a text. `second` is what a second reader saw who did not know
    `aspects`; None where nobody read again."""

    entry: str
    sentence: str
    aspects: frozenset[str]
    title: str = ""
    second: frozenset[str] | None = None

    @property
    def allowed(self) -> frozenset[str]:
        """What only one of the two readers saw."""
        return frozenset() if self.second is None else self.aspects ^ self.second


@dataclass(frozen=True, slots=True)
class Measure:
    """How well one aspect is recognised, in counts of sentences."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of the sentences given the aspect, the share that have it."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Of the sentences that have it, the share that were given it."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Measure) -> Measure:
        return Measure(
            self.right + other.right, self.wrong + other.wrong, self.missed + other.missed
        )


def read_gold(half: str) -> Iterator[Labelled]:
    """The sentences of one half."""
    head, *lines = (GOLD / f"aspects-{half}.tsv").read_text("utf-8").splitlines()
    columns = head.split("\t")
    for line in lines:
        cells = dict(zip(columns, line.split("\t"), strict=False))
        second = cells.get("second", "")
        yield Labelled(
            cells["source"],
            cells["sentence"],
            _names(cells["aspects"]),
            cells.get("title", ""),
            _names(second) if second else None,
        )


def _names(cell: str) -> frozenset[str]:
    return frozenset() if cell == NONE else frozenset(cell.split("、"))


def predict(
    classifier: AspectClassifier, gold: Iterable[Labelled], entries: Entries
) -> list[tuple[Labelled, frozenset[str]]]:
    """Each labelled sentence with the aspects given to it where it stands."""
    pairs = []
    for item in gold:
        place = entries.place(item.entry, item.sentence)
        units = list(place.sentences) if place else [Sentence(0, 0, "")]
        number = place.number if place else 0
        units[number] = replace(units[number], text=item.sentence)
        title = place.title if place else item.title
        scores = EntryAspects(classifier, title, units).scores(units[number])
        pairs.append((item, frozenset(score.aspect for score in scores)))
    return pairs


def measure(
    pairs: Iterable[tuple[Labelled, frozenset[str]]], aspects: Iterable[str]
) -> dict[str, Measure]:
    """The measure of each aspect."""
    pairs = list(pairs)
    return {
        name: Measure(
            right=sum(name in item.aspects and name in got for item, got in pairs),
            wrong=sum(name not in item.aspects and name in got for item, got in pairs),
            missed=sum(name in item.aspects and name not in got for item, got in pairs),
        )
        for name in aspects
    }


def by_both(
    pairs: Iterable[tuple[Labelled, frozenset[str]]],
) -> list[tuple[Labelled, frozenset[str]]]:
    """The pairs with what both readers saw as the label, and without what is only allowed."""
    return [
        (replace(item, aspects=item.aspects - item.allowed), got - item.allowed)
        for item, got in pairs
    ]


def agreement(items: Iterable[Labelled], aspects: Iterable[str]) -> tuple[int, dict[str, Measure]]:
    """How many sentences were read twice, and how the second reader does by the first."""
    twice = [(item, item.second) for item in items if item.second is not None]
    return len(twice), measure(twice, aspects)


def _total(measures: dict[str, Measure]) -> Measure:
    return sum(measures.values(), Measure(0, 0, 0))


def _print(title: str, count: int, measures: dict[str, Measure]) -> None:
    print(f"{title}：{count} 句")
    print("方面        查准率  查全率    F1   句数")
    total = _total(measures)
    for name, one in [*measures.items(), ("合计　　", total)]:
        print(
            f"{name}  {one.precision:7.3f} {one.recall:7.3f} {one.f1:7.3f}"
            f"  {one.right + one.missed:4d}"
        )
    macro = sum(one.f1 for one in measures.values()) / len(measures)
    print(f"六面 F1 平均  {macro:.3f}\n")


def _print_errors(pairs: Iterable[tuple[Labelled, frozenset[str]]]) -> None:
    for item, got in pairs:
        if got != item.aspects:
            print("漏", "、".join(sorted(item.aspects - got)) or NONE, end="；")
            print("误", "、".join(sorted(got - item.aspects)) or NONE, "|", item.sentence)


def main() -> None:
    """Print both halves."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--errors", action="store_true", help="show mistakes of the open half")
    given = parser.parse_args()
    corpus = Corpus(Home(ROOT))
    classifier = AspectClassifier(corpus.aspects())
    entries = Entries()
    if given.errors:
        _print_errors(predict(classifier, read_gold("open"), entries))
        return
    for half, title in HALVES.items():
        pairs = predict(classifier, read_gold(half), entries)
        names = classifier.lexicon.names
        _print(title, len(pairs), measure(pairs, names))
        count, readers = agreement((item for item, _ in pairs), names)
        if count:
            both = _total(readers)
            shown = f"{both.precision:.3f} / {both.recall:.3f}，F1 {both.f1:.3f}"
            print(f"其中 {count} 句有第二人另标：第二人对第一人 {shown}")
        if count == len(pairs):
            _print(f"{title}，只按两人都标的算", count, measure(by_both(pairs), names))


if __name__ == "__main__":
    main()
