"""Matches as queries of OpenSearch. Nothing a person typed is ever parsed by the server."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kb.index.engines.opensearch.schema import LONGEST_VALUE
from kb.query import AllOf, AnyOf, Contains, Everything, HasValue, Match, NoneOf, ValueHolds, Within
from kb.text import BOTH, END, ends_in_number, needs_begin, pairs, touches_number

Query = dict[str, Any]

EVERYTHING: Query = {"match_all": {}}
NOTHING: Query = {"match_none": {}}
# Sums of weights below this are exact in the server's 32-bit floating point numbers.
MOST_WEIGHT = 1 << 24
# Clauses of one query; the server takes 1024 in all unless it is set otherwise.
MOST_WEIGHTS = 700


def query_of(match: Match) -> Query:
    """The query that finds exactly what satisfies a match."""
    match match:
        case Everything():
            return EVERYTHING
        case Contains(field, literal, whole):
            if whole and touches_number(literal):
                return _whole(field, literal)
            return _string(field, literal) if literal else EVERYTHING
        case HasValue(field, values):
            return any_value(field, values)
        case ValueHolds(field, literal):
            if not literal:
                return {"exists": {"field": field}}
            return _string(f"{field}_normal", literal)
        case Within(start, end):
            last = {"range": {"end": {"gte": start.toordinal()}}} if start else _exists("end")
            first = {"range": {"start": {"lte": end.toordinal()}}} if end else _exists("start")
            return all_of(last, first)
        case AllOf(children):
            return all_of(*map(query_of, children)) if children else EVERYTHING
        case AnyOf(children):
            return any_of(*map(query_of, children)) if children else NOTHING
        case NoneOf(child):
            return all_of(without=(query_of(child),))


def all_of(*queries: Query, without: Iterable[Query] = ()) -> Query:
    """All of the queries and none of `without`."""
    return {"bool": {"filter": list(queries), "must_not": list(without)}}


def any_of(*queries: Query) -> Query:
    """Any of the queries."""
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


def any_value(field: str, values: Iterable[str]) -> Query:
    """Any of the values in a value field."""
    wanted = sorted(value for value in values if value)
    return {"terms": {field: wanted}} if wanted else NOTHING


def visible(commit: int) -> tuple[Query, Query]:
    """What a search of a commit leaves out: rows of later commits, and rows that are replaced.
    There are few of both, so this costs little."""
    return {"range": {"since": {"gt": commit}}}, {"range": {"until": {"lte": commit}}}


def having(field: str, token: str) -> Query:
    """The rows in which a token of a token field occurs."""
    if field == "words":
        return {"term": {"words": token[:LONGEST_VALUE]}}
    if len(token) == 1:
        return {"term": {f"{field}.one": token}}
    return {"term": {field: token}} if pairs(token) == [token] else NOTHING


def weighed(weights: Iterable[tuple[str, int]]) -> list[Query]:
    """Clauses whose scores add up to the weights of the tokens that a text has. Of more than can be
    added exactly, the last are left out: they are the most frequent."""
    clauses: list[Query] = []
    total = 0
    for token, weight in weights:
        total += weight
        if total >= MOST_WEIGHT or len(clauses) >= MOST_WEIGHTS:
            break
        clauses.append({"constant_score": {"filter": having("text", token), "boost": weight}})
    return clauses


def _exists(field: str) -> Query:
    return {"exists": {"field": field}}


def _string(field: str, literal: str) -> Query:
    if len(literal) == 1:
        return {"term": {f"{field}.one": literal}}
    return {"match_phrase": {field: literal}}


def _whole(field: str, literal: str) -> Query:
    """A string that cuts no number: it stands between marks (kb/text/number_edges.py)."""
    if len(literal) == 1:
        return {"term": {f"{field}_singles": literal}}
    marks = f"{field}_edges"
    row: list[Query] = [{"match": {"query": literal, "ordered": True, "max_gaps": 0}}]
    if needs_begin(literal):
        row.insert(0, _mark(marks, BOTH))
    if ends_in_number(literal):
        row.append({"any_of": {"intervals": [_mark(marks, BOTH), _mark(marks, END)]}})
    return {"intervals": {field: {"all_of": {"ordered": True, "max_gaps": 0, "intervals": row}}}}


def _mark(field: str, mark: str) -> Query:
    return {"match": {"query": mark, "use_field": field}}
