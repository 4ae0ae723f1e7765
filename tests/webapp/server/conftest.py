"""A server of a small app on a free port of this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from webapp.server import Limits, make_server
from webapp.server.connections import Server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PATIENCE = 20.0


@dataclass
class Served:
    """A server, the gate at which its slow requests stand until it is opened, and whether one of
    them has reached the gate."""

    port: int
    gate: threading.Event
    begun: threading.Event
    server: Server

    def connect(self) -> socket.socket:
        """An open connection that has asked for nothing."""
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE)

    def ask(self, path: str, headers: str = "") -> socket.socket:
        """A connection that has asked for something, to be closed after the answer."""
        connection = self.connect()
        lines = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n"
        connection.sendall(lines.encode())
        return connection

    def get(self, path: str, headers: str = "") -> str:
        """The whole answer, head and all."""
        return answer_of(self.ask(path, headers))


def answer_of(connection: socket.socket) -> str:
    """What comes until the server closes."""
    with connection:
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()


def eventually(true: Callable[[], object]) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


Serve = Callable[[Limits], Served]


@contextmanager
def _serving(limits: Limits) -> Iterator[Served]:
    gate = threading.Event()
    begun = threading.Event()

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        if environ["PATH_INFO"].startswith(("/slow", "/compare.")):
            begun.set()
            gate.wait(PATIENCE)
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
        return [b"ok"]

    with socket.create_server(("127.0.0.1", 0), backlog=1024) as listening:
        server = make_server(app, listening, limits, 1_000_000)
        stopping = threading.Event()

        def run() -> None:
            while not stopping.is_set():
                server.turn(0.05)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        yield Served(listening.getsockname()[1], gate, begun, server)
        gate.set()
        stopping.set()
        thread.join()
        server.end(1)


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as stack:
        yield lambda limits: stack.enter_context(_serving(limits))
