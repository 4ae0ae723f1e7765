"""How often a page of results asks the cluster."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb.files.home import Home, load_settings
from kb.index.engines import open_engine
from kb.index.engines.port import Order, Partial, Request
from kb.index.update import update_index
from kb.knowledge_base import KnowledgeBase
from kb.query.conditions import AllOf, Contains, Everything, HasValue, NoneOf
from kb.search.asking import Query
from kb.search.places import places_named
from kb.search.results import search
from kb.text import normalize
from tests.index.engines.cluster import cluster_of, drop, why_none
from tests.index.engines.samples import Preparer
from tests.index.engines.test_conformance import MANY

if why_none():
    pytest.skip(why_none(), allow_module_level=True)

from kb.index.engines.opensearch.answers import Answer
from kb.index.engines.opensearch.client import Client
from kb.index.engines.opensearch.counting import MOST_AHEAD


@pytest.fixture(scope="module")
def kb(
    sample_home: Home, run_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[KnowledgeBase]:
    """A copy of the sample corpus with its index on the cluster, next to that of the sample."""
    home = Home(tmp_path_factory.mktemp("cluster") / "home")
    shutil.copytree(sample_home.path, home.path)
    cluster = cluster_of(run_folder, str(home.path))
    settings = replace(load_settings(home), engine="opensearch", opensearch=cluster)
    made = KnowledgeBase(home, settings)
    update_index(made)
    yield made
    made.engine.close()
    drop(cluster)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The requests that are sent from now on."""
    paths: list[str] = []
    call = Client.call

    def counted(self: Client, method: str, path: str, *given: object, **named: object) -> Answer:
        paths.append(path)
        return call(self, method, path, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Client, "call", counted)
    return paths


TEXTS = ["授信", "整村授信 评议", "整村授信怎样做才能让农户满意", "50万元", "没有这样的话"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"filters": {"kind": ("honour",)}},
        {"start": date(2099, 1, 1)},
        {"order": Order.DATE},
        {"page": 3, "limit": 5},
    ],
)
def test_a_page_takes_three_round_trips(
    kb: KnowledgeBase, asked: list[str], text: str, more: dict[str, Any]
) -> None:
    search(kb, Query(text, **more))
    assert len(asked) <= 3, asked


def test_frequencies_of_a_part_of_the_index_take_one_request(
    kb: KnowledgeBase, asked: list[str]
) -> None:
    """How many documents who asks may see was another."""
    part = kb.engine.within(NoneOf(HasValue("kind", frozenset({"honour"}))))
    count, _ = part.frequencies({"text": ["授信"], "words": ["授信"], "bank": ["临海农商银行"]})
    assert len(asked) == 1
    assert count == part.status().documents


def test_banks_of_a_question_are_looked_up_by_one_request(
    kb: KnowledgeBase, asked: list[str]
) -> None:
    """The facet of all organisations took a request for each thousand of them."""
    named = places_named(
        kb, normalize("临海农商银行和白沙洲农商银行的整村授信怎样做才能让农户满意")
    )
    assert "临海农商银行" in named.banks
    assert named.unknown
    assert len(asked) == 1


@pytest.mark.parametrize("most", [MOST_AHEAD, 10])
@pytest.mark.parametrize("size", [3, 100])
def test_few_full_matches_and_many_looser_ones_take_two_round_trips(
    run_folder: Path,
    preparer: Preparer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    asked: list[str],
    size: int,
    most: int,
) -> None:
    """Next to the one for frequencies. What was found of each bulletin was asked for afterwards."""
    monkeypatch.setattr("kb.index.engines.opensearch.counting.MOST_AHEAD", most)
    cluster = cluster_of(run_folder, str(tmp_path))
    engine = open_engine("opensearch", tmp_path, cluster)
    preparer.fill(engine, MANY)
    request = Request(
        Contains("text", "整村授信"),
        scattered=AllOf((Contains("text", "整村"), Contains("text", "授信"))),
        weights=(("授信", 3), ("整村", 2)),
        partial=Partial(Everything(), below=10, minimum=1, size=100),
        size=size,
        counted="bulletin",
    )
    asked.clear()
    response = engine.search(request)
    shown = {one.document().bulletin for one in response.candidates}
    assert set(response.count("bulletin", shown).values()) == {20}
    assert len(asked) == 2, asked
    engine.close()
    drop(cluster)


def test_the_page_is_that_of_the_engine_on_this_machine(kb: KnowledgeBase) -> None:
    here = KnowledgeBase(kb.home, replace(kb.settings, engine="whoosh"))
    for text in ("授信", "整村授信怎样做", "50万元", "听证会 -临海"):
        ours, theirs = search(kb, Query(text)), search(here, Query(text))
        assert [hit.document.id for hit in ours.hits] == [hit.document.id for hit in theirs.hits]
        assert (ours.counts, ours.facets) == (theirs.counts, theirs.facets)
    here.engine.close()
