"""What a real cluster refuses is told in Chinese, and what is another program's is left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.errors import EngineError
from kb.files import Cluster
from kb.query.conditions import Everything
from tests.chinese import is_chinese
from tests.index.engines.cluster import why_none
from tests.index.engines.opensearch.filled import CORPUS, LOOSE, NEW, requested, served_by
from tests.index.engines.samples import Preparer, found

if why_none():
    pytest.skip(why_none(), allow_module_level=True)

from kb.index.engines.opensearch import client, sending
from kb.index.engines.opensearch.engine import OpenSearchEngine
from kb.index.engines.opensearch.paging import Body

pytestmark = pytest.mark.usefixtures("no_pauses")


def test_a_closed_index_is_said(filled: OpenSearchEngine, cluster: Cluster) -> None:
    requested(cluster, "POST", "/{index}/_close")
    for ask in (lambda: filled.search(LOOSE), filled.digests):
        with pytest.raises(EngineError, match="被关闭了") as caught:
            ask()
        assert is_chinese(caught.value)
    requested(cluster, "POST", "/{index}/_open")
    assert filled.search(LOOSE).total == 9


@pytest.mark.parametrize("kind", ["write", "read", "read_only", "metadata"])
def test_a_block_that_an_administrator_set_is_said(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer, kind: str
) -> None:
    """All of them were taken for a full disk."""
    requested(cluster, "PUT", "/{index}/_settings", {f"index.blocks.{kind}": True})
    asked: dict[str, Callable[[], object]] = {
        "read": lambda: filled.search(LOOSE),
        "metadata": lambda: requested(cluster, "GET", "/{index}/_settings"),
    }
    with pytest.raises(EngineError, match=r"被设成了不能读写") as caught:
        asked.get(kind, lambda: preparer.change(filled, [NEW]))()
    assert is_chinese(caught.value)
    requested(cluster, "PUT", "/{index}/_settings", {f"index.blocks.{kind}": None})
    preparer.change(filled, [NEW])
    assert filled.verify() == []


@pytest.mark.parametrize("name", ["state", "g0123456789abcdef"])
@pytest.mark.parametrize("alias", [False, True])
def test_an_index_of_another_program_is_left_alone(
    cluster: Cluster, preparer: Preparer, tmp_path: Path, name: str, alias: bool
) -> None:
    """It was written into, or deleted as what a killed writer had left."""
    taken, real = f"{cluster.index}-{name}", f"x{cluster.index}"
    theirs = {"mappings": {"properties": {"theirs": {"type": "keyword"}}}}
    requested(cluster, "PUT", f"/{real if alias else taken}", theirs)
    try:
        if alias:
            requested(cluster, "PUT", f"/{real}/_alias/{taken}")
        requested(cluster, "PUT", f"/{taken}/_doc/1?refresh=true", {"theirs": "a"})
        engine = OpenSearchEngine(cluster, tmp_path)
        if name == "state":
            with pytest.raises(EngineError, match="别的程序") as caught:
                preparer.fill(engine, CORPUS)
            assert is_chinese(caught.value)
        else:
            preparer.fill(engine, CORPUS)
            assert len(found(engine, Everything())) == 9
        assert requested(cluster, "GET", f"/{taken}/_count")["count"] == 1
    finally:
        if alias:
            requested(cluster, "DELETE", f"/{real}")


def test_an_alias_and_a_template_of_an_administrator_change_nothing(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer
) -> None:
    requested(cluster, "PUT", f"/{{index}}/_alias/{cluster.index}")
    requested(cluster, "DELETE", f"/{{index}}/_alias/{cluster.index}")
    preparer.change(filled, [NEW])
    assert len(found(filled, Everything())) == 10
    assert filled.verify() == []


def body_of_many(_: object) -> list[Body]:
    """A search that the server refuses."""
    return [{"query": {"no_such_query": {}}}]


def test_what_the_server_refuses_is_an_error_of_the_engine(filled: OpenSearchEngine) -> None:
    with pytest.raises(EngineError, match="拒绝了请求") as caught:
        filled._reader.on_last(body_of_many, lambda *_: None)
    assert is_chinese(caught.value)
    assert "no_such_query" in caught.value.original


def test_a_row_that_the_server_refuses_is_an_error_of_the_engine(
    filled: OpenSearchEngine, cluster: Cluster
) -> None:
    index = served_by(client.Client(cluster, Path()))
    sender = sending.Sender(client.Client(cluster, Path()), lambda: None)
    sender.add(index, [b'{"index": {"_id": "x"}}\n', b'{"end": "no day"}\n'])
    sender.send(index)
    with pytest.raises(EngineError, match="对不上") as caught:
        sender.settle()
    sender.close()
    assert is_chinese(caught.value)
    assert "end" in caught.value.original


@pytest.mark.parametrize("held", [{}, {"token": "x"}, {"token": "x", "host": "a", "pid": 1}])
def test_a_lock_that_cannot_be_read_is_said(
    filled: OpenSearchEngine, cluster: Cluster, preparer: Preparer, held: dict[str, object]
) -> None:
    requested(cluster, "PUT", f"/{cluster.index}-state/_doc/lock?refresh=true", held)
    with pytest.raises(EngineError, match="看不懂"):
        preparer.change(filled, [NEW])
    requested(cluster, "DELETE", f"/{cluster.index}-state/_doc/lock?refresh=true")
    preparer.change(filled, [NEW])
    assert "new" in filled.digests()
