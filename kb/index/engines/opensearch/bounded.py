"""Connections whose answers take no longer, and are no larger, than is borne.

The time of a socket is that of one read: a host that sends a line of its head now and then, or says
“100 Continue” for ever, is never late by it. Here the time is that of the whole answer, head and body.
"""

from __future__ import annotations

import http.client
import io
import socket
import time

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

# Bytes of one answer. A thousand long entries have a few million.
LARGEST = 256 << 20


class _TooLarge(urllib3.exceptions.HTTPError):
    """An answer is larger than `LARGEST`."""


class _TooLate(TimeoutError):
    """An answer takes longer than its request may."""


def within(left: int) -> int:
    """How many bytes of an answer may still come; an HTTPError when it has had too many."""
    if left < 0:
        raise _TooLarge(f"more than {LARGEST} bytes")
    return left


class _Bounded(io.RawIOBase):
    """What a socket sends for one answer."""

    def __init__(self, sent: socket.SocketIO, sock: socket.socket) -> None:
        self._sent, self._sock = sent, sock
        self._patience = sock.gettimeout()
        self._until = time.monotonic() + (self._patience or 0.0)
        self._left = LARGEST

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        if self._patience is not None:
            left = self._until - time.monotonic()
            if left <= 0:
                raise _TooLate("timed out")
            self._sock.settimeout(left)
        try:
            count = self._sent.readinto(buffer)
        finally:
            self._sock.settimeout(self._patience)  # the next request is sent with it
        self._left = within(self._left - (count or 0))
        return count

    def close(self) -> None:
        self._sent.close()
        super().close()


class _Response(http.client.HTTPResponse):
    """An answer that is read within the time and the size."""

    def __init__(
        self,
        sock: socket.socket,
        debuglevel: int = 0,
        method: str | None = None,
        url: str | None = None,
    ) -> None:
        super().__init__(sock, debuglevel, method, url)
        self.fp.close()
        self.fp = io.BufferedReader(_Bounded(sock.makefile("rb", buffering=0), sock))


class BoundedConnection(HTTPConnection):
    """A connection in the clear."""

    response_class = _Response


class BoundedHTTPSConnection(HTTPSConnection):
    """An encrypted connection."""

    response_class = _Response
