"""Sums over all readings of a chain of sentences: as if each were counted."""

from __future__ import annotations

from itertools import product
from math import exp, log, prod

import pytest

from kb.enrich.subject_chain import NUMBERS, Candidate, Scored, sums
from kb.model import Side

CANDIDATES = (
    Candidate("甲", Side.HOST),
    Candidate("甲", Side.LEARNER),
    Candidate("乙", Side.HOST),
    Candidate("", Side.NONE),
)


def test_the_sums_are_those_over_all_readings() -> None:
    factors = [(1.0, 0.2, 0.7, 0.1), (0.3, 1.0, 0.5, 0.4), (0.6, 0.1, 1.0, 0.9)]
    scored = [Scored(CANDIDATES, one, 0.5 * at, {}) for at, one in enumerate(factors)]
    steps = [[1.0 + (at * 7 + pair * 3) % 5 for pair in range(32)] for at in range(3)]
    counted = [[0.0] * len(CANDIDATES) for _ in factors]
    whole = 0.0
    for chosen in product(range(len(CANDIDATES)), repeat=3):
        amount = prod(factors[at][one] * exp(0.5 * at) for at, one in enumerate(chosen))
        for at in (1, 2):
            before, after = CANDIDATES[chosen[at - 1]], CANDIDATES[chosen[at]]
            same = before.bank == after.bank
            amount *= steps[at][NUMBERS[before.side] * 8 + NUMBERS[after.side] * 2 + same]
        whole += amount
        for at, one in enumerate(chosen):
            counted[at][one] += amount
    found = sums(scored, steps)
    assert found.total == pytest.approx(log(whole))
    for told, expected in zip(found.chances, counted, strict=True):
        assert told == pytest.approx([amount / whole for amount in expected])


def test_no_sentences_have_no_chances() -> None:
    assert sums([], []).chances == []
