"""Lines of the log at a collector: real sockets of this machine receive them."""

from __future__ import annotations

import json
import logging
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.access import audit, syslog
from kb.access.audit import Event
from kb.files import Syslog
from kb.files.home import Home

NOW = 1_790_000_000.0
# The audit log says who failed; <38> is security and authorisation, informational.
SENT = "<38>lessons-kb: "


@pytest.fixture(autouse=True)
def _sent_nowhere_afterwards() -> Iterator[None]:
    yield
    syslog.send_to(None)


def datagrams(family: int, address: object) -> socket.socket:
    """A socket that receives."""
    made = socket.socket(family, socket.SOCK_DGRAM)
    made.bind(address)  # type: ignore[arg-type]
    made.settimeout(20)
    return made


def write(home: Home, who: str = "甲") -> None:
    audit.write(home, Event(who, "login", result="failed"), NOW)


def test_by_a_socket_of_the_machine(empty_home: Home, tmp_path: Path) -> None:
    with datagrams(socket.AF_UNIX, str(tmp_path / "log")) as collector:
        syslog.send_to(Syslog(path=str(tmp_path / "log")))
        write(empty_home)
        line = collector.recv(2000).decode()
        assert line.startswith(SENT)
        assert json.loads(line.removeprefix(SENT))["who"] == "甲"
        logging.getLogger("kb.anything").warning("磁盘\n将满")
        assert collector.recv(2000).decode() == "<36>lessons-kb: WARNING kb.anything: 磁盘 将满"
        logging.getLogger("kb.anything").info("not sent")
        write(empty_home, "乙")
        assert "乙" in collector.recv(2000).decode()


def test_by_udp(empty_home: Home) -> None:
    with datagrams(socket.AF_INET, ("127.0.0.1", 0)) as collector:
        syslog.send_to(Syslog(host="127.0.0.1", port=collector.getsockname()[1]))
        write(empty_home)
        assert collector.recv(2000).decode().startswith(SENT)


def test_by_tcp_one_line_each(empty_home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as collector:
        collector.settimeout(20)
        syslog.send_to(Syslog(host="127.0.0.1", port=collector.getsockname()[1], tcp=True))
        write(empty_home)
        write(empty_home, "乙\n丙")
        connection, _ = collector.accept()
        with connection, connection.makefile(encoding="utf-8") as lines:
            assert [json.loads(lines.readline().removeprefix(SENT))["who"] for _ in "12"] == [
                "甲",
                "乙\n丙",
            ]


def test_one_that_is_away_keeps_nobody_from_their_work(
    empty_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    syslog.send_to(Syslog(path=str(tmp_path / "log")))
    write(empty_home)
    assert audit.latest(empty_home, 1)[0].who == "甲", "the file has it"
    monkeypatch.setattr(time, "monotonic", lambda: 1e9)
    with datagrams(socket.AF_UNIX, str(tmp_path / "log")) as collector:
        write(empty_home, "乙")
        assert "乙" in collector.recv(2000).decode(), "it is tried again after a while"
