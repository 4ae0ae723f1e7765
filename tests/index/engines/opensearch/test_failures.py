"""What a real cluster does when it cannot do what it is asked, and what comes after."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kb.errors import EngineError, EngineUnavailable, IndexBusy, IndexDamaged, IndexMissing
from kb.files import Cluster
from kb.query.conditions import Everything
from tests.index.engines.cluster import why_none
from tests.index.engines.opensearch.filled import CORPUS, LOOSE, NEW, requested
from tests.index.engines.samples import FINGERPRINT, Preparer, document, found

if why_none():
    pytest.skip(why_none(), allow_module_level=True)

from kb.index.engines.opensearch import state
from kb.index.engines.opensearch.engine import OpenSearchEngine
from kb.index.engines.opensearch.searching import Search
from kb.index.engines.opensearch.writing import Writing

pytestmark = pytest.mark.usefixtures("no_pauses")


@pytest.mark.parametrize("which", ["{index}", "STATE"])
def test_a_disk_at_the_flood_stage_is_said_and_nothing_is_lost(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer, which: str
) -> None:
    """The server lets indexes only be read and deleted then. Where only the rows could not be written,
    it was taken for too much work: tried for 14 seconds, and then said to be busy."""
    place = which.replace("STATE", f"{cluster.index}-state")
    before = filled.digests()
    block = {"index.blocks.read_only_allow_delete": True}
    requested(cluster, "PUT", f"/{place}/_settings", block)
    with pytest.raises(EngineError, match="磁盘快满") as caught:
        preparer.change(filled, [NEW], remove=["d1"])
    assert not isinstance(caught.value, IndexBusy)
    assert filled.digests() == before
    assert len(found(filled, Everything())) == 9
    requested(cluster, "PUT", f"/{place}/_settings", dict.fromkeys(block))
    preparer.change(filled, [NEW], remove=["d1"])
    assert filled.digests().keys() == before.keys() - {"d1"} | {"new"}
    assert filled.verify() == []


def test_a_red_index_is_said_and_serves_again(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer
) -> None:
    nowhere = {"index.routing.allocation.require._name": "nowhere"}
    requested(cluster, "DELETE", "/{index}")  # its files are gone, as those of a dead node are
    requested(cluster, "PUT", "/{index}?wait_for_active_shards=0", {"settings": nowhere})
    assert requested(cluster, "GET", "/_cluster/health/{index}")["status"] == "red"
    asked: list[Callable[[], object]] = [
        lambda: filled.search(LOOSE),
        lambda: filled.frequencies({"text": ["通过"], "bank": ["甲"]}),
        filled.digests,
        lambda: list(filled.lexicon("bank")),
    ]
    for ask in asked:
        with pytest.raises(EngineUnavailable, match="分片没有应答"):
            ask()
    (problem,) = filled.verify()
    assert "分片不可用" in problem
    preparer.fill(filled, [*CORPUS, NEW])  # as kb check says
    assert len(found(filled, Everything())) == 10
    assert filled.verify() == []


@pytest.mark.parametrize("anew", [False, True])
def test_an_index_deleted_under_a_running_change_is_built_again(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer, anew: bool
) -> None:
    """A server may make an index of the same name for the rows that come then: it was taken for the
    whole."""

    def changes() -> None:
        with filled.writer(FINGERPRINT) as writer:
            assert isinstance(writer, Writing)
            writer.put(preparer.prepare(NEW))
            writer._end_replaced()
            requested(cluster, "DELETE", "/{index}")
            if anew:
                requested(cluster, "PUT", "/{index}", {"settings": {"number_of_replicas": 0}})

    lost = IndexDamaged if anew else IndexMissing
    for ask in (changes, lambda: filled.frequencies({})):  # by which an update finds out
        with pytest.raises(lost, match="应有 9 条" if anew else "不见了"):
            ask()
    assert "需要重建" in filled.verify()[0]
    preparer.fill(filled, [*CORPUS, NEW])
    assert filled.frequencies({})[0] == len(found(filled, Everything())) == 10


def test_a_search_that_a_rebuild_comes_between_is_asked_again(
    filled: OpenSearchEngine,
    cluster: Cluster,
    preparer: Preparer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looser = Search._looser
    other = OpenSearchEngine(cluster, tmp_path)

    def rebuilt_before(self: Search, *given: Any) -> Any:
        monkeypatch.setattr(Search, "_looser", looser)
        for _ in range(2):  # the index before the last is dropped
            preparer.fill(other, [*CORPUS, document("d9", "整村授信再一户。")])
        return looser(self, *given)

    monkeypatch.setattr(Search, "_looser", rebuilt_before)
    assert filled.search(LOOSE).total == 10


def test_the_state_deleted_is_an_index_to_be_built(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer
) -> None:
    requested(cluster, "DELETE", f"/{cluster.index}-state")
    with pytest.raises(IndexMissing):
        filled.search(LOOSE)
    preparer.fill(filled, CORPUS)
    assert filled.search(LOOSE).total == 9


@pytest.mark.parametrize("wrong", [-3600.0, 3600.0])
def test_writers_whose_clocks_differ_lose_nothing(
    filled: OpenSearchEngine,
    cluster: Cluster,
    preparer: Preparer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wrong: float,
) -> None:
    """One who is behind is taken for dead, and learns it before it commits; one who is ahead is waited
    for."""
    other = OpenSearchEngine(cluster, tmp_path)
    right = time.time
    behind = wrong < 0

    def writes() -> None:
        with filled.writer(FINGERPRINT) as writer:
            writer.remove("d1")
            monkeypatch.setattr(time, "time", right)
            preparer.change(other, remove=["d2"])

    monkeypatch.setattr(socket, "gethostname", iter(["here", *["there"] * 99]).__next__)
    monkeypatch.setattr(time, "time", lambda: right() + wrong)
    with pytest.raises(IndexBusy):
        writes()
    gone = {"d2"} if behind else set()
    assert filled.digests().keys() == {one.id for one in CORPUS} - gone
    monkeypatch.setattr(time, "time", right)
    preparer.change(filled, [NEW])
    assert filled.verify() == []


def test_the_lock_of_a_dead_writer_whose_clock_was_ahead_is_taken_in_time(
    filled: OpenSearchEngine,
    cluster: Cluster,
    preparer: Preparer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It was waited for until our clock came to where that one was."""
    lock = f"/{cluster.index}-state/_doc/lock?refresh=true"
    held = {"token": "x", "host": "another", "pid": 1, "renewed": time.time() + 86400}
    requested(cluster, "PUT", lock, held)
    now = [1000.0]
    clock = SimpleNamespace(time=time.time, monotonic=lambda: now[0])
    monkeypatch.setattr(state, "time", clock)
    for seconds in (0.0, 200.0):
        now[0] += seconds
        with pytest.raises(IndexBusy):
            preparer.change(filled, [NEW])
    requested(cluster, "PUT", lock, held | {"renewed": time.time() + 86401})  # it lives
    for seconds in (200.0, 200.0):
        now[0] += seconds
        with pytest.raises(IndexBusy):
            preparer.change(filled, [NEW])
    now[0] += 101.0
    preparer.change(filled, [NEW])
    assert "new" in filled.digests()
