"""Whatever a cluster answers, a page says in Chinese what is wrong, and when to come again."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("urllib3", reason="需要软件包 urllib3：pip install 'lessons-kb[opensearch]'")

from kb.cli import cli
from kb.files.home import Home
from kb.index.engines.opensearch import client, credentials, reading
from kb.knowledge_base import open_knowledge_base
from tests.index.engines.opensearch.hosts import Host, certificate, running
from tests.webapp.conftest import JULY
from webapp import create_app

FULL = {"error": {"type": "cluster_block_exception", "reason": "disk usage exceeded flood-stage"}}
# What servers and libraries say in English, which nobody reads on a page.
OF_OTHERS = ("exception", "queue capacity", "exceeded", "Errno", "urllib3", "Fingerprints", "SSL")
BUSY = {"error": {"type": "rejected_execution_exception", "reason": "queue capacity reached"}}
RED = {"status": 503, "error": {"type": "no_shard_available_action_exception", "reason": ""}}
HOSTS: dict[str, tuple[Callable[[], Host], str]] = {
    "too much to do": (lambda: Host(status=429, answer=BUSY), "检索集群太忙"),
    "a full disk": (lambda: Host(status=429, answer=FULL), "磁盘快满"),
    "red": (lambda: Host(status=503, answer=RED), "检索集群没有应答"),
    "no JSON": (lambda: Host(raw=b"<h1>502 Bad Gateway</h1>"), "检索集群没有应答"),
    "cut off": (lambda: Host(missing=50), "检索集群没有应答"),
    "another program": (Host, "看不懂"),
    "a password": (lambda: Host(status=401, answer={"error": "no"}), "不接受这个用户"),
    "slow": (lambda: Host(raw=b" " * 500 + b"{}", pause=0.1), "检索集群没有应答"),
}


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (client, reading):
        monkeypatch.setattr(module, "PAUSE", 0.01)
    monkeypatch.setattr(client, "SIGN", 0.3)


@contextmanager
def at(home: Home, host: Host, tls: ssl.SSLContext | None = None, more: str = "") -> Iterator[None]:
    with running(host, tls):
        settings = f'engine = "opensearch"\n[opensearch]\nhosts = ["{host.url}"]\ntimeout = 1\n'
        home.config.write_text(settings + more, "utf-8")
        yield


def check(home: Home, says: str) -> None:
    """A search and an answer to a program say it; what needs no index is there."""
    site = create_app(open_knowledge_base(home)).test_client()
    page = site.get("/search?q=授信")
    assert page.status_code == 503
    assert says in page.text
    assert page.headers["Retry-After"] == "10"
    for text in OF_OTHERS:
        assert text not in page.text
    told = site.get("/search?q=授信", headers={"Accept": "application/json"})
    assert (told.status_code, told.json and told.json["code"]) == (503, "unavailable")
    assert site.get(f"/bulletins/{JULY.id}").status_code == 200


@pytest.mark.parametrize("name", HOSTS)
def test_each_failure_is_said(filled_home: Home, name: str) -> None:
    make, says = HOSTS[name]
    with at(filled_home, make()):
        check(filled_home, says)


@pytest.mark.parametrize("line", ["kb:secret", "ApiKey c2VjcmV0"])
def test_credentials_for_a_cluster_without_encryption_are_refused(
    filled_home: Home, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.setenv(credentials.CREDENTIALS, line)
    host = Host()
    with at(filled_home, host):
        check(filled_home, "明文")
        done = CliRunner().invoke(cli, ["--home", str(filled_home.path), "search", "授信"])
        assert "明文" in f"{done.output}{done.exception}"
    assert host.asked == []


def test_a_wrong_certificate_is_said(filled_home: Home, tmp_path: Path) -> None:
    made = certificate(tmp_path)
    if made is None:
        pytest.skip("需要 openssl 来做一张证书")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(*made)
    with at(filled_home, Host(), tls, f'fingerprint = "{"0" * 64}"\n'):
        check(filled_home, "证书不对")


def test_that_nothing_can_be_searched_is_said_once_and_results_are_not_called_old(
    filled_home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """Both a notice and the error said it, and the notice that results may be old, of which there were
    none."""
    with at(filled_home, Host(status=503, answer=RED)):
        app = create_app(open_knowledge_base(filled_home))
        app.extensions["index_updater"].follow()
        assert "检索集群没有应答" in caplog.text
        site = app.test_client()
        assert site.get("/search?q=授信").text.count("检索集群没有应答") == 1
        page = site.get("/help").text
    assert "检索暂时不能用：检索集群没有应答" in page
    assert "检索结果可能是旧的：" not in page
