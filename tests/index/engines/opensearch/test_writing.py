"""Commits on a real cluster: what others see meanwhile, what a killed writer leaves, what stays."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.errors import IndexBusy, IndexMissing
from kb.files import Cluster
from kb.index.engines.port import Request
from kb.query.conditions import Contains, Everything
from tests.index.engines.cluster import why_none
from tests.index.engines.samples import FINGERPRINT, Preparer, document, found

if why_none():
    pytest.skip(why_none(), allow_module_level=True)

from kb.index.engines.opensearch import client, writing
from kb.index.engines.opensearch.engine import OpenSearchEngine

CORPUS = [document(f"d{n}", f"整村授信第{n}户，评议通过。", position=n) for n in range(30)]
WAIT = 180
LOOK = 0.05


@pytest.fixture
def filled(cluster: Cluster, preparer: Preparer, tmp_path: Path) -> Iterator[OpenSearchEngine]:
    made = OpenSearchEngine(cluster, tmp_path)
    preparer.fill(made, CORPUS)
    yield made
    made.close()


def indexes(cluster: Cluster, home: Path) -> list[str]:
    told = client.Client(cluster, home).call("GET", f"/{cluster.index}-*/_settings").data
    return sorted(told)


def rows(cluster: Cluster, home: Path, index: str) -> int:
    """How many rows an index holds, whether or not anyone sees them."""
    some = client.Client(cluster, home)
    some.call("POST", f"/{index}/_refresh")
    return int(some.call("GET", f"/{index}/_count").data["count"])


def test_a_change_copies_nothing_and_replaced_rows_go_when_nobody_reads_them(
    filled: OpenSearchEngine,
    cluster: Cluster,
    preparer: Preparer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = indexes(cluster, tmp_path)
    preparer.change(filled, [document("d1", "改过了。"), document("e", "新的。")], remove=["d2"])
    assert indexes(cluster, tmp_path) == before
    assert rows(cluster, tmp_path, before[0]) == 32  # d1 and d2 are still there for older readers
    monkeypatch.setattr(writing, "KEPT", -1.0)
    preparer.change(filled, [document("f", "又一条。")])
    assert rows(cluster, tmp_path, before[0]) == 31
    assert filled.status().documents == len(found(filled, Everything())) == 31
    assert filled.verify() == []


def test_a_rebuild_keeps_the_index_before_it_until_the_next(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer, tmp_path: Path
) -> None:
    first = indexes(cluster, tmp_path)
    preparer.fill(filled, CORPUS[:10])
    second = indexes(cluster, tmp_path)
    assert set(first) < set(second)
    preparer.fill(filled, CORPUS[:5])
    assert len(indexes(cluster, tmp_path)) == 3
    assert not set(first) - {f"{cluster.index}-state"} & set(indexes(cluster, tmp_path))


def test_a_rebuild_that_fails_leaves_no_index(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer, tmp_path: Path
) -> None:
    before = indexes(cluster, tmp_path)
    with pytest.raises(RuntimeError), filled.writer(FINGERPRINT, rebuild=True) as writer:  # noqa: PT012
        writer.put(preparer.prepare(CORPUS[0]))
        raise RuntimeError
    assert indexes(cluster, tmp_path) == before
    assert len(found(filled, Everything())) == 30


def _killed(cluster: Cluster, home: Path, rebuild: bool) -> None:
    """Write something, and end without any chance to clean up."""
    from kb.text.segment import Segmenter

    preparer = Preparer(Segmenter((), home, native=False))
    engine = OpenSearchEngine(cluster, home)
    with engine.writer(FINGERPRINT, rebuild=rebuild) as writer:
        writer.put(preparer.prepare(document("d1", "半途而废。")))
        writer.put(preparer.prepare(document("e", "写了一半。")))
        writer.remove("d2")
        assert isinstance(writer, writing.Writing)
        writer.flush()
        os._exit(9)


@pytest.mark.parametrize("rebuild", [False, True])
def test_what_a_killed_writer_left_is_not_seen_and_swept_away(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer, tmp_path: Path, rebuild: bool
) -> None:
    before, digests = indexes(cluster, tmp_path), filled.digests()
    work = multiprocessing.get_context("spawn").Process(
        target=_killed, args=(cluster, tmp_path, rebuild)
    )
    work.start()
    work.join(WAIT)
    assert work.exitcode == 9
    assert filled.digests() == digests
    assert found(filled, Contains("text", "半")) == []
    preparer.change(filled, [document("f", "后来的。")])
    assert filled.digests() == digests | {"f": document("f", "后来的。").digest}
    assert indexes(cluster, tmp_path) == before
    assert rows(cluster, tmp_path, before[0]) == 31


def test_a_lock_whose_holder_is_silent_is_taken(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer, tmp_path: Path
) -> None:
    other = client.Client(cluster, tmp_path)
    lock = f"/{cluster.index}-state/_doc/lock?refresh=true"
    held = {"token": "x", "host": "another", "pid": 1, "renewed": 4e9}
    other.call("PUT", lock, held)
    with pytest.raises(IndexBusy, match="正在写索引"):
        preparer.change(filled, CORPUS[:1])
    other.call("PUT", lock, held | {"renewed": 0.0})
    preparer.change(filled, remove=["d0"])
    assert filled.status().documents == 29


def test_of_two_writers_that_both_hold_the_lock_one_commits(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer, tmp_path: Path
) -> None:
    """A writer that was taken for dead and is not."""
    other, asked = OpenSearchEngine(cluster, tmp_path), client.Client(cluster, tmp_path)
    with pytest.raises(IndexBusy), filled.writer(FINGERPRINT) as writer:  # noqa: PT012
        writer.remove("d1")
        asked.call("DELETE", f"/{cluster.index}-state/_doc/lock?refresh=true")
        preparer.change(other, remove=["d2"])
    assert filled.status().documents == 29
    assert found(filled, Contains("text", "第2户")) == []
    assert found(filled, Contains("text", "第1户")) == ["d1"]


def test_a_search_sees_before_or_after_never_between(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer, tmp_path: Path
) -> None:
    """Each commit moves all documents from one word to another."""
    seen: list[tuple[int, int, int]] = []
    done = threading.Event()

    def look() -> None:
        reader = OpenSearchEngine(cluster, tmp_path)
        while not done.is_set():
            response = reader.search(Request(Everything(), facets=("bank",), size=0))
            counts = dict(response.facets["bank"])
            seen.append((response.total, len(counts), sum(counts.values())))

    readers = [threading.Thread(target=look) for _ in range(2)]
    for thread in readers:
        thread.start()
    try:
        for turn in range(6):
            moved = [
                document(f"d{n}", f"第{turn}轮。", bank=f"第{turn}银行", position=n)
                for n in range(30)
            ]
            preparer.change(filled, moved, rebuild=turn == 3)
        until = time.monotonic() + WAIT
        while (30, 1, 30) not in seen and time.monotonic() < until:
            time.sleep(LOOK)
    finally:
        done.set()
        for thread in readers:
            thread.join(WAIT)
    # At first no document has a bank.
    assert set(seen) <= {(30, 0, 0), (30, 1, 30)}
    assert (30, 1, 30) in seen


def test_an_engine_of_an_empty_cluster_has_no_index(
    cluster: Cluster, tmp_path: Path, preparer: Preparer
) -> None:
    empty = OpenSearchEngine(cluster, tmp_path)
    with pytest.raises(IndexMissing):
        empty.status()
    with pytest.raises(IndexMissing):
        preparer.change(empty, CORPUS)
    preparer.fill(empty, CORPUS)
    assert empty.status().documents == 30
