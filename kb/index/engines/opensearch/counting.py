"""How many of all that was found have each value of a field, with as few round trips as can be.

A level whose rows are all at hand is counted here. Of one with more rows the server is asked: at best
together with something else that has to be asked anyway, before it is known which values are wanted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from kb.index.engines.opensearch.answers import understood
from kb.index.engines.opensearch.conditions import Query
from kb.index.engines.opensearch.found import Found, Part
from kb.index.engines.opensearch.paging import Ask, Body, Reply, card_of
from kb.index.engines.opensearch.values import (
    counted,
    counts_of,
    counts_of_all,
    leaves_some_out,
)

# For up to this many rows all values of a field are asked for ahead; for more, those of the rows at hand.
MOST_AHEAD = 5000


class Counting:
    """Counts values among the rows of the levels, and of some rows that were added to them.
    `narrowed` makes a query find only what is visible and passes the filters."""

    def __init__(self, ask: Ask, parts: Iterable[Part], narrowed: Callable[[Query], Query]) -> None:
        self._ask, self._narrowed = ask, narrowed
        parts = list(parts)
        self._whole = [part for part in parts if part.kept <= len(part.hits)]
        self._more = [part for part in parts if part.kept > len(part.hits)]
        self._asked_ahead = ""
        self._all_are_known = False
        self._known: Counter[str] = Counter()

    def ahead(self, field: str) -> list[Body]:
        """Searches to send with others, in case that the field is counted."""
        if not field or not self._more:
            return []
        self._asked_ahead = field
        self._all_are_known = sum(part.kept for part in self._more) <= MOST_AHEAD
        if self._all_are_known:
            return [counts_of_all(self._query(part), field, part.kept) for part in self._more]
        cards = (card_of(hit) for part in (*self._whole, *self._more) for hit in part.hits)
        some = {value: 0 for card in cards for value in card.values(field)}
        self._known = Counter(some)
        return self._asking(field, some)

    def learn(self, replies: Iterable[Reply]) -> None:
        """Take the answers to `ahead`."""
        replies = list(replies)
        if self._all_are_known and any(map(leaves_some_out, replies)):  # several values each
            self._asked_ahead = ""
        self._known.update(counted(replies))

    @understood()
    def count(self, added: Iterable[Found], field: str, values: Iterable[str]) -> dict[str, int]:
        """How many of all rows, and of those that were added, have each of the values."""
        wanted = dict.fromkeys(values, 0)
        counts = Counter(value for one in added for value in one.card.values(field))
        cards = (card_of(hit) for part in self._whole for hit in part.hits)
        counts.update(value for card in cards for value in card.values(field))
        counts.update(self._counted(field, [value for value in wanted if value]))
        return {value: counts[value] for value in wanted}

    def _counted(self, field: str, values: list[str]) -> Counter[str]:
        """The same among the rows that are not all at hand."""
        if not self._more or not values:
            return Counter()
        ahead = field == self._asked_ahead
        if ahead and (self._all_are_known or all(value in self._known for value in values)):
            return self._known
        return counted(self._ask(self._asking(field, values)))

    def _asking(self, field: str, values: Iterable[str]) -> list[Body]:
        return [counts_of(self._query(part), field, values) for part in self._more]

    def _query(self, part: Part) -> Query:
        return self._narrowed(part.query)
