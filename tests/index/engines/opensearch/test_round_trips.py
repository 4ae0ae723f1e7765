"""How often a page of results asks the cluster."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kb.files.home import Home, load_settings
from kb.index.update import update_index
from kb.knowledge_base import KnowledgeBase
from kb.search.asking import Query
from kb.search.results import search
from tests.index.engines.cluster import cluster_of, drop, why_none

if why_none():
    pytest.skip(why_none(), allow_module_level=True)

from kb.index.engines.opensearch.client import Answer, Client


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


@pytest.mark.parametrize(
    "text", ["授信", "整村授信 评议", "整村授信怎样做才能让农户满意", "50万元", "没有这样的话"]
)
def test_a_page_takes_three_round_trips(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    asked: list[str] = []
    call = Client.call

    def counted(self: Client, method: str, path: str, *given: object, **named: object) -> Answer:
        asked.append(path)
        return call(self, method, path, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Client, "call", counted)
    search(kb, Query(text))
    assert len(asked) <= 3, asked


def test_the_page_is_that_of_the_engine_on_this_machine(kb: KnowledgeBase) -> None:
    here = KnowledgeBase(kb.home, replace(kb.settings, engine="whoosh"))
    for text in ("授信", "整村授信怎样做", "50万元", "听证会 -临海"):
        ours, theirs = search(kb, Query(text)), search(here, Query(text))
        assert [hit.document.id for hit in ours.hits] == [hit.document.id for hit in theirs.hits]
        assert (ours.counts, ours.facets) == (theirs.counts, theirs.facets)
    here.engine.close()
