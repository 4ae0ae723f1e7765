"""Everything that a query finds, page by page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from kb.index.engines.opensearch.answers import understood, unreadable
from kb.index.engines.opensearch.cards import Card, load_card
from kb.index.engines.opensearch.conditions import Query

# Rows, or values, of one answer.
PAGE = 1000

Body = dict[str, Any]
Reply = dict[str, Any]
# Asks for the cards of rows, or for nothing of them.
HIDDEN: Body = {"stored_fields": "_none_"}
SHOWN: Body = {**HIDDEN, "docvalue_fields": ["card"]}
# Sends bodies as one multi-search on the index of a commit.
Ask = Callable[[list[Body]], list[Reply]]


def values_by_pages(ask: Ask, field: str, query: Query) -> Iterable[tuple[str, int]]:
    """The values of a field among what a query finds, sorted, with how many rows have each."""
    after: dict[str, Any] = {}
    while True:
        sources = [{"value": {"terms": {"field": field}}}]
        composite = {"size": PAGE, "sources": sources, **after}
        body = {"size": 0, "query": query, "aggs": {"values": {"composite": composite}}}
        (reply,) = ask([body])
        with understood():
            page = reply["aggregations"]["values"]
            values = [(str(one["key"]["value"]), int(one["doc_count"])) for one in page["buckets"]]
            before, after = after, {"after": page["after_key"]} if "after_key" in page else {}
        yield from values
        if not after:
            return
        if after == before:  # for ever
            raise unreadable("next page")


def rows_by_pages(ask: Ask, query: Query) -> Iterable[tuple[Card, int]]:
    """All rows that a query finds, by place: the card of each, and since when it is valid."""
    after: dict[str, Any] = {}
    while True:
        sort = [{"place": "asc"}, {"since": "asc"}]
        (reply,) = ask([{"size": PAGE, "query": query, "sort": sort, **SHOWN, **after}])
        with understood():
            hits = reply["hits"]["hits"]
            rows = [(card_of(hit), int(hit["sort"][1])) for hit in hits]
            before, after = after, {"search_after": hits[-1]["sort"]} if hits else {}
        yield from rows
        if len(rows) < PAGE:
            return
        if after == before:  # for ever
            raise unreadable("next page")


def card_of(hit: Reply) -> Card:
    """The card of a row that was found."""
    return load_card(hit["fields"]["card"][0])
