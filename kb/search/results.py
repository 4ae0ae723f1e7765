"""Search: from a query to a page of results."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kb.errors import EngineError
from kb.index import IndexDocument
from kb.index.engines import LOOSE, Candidate, Level, Order, Request, Response
from kb.knowledge_base import KnowledgeBase
from kb.query import Lowered
from kb.search.asking import (
    RERANKED,
    Frequencies,
    Query,
    engine_request,
    narrowed,
    read,
)
from kb.search.facets import FacetValue, facets_of
from kb.search.ordering import Scored
from kb.search.ranking import Ranker, asked
from kb.search.semantic import Meaning, meaning_of, with_meaning, with_near
from kb.search.snippets import Snippet, snippet
from kb.text import Span, highlights

MAX_LIMIT = 100
LEADING = 30


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found.

    `highlights` are spans of the entry's text; `level` says how well it matches; `others` counts
    further hits in the same bulletin.
    """

    document: IndexDocument
    score: float
    level: Level
    highlights: tuple[Span, ...]
    snippet: Snippet
    others: int

    @property
    def partial(self) -> bool:
        """Does it hold only words of what was asked for, not the strings?"""
        return self.level in LOOSE


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A page of results. `counts` says how many hits there are of each level, `words` how the text
    was cut; `expanded` maps a practice as typed to the names also looked for, `everyday` everyday words
    to the terms that loose matches may have instead. Facets count the full
    matches, where there are any without the filters. `leading` are the first of all hits, whatever
    the page, and `meaning` is that of the query, for what looks further into them. `strings` are
    those of `query_strings`."""

    query: Query
    counts: Mapping[Level, int]
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    notice: str
    words: tuple[str, ...]
    expanded: dict[str, tuple[str, ...]]
    took_ms: float
    everyday: dict[str, tuple[str, ...]] = field(default_factory=dict)
    leading: tuple[Candidate, ...] = ()
    meaning: Meaning | None = None
    strings: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """The number of hits."""
        return sum(self.counts.values())

    @property
    def complete(self) -> int:
        """The number of full matches: those that hold everything asked for."""
        return self.counts[Level.FULL]

    @property
    def near(self) -> int:
        """The number of hits by meaning only."""
        return self.counts[Level.NEAR]

    @property
    def best(self) -> Level:
        """The best level of the hits; of an empty page FULL."""
        return next((level for level in Level if self.counts[level]), Level.FULL)

    @property
    def relaxed(self) -> bool:
        """Were looser matches added?"""
        return self.total > self.complete

    @property
    def pages(self) -> int:
        """The number of pages, at least 1."""
        return page_count(self.total, self.query.limit)


def page_count(rows: int, each: int) -> int:
    """How many pages some rows take, `each` of them a page; at least 1."""
    return max(1, -(-rows // each))


def search(kb: KnowledgeBase, query: Query) -> ResultPage:
    """Run a search. Query text is never an error; EngineError when the index cannot serve."""
    began = time.perf_counter()
    reading = read(kb, query.text, expand=query.expand)
    lowered = reading.lowered
    last = query.page * query.limit
    frequencies = Frequencies.of(kb.engine, lowered)
    request = engine_request(query, lowered, frequencies, size=max(RERANKED, last))
    meaning = meaning_of(kb, reading, filtered=bool(query.filters))
    if meaning:
        request = with_near(request, query, lowered, meaning)
    response = kb.engine.search(request)
    ranked = _rank(query.order, response, lowered, frequencies, meaning)
    shown = ranked[last - query.limit : last]
    return ResultPage(
        query=query,
        counts=response.counts,
        hits=_hits(shown, lowered, response, meaning),
        facets=facets_of(query, response),
        notice=reading.notice,
        words=tuple(word.text for word in lowered.words),
        expanded=lowered.expanded,
        everyday=lowered.everyday if response.counts[Level.PARTIAL] else {},
        took_ms=(time.perf_counter() - began) * 1000,
        leading=tuple(scored.candidate for scored in ranked[:LEADING]),
        meaning=meaning,
        strings=_strings(kb, lowered, response, filtered=narrowed(query)),
    )


@dataclass(frozen=True, slots=True)
class Matching:
    """All entries that hold everything a query asks for, by id, newest first."""

    ids: tuple[str, ...]
    _hits: Callable[[Iterable[str]], tuple[Hit, ...]]

    def hits(self, ids: Iterable[str]) -> tuple[Hit, ...]:
        """Some of them as hits, in the order given."""
        return self._hits(ids)


def matching(kb: KnowledgeBase, query: Query) -> Matching:
    """All hits of the best level that a query has, partial matches left out; EngineError when the
    index cannot serve."""
    lowered = read(kb, query.text, expand=query.expand, strict=True).lowered
    everything = kb.engine.status().documents
    request = replace(
        engine_request(query, lowered, None, size=everything),
        facets=(),
        order=Order.DATE,
        partial=None,
    )
    response = kb.engine.search(request)
    best = min((candidate.level for candidate in response.candidates), default=Level.FULL)
    candidates = {c.id: c for c in response.candidates if c.level is best}
    return Matching(
        tuple(candidates),
        lambda ids: _hits([Scored(0.0, candidates[id_]) for id_ in ids], lowered, response),
    )


def query_strings(kb: KnowledgeBase, text: str, *, expand: bool = True) -> tuple[str, ...]:
    """The strings, in normal form, that a search for `text` highlights in an entry: as typed where
    any entry has them so, else the words."""
    try:
        return _strings(kb, read(kb, text, expand=expand).lowered, None, filtered=False)
    except EngineError:  # a bulletin can be read without an index
        return read(kb, text, expand=expand, strict=True).lowered.strings


def _strings(
    kb: KnowledgeBase, lowered: Lowered, response: Response | None, *, filtered: bool
) -> tuple[str, ...]:
    """What a query highlights; its response, where there is one, may tell without a search."""
    if lowered.scattered is None:
        return lowered.strings
    held = response and response.counts[Level.FULL] + response.counts[Level.INSIDE]
    if response is None:
        held = kb.engine.search(Request(lowered.match, size=0)).total
    elif not held and filtered:
        held = response.widely()
    return lowered.strings if held else _wanted(lowered, Level.SCATTERED)


def _rank(
    order: Order,
    response: Response,
    lowered: Lowered,
    frequencies: Frequencies,
    meaning: Meaning | None,
) -> list[Scored]:
    if order is Order.DATE or not lowered.words:
        return [Scored(0.0, candidate) for candidate in response.candidates]
    query = asked(lowered, frequencies.count, frequencies.words, frequencies.tokens)
    ranker = Ranker(query)
    # What is near comes last from the engine, and may be the best of all.
    head = len(response.candidates) if meaning else RERANKED
    ranked = ranker.rank(response.candidates[:head])
    ranked += [Scored(0.0, candidate) for candidate in response.candidates[head:]]
    return with_meaning(ranked, meaning, ranker.ideal) if meaning else ranked


def _wanted(lowered: Lowered, level: Level) -> tuple[str, ...]:
    """What to highlight: the strings asked for, and where these are not, the words."""
    if level in LOOSE:
        words = (word.text for word in lowered.words if len(word.text) > 1)
        # The pieces of words that the dictionary lacks say nothing of what is near.
        pieces = () if level is Level.NEAR else lowered.pieces
        meant = (name for names in lowered.meant for name in names)
        return (*lowered.strings, *pieces, *words, *meant)
    return lowered.strings


def _hits(
    shown: Sequence[Scored], lowered: Lowered, response: Response, meaning: Meaning | None = None
) -> tuple[Hit, ...]:
    levels = {scored.candidate.level for scored in shown}
    wanted = {level: _wanted(lowered, level) for level in levels}
    documents = [scored.candidate.document() for scored in shown]
    together = response.count("bulletin", {document.bulletin for document in documents})
    return tuple(
        [
            _hit(
                scored,
                document,
                wanted[scored.candidate.level],
                together[document.bulletin] - 1,
                meaning,
            )
            for scored, document in zip(shown, documents, strict=True)
        ]
    )


def _hit(
    scored: Scored,
    document: IndexDocument,
    wanted: tuple[str, ...],
    others: int,
    meaning: Meaning | None,
) -> Hit:
    """A hit with what it shows; `wanted` are the strings to highlight."""
    candidate = scored.candidate
    spans = highlights(document.text, wanted, candidate.text)
    around = None
    # Single scattered characters do not show which piece answers.
    if meaning and candidate.level in LOOSE and all(end - start < 2 for start, end in spans):
        around = meaning.best_sentence(document)
    return Hit(
        document=document,
        score=round(scored.score, 4),
        level=candidate.level,
        highlights=tuple(spans),
        snippet=snippet(document.text, spans, around=around),
        others=others,
    )
