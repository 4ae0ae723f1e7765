"""Which aspects of a practice a sentence is about, and why.

The score of an aspect is the sum of the weights of its cues in the sentence; what reaches the
threshold of the aspect is said to serve it. A sentence may serve two aspects, or none. Every part
of a score is kept, so that a page can answer "why is this sentence here?".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kb.corpus import Aspect, AspectLexicon, Cue
from kb.text import Sentence, normalize, quantities

MOST_FIGURES = 2
# Characters that a pattern is searched in at a time, and that two such pieces share.
_PIECE, _OVERLAP = 400, 60


@dataclass(frozen=True, slots=True)
class Evidence:
    """One part of a score: a word of the lexicon, what a pattern of it matched, or a figure, and
    what it counts. `kind` is "word", "title" (it stands in the title of the entry) or "figure".
    """

    kind: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class AspectScore:
    """How much a sentence is about an aspect, with the parts of the score, the largest first."""

    aspect: str
    score: float
    evidence: tuple[Evidence, ...]

    @property
    def explanation(self) -> str:
        """The score in words: 考核（3）、绩效（2），合计 5 分."""
        parts = [
            f"题目中的“{e.text}”（{e.weight:+g}）" if e.kind == "title"
            else f"数据“{e.text}”（{e.weight:+g}）" if e.kind == "figure"
            else f"“{e.text}”（{e.weight:+g}）"
            for e in self.evidence
        ]  # fmt: skip
        return f"{'、'.join(parts)}，合计 {self.score:g} 分"


_Found = dict[int, dict[str, float]]
_Word = tuple[str, str, int, float]


@dataclass(frozen=True)
class AspectClassifier:
    """Scores sentences by one lexicon. Make one and keep it: it indexes the words first."""

    lexicon: AspectLexicon

    @cached_property
    def _words(self) -> dict[str, list[_Word]]:
        """First two characters → (word, as written, number of its aspect, weight), longest first.

        A word of one character stands under itself.
        """
        index: dict[str, list[_Word]] = {}
        for number, cue in self._cues():
            if not cue.pattern:
                word = (cue.text, cue.written, number, cue.weight)
                index.setdefault(cue.text[:2], []).append(word)
        for words in index.values():
            words.sort(key=lambda word: -len(word[0]))
        return index

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], int, float]]:
        return [
            (re.compile(cue.text), number, cue.weight)
            for number, cue in self._cues()
            if cue.pattern
        ]

    def _cues(self) -> list[tuple[int, Cue]]:
        aspects = self.lexicon.aspects
        own = [(number, cue) for number, aspect in enumerate(aspects) for cue in aspect.cues]
        shared = [(n, cue) for n in range(len(aspects)) for cue in self.lexicon.everywhere]
        return own + shared

    def title_evidence(self, title: str) -> dict[str, tuple[Evidence, ...]]:
        """What the title of an entry adds to its sentences, by aspect; work it out once an entry.

        Only cues that speak for an aspect count.
        """
        share, most = self.lexicon.title_share, self.lexicon.title_most
        if not share:
            return {}
        result = {}
        for number, words in self._found(normalize(title)).items():
            left, evidence = most, []
            for text, weight in sorted(words.items(), key=lambda item: -item[1]):
                counted = min(weight * share, left)
                if counted > 0:
                    evidence.append(Evidence("title", text, counted))
                    left -= counted
            if evidence:
                result[self.lexicon.aspects[number].name] = tuple(evidence)
        return result

    def scores(
        self, sentence: Sentence, title: dict[str, tuple[Evidence, ...]] | None = None
    ) -> tuple[AspectScore, ...]:
        """The aspects a sentence serves, the surest first."""
        found = self._found(normalize(sentence.text))
        aspects = self.lexicon.aspects
        evidence = [
            _evidence(sentence, aspect, found.get(number, {}), title or {})
            for number, aspect in enumerate(aspects)
        ]
        totals = [sum(part.weight for part in parts) for parts in evidence]
        best = min(max(totals, default=0.0), self.lexicon.best_most)
        least = self.lexicon.share_of_best * best
        scores = [
            AspectScore(
                aspect.name,
                round(total, 2),
                tuple(sorted(parts, key=lambda part: -part.weight)),
            )
            for aspect, total, parts in zip(aspects, totals, evidence, strict=True)
            if parts and total >= max(aspect.threshold, least)
        ]
        return tuple(sorted(scores, key=lambda score: -score.score))

    def _found(self, normal: str) -> _Found:
        """Number of an aspect → what is found of its cues, each text once.

        A word within a longer word of the same aspect is not found.
        """
        found: _Found = {}
        covered: dict[int, int] = {}
        index = self._words
        for at, char in enumerate(normal):
            for word, written, number, weight in (
                *index.get(normal[at : at + 2], ()),
                *(index.get(char, ()) if at + 1 < len(normal) else ()),
            ):
                end = at + len(word)
                if end > covered.get(number, 0) and normal.startswith(word, at):
                    covered[number] = end
                    found.setdefault(number, {})[written] = weight
        for pattern, number, weight in self._patterns:
            if match := _first(pattern, normal):
                found.setdefault(number, {})[match.group()] = weight
        return found


def _first(pattern: re.Pattern[str], normal: str) -> re.Match[str] | None:
    """The first match of a pattern of the lexicon, looked for in pieces that overlap: editors write
    the patterns and strangers the sentences, so the cost of one search must have a bound."""
    for start in range(0, len(normal) or 1, _PIECE - _OVERLAP):
        if match := pattern.search(normal, start, start + _PIECE):
            return match
    return None


def _evidence(
    sentence: Sentence,
    aspect: Aspect,
    words: dict[str, float],
    title: dict[str, tuple[Evidence, ...]],
) -> list[Evidence]:
    """All that counts for one aspect; a word of the title counts where the sentence has it not."""
    parts = [Evidence("word", text, weight) for text, weight in words.items() if weight]
    parts += [part for part in title.get(aspect.name, ()) if part.text not in words]
    if not aspect.figure or not any(weight > 0 for weight in words.values()):
        return parts
    if sum(part.weight for part in parts) + MOST_FIGURES * aspect.figure < aspect.threshold:
        return parts  # figures would not help, and finding them takes time
    return parts + [
        Evidence("figure", sentence.text[found.start : found.end], aspect.figure)
        for found in quantities(sentence.text)[:MOST_FIGURES]
    ]
