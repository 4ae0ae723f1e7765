"""Precision and recall of the aspects on sentences labelled by hand.

    python -m bench.aspects [--errors]

The gold file was labelled before the lexicon was written. Its sentences fall into two halves by
their hash: the lexicon was tuned on the dev half; `--errors` shows the mistakes of that half only.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.corpus import AspectLexicon, Corpus
from kb.enrich import AspectClassifier
from kb.files import Home
from kb.model import entry_id
from kb.text import sentences

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "tests" / "data" / "aspects-gold.tsv"
NONE = "-"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence of the gold file with the aspects that a person saw in it."""

    entry: str
    sentence: str
    aspects: frozenset[str]

    @property
    def held(self) -> bool:
        """Is it of the half that was not looked at while tuning?"""
        return bool(hashlib.sha256(f"{self.entry}|{self.sentence}".encode()).digest()[0] & 1)


@dataclass(frozen=True, slots=True)
class Measure:
    """How well one aspect is told, in counts of sentences."""

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


def read_gold(path: Path = GOLD) -> Iterator[Labelled]:
    """The sentences of the gold file."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "entry\t")):
            entry, aspects, sentence = line.split("\t")
            names = frozenset() if aspects == NONE else frozenset(aspects.split("、"))
            yield Labelled(entry, sentence, names)


def predict(lexicon: AspectLexicon, corpus: Corpus) -> dict[tuple[str, str], frozenset[str]]:
    """(entry, sentence) → the aspects given to it, for every sentence of the corpus."""
    classifier = AspectClassifier(lexicon)
    predicted = {}
    for bulletin in corpus.bulletins():
        for entry in bulletin.entries:
            title = classifier.title_evidence(entry.title)
            for sentence in sentences(entry.text):
                scores = classifier.scores(sentence, title)
                key = (entry_id(bulletin.id, entry.anchor), sentence.text)
                predicted[key] = frozenset(score.aspect for score in scores)
    return predicted


def measure(
    gold: Iterable[Labelled],
    predicted: dict[tuple[str, str], frozenset[str]],
    aspects: Iterable[str],
) -> dict[str, Measure]:
    """The measure of each aspect."""
    pairs = [(item.aspects, predicted[item.entry, item.sentence]) for item in gold]
    return {
        name: Measure(
            right=sum(name in want and name in got for want, got in pairs),
            wrong=sum(name not in want and name in got for want, got in pairs),
            missed=sum(name in want and name not in got for want, got in pairs),
        )
        for name in aspects
    }


def _print(title: str, gold: list[Labelled], measures: dict[str, Measure]) -> None:
    print(f"{title}：{len(gold)} 句")
    print("方面        查准率  查全率    F1   句数")
    total = sum(measures.values(), Measure(0, 0, 0))
    for name, one in [*measures.items(), ("合计　　", total)]:
        print(
            f"{name}  {one.precision:7.3f} {one.recall:7.3f} {one.f1:7.3f}"
            f"  {one.right + one.missed:4d}"
        )
    macro = sum(one.f1 for one in measures.values()) / len(measures)
    print(f"六面 F1 平均  {macro:.3f}\n")


def _print_errors(gold: list[Labelled], predicted: dict[tuple[str, str], frozenset[str]]) -> None:
    for item in gold:
        got = predicted[item.entry, item.sentence]
        if got != item.aspects:
            print("漏", "、".join(sorted(item.aspects - got)) or NONE, end="；")
            print("误", "、".join(sorted(got - item.aspects)) or NONE, "|", item.sentence)


def main() -> None:
    """Print both halves."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--errors", action="store_true", help="show the mistakes of the dev half")
    given = parser.parse_args()
    corpus = Corpus(Home(ROOT))
    lexicon = corpus.aspects()
    predicted = predict(lexicon, corpus)
    gold = list(read_gold())
    dev = [item for item in gold if not item.held]
    held = [item for item in gold if item.held]
    if given.errors:
        _print_errors(dev, predicted)
        return
    _print("开发半（调词表时看过）", dev, measure(dev, predicted, lexicon.names))
    _print("保留半（调词表时没有看）", held, measure(held, predicted, lexicon.names))


if __name__ == "__main__":
    main()
