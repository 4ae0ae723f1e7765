"""Looks up the cues of the lexicon of aspects in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kb.corpus import Aspect, AspectLexicon, Cue
from kb.enrich.aspect_scores import Evidence
from kb.text import Sentence, quantities

MOST_FIGURES = 2
# Characters that a pattern is searched in at a time, and that two such pieces share.
_PIECE, _OVERLAP = 400, 60

# Number of an aspect → what is found of its cues → weight.
Found = dict[int, dict[str, float]]
_Word = tuple[str, str, int, float]


@dataclass(frozen=True)
class CueFinder:
    """The cues of one lexicon, indexed."""

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

    def found(self, normal: str) -> Found:
        """Number of an aspect → what is found of its cues, each text once.

        A word within a longer word of the same aspect is not found.
        """
        found: Found = {}
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


def evidence_for(
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
