"""What a search found: rows with their level and weight, and the levels with their counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kb.index.engines.opensearch.cards import Card
from kb.index.engines.opensearch.conditions import Query
from kb.index.engines.opensearch.paging import Reply
from kb.index.engines.port import Candidate, Level, Order

_STATIC: list[Any] = [
    {"worth": "asc"},
    {"end": {"order": "desc", "missing": "_last"}},
    {"place": "asc"},
]
SORTS: Mapping[Order, list[Any]] = {
    Order.RELEVANCE: [{"_score": "desc"}, *_STATIC],
    Order.DATE: _STATIC[1:],
}


@dataclass(frozen=True, slots=True)
class Found:
    """A row that was found, with its weight and level."""

    card: Card
    weight: int
    level: Level

    def key(self, order: Order) -> tuple[object, ...]:
        """What rows of loose levels are merged by; the order of `SORTS`."""
        newest = (-self.card.end, self.card.place)
        return newest if order is Order.DATE else (-self.weight, self.card.worth, *newest)

    def passes(self, filters: Mapping[str, frozenset[str]], leave_out: str = "") -> bool:
        """Does the row pass every filter, except the one on the field `leave_out`?"""
        return all(
            not accepted.isdisjoint(self.card.values(name))
            for name, accepted in filters.items()
            if name != leave_out
        )

    def candidate(self, order: Order) -> Candidate:
        """What the ranker gets."""
        card = self.card
        return Candidate(
            id=card.id,
            place=card.place,
            kind=card.kind,
            end=card.last_day,
            weight=self.weight if order is Order.RELEVANCE else 0,
            level=self.level,
            text=card.text,
            title=card.title,
            document=card.document,
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One level of a request as a query, and what was answered."""

    level: Level
    query: Query
    reply: Reply

    @property
    def hits(self) -> list[Reply]:
        """The first rows."""
        rows: list[Reply] = self.reply["hits"]["hits"]
        return rows

    @property
    def kept(self) -> int:
        """How many rows pass the filters."""
        return int(self.reply["hits"]["total"]["value"])

    @property
    def all(self) -> int:
        """How many there are without the filters."""
        every = self.reply.get("aggregations", {}).get("all")
        return self.kept if every is None else int(every["doc_count"])
