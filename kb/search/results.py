"""Search: what a person asked for in, a page of results out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kb.index import FACETS, IndexDocument
from kb.index.engines import Candidate, Engine, Order, Partial, Request, Response
from kb.knowledge_base import KnowledgeBase
from kb.model import KIND_LABELS, Kind
from kb.query import (
    QUESTION_WORDS,
    STOP_WORDS,
    Lowered,
    Match,
    Parsed,
    Within,
    all_of,
    lower,
    parse,
)
from kb.search.ranking import Ranker, asked, idf
from kb.search.snippets import Snippet, snippet
from kb.text import Span, highlights, pairs

# Candidates are read rarest token first, within so many postings, but at least four tokens
# (shared/search-measurements.md, "Ranking").
POSTINGS_BUDGET = 5000
LEAST_TOKENS = 4
RERANKED = 100
# Partial matches follow when fewer than this many entries hold everything asked for, and hold
# at least this share of what the query weighs.
ENOUGH = 3
LEAST_SHARE = 0.2
MAX_LIMIT = 100
WEIGHT_UNIT = 1000


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: the text and everything beside it.

    `filters` maps a facet (kb/index/fields.py) to accepted values; `start` and `end` bound the period;
    `expand` looks for the aliases of practices too.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    start: date | None = None
    end: date | None = None
    order: Order = Order.RELEVANCE
    page: int = 1
    limit: int = 10
    expand: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found.

    `highlights` are spans of the entry's text; `partial` marks a match of most, not all, of the
    query; `others` counts further hits in the same bulletin.
    """

    document: IndexDocument
    score: float
    partial: bool
    highlights: tuple[Span, ...]
    snippet: Snippet
    others: int


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet with the number of hits it would leave."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A page of results. `complete` of the `total` hits hold everything asked for; `words` is how
    the text was cut; `expanded` maps a practice as typed to the names also looked for."""

    query: Query
    total: int
    complete: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    notice: str
    words: tuple[str, ...]
    expanded: dict[str, tuple[str, ...]]
    took_ms: float

    @property
    def relaxed(self) -> bool:
        """Were partial matches added?"""
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
    parsed, lowered = _read(kb, query.text, expand=query.expand)
    last = query.page * query.limit
    frequencies = _Frequencies.of(kb.engine, lowered)
    response = kb.engine.search(_request(query, lowered, frequencies, size=max(RERANKED, last)))
    ranked = _rank(query.order, response, lowered, frequencies)
    shown = ranked[last - query.limit : last]
    wanted = _wanted(lowered)
    return ResultPage(
        query=query,
        total=response.total,
        complete=response.complete,
        hits=tuple(_hit(score, candidate, wanted, response) for score, candidate in shown),
        facets=_facets(query, response),
        notice=parsed.notice,
        words=tuple(word.text for word in lowered.words),
        expanded=lowered.expanded,
        took_ms=(time.perf_counter() - began) * 1000,
    )


@dataclass(frozen=True, slots=True)
class Matching:
    """All entries that hold everything a query asks for, by id, newest first."""

    ids: tuple[str, ...]
    _hit: Callable[[str], Hit]

    def hits(self, ids: Iterable[str]) -> tuple[Hit, ...]:
        """Some of them as hits, in the order given."""
        return tuple(map(self._hit, ids))


def matching(kb: KnowledgeBase, query: Query) -> Matching:
    """All that a query finds, partial matches left out; EngineError when the index cannot serve."""
    _, lowered = _read(kb, query.text, expand=query.expand)
    everything = kb.engine.status().documents
    request = Request(
        match=_match(query, lowered), filters=filters_of(query), order=Order.DATE, size=everything
    )
    response = kb.engine.search(request)
    candidates = {candidate.id: candidate for candidate in response.candidates}
    wanted = _wanted(lowered)
    return Matching(tuple(candidates), lambda id_: _hit(0.0, candidates[id_], wanted, response))


def query_strings(kb: KnowledgeBase, text: str, *, expand: bool = True) -> tuple[str, ...]:
    """The strings, in normal form, that a search for `text` highlights in an entry."""
    return _wanted(_read(kb, text, expand=expand)[1])


def _read(kb: KnowledgeBase, text: str, *, expand: bool) -> tuple[Parsed, Lowered]:
    """What was typed, parsed and made ready to run."""
    parsed = parse(text)
    return parsed, lower(parsed.tree, parsed.text, kb.segmenter, kb.vocabulary, expand=expand)


@dataclass(frozen=True, slots=True)
class _Frequencies:
    """How many documents there are, and have each word and pair of a query."""

    count: int
    words: dict[str, int]
    pairs: dict[str, int]

    @classmethod
    def of(cls, engine: Engine, lowered: Lowered) -> _Frequencies:
        count, found = engine.frequencies("text", _pairs(lowered))
        _, words = engine.frequencies("words", [word.text for word in lowered.words])
        return cls(count, words, found)


def _pairs(lowered: Lowered) -> list[str]:
    """The pairs of what was typed, words that ask left out unless nothing else is there."""
    text = "\n".join(lowered.literals)
    asking = text
    for word in sorted(QUESTION_WORDS, key=len, reverse=True):
        asking = asking.replace(word, "\n")
    return list(dict.fromkeys(pairs(asking) or pairs(text)))


def _request(query: Query, lowered: Lowered, frequencies: _Frequencies, *, size: int) -> Request:
    weights = _weights(frequencies)
    partial = None
    loosened = [word for word in lowered.words if word.text not in STOP_WORDS]
    if lowered.hard is not None and len(loosened) > 1 and weights:
        partial = Partial(
            hard=all_of([lowered.hard, *period_of(query)]),
            below=ENOUGH,
            minimum=int(LEAST_SHARE * sum(weight for _, weight in weights)),
            size=RERANKED,
        )
    return Request(
        match=_match(query, lowered),
        filters=filters_of(query),
        facets=FACETS,
        order=query.order,
        weights=weights,
        partial=partial,
        size=size,
    )


def _match(query: Query, lowered: Lowered) -> Match:
    return all_of([lowered.match, *period_of(query)])


def period_of(query: Query) -> list[Match]:
    """The condition that the period of a query makes, none when it has no bounds."""
    return [Within(query.start, query.end)] if query.start or query.end else []


def filters_of(query: Query) -> dict[str, frozenset[str]]:
    """The filters of a query as an engine takes them."""
    return {name: frozenset(values) for name, values in query.filters.items() if values}


def _weights(frequencies: _Frequencies) -> tuple[tuple[str, int], ...]:
    """The tokens by which candidates are found, rarest first, within the budget."""
    chosen: list[tuple[str, int]] = []
    spent = 0
    for frequency, token in sorted((f, t) for t, f in frequencies.pairs.items() if f):
        if len(chosen) >= LEAST_TOKENS and spent + frequency > POSTINGS_BUDGET:
            break
        spent += frequency
        chosen.append((token, round(idf(frequencies.count, frequency) * WEIGHT_UNIT)))
    return tuple(chosen)


def _rank(
    order: Order, response: Response, lowered: Lowered, frequencies: _Frequencies
) -> list[tuple[float, Candidate]]:
    if order is Order.DATE or not lowered.words:
        return [(0.0, candidate) for candidate in response.candidates]
    query = asked(lowered, frequencies.count, frequencies.words, frequencies.pairs)
    head, tail = response.candidates[:RERANKED], response.candidates[RERANKED:]
    return Ranker(query).rank(head) + [(0.0, candidate) for candidate in tail]


def _wanted(lowered: Lowered) -> tuple[str, ...]:
    """What to highlight: strings as typed, words and other names."""
    words = (name for word in lowered.words for name in (word.text, *word.alternatives))
    return (*lowered.literals, *words)


def _hit(
    score: float,
    candidate: Candidate,
    wanted: tuple[str, ...],
    response: Response,
) -> Hit:
    document = candidate.document()
    spans = highlights(document.text, wanted)
    return Hit(
        document=document,
        score=round(score, 4),
        partial=candidate.partial,
        highlights=tuple(spans),
        snippet=snippet(document.text, spans),
        others=response.count("bulletin", document.bulletin) - 1,
    )


def _facets(query: Query, response: Response) -> dict[str, tuple[FacetValue, ...]]:
    """The facet values with their counts; a selected value stays in sight when nothing is left."""
    facets = {}
    for name in FACETS:
        counts = dict(response.facets[name])
        chosen = query.filters.get(name, ())
        counts |= {value: 0 for value in chosen if value not in counts}
        facets[name] = tuple(
            FacetValue(value, facet_label(name, value), count, value in chosen)
            for value, count in counts.items()
        )
    return facets


def facet_label(name: str, value: str) -> str:
    """How a facet value is shown."""
    if name == "kind":
        return KIND_LABELS[Kind(value)] if value in KIND_LABELS else value
    if name == "month" and len(value) == len("2018-07"):
        return f"{value[:4]}年{int(value[5:])}月"
    return value
