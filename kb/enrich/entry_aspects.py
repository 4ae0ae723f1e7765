"""The aspects of the sentences of one entry: what stands around a sentence sheds light on it.

A short sentence (支行行长签字) often tells its side of a practice only among its neighbours. Each is read
once by itself; then the model weighs how likely each aspect is in the sentences before and behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kb.enrich.aspect_scores import AspectScore
from kb.enrich.aspects import AspectClassifier, SentenceReading, TitleEvidence
from kb.text import Sentence

# How many sentences before and behind one are read.
FAR = 8


@dataclass(frozen=True)
class EntryAspects:
    """The sentences of an entry in their order, each read when it is first needed."""

    classifier: AspectClassifier
    title: str
    sentences: Sequence[Sentence]
    _read: dict[int, SentenceReading] = field(default_factory=dict)

    @cached_property
    def _in_title(self) -> TitleEvidence:
        return self.classifier.title_evidence(self.title)

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {sentence.start: number for number, sentence in enumerate(self.sentences)}

    def scores(self, sentence: Sentence) -> tuple[AspectScore, ...]:
        """The aspects of one of the sentences, the surest first; one that is none of them is judged
        alone."""
        number = self._numbers.get(sentence.start)
        if number is None or self.sentences[number].text != sentence.text:
            return self.classifier.scores(sentence, self._in_title)
        near = range(max(0, number - FAR), min(len(self.sentences), number + FAR + 1))
        around = [self._reading(other) for other in near if other != number]
        return self.classifier.scores_of(self._reading(number), around)

    def _reading(self, number: int) -> SentenceReading:
        if number not in self._read:
            sentence = self.sentences[number]
            self._read[number] = self.classifier.reading(sentence, self._in_title)
        return self._read[number]
