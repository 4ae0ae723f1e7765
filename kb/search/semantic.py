"""Meaning in a search: entries that answer a question in other words.

A question is embedded as it was typed. Entries that are near it in meaning are found, marked
意思相近, though they may hold none of its words, and everything that is no full match is ordered by
words and meaning together. The numbers were chosen on two sets of questions about news and
encyclopaedia passages and one of paraphrases of lessons; the optimum is flat.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kb.errors import EngineError
from kb.index import IndexDocument, VectorMatrix, embedded_sentences, fingerprint_of
from kb.index.engines import LOOSE, Level, Near, Request
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind
from kb.query import Lowered, without_question_words
from kb.search.asking import Query, Reading, within
from kb.search.ordering import Scored
from kb.text import Span

# An entry is near from this cosine on, and none is unless the best reaches the second: of
# paraphrases 96-98 % pass, of questions about something else 15-19 %.
LEAST, LEAST_BEST = 0.40, 0.46
# The shares of words and of meaning in the order of loose matches. MRR@10 on paraphrases is .32 when
# the score by words is divided by the best one's, .44 by what it could be (drcd .982 and .984). Between
# .3 and .4 for words nothing changes there; questions of staff gain .02 from .35 to .4.
WORDS, MEANING = 0.4, 0.6
KIND_PENALTY = {Kind.LESSON: 0.0, Kind.OVERVIEW: 0.05, Kind.ACTIVITY: 0.05, Kind.HONOUR: 0.2}
# With this few words a person searches for exactly these words: near entries come after all that
# contain them.
FEW_WORDS = 2
LONGEST_WORD = 4
# So many of the best by words are on the first screen.
BEST_BY_WORDS, FIRST_SCREEN = 3, 10
# Entries whose sentences are compared, more where a filter will leave few of them; and how many of
# them may be added to what was found by words.
LOOKED_AT, LOOKED_AT_FILTERED = 200, 2000
MOST_NEAR, MOST_FILTERED = 30, 200
# Near entries are added when the full matches do not fill the first screen.
BELOW = 10


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a query means: its vector among those of the entries.

    `near` are the ids of entries to be found by meaning, best first; `few_words` says that words
    go before meaning.
    """

    vector: bytes
    matrix: VectorMatrix
    near: tuple[str, ...]
    few_words: bool

    def sentence_cosines(self, id_: str) -> list[float]:
        """How near the sentences of an entry are that have vectors, in order."""
        return self.matrix.sentence_cosines(self.vector, id_)

    def best_sentence(self, document: IndexDocument) -> Span | None:
        """The place of the nearest sentence of an entry; None without vectors."""
        found = zip(self.sentence_cosines(document.id), embedded_sentences(document), strict=False)
        best = max(found, key=lambda pair: pair[0], default=None)
        return (best[1].start, best[1].end) if best else None

    def cosines(self, ids: Iterable[str]) -> dict[str, float]:
        """How near some entries are; those without vectors are left out."""
        return self.matrix.scores(self.vector, ids)


def meaning_of(kb: KnowledgeBase, reading: Reading, *, filtered: bool) -> Meaning | None:
    """The meaning of a query; None without a model or vectors, and for a query with quotes,
    operators or fields, which says exactly what is wanted."""
    words = reading.lowered.words
    if kb.encoder is None or not words or not reading.plain:
        return None
    matrix = _matrix(kb)
    if matrix is None:
        return None
    vector = kb.encoder.encode(reading.corrected)
    found = matrix.nearest(vector, LOOKED_AT_FILTERED if filtered else LOOKED_AT)
    near = [id_ for id_, score in found.items() if score >= LEAST]
    if max(found.values(), default=0.0) < LEAST_BEST:
        near = []
    most = MOST_FILTERED if filtered else MOST_NEAR
    return Meaning(vector, matrix, tuple(near[:most]), _has_few_words(reading))


def _has_few_words(reading: Reading) -> bool:
    """Is it a word or two, known to the dictionary or not, and not a question?"""
    typed = reading.lowered.literals
    short = len(typed) <= FEW_WORDS and all(len(literal) <= LONGEST_WORD for literal in typed)
    few = len(reading.lowered.words) <= FEW_WORDS or short
    return few and without_question_words(reading.plain) == reading.plain


def like(kb: KnowledgeBase, entry_id: str, count: int) -> dict[str, float]:
    """The cosines of the entries that are most like one, best first; none without vectors."""
    matrix = _matrix(kb)
    return matrix.like(entry_id, count) if matrix else {}


def _matrix(kb: KnowledgeBase) -> VectorMatrix | None:
    if kb.encoder is None:
        return None
    try:
        return kb.vectors.matrix(fingerprint_of(kb.encoder))
    except EngineError:  # `kb check` says it; the site builds them again
        return None


def with_near(request: Request, query: Query, lowered: Lowered, meaning: Meaning) -> Request:
    """A request that adds what is near, within the period of the query."""
    if lowered.hard is None or not meaning.near:
        return request
    near = Near(within(query, lowered.hard), BELOW, meaning.near)
    return replace(request, near=near, size=request.size + len(meaning.near))


def with_meaning(ranked: Sequence[Scored], meaning: Meaning, ideal: float) -> list[Scored]:
    """Hits ranked by words, in their order by words and meaning. Full matches stay where they are,
    first. `ideal` is about the score by words of an entry that holds all of them once: what an
    entry's score is worth is its share in that, however little the best one has."""
    strict = [hit for hit in ranked if hit.candidate.level not in LOOSE]
    loose = [hit for hit in ranked if hit.candidate.level in LOOSE]
    cosines = meaning.cosines(hit.candidate.id for hit in loose)
    if meaning.few_words:
        return [*strict, *_words_first(loose, cosines)]
    blended = [
        Scored(
            WORDS * max(0.0, hit.score) / ideal
            + MEANING * cosines.get(hit.candidate.id, 0.0)
            - KIND_PENALTY[hit.candidate.kind],
            hit.candidate,
        )
        for hit in loose
    ]
    blended.sort(key=lambda hit: -hit.score)
    return [*strict, *with_best_by_words(blended, loose, FIRST_SCREEN - len(strict))]


def with_best_by_words(
    blended: list[Scored], by_words: Sequence[Scored], screen: int
) -> list[Scored]:
    """Hits in their order by words and meaning, but the best by words among the first `screen`: one
    with rare words of the question may answer it, however its meaning is weighed."""
    kept = [hit.candidate.id for hit in by_words[:BEST_BY_WORDS]]
    behind = [hit for hit in blended[max(screen, 0) :] if hit.candidate.id in kept]
    if not behind or len(behind) > screen:
        return blended
    moved = {hit.candidate.id for hit in behind}
    rest = [hit for hit in blended if hit.candidate.id not in moved]
    at = screen - len(behind)
    return [*rest[:at], *behind, *rest[at:]]


def _words_first(loose: Sequence[Scored], cosines: Mapping[str, float]) -> list[Scored]:
    """Hits with the words in their order, then those that are only near, the nearest first."""
    near = [
        Scored(cosines.get(hit.candidate.id, 0.0), hit.candidate)
        for hit in loose
        if hit.candidate.level is Level.NEAR
    ]
    by_words = [hit for hit in loose if hit.candidate.level is not Level.NEAR]
    return [*by_words, *sorted(near, key=lambda hit: -hit.score)]
