"""The one ranker: it orders candidates by their texts, the same for every engine.

A query's words and tokens (kb/query/terms.py) are its terms, each worth its rarity. score =
  the terms in the text, with saturation and length normalisation (BM25: Robertson & Zaragoza 2009)
  + the value of all terms held, times the square of their share in the query
  + the value of a string as typed, where the text or title has it whole
  + the value of the terms in the title, and again of the title, where the query names it
  + the value of the words, the more the closer together they stand (best candidates only)
  + the value of the terms in the sentence that holds most, times its share (best candidates only)
  + small priors for kind and date.
Everything but the priors is in units of rarity, so that it means the same in a small index and in
a large one. Where the constants come from: `Weights`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from kb.index.engines import Candidate
from kb.model import Kind
from kb.query import Lowered, Word
from kb.search.ordering import MENTIONS, Scored, in_order, scored_of
from kb.text import pairs


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part counts.

    Round numbers, guided by a listwise softmax fit, chosen on the development set (the trial set of
    CMRC 2018, 1,002 questions), its halves and five folds, with and without titles, among 256,
    4,256 and 24,649 passages, and on keyword queries of 2-4 words of a passage. The optimum is
    flat: half or twice any one moves MRR@10 by at most 0.004. With DRCD too (3,493 questions), half
    or twice any one moves either by at most 0.0025, and `sentence` was taken where both have room.
    `literal` puts exact strings first
    and `window` near words; questions hardly need them. Longest common run, longer n-grams, best
    sentence, opening lines, and numerals where 多少 is asked added nothing to these. `alternative`
    and the priors were not measured: no test set covers them.
    """

    words: float = 1.0
    pairs: float = 0.8
    k1: float = 0.6
    b: float = 0.5
    coverage: float = 1.0
    literal: float = 2.0
    title: float = 0.6
    named: float = 2.0
    window: float = 0.6
    sentence: float = 0.33
    alternative: float = 0.6


DEFAULT = Weights()
KIND_PRIOR = {Kind.LESSON: 1.0, Kind.OVERVIEW: 0.3, Kind.ACTIVITY: 0.0, Kind.HONOUR: -0.8}
# The weight of an entry's words, by its kind. Captions and honours are one line that holds the
# words of a question near each other and answers nothing.
KIND_SHARE = {Kind.LESSON: 1.0, Kind.OVERVIEW: 1.0, Kind.ACTIVITY: 0.5, Kind.HONOUR: 0.3}
NEWEST_PRIOR = 0.1
YEAR = 365.0
# What a term counts that an everyday word means, of what it would count typed.
MEANT_SHARE = 0.6
# One document in this many is taken to have a word of unknown frequency: a single character, mostly
# of a name that is not in the dictionary.
ONE_IN = 400
# The most terms of a query, for pasted pages of text: the rarest ones. Questions have about 11.
TERMS = 64
# How near words stand: of the best candidates, the rarest words, the first places of each.
DEEP = 30
NEAR_WORDS = 6
NEAR_PLACES = 12

_STOP = re.compile(r"[。!?;\n]")


def idf(count: int, frequency: int) -> float:
    """How informative a token is when `frequency` of `count` documents have it."""
    return log(1.0 + (count - frequency + 0.5) / (frequency + 0.5))


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as the ranker sees it: strings in normal form with their idf, rarest word first;
    `unknown` is the idf of what has no known frequency; `meant` are the names of each term that
    everyday words mean, with its idf."""

    words: tuple[tuple[Word, float], ...]
    tokens: tuple[tuple[str, float], ...]
    literals: tuple[str, ...]
    mean_length: float
    unknown: float
    meant: tuple[tuple[tuple[str, ...], float], ...] = ()


def asked(
    lowered: Lowered,
    count: int,
    word_frequencies: Mapping[str, int],
    token_frequencies: Mapping[str, int],
    mean_length: float = 250.0,
) -> Asked:
    """Prepare a query. A word that the index does not have as a word counts as its rarest pair."""

    def value(text: str) -> float:
        parts = (text, *pairs(text))
        known = (token_frequencies[part] for part in parts if part in token_frequencies)
        return idf(count, word_frequencies.get(text) or min(known, default=count // ONE_IN))

    words = [(word, value(word.text)) for word in lowered.words]
    words.sort(key=lambda pair: -pair[1])
    return Asked(
        words=tuple(words),
        tokens=tuple((token, idf(count, token_frequencies[token])) for token in lowered.tokens),
        literals=lowered.literals,
        mean_length=mean_length,
        unknown=idf(count, count // ONE_IN),
        meant=tuple((names, min(map(value, names))) for names in lowered.meant),
    )


class Ranker:
    """Scores candidates for one query."""

    def __init__(self, query: Asked, weights: Weights = DEFAULT) -> None:
        self._query = query
        self._weights = weights
        self._typed = " ".join(query.literals)
        self._token_value = dict(query.tokens)
        terms = {token: weights.pairs * value for token, value in query.tokens}
        for word, value in query.words:
            terms[word.text] = terms.get(word.text, 0.0) + weights.words * value
        self._terms = sorted(terms.items(), key=lambda term: (-term[1], term[0]))[:TERMS]
        # A term that is meant counts as a word and its pair do.
        share = MEANT_SHARE * (weights.words + weights.pairs)
        self._meant = [(names, share * value) for names, value in query.meant]
        most = max([value for _, value in self._meant], default=0.0)
        self._total = sum(value for _, value in self._terms) + most or 1.0
        # Another name counts for the word and for the pairs in it.
        self._renamed = [
            (word, self._worth(word.text)) for word, _ in query.words if word.alternatives
        ]
        names = {word.text: word.alternatives for word, _ in query.words}
        self._literals = [
            (literal, names.get(literal, ()), self._worth(literal)) for literal in query.literals
        ]

    @property
    def ideal(self) -> float:
        """About the score of a text of mean length that holds each term once, without priors."""
        return self._total * (1 + self._weights.coverage + self._weights.sentence)

    def rank(self, candidates: Sequence[Candidate]) -> list[Scored]:
        """The candidates in the order of kb/search/ordering.py, with their scores."""
        newest = max([c.end.toordinal() for c in candidates if c.end], default=0)
        scored = in_order([scored_of((self._score(c) + _prior(c, newest), c)) for c in candidates])
        if len(self._query.words) > 1:
            scored[:DEEP] = in_order(
                [
                    scored_of((score + self._closeness(candidate), candidate))
                    for score, candidate in scored[:DEEP]
                ]
            )
        return scored

    def _closeness(self, candidate: Candidate) -> float:
        """What it counts that terms stand near each other, and in one sentence."""
        weights, text = self._weights, candidate.text
        present = [term for term in self._terms if term[0] in text]
        best = 0.0
        for sentence in _STOP.split(text):
            worth = 0.0
            for term, value in present:
                if term in sentence:
                    worth += value
            if worth > best:
                best = worth
        together = weights.sentence * best * best / self._total
        return KIND_SHARE[candidate.kind] * (weights.window * self._nearness(text) + together)

    def _score(self, candidate: Candidate) -> float:
        """What the terms in the text and the title count."""
        weights, text, title = self._weights, candidate.text, candidate.title
        length = len(text)
        if candidate.kind in MENTIONS:
            # Such a line is its own title, and always short: neither counts.
            title = title.partition("\n")[2]
            length = max(length, int(self._query.mean_length))
        count = text.count
        norm = weights.k1 * (1 - weights.b + weights.b * length / self._query.mean_length)
        score = held = titled = 0.0
        for term, value in self._terms:
            times = count(term)
            if times:
                held += value
                score += value * times / (times + norm)
            if term in title:
                titled += value
        for word, value in self._renamed:
            if word.text not in text and (times := max(map(count, word.alternatives))):
                value *= weights.alternative
                held += value
                score += value * times / (times + norm)
        best = 0.0
        for names, value in self._meant:
            if times := max(map(count, names)):
                best = max(best, value)
                score += value * times / (times + norm)
        held += best
        score *= 1 + weights.k1
        share = held / self._total
        score += weights.coverage * held * share * share
        for literal, names, value in self._literals:
            if literal in text or literal in title:
                score += weights.literal * value
            elif any(name in text for name in names):
                score += weights.literal * weights.alternative * value
        if title:
            score += weights.title * titled + weights.named * self._named(title)
        return KIND_SHARE[candidate.kind] * score

    def _worth(self, text: str) -> float:
        """The value of the terms in a short text."""
        return sum(value for term, value in self._terms if term in text)

    def _named(self, title: str) -> float:
        """The value of the title, or a heading above it, that the query names: its rarest pair's,
        so that a common word for a title counts little."""
        best = 0.0
        for line in title.split("\n"):
            if line and line in self._typed:
                known = (self._token_value[p] for p in pairs(line) if p in self._token_value)
                best = max(best, max(known, default=self._query.unknown))
        return best

    def _nearness(self, text: str) -> float:
        """The idf of the words the text holds, weighed by how small a window has all of them."""
        names: list[str] = []
        total = 0.0
        for word, value in self._query.words:
            if word.text in text:
                names.append(word.text)
            elif name := next((name for name in word.alternatives if name in text), ""):
                names.append(name)
            else:
                continue
            total += value
            if len(names) == NEAR_WORDS:
                break
        if len(names) < 2:
            return 0.0
        needed = sum(map(len, names))
        return total * needed / max(needed, _window(text, names))


def _prior(candidate: Candidate, newest: int) -> float:
    """The weight of kind and date; `newest` is the day of the newest candidate."""
    prior = KIND_PRIOR[candidate.kind]
    if candidate.end:
        prior += NEWEST_PRIOR / (1 + (newest - candidate.end.toordinal()) / YEAR)
    return prior


def _window(text: str, words: Sequence[str]) -> int:
    """The length of the smallest window of the text that has all the words; each is there. Only the
    first places of a word count."""
    find = text.find
    places = []
    for index, word in enumerate(words):
        at = find(word)
        left = NEAR_PLACES
        while at >= 0 and left:
            places.append((at, index))
            left -= 1
            at = find(word, at + 1)
    places.sort()
    last = [-1] * len(words)  # where each word was seen last
    missing = len(words)
    smallest = len(text)
    for at, index in places:
        if last[index] < 0:
            missing -= 1
        last[index] = at
        if not missing:
            length = at + len(words[index]) - min(last)
            if length < smallest:
                smallest = length
    return smallest
