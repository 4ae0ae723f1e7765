"""Requests go to a host that answers, and nobody else sees the password."""

from __future__ import annotations

import hashlib
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("urllib3", reason="需要软件包 urllib3：pip install 'lessons-kb[opensearch]'")

from kb.errors import EngineError, EngineUnavailable, IndexBusy
from kb.files import Cluster
from kb.index.engines.opensearch import client as module
from kb.index.engines.opensearch.client import Client
from kb.index.engines.opensearch.engine import OpenSearchEngine
from kb.index.engines.opensearch.state import State, state_of
from kb.index.engines.port import Request
from kb.query.conditions import Everything
from tests.chinese import is_chinese
from tests.index.engines.opensearch.hosts import Host, running
from tests.ports import free_port

pytestmark = pytest.mark.usefixtures("no_pauses")


def client(tmp_path: Path, *urls: str, timeout: float = 5.0) -> Client:
    return Client(Cluster(urls, timeout=timeout), tmp_path)


def dead() -> str:
    """The address of a host that does not listen."""
    return f"http://127.0.0.1:{free_port()}"


def test_another_host_answers_for_a_dead_one(tmp_path: Path) -> None:
    with running(Host()) as well:
        some = client(tmp_path, dead(), well.url)
        for _ in range(6):
            assert some.call("GET", "/").data == {"well": True}
        assert len(well.asked) == 6


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_another_host_answers_for_one_that_cannot(tmp_path: Path, status: int) -> None:
    with running(Host(status=status)) as ill, running(Host()) as well:
        some = client(tmp_path, ill.url, well.url)
        assert [some.call("GET", "/").status for _ in range(4)] == [200] * 4


def test_another_host_answers_for_one_that_hangs_and_then_it_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FIRST_REST", 600.0)
    monkeypatch.setattr(module, "LONGEST_REST", 600.0)
    with running(Host(silent=threading.Event())) as hangs, running(Host()) as well:
        some = client(tmp_path, hangs.url, well.url, timeout=0.5)
        answers = [some.call("GET", "/").data for _ in range(8)]
        assert answers == [{"well": True}] * 8
        assert len(hangs.asked) == 1


def test_a_host_that_is_back_is_asked_again(tmp_path: Path) -> None:
    host = Host(status=503)
    with running(host):
        some = client(tmp_path, host.url)
        with pytest.raises(EngineUnavailable):
            some.call("GET", "/")
        host.status = 200
        assert some.call("GET", "/").status == 200


def test_where_all_keep_silent_one_request_waits_and_the_others_fail_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two visitors who searched kept the whole site waiting: it has two threads."""
    monkeypatch.setattr(module, "SIGN", 0.6)
    wakes = threading.Event()
    with running(Host(silent=wakes)) as one, running(Host(silent=wakes)) as other:
        some = client(tmp_path, one.url, other.url, timeout=0.3)

        def takes(_: int = 0) -> float:
            began = time.monotonic()
            with pytest.raises(EngineUnavailable, match="没有应答"):
                some.call("POST", "/x/_msearch", b"{}")
            return time.monotonic() - began

        assert takes() < 1.5  # each host once
        with ThreadPoolExecutor(8) as pool:
            times = sorted(pool.map(takes, range(8)))
        assert times[-2] < 0.3
        assert times[-1] >= 0.6
        wakes.set()
        assert some.call("GET", "/").data == {"well": True}
        assert some.call("GET", "/").data == {"well": True}


def test_what_writes_waits_longer_for_a_host_that_pauses(tmp_path: Path) -> None:
    pause = threading.Event()
    with running(Host(silent=pause)) as host:
        some = client(tmp_path, host.url, timeout=0.4)
        threading.Timer(0.6, pause.set).start()
        assert some.call("PUT", "/x/_doc/state", {}).data == {"well": True}


def test_when_nobody_answers_it_says_so(tmp_path: Path) -> None:
    some = client(tmp_path, dead(), dead())
    for _ in range(2):
        with pytest.raises(EngineUnavailable) as caught:
            some.call("GET", "/")
        assert "没有应答" in caught.value.message
        assert "hosts" in caught.value.hint


def test_too_much_to_do_is_said(tmp_path: Path) -> None:
    with running(Host(status=429)) as host, pytest.raises(IndexBusy, match="太忙"):
        client(tmp_path, host.url).call("GET", "/")


@pytest.mark.parametrize(
    ("status", "error", "says"),
    [
        (401, {"type": "security_exception", "reason": "no"}, "不接受这个用户"),
        (400, {"type": "parsing_exception", "reason": "bad"}, "拒绝了请求"),
        (429, {"type": "cluster_block_exception", "reason": "disk usage exceeded"}, "磁盘"),
        (
            403,
            {
                "type": "cluster_block_exception",
                "reason": "index [x] blocked by: [FORBIDDEN/12/index read-only / allow delete (api)];",
            },
            "磁盘",
        ),
        (
            403,
            {
                "type": "cluster_block_exception",
                "reason": "index [x] blocked by: [FORBIDDEN/5/index read-only (api)];",
            },
            "不能读写",
        ),
        (403, {"type": "security_exception", "reason": "no permissions for [x]"}, "不允许这个用户"),
        # As 2.19.6 says it; these are settings of a whole cluster, which other tests use too.
        (
            400,
            {
                "type": "validation_exception",
                "reason": "Validation Failed: 1: this action would add [1] total shards, but this"
                " cluster currently has [4]/[1] maximum shards open;",
            },
            "分片数到了上限",
        ),
        (
            403,
            {
                "type": "cluster_block_exception",
                "reason": "blocked by: [FORBIDDEN/6/cluster read-only (api)];",
            },
            "不能读写",
        ),
        (
            403,
            {
                "type": "cluster_block_exception",
                "reason": "blocked by: [FORBIDDEN/10/cluster create-index blocked (api)];",
            },
            "磁盘",
        ),
    ],
)
def test_what_is_refused_is_said_in_chinese(
    tmp_path: Path, status: int, error: dict[str, str], says: str
) -> None:
    with running(Host(status=status, answer={"error": error})) as host:
        with pytest.raises(EngineError) as caught:
            client(tmp_path, host.url).call("GET", "/")
        assert says in caught.value.message
        assert is_chinese(caught.value)
        assert error["reason"] in caught.value.original


def test_an_expected_status_is_an_answer(tmp_path: Path) -> None:
    with running(Host(status=404)) as host:
        assert client(tmp_path, host.url).call("GET", "/", accept=(404,)).status == 404


def test_why_no_host_answers_is_said_in_chinese(
    tmp_path: Path, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What urllib3 said in English stood on pages."""
    monkeypatch.setattr(module, "PAUSE", 0.01)
    asked: list[tuple[str, str]] = [
        (dead(), "拒绝连接"),
        ("http://no.such.host.invalid:9200", "主机名"),
        ("https://no.such.host.invalid:9200", "主机名"),
    ]
    with (
        running(Host()) as plain,
        running(Host(), tls) as guarded,
        running(Host(silent=threading.Event())) as hangs,
        running(Host(status=502, answer={"error": "Bad gateway of some sort"})) as ill,
        running(Host(raw=b"<html>Bad gateway</html>")) as page,
    ):
        asked += [
            (plain.url.replace("http:", "https:"), "不是 https"),
            (guarded.url.replace("https:", "http:"), "要求加密"),
            (guarded.url, "证书不是 ca 签发的"),
            (hangs.url, "没有在规定的时间里应答"),
            (ill.url, "应答 502"),
            (page.url, "不是 JSON"),
        ]
        for url, says in asked:
            with pytest.raises(EngineUnavailable, match=says) as caught:
                client(tmp_path, url, timeout=0.5).call("GET", "/")
            assert is_chinese(caught.value), str(caught.value)


def test_only_the_pinned_certificate_is_accepted(tmp_path: Path, tls: ssl.SSLContext) -> None:
    made = (tmp_path / "certificate.pem").read_text("ascii")
    pin = hashlib.sha256(ssl.PEM_cert_to_DER_cert(made)).hexdigest()
    other = "0" * 64
    with running(Host(), tls) as host:
        for fingerprint, ca in ((pin, ""), ("", "certificate.pem")):
            cluster = Cluster((host.url,), fingerprint=fingerprint, ca=ca)
            assert Client(cluster, tmp_path).call("GET", "/").status == 200
        for fingerprint, ca in (("", ""), (other, ""), (other, "certificate.pem")):
            cluster = Cluster((host.url,), fingerprint=fingerprint, ca=ca)
            with pytest.raises(EngineUnavailable, match="证书不对"):
                Client(cluster, tmp_path).call("GET", "/")
        assert len(host.asked) == 2


@pytest.mark.parametrize(
    "host",
    [
        Host(raw=b"<html>Bad gateway</html>"),
        Host(raw=b'{"well": tru'),
        Host(raw=b'{"well": true}', missing=100),
        Host(raw=b"\xff\xfe"),
        Host(raw=b"[" * 200_000),
        Host(raw=b"", missing=1),
    ],
    ids=["a page", "half of it", "cut off", "no text", "deeper than can be read", "nothing"],
)
def test_another_host_answers_for_one_that_answers_nonsense(tmp_path: Path, host: Host) -> None:
    with running(host) as ill, running(Host()) as well:
        some = client(tmp_path, ill.url, well.url)
        assert [some.call("GET", "/").data for _ in range(4)] == [{"well": True}] * 4
        with pytest.raises(EngineUnavailable, match="没有应答"):
            client(tmp_path, ill.url).call("GET", "/")


def test_a_host_that_sends_a_little_now_and_then_is_given_up(tmp_path: Path) -> None:
    """Each piece came in time, so that it was listened to without end."""
    with running(Host(raw=b" " * 400 + b"{}", pause=0.1)) as drips, running(Host()) as well:
        began = time.monotonic()
        some = client(tmp_path, drips.url, well.url, timeout=0.5)
        assert [some.call("GET", "/").data for _ in range(2)] == [{"well": True}] * 2
        assert time.monotonic() - began < 20


def test_after_an_answer_that_was_given_up_the_next_one_is_whole(tmp_path: Path) -> None:
    host = Host(raw=b'{"old": true}' + b" " * 200, pause=0.05)
    with running(host):
        some = client(tmp_path, host.url, timeout=0.3)
        with pytest.raises(EngineUnavailable):
            some.call("GET", "/")
        host.raw, host.pause = b'{"new": true}', 0.0
        assert some.call("GET", "/").data == {"new": True}


@pytest.mark.parametrize(
    "answer", [{}, {"status": "ok"}, {"responses": 5}, {"responses": []}, {"responses": ["a", "b"]}]
)
def test_json_of_another_program_is_an_error_that_says_so(
    tmp_path: Path, answer: dict[str, Any]
) -> None:
    """It was a KeyError, and pages said 程序出了意外."""
    with running(Host(answer=answer)) as host:
        engine = OpenSearchEngine(Cluster((host.url,)), tmp_path)
        asked: list[Callable[[], object]] = [
            engine.status,
            lambda: engine.search(Request(Everything())),
            lambda: engine.frequencies({"text": ["授信"], "bank": ["甲"]}),
            lambda: engine.digests(["b"]),
            lambda: list(engine.lexicon("bank")),
            engine.verify,
        ]
        for ask in asked:
            with pytest.raises(EngineUnavailable, match="看不懂"):
                ask()
        with pytest.raises(EngineUnavailable, match="看不懂"), engine.writer("0" * 64):
            pass


@pytest.mark.parametrize(
    "source", [{}, {"commit": 1}, {"ended": 3}, {"ended": [["a", "b"]]}, {"ended": [1]}]
)
def test_a_state_that_cannot_be_read_is_said(source: dict[str, Any]) -> None:
    with pytest.raises(EngineUnavailable, match="看不懂"):
        state_of(source)


def test_what_a_newer_version_adds_to_the_state_is_left_out() -> None:
    """Servers are upgraded one by one."""
    state = State(3, "i", 4, "f", "t", ended=((1, 2.0),))
    assert state_of(asdict(state) | {"later": 1}) == state
