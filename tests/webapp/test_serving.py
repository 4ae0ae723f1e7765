"""The server: where it may listen, and many visitors at once."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner

from kb.errors import ConfigError
from kb.files.home import Home
from kb.index.engines import open_engine
from kb.index.engines.port import Request, Response
from kb.index.fields import FACETS
from kb.index.update import update_index, why_rebuild
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.query.conditions import Contains
from kb.text.normalize import normalize
from webapp import create_app
from webapp.serve import _listening, require_loopback, serve

TENTH = "2026-01-05-云州农商银行系统跟班学习活动第十周简报"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
def test_may_listen_on_this_machine(host: str) -> None:
    require_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.com", "", "localhost."])
def test_listens_nowhere_else_and_says_why(host: str) -> None:
    with pytest.raises(ConfigError) as caught:
        require_loopback(host)
    assert "没有账号" in caught.value.message
    assert "127.0.0.1" in caught.value.hint


@pytest.mark.parametrize("host", ["nirgends.invalid", "不存在.invalid", "192.0.2.1"])
def test_an_address_that_is_not_of_this_machine_is_named(host: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(host)) as caught:
        _listening(host, 8000)
    assert caught.value.hint.startswith("--host 写本机的一个 IP 地址")


def test_the_command_refuses_before_anything_is_opened() -> None:
    result = CliRunner().invoke(serve, ["--host", "0.0.0.0"], obj="/nirgends")
    assert isinstance(result.exception, ConfigError)
    assert "没有账号" in result.exception.message


def test_a_port_that_is_taken_is_said_in_chinese(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(serve, ["--port", port], obj=str(home.path))
    assert isinstance(result.exception, ConfigError)
    assert result.exception.message == f"不能使用 127.0.0.1:{port}：已被别的程序占用"


@pytest.mark.parametrize("workers", [1, 2])
def test_the_command_keeps_the_index_and_stops_when_told(home: Home, workers: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from kb.cli import main; main()"]
    arguments = ["--home", str(home.path), "serve", "--port", str(port)]
    arguments += ["--workers", str(workers)]
    with subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE) as server:
        try:
            assert server.stdout is not None
            assert "已启动" in server.stdout.readline().decode()
            kb = open_knowledge_base(home)
            deadline = time.monotonic() + 60.0
            while why_rebuild(kb):  # there was none
                assert time.monotonic() < deadline
                time.sleep(0.05)
            server.send_signal(signal.SIGINT)
            assert server.wait(90) == 0
        finally:
            server.kill()  # else a failure would wait for ever
    kb.engine.close()


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads that take turns a thousand times as often, so that they get in each other's way."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty_threads")
def test_threads_share_an_engine(sample_home: Home, sample_kb: KnowledgeBase) -> None:
    text = "".join(entry.text for entry in sample_kb.corpus.load_bulletin(TENTH).entries)
    pieces = [normalize(text[at : at + 6]) for at in range(0, 600, 4)]
    requests = [Request(Contains("text", piece), facets=FACETS) for piece in pieces]

    def answer(response: Response) -> tuple[object, ...]:
        documents = tuple(candidate.document() for candidate in response.candidates)
        return response.total, response.facets, documents

    alone = open_engine("whoosh", sample_home.index)
    expected = [answer(alone.search(request)) for request in requests]
    alone.close()
    for _ in range(4):
        # Nothing is cached in an engine just opened: every thread reads files.
        engine = open_engine("whoosh", sample_home.index)
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(answer, pool.map(engine.search, requests)))
        engine.close()
        assert found == expected


def test_many_visitors_at_once(sample_home: Home) -> None:
    kb = open_knowledge_base(sample_home)
    app = create_app(kb)
    addresses = [
        *(f"/search?q={text}" for text in ("授信", "客户经理怎么考核", "话术 或 通关", "火星")),
        *("/", "/practices", "/practices/整村授信", "/bulletins"),
    ] * 4

    def status(address: str) -> int:
        return app.test_client().get(address).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(status, addresses)) == {200}
    kb.engine.close()


def test_the_first_search_finds_everything_loaded(sample_home: Home) -> None:
    kb = open_knowledge_base(sample_home)
    create_app(kb)
    loaded = vars(kb)
    assert {"vocabulary", "segmenter", "engine"} <= loaded.keys()
    kb.engine.close()


def test_what_is_indexed_meanwhile_is_found_and_shown(home: Home, sample_kb: KnowledgeBase) -> None:
    client = create_app(open_knowledge_base(home)).test_client()
    other = open_knowledge_base(home)
    for bulletin_id in (TENTH, "2026-01-12-云州农商银行系统跟班学习活动第十一周纪实"):
        assert client.get(f"/bulletins/{bulletin_id}").status_code == 404
        bulletin = sample_kb.corpus.load_bulletin(bulletin_id)
        other.corpus.save_bulletin(bulletin)
        update_index(other)
        assert bulletin.title in client.get("/search?q=授信").text
        assert bulletin.title in client.get("/bulletins").text
        assert client.get(f"/bulletins/{bulletin_id}").status_code == 200
