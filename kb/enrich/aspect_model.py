"""Weights of aspects learned from labelled sentences: a linear model over characters and cues.

One logistic model for each aspect (one against the rest). What it sees of a sentence: its runs of
one to three characters in normal form, digits as one sign; what the lexicon of aspects counts in it
and in the title of its entry; whether it has a digit; and how likely each aspect is in the sentences
around it, by the same weights. `scripts/train_aspects.py` makes the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp, tanh
from pathlib import Path

# How the sum of the lexicon is cut before it is weighed: a long list of cues says no more than a few.
LEAST_LEXICON, MOST_LEXICON = -4.0, 10.0
_LEXICON_UNIT = 4.0
_SUREST = 20.0
# Sentences longer than this are judged by their beginning.
_MOST_CHARACTERS = 2000
_DIGITS = re.compile("[0-9][0-9,.]*")
_FILE = Path(__file__).with_name("aspect_weights.tsv")

Weights = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class AspectModel:
    """The weights, each tuple in the order of `names`.

    `grams` weigh a run of characters, `lexicon` and `title` what the lexicon counts for one aspect
    (its row) toward each, `digit` a digit; `near` the likelihood of one aspect in the sentences around (its
    row), and `has_near` that there are any. `known` are the cues that stood in the lexicon when the
    model learned, by aspect. An aspect is served where its sum reaches `least`.
    """

    names: tuple[str, ...]
    bias: Weights
    digit: Weights
    lexicon: tuple[Weights, ...]
    title: tuple[Weights, ...]
    near: tuple[Weights, ...]
    has_near: Weights
    least: Weights
    grams: Mapping[str, Weights]
    known: Mapping[str, frozenset[str]]

    def of_characters(self, normal: str) -> tuple[list[float], list[str], float]:
        """What the characters of a sentence in normal form say for each aspect, the runs that say
        something, and the share that each of them counts."""
        found = grams(normal)
        share = 1 / len(found) ** 0.5
        weights = self.grams
        said = [gram for gram in found if gram in weights]
        columns = zip(*[weights[gram] for gram in said], strict=True) if said else self._nothing
        sums = [sum(column) * share + bias for column, bias in zip(columns, self.bias, strict=True)]
        if _DIGITS.search(normal):
            sums = [one + digit for one, digit in zip(sums, self.digit, strict=True)]
        return sums, said, share

    def of_near(self, others: Sequence[Sequence[float]]) -> list[float]:
        """What the sentences around say for each aspect, from their own sums."""
        sums = [0.0] * len(self.names)
        if not others:
            return sums
        likely = [
            sum(map(_likelihood, column)) / len(others) for column in zip(*others, strict=True)
        ]
        for value, row in zip((1.0, *likely), (self.has_near, *self.near), strict=True):
            sums = [one + value * weight for one, weight in zip(sums, row, strict=True)]
        return sums

    @property
    def _nothing(self) -> list[tuple[float, ...]]:
        return [() for _ in self.names]

    def of_lexicon(self, counted: Sequence[float], titles: Sequence[float]) -> list[float]:
        """What the sums of the lexicon, of the sentence and of the title, say for each aspect."""
        sums = [0.0] * len(self.names)
        for values, rows in ((lexicon_features(counted), self.lexicon),
                             (title_features(titles), self.title)):  # fmt: skip
            for value, row in zip(values, rows, strict=True):
                if value:
                    sums = [one + value * weight for one, weight in zip(sums, row, strict=True)]
        return sums


def _likelihood(total: float) -> float:
    return 1 / (1 + exp(-min(max(total, -_SUREST), _SUREST)))


def grams(normal: str) -> dict[str, None]:
    """The runs of characters of a sentence in their order, each once, with signs for its beginning
    and end. (Not a set: sums of floats must not depend on an order by chance.)"""
    text = f"^{_DIGITS.sub('0', normal[:_MOST_CHARACTERS])}$"
    pairs = map("".join, pairwise(text))
    threes = map("".join, zip(text, text[1:], text[2:], strict=False))
    return dict.fromkeys((*text, *pairs, *threes))


def lexicon_features(counted: Sequence[float]) -> list[float]:
    """The sums of the lexicon as the model weighs them."""
    return [min(max(one, LEAST_LEXICON), MOST_LEXICON) / _LEXICON_UNIT for one in counted]


def title_features(titles: Sequence[float]) -> list[float]:
    """The sums of the lexicon for the title as the model weighs them."""
    return [tanh(one) for one in titles]


@cache
def shipped_model() -> AspectModel:
    """The model that comes with the program."""
    return parse_model(_FILE.read_text("utf-8"))


def parse_model(text: str) -> AspectModel:
    """The model of a file: lines of a kind, a key and the weights in hundredths, with tabs between."""
    names: tuple[str, ...] = ()
    single: dict[str, Weights] = {}
    rows: dict[str, list[Weights]] = {"lexicon": [], "title": [], "near": []}
    weights: dict[str, Weights] = {}
    known: dict[str, frozenset[str]] = {}
    for line in text.splitlines():
        kind, key, *values = line.split("\t")
        if kind == "names":
            names = tuple(values)
        elif kind == "known":
            known[key] = frozenset(values)
        else:
            numbers = tuple(int(value or 0) / 100 for value in values)
            if kind == "gram":
                weights[key] = numbers
            elif kind in rows:
                rows[kind].append(numbers)
            else:
                single[kind] = numbers
    return AspectModel(
        names, single["bias"], single["digit"], tuple(rows["lexicon"]), tuple(rows["title"]),
        tuple(rows["near"]), single["has near"], single["least"], weights, known,
    )  # fmt: skip
