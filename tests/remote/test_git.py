"""Git never asks, ends in time, and its errors are told without passwords."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.errors import RemoteError
from kb.files import Remote
from kb.remote.git import Git
from kb.remote.working_copy import WorkingCopy
from tests.remote.conftest import Node, git


class Asking(http.server.BaseHTTPRequestHandler):
    """A server that wants a password."""

    def do_GET(self) -> None:
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="corpus"')
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def asking() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Asking) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_remote_that_asks_for_a_password_is_told(one: Node, asking: str) -> None:
    copy = WorkingCopy(one.corpus, Remote(f"http://{asking}/corpus.git"))
    with pytest.raises(RemoteError, match=r"仓库不接受这个用户|要用户名和口令"):
        copy.fetch(60)


def test_passwords_are_not_repeated(one: Node, asking: str) -> None:
    # A person may have put the password into git's own settings.
    git(one.corpus, "config", f"url.http://kb:geheim-7@{asking}/.insteadOf", "http://remote/")
    copy = WorkingCopy(one.corpus, Remote("http://remote/corpus.git"))
    with pytest.raises(RemoteError) as raised:
        copy.fetch(60)
    assert "geheim" not in str(raised.value)


def test_a_remote_that_does_not_answer_is_given_up(
    one: Node, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    monkeypatch.setenv("GIT_SSH_COMMAND", f"sh -c 'echo $$ > {started}; sleep 600'")
    copy = WorkingCopy(one.corpus, Remote("git@host:corpus.git"))
    with pytest.raises(RemoteError, match=r"还没有完成（ls-remote）") as raised:
        copy.fetch(1)
    assert "kb sync" in raised.value.hint


def test_a_machine_without_git_is_told(one: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(RemoteError, match="本机没有 git"):
        Git(one.corpus)("status")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RemoteError, match="没有语料文件夹"):
        Git(tmp_path / "corpus")("status")


def test_the_repository_of_a_hook_is_not_taken_for_the_corpus(
    one: Node, two: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(two.corpus / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(two.corpus / ".git" / "index"))
    assert Git(one.corpus).text("rev-parse", "--show-toplevel") == str(one.corpus)
