"""The one ranker: it orders candidates by their texts, whatever engine handed them over.

score = how much of the query the text holds, weighed by rarity (words and pairs of characters,
both with saturation and length normalisation after BM25: Robertson & Zaragoza 2009), how close
together it stands (smallest window), the longest run of characters they share, whether the whole
string is there, whether the title names it; kind and date are mild priors. Where the constants
come from: `Weights`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from kb.engines.base import Candidate
from kb.model import Kind
from kb.query.lower import Lowered, Word
from kb.text.grams import pairs


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part counts. Set by hand, then checked on the development set
    (shared/eval/cmrc-trial; bench/relevance.py prints the effect of leaving each out)."""

    words: float = 1.0
    pairs: float = 1.0
    window: float = 0.6
    run: float = 0.6
    literal: float = 8.0
    phrase_in_title: float = 1.2
    word_in_title: float = 0.15
    complete: float = 3.0
    alternative: float = 0.6
    k1: float = 0.6
    b: float = 0.4


DEFAULT = Weights()
KIND_PRIOR = {Kind.LESSON: 0.45, Kind.OVERVIEW: 0.15, Kind.ACTIVITY: 0.0, Kind.HONOUR: -0.3}
NEWEST_PRIOR = 0.1
YEAR = 365.0


def idf(count: int, frequency: int) -> float:
    """How much a token tells when `frequency` of `count` documents have it."""
    return log(1.0 + (count - frequency + 0.5) / (frequency + 0.5))


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as the ranker sees it: strings in normal form with their idf."""

    words: tuple[tuple[Word, float], ...]
    pairs: tuple[tuple[str, float], ...]
    literals: tuple[str, ...]
    mean_length: float


def asked(
    lowered: Lowered,
    count: int,
    word_frequencies: Mapping[str, int],
    pair_frequencies: Mapping[str, int],
    mean_length: float = 250.0,
) -> Asked:
    """Prepare a query. A word the index has not as a word counts as its rarest pair."""
    words = []
    for word in lowered.words:
        frequency = word_frequencies.get(word.text, 0)
        if not frequency:
            inside = [pair_frequencies.get(pair, 0) for pair in pairs(word.text)]
            frequency = min(inside, default=count // 4)
        words.append((word, idf(count, frequency)))
    return Asked(
        words=tuple(words),
        pairs=tuple((pair, idf(count, f)) for pair, f in pair_frequencies.items()),
        literals=lowered.literals,
        mean_length=mean_length,
    )


class Ranker:
    """Scores candidates for one query."""

    def __init__(self, query: Asked, weights: Weights = DEFAULT) -> None:
        self._query = query
        self._weights = weights
        self._word_total = sum(value for _, value in query.words) or 1.0
        self._pair_total = sum(value for _, value in query.pairs) or 1.0
        self._pair_value = dict(query.pairs)

    def rank(self, candidates: Sequence[Candidate]) -> list[tuple[float, Candidate]]:
        """(score, candidate), best first: complete matches before partial ones, then by score,
        newest first, place in the corpus."""
        newest = max((c.end.toordinal() for c in candidates if c.end), default=0)
        scored = [(self._score(candidate, newest), candidate) for candidate in candidates]
        scored.sort(
            key=lambda pair: (
                pair[1].partial,
                -pair[0],
                -pair[1].end.toordinal() if pair[1].end else 0,
                pair[1].place,
            )
        )
        return scored

    def _score(self, candidate: Candidate, newest: int) -> float:
        weights, query = self._weights, self._query
        text, title = candidate.text, candidate.title
        norm = weights.k1 * (1 - weights.b + weights.b * len(text) / query.mean_length)
        score, held = 0.0, []
        for word, value in query.words:
            found = word.text
            times = text.count(found)
            if not times and word.alternatives:
                found, times = max(
                    ((a, text.count(a)) for a in word.alternatives), key=lambda pair: pair[1]
                )
                value *= weights.alternative
            if times:
                score += weights.words * value * times * (1 + weights.k1) / (times + norm)
                held.append((found, value))
            if found in title:
                score += weights.word_in_title * value
        for pair, value in query.pairs:
            if times := text.count(pair):
                score += weights.pairs * 0.5 * value * times * (1 + weights.k1) / (times + norm)
        if len(held) > 1:
            score += weights.window * _closeness(text, held)
        for literal in query.literals:
            if literal in text:
                score += weights.literal
                score += weights.run * sum(map(self._value, pairs(literal)))
            elif len(literal) > 2:
                score += weights.run * self._longest_run(literal, text)
            if literal in title:
                score += weights.phrase_in_title
        score += KIND_PRIOR[candidate.kind]
        if candidate.end and newest:
            score += NEWEST_PRIOR / (1 + (newest - candidate.end.toordinal()) / YEAR)
        return score

    def _value(self, pair: str) -> float:
        return self._pair_value.get(pair, 0.0)

    def _longest_run(self, literal: str, text: str) -> float:
        """The idf of the pairs in the longest piece of `literal` that stands in `text`."""
        best, length = 0.0, 1
        for start in range(len(literal)):
            end = start + length + 1
            if end > len(literal):
                break
            while end <= len(literal) and literal[start:end] in text:
                length = end - start
                best = sum(map(self._value, pairs(literal[start:end])))
                end += 1
        return best


def _closeness(text: str, held: Sequence[tuple[str, float]]) -> float:
    """The idf of the words held, weighed by how small a window has all of them."""
    places: list[tuple[int, int]] = []
    for index, (word, _) in enumerate(held):
        at = text.find(word)
        tries = 0
        while at >= 0 and tries < 12:
            places.append((at, index))
            at = text.find(word, at + 1)
            tries += 1
    places.sort()
    counts = [0] * len(held)
    missing, left, smallest = len(held), 0, len(text)
    for at, index in places:
        counts[index] += 1
        missing -= counts[index] == 1
        while not missing:
            first, out = places[left]
            smallest = min(smallest, at - first + len(held[index][0]))
            counts[out] -= 1
            missing += counts[out] == 0
            left += 1
    needed = sum(len(word) for word, _ in held)
    return sum(value for _, value in held) * needed / max(smallest, needed)
