"""No host keeps a request waiting longer, or fills more memory, than is borne; none sends it elsewhere."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("urllib3", reason="需要软件包 urllib3：pip install 'lessons-kb[opensearch]'")

from kb.errors import EngineError, EngineUnavailable
from kb.files import Cluster
from kb.index.engines.opensearch import bounded, client
from kb.index.engines.opensearch.client import Client
from kb.index.engines.opensearch.engine import OpenSearchEngine
from kb.index.engines.port import Request
from kb.query.conditions import Everything
from tests.index.engines.opensearch.hosts import Host, repeating, running

pytestmark = pytest.mark.usefixtures("no_pauses")

OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    ("first", "piece", "pause"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.1),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100, 0.0),
        (OK, b"x: y\r\n", 0.1),
        (OK + b"x: ", b"y", 0.1),
        (b"", b"H", 0.1),
        (OK + b"transfer-encoding: chunked\r\n\r\n", b"1\r\n \r\n", 0.1),
        (OK + b"transfer-encoding: chunked\r\n\r\n1;", b"x", 0.1),
    ],
    ids=["continue", "continue fast", "lines", "a line", "status", "chunks", "a chunk's size"],
)
def test_a_host_that_never_comes_to_the_end_is_given_up(
    tmp_path: Path, first: bytes, piece: bytes, pause: float
) -> None:
    """With “100 Continue” a search never ended; with lines of a head it took minutes."""
    with repeating(first, piece, pause) as url, running(Host()) as well:
        began = time.monotonic()
        some = Client(Cluster((url, well.url), timeout=0.5), tmp_path)
        assert [some.call("GET", "/").data for _ in range(2)] == [{"well": True}] * 2
        with pytest.raises(EngineUnavailable, match="没有应答"):
            Client(Cluster((url,), timeout=0.5), tmp_path).call("GET", "/")
        assert time.monotonic() - began < 20


@pytest.mark.parametrize("packed", [False, True], ids=["as it is", "packed"])
def test_an_answer_that_is_too_large_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: bool
) -> None:
    """All of it was kept in memory, as much as came in the time of a request."""
    for module in (bounded, client):
        monkeypatch.setattr(module, "LARGEST", 100_000)
    body = b" " * 1_000_000 + b"{}"
    head = b"content-encoding: gzip\r\n" if packed else b""
    body = gzip.compress(body) if packed else body
    whole = OK + head + b"content-length: %d\r\n\r\n" % len(body) + body
    with repeating(whole, b"", 0.2) as url:
        some = Client(Cluster((url,), timeout=5.0), tmp_path)
        with pytest.raises(EngineUnavailable, match="应答太大"):
            some.call("GET", "/")


def test_the_next_request_has_its_own_time(tmp_path: Path) -> None:
    with running(Host(raw=b"{}" + b" " * 4, pause=0.1)) as slow:
        some = Client(Cluster((slow.url,), timeout=1.0), tmp_path)
        assert [some.call("POST", "/", b" " * 5_000_000).status for _ in range(3)] == [200] * 3


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308])
def test_who_is_sent_elsewhere_says_so(tmp_path: Path, status: int) -> None:
    """An answer without a body was taken for one that says done."""
    with running(Host(status=status, raw=b"")) as moved, running(Host()) as well:
        both = Client(Cluster((moved.url, well.url)), tmp_path)
        assert [both.call("PUT", "/a/_settings", {}).status for _ in range(4)] == [200] * 4
        with pytest.raises(EngineUnavailable, match="转到别的地址"):
            Client(Cluster((moved.url,)), tmp_path).call("PUT", "/a/_settings", {})


def _state(source: object) -> dict[str, object]:
    return {"_source": source, "_seq_no": 1, "_primary_term": 1}


GOOD = {"commit": 1, "index": "i", "documents": 1, "fingerprint": "f", "token": "t"}


@pytest.mark.parametrize(
    "answer",
    [
        _state(5),
        _state([]),
        _state("state"),
        _state(GOOD | {"commit": "1"}),
        _state(GOOD | {"documents": None}),
        _state(GOOD | {"index": ["i"]}),
        _state(GOOD) | {"responses": [{"hits": {"hits": [5]}}] * 3},
        _state(GOOD) | {"responses": [{"hits": {"hits": [{"_source": GOOD}]}}] * 3},
        _state(GOOD) | {"responses": [{"hits": {"hits": [{"_source": GOOD}], "total": 5}}] * 3},
        _state(GOOD) | {"responses": [{"status": [], "hits": {}}] * 3},
        {"nodes": 5, "version": "2", **_state(GOOD)},
    ],
)
def test_values_of_another_type_are_an_error_that_says_so(
    tmp_path: Path, answer: dict[str, object]
) -> None:
    """They were a TypeError, KeyError or AttributeError: pages said 程序出了意外."""
    with running(Host(answer=answer)) as host:
        engine = OpenSearchEngine(Cluster((host.url,)), tmp_path)
        asked: list[Callable[[], object]] = [
            engine.status,
            lambda: engine.search(Request(Everything(), size=5)),
            lambda: engine.frequencies({"text": ["授信"], "bank": ["甲"]}),
            lambda: engine.digests(["b"]),
            lambda: list(engine.lexicon("bank")),
            engine.verify,
        ]
        told = []
        for ask in asked:
            try:
                ask()
            except EngineError as error:
                told.append(str(error))
        assert any("看不懂" in one for one in told)
        with pytest.raises(EngineUnavailable, match="看不懂"), engine.writer("0" * 64):
            pass


def test_pages_that_never_end_are_an_error(tmp_path: Path) -> None:
    """A proxy that keeps answers gave the same page for ever."""
    values = {"buckets": [{"key": {"value": "a"}, "doc_count": 1}], "after_key": {"value": "a"}}
    reply = {"hits": {"hits": []}, "aggregations": {"values": values}}
    with running(Host(answer=_state(GOOD) | {"responses": [reply]})) as host:
        engine = OpenSearchEngine(Cluster((host.url,)), tmp_path)
        with pytest.raises(EngineUnavailable, match="看不懂"):
            list(engine.lexicon("bank"))
