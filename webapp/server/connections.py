"""Connections: many at once, and no slow one delays another.

Waitress reads requests in one thread that waits for all connections at once, and hands over the
complete ones. Here a connection without traffic, or whose request does not arrive in time, is
closed; and when there are too many, idle ones are closed first.
"""

from __future__ import annotations

import re
import socket
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, cast

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import ParsingError
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from webapp.server.lanes import Lanes, Limits
from webapp.server.refusals import guarded
from webapp.server.unreadable import PatientParser

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# Connections that the system keeps until they are accepted.
BACKLOG = 1024
# Seconds between two looks for connections to close.
LOOK_SECONDS = 5
# Seconds without traffic after which a connection is closed when the server ends. A request may be on
# its way on one that has just been opened or answered.
REST_SECONDS = 1.0
# Bytes of the first line and the headers of a request.
LONGEST_HEAD = 64 * 1024


_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


class _Unreadable(ParsingError):
    """Waitress answers it with 400."""


class Parser(PatientParser):
    """Reads the head of a request, and refuses one that gives its length in two ways: a proxy in
    front may have believed the other one, and would take the rest for another request (RFC 9112,
    6.3). An address may have Chinese characters as they are, as many programs send them."""

    # What waitress leaves out of a request that it cannot read; the lanes ask for it.
    path: Any = ""
    query: Any = ""

    def parse_header(self, header_plus: bytes) -> None:
        """Read the first line and the headers; ParsingError when they are not valid."""
        try:
            super().parse_header(_with_encoded_address(header_plus))
        except ValueError as error:  # urllib, on an address such as http://[
            raise _Unreadable("Bad URI") from error
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise _Unreadable("Content-Length and Transfer-Encoding")


def _with_encoded_address(head: bytes) -> bytes:
    """The head with each byte of the address that is not ASCII percent-encoded."""
    first, newline, rest = head.partition(b"\r\n")
    command, space, address = first.partition(b" ")
    encoded = _BEYOND_ASCII.sub(lambda found: b"%%%02X" % found[0][0], address)
    return command + space + encoded + newline + rest


class Channel(HTTPChannel):
    """A connection that knows when its request began to arrive."""

    parser_class = Parser
    arriving_since: float | None = None

    def received(self, data: bytes) -> bool:
        """More of a request has arrived."""
        took: bool = super().received(data)
        if self.request is None:
            self.arriving_since = None
        elif self.arriving_since is None:
            self.arriving_since = time.time()
        return took

    @property
    def is_idle(self) -> bool:
        """Is there nothing to answer and nothing to send?"""
        return not self.requests and not self.total_outbufs_len

    @property
    def is_at_rest(self) -> bool:
        """Has nothing moved on it for a moment, and no part of a request has arrived?"""
        moved: float = vars(self)["last_activity"]
        waits = self.is_idle and self.arriving_since is None
        return waits and time.time() - moved > REST_SECONDS


class Server(TcpWSGIServer):
    """The server of one process on a socket that listens."""

    channel_class = Channel
    ending = False

    def __init__(
        self, app: WSGIApplication, listening: socket.socket, limits: Limits, largest: int
    ) -> None:
        self.limits = limits
        self.lanes = Lanes(limits)
        adjustments = Adjustments(
            sockets=[listening],
            # One more than are kept open here, so that waitress never stops to accept.
            connection_limit=2 * limits.connections,
            channel_timeout=limits.idle_seconds,
            cleanup_interval=LOOK_SECONDS,
            max_request_body_size=largest,
            max_request_header_size=LONGEST_HEAD,
            asyncore_use_poll=True,
            backlog=BACKLOG,
            ident=None,
            # webapp/access/proxies.py decides whose headers are believed.
            clear_untrusted_proxy_headers=False,
        )
        super().__init__(
            guarded(app),
            {},
            True,
            listening,
            dispatcher=cast(ThreadedTaskDispatcher, self.lanes),
            adj=adjustments,
            bind_socket=False,
            sockinfo=(listening.family, listening.type, listening.proto, listening.getsockname()),
        )

    @property
    def channels(self) -> dict[int, Channel]:
        """The open connections, the oldest first."""
        found: dict[int, Channel] = vars(self)["active_channels"]
        return found

    def turn(self, seconds: float) -> None:
        """Do what there is to do for the connections, or wait this long for something."""
        wasyncore.loop(timeout=seconds, use_poll=True, map=vars(self)["_map"], count=1)

    def change(self, app: WSGIApplication, limits: Limits) -> None:
        """From now on give requests to another app, under other limits. Those that an app works on
        are answered by it."""
        self.limits = limits
        self.lanes.limits = limits
        self.application = guarded(app)

    def add_task(self, task: Any) -> None:
        """A request has arrived. When the server ends it is the last one of its connection."""
        if self.ending:
            task.requests[0].headers["CONNECTION"] = "close"
        super().add_task(task)

    def end(self, seconds: int) -> None:
        """Take no more connections, let requests that have begun to arrive finish, within this many
        seconds, and close all connections."""
        deadline = time.monotonic() + seconds
        self.ending = True
        known = -1
        while known < len(self.channels):  # those that the system has taken already
            known = len(self.channels)
            self.turn(0)
        wasyncore.dispatcher.close(self)  # the socket that listens
        while time.monotonic() < deadline:
            # Answers are written by this thread.
            _close_first([one for one in self.channels.values() if one.is_at_rest])
            if not self.channels:
                break
            self.turn(0.05)
        self.lanes.shutdown(timeout=max(0.0, deadline - time.monotonic()))
        wasyncore.close_all(vars(self)["_map"])

    def handle_accept(self) -> None:
        """Take a new connection, and close one when there are too many."""
        super().handle_accept()
        channels = list(self.channels.values())
        if len(channels) > self.limits.connections:
            _close_first([channel for channel in channels if channel.is_idle][:1] or channels[-1:])
        elif channels and not self.limits.speaks_for_many(str(channels[-1].addr[0])):
            of_address = Counter(str(channel.addr[0]) for channel in channels)
            newest = channels[-1]
            if of_address[str(newest.addr[0])] > self.limits.connections_of_one_address:
                _close_first([newest])

    def maintenance(self, now: float) -> None:
        """Close what is idle, and what has been arriving for too long."""
        super().maintenance(int(now))
        for channel in self.channels.values():
            since = channel.arriving_since
            if since is not None and now - since > self.limits.arrival_seconds:
                channel.will_close = True


def _close_first(channels: list[Any]) -> None:
    for channel in channels:
        channel.handle_close()


def make_server(
    app: WSGIApplication, listening: socket.socket, limits: Limits, largest: int
) -> Server:
    """A server for an app; `largest` are the bytes of the largest request. `run()` serves until
    it is interrupted."""
    return Server(app, listening, limits, largest)
