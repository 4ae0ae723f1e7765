"""What was asked, and the request that an engine gets for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from kb.index import FACETS
from kb.index.engines import Engine, Order, Partial, Request
from kb.knowledge_base import KnowledgeBase
from kb.query import (
    Contains,
    Lowered,
    Match,
    Within,
    all_of,
    is_among,
    is_plain,
    lower,
    parse,
    unquoted,
)
from kb.search.ranking import MEANT_SHARE, idf
from kb.search.unknown_values import unknown_values
from kb.text import normalize, pairs

# Candidates are found by the rarest tokens first, up to this many postings, but at least four
# tokens.
POSTINGS_BUDGET = 5000
LEAST_TOKENS = 4
RERANKED = 100
# Partial matches follow when fewer than this many entries hold everything asked for, and hold
# at least this share of what the query weighs; the best follow when nothing else is found.
ENOUGH = 3
LEAST_SHARE = 0.1
# Beyond the first screen, a partial match holds so much, in per cent, of what the best one weighs.
# Of 4,500 questions among 1,000 to 47,000 passages, 2 have their answer below; five in six of the
# partial matches are, and need not be ranked.
SHARE_OF_BEST = 30
FIRST_SCREEN = 10
WEIGHT_UNIT = 1000


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked: the text and all options.

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
class Reading:
    """A query text made ready to run, and a notice in Chinese about it or "". `plain` is the text in
    normal form where it is words only, "" where quotes or operators say exactly what is wanted;
    `corrected` is the same with names in the place of their pinyin or other characters."""

    lowered: Lowered
    notice: str
    plain: str = ""
    corrected: str = ""


def read(kb: KnowledgeBase, text: str, *, expand: bool = True, strict: bool = False) -> Reading:
    """Read what was typed. A quoted string that no entry has is looked for without its quotes, and
    the notice says so; not with `strict`."""
    parsed = parse(text)
    lowered = lower(parsed.tree, parsed.text, kb.segmenter, kb.vocabulary, expand=expand)
    nowhere = () if strict else tuple(p for p in lowered.phrases if not _anywhere(kb, p))
    notices = [] if strict else [parsed.notice, *unknown_values(kb, parsed.tree)]
    if not nowhere or parsed.tree is None:
        plain = normalize(parsed.text) if is_plain(parsed.tree) else ""
        corrected = plain
        if plain and expand:
            said = kb.everyday.said_in(plain)
            for typed, parts in _heard_in(kb, plain).items():
                corrected = corrected.replace(typed, "".join(names[0] for names in parts))
                said[typed] = tuple(chain.from_iterable(parts))
            lowered = _with_meant(kb, lowered, said)
        return Reading(lowered, "；".join(filter(None, notices)), plain, corrected)
    tree, opened = unquoted(parsed.tree, nowhere, lambda phrase: _anywhere(kb, phrase))
    notices += (f"没有条目原样含有“{phrase}”，已去掉引号检索" for phrase in opened)
    return Reading(
        lower(tree, parsed.text, kb.segmenter, kb.vocabulary, expand=expand),
        "；".join(filter(None, notices)),
    )


def _with_meant(kb: KnowledgeBase, lowered: Lowered, said: dict[str, tuple[str, ...]]) -> Lowered:
    """A query that also looks for what is meant by some of its words."""
    if not said:
        return lowered
    terms = dict.fromkeys(term for meant in said.values() for term in meant)
    names = tuple(kb.everyday.names_of(term) for term in terms)
    return replace(lowered, everyday=said, meant=names)


def _heard_in(kb: KnowledgeBase, plain: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Letters and characters in the query that spell or sound like names and that no entry has, with
    the names that each part may be."""
    spelled = kb.spelled.read(plain, lambda word: _anywhere(kb, word))
    heard = kb.spelled.heard(plain).items()
    return spelled | {piece: (names,) for piece, names in heard if not _anywhere(kb, piece)}


def _anywhere(kb: KnowledgeBase, literal: str) -> bool:
    return kb.engine.search(Request(Contains("text", literal), size=0)).total > 0


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many documents there are, and have each word and token of a query."""

    count: int
    words: dict[str, int]
    tokens: dict[str, int]

    @classmethod
    def of(cls, engine: Engine, lowered: Lowered) -> Frequencies:
        """The frequencies of a query in an index."""
        meant = [name for names in lowered.meant for name in names]
        words = [*(word.text for word in lowered.words), *meant]
        # 五十万 is written 50万 elsewhere, and shares no token with it.
        numbers = [
            other
            for word in lowered.words
            for other in word.alternatives
            if any(map(str.isdecimal, other))
        ]
        other_ways = (pair for name in (*meant, *numbers) for pair in pairs(name))
        tokens = (*lowered.tokens, *other_ways)
        count, found = engine.frequencies({"text": tokens, "words": words})
        return cls(count, found["words"], found["text"])


def engine_request(
    query: Query, lowered: Lowered, frequencies: Frequencies | None, *, size: int
) -> Request:
    """What the engine is asked; without frequencies there are no weights and no partial matches."""
    weights = _weights(frequencies, lowered) if frequencies else ()
    partial = None
    if lowered.hard is not None and weights:
        partial = Partial(
            hard=all_of([lowered.hard, *period_of(query)]),
            below=ENOUGH,
            minimum=int(LEAST_SHARE * sum(weight for _, weight in weights)),
            size=RERANKED,
            share=SHARE_OF_BEST,
            enough=FIRST_SCREEN,
        )
    # Of a row of words, what holds all of them matches already.
    loose = lowered.scattered and not is_among(lowered.scattered, lowered.match)
    return Request(
        match=within(query, lowered.match),
        whole=lowered.whole and within(query, lowered.whole),
        scattered=within(query, lowered.scattered) if lowered.scattered and loose else None,
        filters=filters_of(query),
        facets=FACETS,
        order=query.order,
        weights=weights,
        partial=partial,
        size=size,
        counted="bulletin",
        widely=lowered.match if narrowed(query) and lowered.scattered is not None else None,
    )


def narrowed(query: Query) -> bool:
    """Do filters or a period exclude some of what the text would find?"""
    return bool(query.filters or query.start or query.end)


def within(query: Query, match: Match) -> Match:
    """A condition combined with the query's period."""
    return all_of([match, *period_of(query)])


def period_of(query: Query) -> list[Match]:
    """The condition that the period of a query makes, none when it has no bounds."""
    return [Within(query.start, query.end)] if query.start or query.end else []


def filters_of(query: Query) -> dict[str, frozenset[str]]:
    """The filters of a query as an engine takes them."""
    return {name: frozenset(values) for name, values in query.filters.items() if values}


def _weights(frequencies: Frequencies, lowered: Lowered) -> tuple[tuple[str, int], ...]:
    """The tokens by which candidates are found, rarest first, within the budget. Those of terms that
    everyday words mean count less."""
    typed = frozenset(lowered.tokens) if lowered.meant else None
    chosen: list[tuple[str, int]] = []
    spent = 0
    for frequency, token in sorted((f, t) for t, f in frequencies.tokens.items() if f):
        if len(chosen) >= LEAST_TOKENS and spent + frequency > POSTINGS_BUDGET:
            break
        spent += frequency
        value = idf(frequencies.count, frequency) * WEIGHT_UNIT
        if typed is not None and token not in typed:
            value *= MEANT_SHARE
        chosen.append((token, max(1, round(value))))
    return tuple(chosen)
