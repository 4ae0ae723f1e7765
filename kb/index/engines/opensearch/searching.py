"""Runs a request on a cluster: at most one round trip for what matches, one for what is looser.

The sets of the levels FULL, INSIDE and SCATTERED are disjoint queries of one multi-search; each brings
its count, its facets and its heaviest rows, so that counts and facets of all that was found are sums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import partial

from kb.index.engines.opensearch.conditions import (
    EVERYTHING,
    Query,
    all_of,
    any_value,
    query_of,
    weighed,
)
from kb.index.engines.opensearch.counting import Counting
from kb.index.engines.opensearch.found import SORTS, Found, Part
from kb.index.engines.opensearch.paging import (
    HIDDEN,
    PAGE,
    SHOWN,
    Ask,
    Body,
    Reply,
    card_of,
    values_by_pages,
)
from kb.index.engines.port import (
    Level,
    Order,
    Partial,
    Request,
    Response,
    ordered_facet,
)
from kb.query import Everything

# Values of one facet. A field with more has its facet counted page by page.
MOST_VALUES = 10_000


class Search:
    """One request; `hidden` is what it leaves out."""

    def __init__(self, ask: Ask, hidden: tuple[Query, ...], request: Request) -> None:
        self._ask = ask
        self._hidden = hidden
        self._request = request
        self._filters = {name: any_value(name, v) for name, v in request.filters.items()}
        self._weights = weighed(request.weights)

    def bodies(self) -> list[Body]:
        """The searches of the first round trip."""
        bodies = [self._body(query) for _, query in self._levels()]
        if self._request.widely is not None:
            query = self._scored(query_of(self._request.widely), with_weights=False)
            bodies.append({"size": 0, "track_total_hits": True, "query": query})
        return bodies

    def finish(self, replies: list[Reply]) -> Response:
        """The response, from the answers to `bodies`; asks more where it must."""
        widely = 0
        if self._request.widely is not None:
            *replies, last = replies
            widely = int(last["hits"]["total"]["value"])
        pairs = zip(self._levels(), replies, strict=True)
        parts = [Part(level, query, reply) for (level, query), reply in pairs]
        counting = Counting(self._ask, parts, self._narrowed)
        loose, near = self._looser(parts, counting)
        added = [*loose, *near]
        found_all = {part.level: part.all for part in parts}
        counts = dict.fromkeys(Level, 0) | {part.level: part.kept for part in parts}
        passing = [one for one in added if one.passes(self._request.filters)]
        for one in passing:
            counts[one.level] += 1
        chosen = self._chosen(
            parts,
            [one for one in passing if one.level is Level.PARTIAL],
            [one for one in passing if one.level is Level.NEAR],
        )
        whole = found_all.get(Level.FULL, 0) > 0
        counted = parts[:1] if whole else parts
        facets = {
            name: self._facet(name, counted, [] if whole else added)
            for name in self._request.facets
        }
        return Response(
            counts=counts,
            facets=facets,
            candidates=tuple(one.candidate(self._request.order) for one in chosen),
            count=partial(counting.count, passing),
            widely=lambda: widely,
        )

    def _levels(self) -> list[tuple[Level, Query]]:
        """The disjoint sets of what satisfies a match, without the filters."""
        request = self._request
        held = query_of(request.match)
        full = held if request.whole is None else all_of(held, query_of(request.whole))
        levels = [(Level.FULL, full)]
        if request.whole is not None:
            without = (query_of(request.whole),)
            levels.append((Level.INSIDE, all_of(held, without=without)))
        if request.scattered is not None:
            loose = all_of(query_of(request.scattered), without=(held,))
            levels.append((Level.SCATTERED, loose))
        return levels

    def _body(self, query: Query, size: int | None = None) -> Body:
        """A search for the heaviest rows of a set, its count and its facets."""
        request = self._request
        size = request.size if size is None else size
        body: Body = {
            "query": self._scored(
                query, with_weights=size > 0 and request.order is Order.RELEVANCE
            ),
            "size": min(size, PAGE),
            "track_total_hits": True,
            "sort": SORTS[request.order],
            "track_scores": request.order is Order.RELEVANCE,
            **SHOWN,
        }
        aggregations: Body = {name: self._counting(name) for name in request.facets}
        if self._filters:
            body["post_filter"] = all_of(*self._filters.values())
            aggregations["all"] = {"filter": EVERYTHING}
        if aggregations:
            body["aggs"] = aggregations
        return body

    def _scored(self, query: Query, *, with_weights: bool) -> Query:
        """A query of visible rows whose scores are the weights."""
        clauses: Body = {"filter": [query], "must_not": list(self._hidden)}
        if with_weights and self._weights:
            clauses |= {"should": self._weights, "minimum_should_match": 0}
        return {"bool": clauses}

    def _counting(self, name: str) -> Body:
        """The aggregation that counts a facet; its own filter does not narrow it."""
        terms: Body = {"terms": {"field": name, "size": MOST_VALUES, "shard_size": MOST_VALUES}}
        others = [query for other, query in self._filters.items() if other != name]
        return {"filter": all_of(*others), "aggs": {"values": terms}} if others else terms

    def _facet(
        self, name: str, parts: Iterable[Part], added: Iterable[Found]
    ) -> tuple[tuple[str, int], ...]:
        counts: Counter[str] = Counter()
        for part in parts:
            counted = part.reply["aggregations"][name]
            counted = counted.get("values", counted)
            if counted["sum_other_doc_count"]:
                counts.update(self._facet_by_pages(name, part.query))
            else:
                counts.update({one["key"]: one["doc_count"] for one in counted["buckets"]})
        filters = self._request.filters
        for one in added:
            if one.passes(filters, leave_out=name):
                counts.update(one.card.values(name))
        return ordered_facet(counts.items())

    def _facet_by_pages(self, name: str, query: Query) -> dict[str, int]:
        others = [query for other, query in self._filters.items() if other != name]
        return dict(values_by_pages(self._ask, name, all_of(query, *others, without=self._hidden)))

    def _looser(self, parts: list[Part], counting: Counting) -> tuple[list[Found], list[Found]]:
        """Partial matches and what is near, filters left out."""
        request, wanted = self._request, []
        held = sum(part.all for part in parts if part.level is not Level.SCATTERED)
        better = [query_of(request.match)]
        if request.scattered is not None:
            better.append(query_of(request.scattered))
        partly = request.partial if request.partial and held < request.partial.below else None
        if partly and not (self._weights and partly.size):
            partly = None
        near = request.near if request.near and held < request.near.below else None
        if partly:
            hard = query_of(partly.hard)
            wanted.append(self._heaviest(all_of(hard, without=better), partly.size))
            if not self._best_is_seen(partly):
                wanted.append(self._heaviest(hard, 1, shown=HIDDEN))
        if near and near.ids:
            named = all_of(
                {"terms": {"id": sorted(set(near.ids))}}, query_of(near.hard), without=better
            )
            body = self._body(named, len(near.ids))
            wanted.append(
                SHOWN | {key: body[key] for key in ("query", "size", "sort", "track_scores")}
            )
        ahead = counting.ahead(request.counted) if wanted else []
        replies = self._ask([*wanted, *ahead]) if wanted else []
        counting.learn(replies[len(wanted) :])
        replies = replies[: len(wanted)]
        rows: list[Found] = []
        if partly:
            last = len(replies) - bool(near and near.ids)
            best = [part.reply for part in parts] + replies[:last]
            nothing = not any(part.all for part in parts)
            hits = _near_best(replies[0]["hits"]["hits"], partly, best, nothing=nothing)
            rows = self._found(hits, Level.PARTIAL)
        known = {one.card.id for one in rows}
        close = self._found(replies[-1]["hits"]["hits"], Level.NEAR) if near and near.ids else []
        return rows, [one for one in close if one.card.id not in known]

    def _best_is_seen(self, partly: Partial) -> bool:
        """Is the heaviest of all rows among the first of each level and of the partial matches? With
        conditions or filters some levels leave rows out."""
        request = self._request
        plain = isinstance(partly.hard, Everything) and not self._filters
        return plain and request.size > 0 and request.order is Order.RELEVANCE

    def _heaviest(self, query: Query, size: int, shown: Body = SHOWN) -> Body:
        """The heaviest rows that have any of the tokens, by weight whatever the order of results."""
        scored = self._scored(query, with_weights=True)
        scored["bool"]["minimum_should_match"] = 1
        return {
            "query": scored,
            "size": size,
            "track_total_hits": False,
            "sort": SORTS[Order.RELEVANCE],
            "track_scores": True,
            **shown,
        }

    def _chosen(self, parts: list[Part], partial: list[Found], near: list[Found]) -> list[Found]:
        """The first rows of all levels."""
        size, order = self._request.size, self._request.order
        chosen: list[Found] = []
        loose = partial
        for part in parts:
            rows = self._rows(part, size - len(chosen))
            if part.level is Level.SCATTERED:
                loose = [*rows, *partial]
            else:
                chosen += rows
        for rows in (loose, near):
            rows = sorted(rows, key=lambda one: one.key(order))
            chosen += rows[: max(0, size - len(chosen))]
        return chosen

    def _rows(self, part: Part, size: int) -> list[Found]:
        """The first `size` rows of a level; those after the first page are asked for."""
        reply = part.reply
        rows = self._found(reply["hits"]["hits"], part.level)
        while len(rows) < min(size, part.kept) and reply["hits"]["hits"]:
            body = self._body(part.query, min(PAGE, size - len(rows)))
            body.pop("aggs", None)
            body |= {"search_after": reply["hits"]["hits"][-1]["sort"], "track_total_hits": False}
            (reply,) = self._ask([body])
            rows += self._found(reply["hits"]["hits"], part.level)
        return rows[: max(0, size)]

    def _found(self, hits: Iterable[Reply], level: Level) -> list[Found]:
        return [Found(card_of(hit), _weight(hit), level) for hit in hits]

    def _narrowed(self, query: Query) -> Query:
        """What of a query is visible and passes the filters."""
        return all_of(query, *self._filters.values(), without=self._hidden)


def _weight(hit: Reply) -> int:
    return round(hit.get("_score") or 0)


def _near_best(
    hits: list[Reply], partly: Partial, best: Iterable[Reply], *, nothing: bool
) -> list[Reply]:
    """The partial matches to be shown, of the heaviest ones; `best` are answers among whose first rows
    is the heaviest of all. Five in six are not shown: none is unpacked before."""
    heavy = [hit for hit in hits if _weight(hit) >= partly.minimum]
    hits = heavy if heavy or not nothing else hits
    firsts = [reply["hits"]["hits"][:1] for reply in best]
    least = partly.share * max([_weight(hit) for first in firsts for hit in first], default=0)
    return [hit for n, hit in enumerate(hits) if n < partly.enough or 100 * _weight(hit) >= least]
