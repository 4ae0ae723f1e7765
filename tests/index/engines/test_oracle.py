"""Engines with an index on disk against the plain scan, on whatever hypothesis thinks up."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.index.documents import IndexDocument
from kb.index.engines.memory import MemoryEngine, holds
from kb.index.engines.port import Engine, Request
from kb.index.fields import TOKEN_FIELDS, VALUE_FIELDS
from kb.query.conditions import Match
from tests.index.engines.conftest import Opener
from tests.index.engines.samples import Preparer, documents, matches, plain, requests

# One folder serves all examples: each rebuilds the index.
SHARED_FOLDER = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
OPERATIONS, BATCH = 60, 6
# To make an index takes longer than to ask it: few indexes, and many questions to each.
EXAMPLES = 25
ASKED = st.lists(requests, min_size=2, max_size=12)


def assert_alike(engine: Engine, oracle: Engine, asked: list[Request]) -> None:
    """The same answers to everything an engine can be asked."""
    for request in asked:
        assert plain(engine.search(request)) == plain(oracle.search(request)), request
    assert engine.digests() == oracle.digests()
    assert engine.status().documents == oracle.status().documents
    for field in (*TOKEN_FIELDS, *VALUE_FIELDS):
        assert list(engine.lexicon(field)) == list(oracle.lexicon(field)), field
    every = (*TOKEN_FIELDS, *VALUE_FIELDS)
    tokens = {f: [*(token for token, _ in oracle.lexicon(f)), "没有", ""] for f in every}
    assert engine.frequencies(tokens) == oracle.frequencies(tokens)


@settings(max_examples=EXAMPLES, suppress_health_check=SHARED_FOLDER)
@given(corpus=documents(), asked=ASKED)
def test_every_engine_answers_as_the_oracle_does(
    opener: Opener, preparer: Preparer, corpus: list[IndexDocument], asked: list[Request]
) -> None:
    engine, oracle = opener(), MemoryEngine()
    for each in (engine, oracle):
        preparer.fill(each, corpus)
    assert_alike(engine, oracle, asked)
    engine.close()


@settings(max_examples=5, suppress_health_check=SHARED_FOLDER)
@given(
    pool=documents(most=9),
    asked=st.lists(requests, min_size=20, max_size=20),
    chance=st.randoms(use_true_random=False),
)
def test_an_index_changed_bit_by_bit_is_like_a_rebuilt_one(
    opener: Opener,
    preparer: Preparer,
    pool: list[IndexDocument],
    asked: list[Request],
    chance: random.Random,
) -> None:
    """300 operations and 100 requests over the examples; deletions and merges happen on the way."""
    engine, oracle = opener(), MemoryEngine()
    for each in (engine, oracle):
        preparer.fill(each, pool)
    for _ in range(OPERATIONS // BATCH):
        put, removed = _operations(pool, chance)
        for each in (engine, oracle):
            preparer.change(each, put, remove=removed)
    assert_alike(engine, oracle, asked)
    assert engine.verify() == []
    engine.close()


@settings(max_examples=EXAMPLES, suppress_health_check=SHARED_FOLDER)
@given(
    corpus=documents(),
    asked=ASKED,
    part=matches,
    second=matches,
)
def test_a_part_of_an_index_is_like_an_index_without_the_rest(
    opener: Opener,
    preparer: Preparer,
    corpus: list[IndexDocument],
    asked: list[Request],
    part: Match,
    second: Match,
) -> None:
    engine, alone, memory = opener(), MemoryEngine(), MemoryEngine()
    for each in (engine, memory):
        preparer.fill(each, corpus)
    inside = [d for d in corpus if holds(part, d)]
    preparer.fill(alone, inside)
    assert_alike(engine.within(part), alone, asked)
    assert_alike(memory.within(part), alone, asked)
    preparer.fill(alone, [d for d in inside if holds(second, d)])
    assert_alike(engine.within(part).within(second), alone, asked)
    engine.close()


def _operations(
    pool: list[IndexDocument], chance: random.Random
) -> tuple[list[IndexDocument], list[str]]:
    """Documents to put, with the text and place of others, and ids to remove."""
    names = chance.sample(range(20), BATCH)
    cut = chance.randint(0, BATCH) if pool else 0
    put = [
        replace(chance.choice(pool), id=f"d{n}", text=chance.choice(pool).text, position=n)
        for n in names[:cut]
    ]
    return put, [f"d{n}" for n in names[cut:]]
