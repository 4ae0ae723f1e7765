"""A real `kb serve`, in one process and in two, that is told to stop or to read its settings again."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kb.files.home import Home
from tests.deploy.running import HOST, KB, PATIENCE, listens, running, wait_until
from tests.ports import free_port


@dataclass
class Site:
    """A running site: its process, home, port, and what it has said."""

    process: subprocess.Popen[bytes]
    home: Home
    port: int
    log: Path

    def write_settings(self, *hosts: str) -> None:
        """Accounts, and the names by which the site is reached."""
        named = ", ".join(f'"{host}"' for host in hosts)
        self.home.config.write_text(f'access = "local"\nhosts = [{named}]\n', "utf-8")

    def status(self, host: str) -> int:
        """The status of the sign of life under a name, asked in a new connection."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as connection:
            lines = ("GET /healthz HTTP/1.1", f"Host: {host}", "Connection: close", "", "")
            connection.sendall("\r\n".join(lines).encode())
            return status_of(connection)

    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")


def status_of(connection: socket.socket) -> int:
    """The status of the next answer."""
    line, _, _ = connection.makefile("rb").readline().partition(b"\r\n")
    assert line.startswith(b"HTTP/1.1 "), line
    return int(line.split()[1])


@pytest.fixture(params=[1, 2])
def site(request: pytest.FixtureRequest, sample_home: Home, tmp_path: Path) -> Iterator[Site]:
    if request.param > 1:
        pytest.importorskip("gunicorn")
    home, port, log = Home(tmp_path / "home"), free_port(), tmp_path / "log"
    shutil.copytree(sample_home.path, home.path, ignore=shutil.ignore_patterns("kb.sqlite3*"))
    home.config.write_text(f'access = "local"\nhosts = ["{HOST}"]\n', "utf-8")
    command = [*KB, "--home", str(home.path), "serve", "--port", str(port)]
    with running([*command, "--workers", str(request.param)], port, log) as process:
        found = Site(process, home, port, log)
        wait_until(lambda: found.status(HOST) == 200, "the site answers")
        yield found


@contextmanager
def half_a_request(site: Site) -> Iterator[socket.socket]:
    """A connection that has been answered once, and on which half of another request was sent."""
    with socket.create_connection(("127.0.0.1", site.port), PATIENCE) as connection:
        head = f"GET /account/login HTTP/1.1\r\nHost: {HOST}\r\n".encode()
        connection.sendall(head + b"\r\n")
        answer = connection.makefile("rb")
        length = 0
        while (line := answer.readline()) != b"\r\n":
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        answer.read(length)
        connection.sendall(head)
        yield connection


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_request_that_has_begun_is_answered_before_the_end(site: Site, number: int) -> None:
    with half_a_request(site) as connection:
        os.kill(site.process.pid, number)
        wait_until(lambda: not listens(site.port), "no new connection is taken")
        assert site.process.poll() is None
        connection.sendall(b"\r\n")
        assert status_of(connection) == 200
    assert site.process.wait(PATIENCE) == 0
    assert "Traceback" not in site.said()


def test_settings_are_read_again_and_nobody_waits(site: Site) -> None:
    assert site.status("other.example.cn") == 400
    with half_a_request(site) as connection:
        site.write_settings(HOST, "other.example.cn")
        os.kill(site.process.pid, signal.SIGHUP)
        # Each of these is answered, also while the change is made.
        wait_until(lambda: site.status("other.example.cn") == 200, "the new settings are in force")
        connection.sendall(b"\r\n")
        assert status_of(connection) == 200
    assert site.status(HOST) == 200
    wait_until(lambda: "已按现在的设置重新载入" in site.said(), "it is said that they are")


def test_wrong_settings_change_nothing(site: Site) -> None:
    site.home.config.write_text("access = 1\n", "utf-8")
    os.kill(site.process.pid, signal.SIGHUP)
    wait_until(lambda: "没有重新载入" in site.said(), "the site says what is wrong")
    assert "设置“access”" in site.said()
    assert site.status(HOST) == 200
    site.write_settings("other.example.cn")
    os.kill(site.process.pid, signal.SIGHUP)
    wait_until(lambda: site.status("other.example.cn") == 200, "the new settings are in force")


def test_accounts_are_not_given_up_by_a_reload(site: Site) -> None:
    site.home.config.write_text('name = "库"\n', "utf-8")
    os.kill(site.process.pid, signal.SIGHUP)
    wait_until(lambda: "取消账号要停止网站再启动" in site.said(), "the site says so")
    assert site.status(HOST) == 200
