"""Hosts on this machine that answer as a node of a cluster may: well, late, with an error, not at all."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass
class Host:
    """What a host answers, and what it was asked. With `raw` its answers are these bytes; it promises
    `missing` bytes more than it sends, and with `pause` sends them one by one, so many seconds apart."""

    status: int = 200
    answer: dict[str, Any] = field(default_factory=lambda: {"well": True})
    silent: threading.Event | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""
    raw: bytes | None = None
    missing: int = 0
    pause: float = 0.0


@contextmanager
def running(host: Host, tls: ssl.SSLContext | None = None) -> Iterator[Host]:
    """A host that listens."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host.asked.append({name.lower(): value for name, value in self.headers.items()})
            if host.silent:
                host.silent.wait(30)
            self.rfile.read(int(self.headers.get("content-length") or 0))
            data = json.dumps(host.answer).encode() if host.raw is None else host.raw
            self.send_response(host.status)
            self.send_header("content-length", str(len(data) + host.missing))
            self.end_headers()
            self.close_connection = bool(host.missing)
            pieces = [bytes([one]) for one in data] if host.pause else [data]
            for piece in pieces:
                self.wfile.write(piece)
                time.sleep(host.pause)

        do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - names of http.server

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    host.url = f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield host
    finally:
        if host.silent:
            host.silent.set()
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def repeating(first: bytes, piece: bytes, pause: float = 0.0) -> Iterator[str]:
    """The address of a host that answers with these bytes, and then with a piece again and again; with
    none it closes the connection."""
    listening = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def answer(asks: socket.socket) -> None:
        with asks, suppress(OSError):
            asks.recv(1 << 16)
            asks.sendall(first)
            while piece and not ended.wait(pause):
                asks.sendall(piece)

    def serve() -> None:
        with suppress(OSError):
            while not ended.is_set():
                threading.Thread(target=answer, args=(listening.accept()[0],), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        ended.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join()


def certificate(folder: Path) -> tuple[Path, Path] | None:
    """A new certificate for 127.0.0.1, signed by itself, and its key; None without openssl."""
    if not shutil.which("openssl"):
        return None
    key, made = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"),
            *("-keyout", str(key), "-out", str(made)),
        ],
        check=True,
        capture_output=True,
    )
    return made, key
