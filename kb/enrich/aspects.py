"""Which aspects of a practice a sentence is about, and why.

The lexicon comes first: the cues of an aspect that stand in the sentence are added up. Where the
lexicon asks for it, the learned model weighs these sums together with the characters of the
sentence and what the sentences around it are about (`aspect_model.py`, `entry_aspects.py`); else what
reaches the threshold of the aspect serves it. A sentence may serve two aspects, or none. Every part of
a score is kept, so that a page can answer "why is this sentence here?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import contains

from kb.corpus import Aspect, AspectLexicon, Cue
from kb.enrich.aspect_cues import CueFinder, evidence_for
from kb.enrich.aspect_model import (
    AspectModel,
    lexicon_features,
    shipped_model,
    title_features,
)
from kb.enrich.aspect_scores import AspectScore, Evidence
from kb.enrich.topics import without_topics
from kb.text import Sentence, normalize

TitleEvidence = dict[str, tuple[Evidence, ...]]
# One unit of the model in points of the lexicon, so that both kinds of scores are of one size.
_POINTS = 2.0
# Of the characters that speak for an aspect, how many runs are named, and what they must say.
_MOST_TEXTS = 3
_LEAST_TEXT = 0.1
# Where the model is sure of no aspect, the one nearest to its threshold is taken if it is as near as this,
# and the words that the lexicon counts for it in the sentence are worth as much as that.
_NEAR = 1.5
_PLAIN = 4.0
# Words worth so much give their aspect beside another one too, where so little is missing.
_PLAINEST, _NEAREST = 6.0, 0.8
_NO_WORD = re.compile(r"[\W\d_]")


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What a sentence says by itself: the cues of each aspect in it, what they count there and in the
    title of its entry, and the sums of the model with the runs of characters that say something."""

    normal: str
    title: TitleEvidence
    evidence: list[list[Evidence]]
    counted: list[float]
    titles: list[float]
    sums: list[float]
    texts: list[str]
    each: float


@dataclass(frozen=True)
class AspectClassifier:
    """Scores sentences by one lexicon. Make one and keep it: it indexes the words first."""

    lexicon: AspectLexicon

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Former names of aspects with those of now."""
        return self.lexicon.renamed

    @cached_property
    def _cues(self) -> CueFinder:
        return CueFinder(self.lexicon)

    @cached_property
    def _model(self) -> AspectModel | None:
        """The learned model, if the lexicon asks for it and has its aspects, under whatever names."""
        if not self.lexicon.learned:
            return None
        model = shipped_model()
        names = [{aspect.name, *aspect.former} for aspect in self.lexicon.aspects]
        same = len(names) == len(model.names) and all(map(contains, names, model.names))
        return model if same else None

    @cached_property
    def _added(self) -> CueFinder | None:
        """The cues that the model did not know when it learned: they count in full."""
        if self._model is None:
            return None
        known = self._model.known
        shared = known.get("", frozenset())

        def new(cues: Sequence[Cue], old: frozenset[str]) -> tuple[Cue, ...]:
            return tuple(cue for cue in cues if cue.text not in old)

        aspects = tuple(
            replace(aspect, cues=new(aspect.cues, known.get(name, frozenset())))
            for name, aspect in zip(self._model.names, self.lexicon.aspects, strict=True)
        )
        everywhere = new(self.lexicon.everywhere, shared)
        if not everywhere and not any(aspect.cues for aspect in aspects):
            return None
        return CueFinder(replace(self.lexicon, aspects=aspects, everywhere=everywhere))

    def title_evidence(self, title: str) -> dict[str, tuple[Evidence, ...]]:
        """What the title of an entry adds to its sentences, by aspect; to be computed once for each
        entry.

        Only cues with a positive weight count.
        """
        share, most = self.lexicon.title_share, self.lexicon.title_most
        if not share:
            return {}
        result = {}
        for number, words in self._cues.found(normalize(title)).items():
            left, evidence = most, []
            for text, weight in sorted(words.items(), key=lambda item: -item[1]):
                counted = min(weight * share, left)
                if counted > 0:
                    evidence.append(Evidence("title", text, counted))
                    left -= counted
            if evidence:
                result[self.lexicon.aspects[number].name] = tuple(evidence)
        return result

    def sums(self, text: str, title: str = "") -> tuple[list[float], list[float]]:
        """What the lexicon counts for each aspect in a sentence, and in the title of its entry."""
        found = self._cues.found(normalize(text))
        sentence, in_title = Sentence(0, len(text), text), self.title_evidence(title)
        return (
            [
                _sum(evidence_for(sentence, aspect, found.get(number, {}), {}))
                for number, aspect in enumerate(self.lexicon.aspects)
            ],
            [_sum(in_title.get(name, ())) for name in self.lexicon.names],
        )

    def reading(self, sentence: Sentence, title: TitleEvidence | None = None) -> SentenceReading:
        """What a sentence says by itself. Topics that were only talked about say nothing."""
        normal = without_topics(normalize(sentence.text))
        found = self._cues.found(normal)
        in_title = title or {}
        counts_title = {} if self._model else in_title
        evidence = [
            evidence_for(sentence, aspect, found.get(number, {}), counts_title)
            for number, aspect in enumerate(self.lexicon.aspects)
        ]
        counted = [_sum(parts) for parts in evidence]
        titles = [_sum(in_title.get(name, ())) for name in self.lexicon.names]
        if self._model is None:
            return SentenceReading(normal, in_title, evidence, counted, titles, [], [], 0.0)
        said, texts, each = self._model.of_characters(normal)
        cues = self._model.of_lexicon(counted, titles)
        sums = [one + other for one, other in zip(said, cues, strict=True)]
        return SentenceReading(normal, in_title, evidence, counted, titles, sums, texts, each)

    def scores(
        self, sentence: Sentence, title: TitleEvidence | None = None
    ) -> tuple[AspectScore, ...]:
        """The aspects a sentence serves that stands alone, the surest first."""
        return self.scores_of(self.reading(sentence, title))

    def scores_of(
        self, reading: SentenceReading, around: Sequence[SentenceReading] = ()
    ) -> tuple[AspectScore, ...]:
        """The aspects a sentence serves among those `around` it, the surest first."""
        if self._model is None:
            scores = self._by_lexicon(reading.evidence)
        else:
            scores = self._learned(self._model, reading, around)
        return tuple(sorted(scores, key=lambda score: -score.score))

    def _by_lexicon(self, evidence: list[list[Evidence]]) -> list[AspectScore]:
        totals = [_sum(parts) for parts in evidence]
        best = min(max(totals, default=0.0), self.lexicon.best_most)
        least = self.lexicon.share_of_best * best
        return [
            _score(aspect, total, parts)
            for aspect, total, parts in zip(self.lexicon.aspects, totals, evidence, strict=True)
            if parts and total >= max(aspect.threshold, least)
        ]

    def _learned(
        self, model: AspectModel, reading: SentenceReading, around: Sequence[SentenceReading]
    ) -> list[AspectScore]:
        evidence, counted, titles = reading.evidence, reading.counted, reading.titles
        near = [_POINTS * one for one in model.of_near([other.sums for other in around])]
        added = self._added.found(reading.normal) if self._added else {}
        alone = [
            aspect.threshold + _POINTS * (reading.sums[number] - model.least[number])
            for number, aspect in enumerate(self.lexicon.aspects)
        ]
        totals = [own + other for own, other in zip(alone, near, strict=True)]
        # What stands around takes nothing from a sentence that says plainly what it is about.
        plain = self._plainly_said([max(both) for both in zip(alone, totals, strict=True)], counted)
        scores = []
        for number, aspect in enumerate(self.lexicon.aspects):
            total = max(totals[number], aspect.threshold) if number in plain else totals[number]
            own = sum(added.get(number, {}).values())
            if own >= aspect.threshold:
                total = max(total, own)
            elif min(own, counted[number]) <= -aspect.threshold:
                continue  # the word list rules it out: a list of topics tells no practice
            if total >= aspect.threshold:
                share = (
                    _POINTS * lexicon_features([counted[number]])[0] * model.lexicon[number][number]
                )
                in_title = (
                    _POINTS * title_features([titles[number]])[0] * model.title[number][number]
                )
                cues = _shared_out(evidence[number], share)
                cues += _shared_out(reading.title.get(aspect.name, ()), in_title)
                parts = [*cues, *_strongest(model, reading.texts, number, reading.each, cues)]
                if round(near[number], 1):
                    parts.append(Evidence("near", "", round(near[number], 1)))
                rest = round(total - _sum(parts), 1)
                scores.append(_score(aspect, total, [*parts, Evidence("rest", "", rest)]))
        return scores

    def _plainly_said(self, totals: Sequence[float], counted: Sequence[float]) -> set[int]:
        """The numbers of the aspects whose words the sentence has, though a little is missing for the
        model: one where it is sure of none, and those whose words are very plain."""
        aspects = self.lexicon.aspects
        short = [aspect.threshold - total for total, aspect in zip(totals, aspects, strict=True)]
        numbers = range(len(aspects))
        plain = {n for n in numbers if short[n] <= _NEAREST and counted[n] >= _PLAINEST}
        if not plain and min(short, default=0.0) > 0:
            near = [n for n in numbers if short[n] <= _NEAR and counted[n] >= _PLAIN]
            plain = set(sorted(near, key=short.__getitem__)[:1])
        return plain


def _sum(parts: Sequence[Evidence]) -> float:
    return sum(part.weight for part in parts)


def _score(aspect: Aspect, total: float, parts: Sequence[Evidence]) -> AspectScore:
    ordered = sorted(parts, key=lambda part: (part.kind == "rest", -part.weight))
    return AspectScore(aspect.name, round(total, 2), tuple(ordered))


def _shared_out(parts: Sequence[Evidence], worth: float) -> list[Evidence]:
    """The parts with what they are worth together to the model, in proportion."""
    total = _sum(parts)
    if not total:
        return []
    shared = (replace(part, weight=round(part.weight / total * worth, 1)) for part in parts)
    return [part for part in shared if part.weight]


def _strongest(
    model: AspectModel, texts: Sequence[str], number: int, share: float, cues: list[Evidence]
) -> list[Evidence]:
    """The runs of two or three characters that say most for an aspect and stand in none of its
    cues."""
    weighed = [(model.grams[gram][number] * share * _POINTS, gram) for gram in texts]
    named: list[Evidence] = []
    for weight, gram in sorted((one for one in weighed if one[0] >= _LEAST_TEXT), reverse=True):
        overlaps = any(gram in other.text or other.text in gram for other in (*named, *cues))
        if len(gram) > 1 and not overlaps and not _NO_WORD.search(gram):
            named.append(Evidence("text", gram, round(weight, 1)))
            if len(named) == _MOST_TEXTS:
                break
    return named
