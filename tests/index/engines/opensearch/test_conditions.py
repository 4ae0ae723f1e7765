"""Sums of weights are exact on the server, and no query is too long for it."""

from __future__ import annotations

from kb.index.engines.opensearch.conditions import MOST_WEIGHT, MOST_WEIGHTS, weighed
from kb.query.lower import MAX_WORDS
from kb.query.parse import MAX_LEAVES
from kb.search.asking import WEIGHT_UNIT
from kb.search.ranking import idf

PAIR = "授信"
ENTRIES = 100_000_000
SERVER_TAKES = 1024


def test_as_many_as_are_weighed_can_be_added_exactly() -> None:
    """Each pair of characters occurs in one of a hundred million entries."""
    heaviest = round(idf(ENTRIES, 1) * WEIGHT_UNIT)
    assert MOST_WEIGHTS * heaviest < MOST_WEIGHT


def test_the_longest_query_has_fewer_conditions_than_the_server_takes() -> None:
    assert MOST_WEIGHTS + MAX_LEAVES + MAX_WORDS < SERVER_TAKES


def test_what_cannot_be_added_exactly_is_left_out_the_last_first() -> None:
    half = MOST_WEIGHT // 2
    clauses = weighed([(PAIR, half), ("贷款", half - 1), ("银行", 1)])
    assert [clause["constant_score"]["boost"] for clause in clauses] == [half, half - 1]
    assert len(weighed([(PAIR, 1)] * 2000)) == MOST_WEIGHTS
