"""Names and passwords are read from a file or the environment, and sent to encrypted hosts only."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

pytest.importorskip("urllib3", reason="需要软件包 urllib3：pip install 'lessons-kb[opensearch]'")

from kb.errors import EngineUnavailable
from kb.files import Cluster
from kb.index.engines.opensearch.client import Client
from kb.index.engines.opensearch.credentials import CREDENTIALS
from tests.chinese import is_chinese
from tests.index.engines.opensearch.hosts import Host, running


@pytest.mark.parametrize(
    ("line", "header"),
    [
        ("kb:口令\n", "Basic a2I65Y+j5Luk"),
        ("\ufeffkb:口令\r\n", "Basic a2I65Y+j5Luk"),  # as an editor of Windows writes it
        ("ApiKey YWJj", "ApiKey YWJj"),
    ],
)
def test_credentials_come_from_a_file_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tls: ssl.SSLContext, line: str, header: str
) -> None:
    (tmp_path / "secret.txt").write_text(line, "utf-8")
    with running(Host(), tls) as host:
        cluster = Cluster((host.url,), credentials="secret.txt", ca="certificate.pem")
        Client(cluster, tmp_path).call("GET", "/")
        monkeypatch.setenv(CREDENTIALS, "other:one")
        Client(cluster, tmp_path).call("GET", "/")
        assert [one["authorization"] for one in host.asked] == [header, "Basic b3RoZXI6b25l"]


@pytest.mark.parametrize(
    "line",
    [None, "没有冒号", "", "\n", "a:b\nc:d", "ApiKey 密钥", "ApiKey a\r\nX: y", b"\xff\xfe:"],
)
def test_credentials_that_cannot_be_used_are_said(tmp_path: Path, line: str | bytes | None) -> None:
    if line is not None:
        data = line if isinstance(line, bytes) else line.encode()
        (tmp_path / "secret.txt").write_bytes(data)
    with pytest.raises(EngineUnavailable, match="口令") as caught:
        Client(Cluster(("https://127.0.0.1:9200",), credentials="secret.txt"), tmp_path)
    assert is_chinese(caught.value)
    assert caught.value.where == "secret.txt"


@pytest.mark.parametrize("in_file", [False, True])
@pytest.mark.parametrize("line", ["kb:secret", "ApiKey c2VjcmV0", " kb:secret \n"])
@pytest.mark.parametrize("scheme", ["http", "HTTP"])
@pytest.mark.parametrize("more", [(), ("https://127.0.0.1:9200",)])
def test_credentials_are_never_sent_in_the_clear(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    in_file: bool,
    line: str,
    scheme: str,
    more: tuple[str, ...],
) -> None:
    """Those of the environment were sent to hosts of http."""
    if in_file:
        (tmp_path / "secret.txt").write_text(line, "utf-8")
    else:
        monkeypatch.setenv(CREDENTIALS, line)
    with running(Host()) as host:
        hosts = (*more, host.url.replace("http", scheme))
        cluster = Cluster(hosts, credentials="secret.txt" if in_file else "")
        with pytest.raises(EngineUnavailable, match="明文") as caught:
            Client(cluster, tmp_path)
        assert host.asked == []
    assert caught.value.where == ("secret.txt" if in_file else f"环境变量 {CREDENTIALS}")
    assert is_chinese(caught.value)
    assert "secret" not in str(caught.value).replace("secret.txt", "")


def test_an_empty_variable_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CREDENTIALS, " ")
    with running(Host()) as host:
        assert Client(Cluster((host.url,)), tmp_path).call("GET", "/").status == 200
        assert "authorization" not in host.asked[0]


@pytest.mark.parametrize("text", [None, "没有证书"])
def test_a_certificate_of_the_authority_that_cannot_be_read_is_said(
    tmp_path: Path, text: str | None
) -> None:
    if text:
        (tmp_path / "ca.pem").write_text(text, "utf-8")
    with pytest.raises(EngineUnavailable, match="证书文件") as caught:
        Client(Cluster(("https://127.0.0.1:9200",), ca="ca.pem"), tmp_path)
    assert is_chinese(caught.value)
