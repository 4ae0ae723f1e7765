"""How many of the rows that a query finds have each of some values of a field: asked and read here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kb.index.engines.opensearch.conditions import Query
from kb.index.engines.opensearch.paging import Body, Reply


def counts_of(query: Query, field: str, values: Iterable[str]) -> Body:
    """A search that counts the rows of each of these values, by one aggregation."""
    wanted = list(values)
    return _counting(query, {"field": field, "include": wanted, "size": max(1, len(wanted))})


def counts_of_all(query: Query, field: str, most: int) -> Body:
    """The same of all values that the rows have, up to a number."""
    return _counting(query, {"field": field, "size": most})


def counted(replies: Iterable[Reply]) -> Counter[str]:
    """What the answers to such searches say, added up."""
    counts: Counter[str] = Counter()
    for reply in replies:
        counts.update({one["key"]: one["doc_count"] for one in _values(reply)["buckets"]})
    return counts


def leaves_some_out(reply: Reply) -> bool:
    """Have the rows more values than were counted?"""
    return bool(_values(reply)["sum_other_doc_count"])


def _counting(query: Query, terms: Body) -> Body:
    return {
        "size": 0,
        "track_total_hits": False,
        "query": query,
        "aggs": {"values": {"terms": terms}},
    }


def _values(reply: Reply) -> Reply:
    found: Reply = reply["aggregations"]["values"]
    return found
