"""The queue of requests: quick requests never wait for slow ones, and no queue grows without limit.

A dispatcher of tasks for waitress. Requests for static files and the sign of life have a lane and a
thread of their own. So have those that log somebody in: deriving a password takes long on purpose,
and a crowd that logs in must not keep others from reading. So have exports and checks of
everything, which may take many seconds. All others wait in a fourth lane, as long as a visitor would
wait. A request that finds its lane full, that has waited too long, or whose address already has many
waiting, is answered with 503 in the quick lane, before the site has worked on it.
"""

from __future__ import annotations

import ipaddress
import logging
import re
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from webapp.server import refusals

_log = logging.getLogger(__name__)

# Addresses that cost almost nothing.
QUICK = ("/static/", "/health", "/metrics")
# Addresses at which passwords are given (webapp/views/account.py).
PASSWORDS = "/account/"
# Seconds that somebody waits to log in; a whole bank may come at nine o'clock.
PASSWORD_SECONDS = 30.0
# What may take many seconds, and the seconds that somebody waits for it to begin.
_LONG = re.compile(
    r"/(?:compare\.\w+|figures\.csv|collections/\d+\.\w+|quotecheck|check(?:/look)?|vocabulary/\w+)"
)
LONG_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one process takes on: `threads` work on slow requests; `waiting` of these may wait,
    `of_one_address` from the same machine, none longer than `seconds`. `connections` may be open,
    `connections_of_one_address` from the same machine; a connection on which nothing moves for
    `idle_seconds`, or whose request has not arrived within `arrival_seconds`, is closed. The limits
    for one address do not apply to this machine and to `proxies` (addresses or networks), which speak
    for many."""

    threads: int = 2
    waiting: int = 200
    of_one_address: int = 40
    seconds: float = 5.0
    connections: int = 1000
    connections_of_one_address: int = 100
    idle_seconds: float = 30.0
    arrival_seconds: float = 120.0
    proxies: tuple[str, ...] = ()

    def speaks_for_many(self, address: str) -> bool:
        """May many visitors come from this address?"""
        if is_local(address):
            return True
        asked = ipaddress.ip_address(address)
        return any(asked in ipaddress.ip_network(network) for network in self.proxies)


class Request(Protocol):
    """What is known about a request before it is processed."""

    path: str
    query: str
    error: object


class Task(Protocol):
    """A connection with a request that has arrived whole (waitress's HTTPChannel)."""

    addr: tuple[str, int]
    requests: list[Request]

    def service(self) -> None:
        """Answer the request."""

    def cancel(self) -> None:
        """Close the connection without an answer."""


def is_local(address: str) -> bool:
    """Is this an address of this machine? Names, as of a Unix socket, are."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return True


def plain(path: str) -> str:
    """The path as the site looks it up: of several slashes one, and none at the end."""
    return re.sub(r"/{2,}", "/", path).rstrip("/") or "/"


def takes_long(path: str, query: str) -> bool:
    """Is this an address that may take many seconds? The figures of everything do, those of a search
    do not."""
    path = plain(path)
    everything = path == "/figures" and "q=" not in query
    return everything or _LONG.fullmatch(path) is not None


class Lanes:
    """Threads that answer requests, and what waits for them."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._turn = threading.Condition()
        self._quick: deque[tuple[Task, str]] = deque()
        self._slow: deque[tuple[Task, float]] = deque()
        self._passwords: deque[tuple[Task, float]] = deque()
        self._long: deque[tuple[Task, float]] = deque()
        self._waiting: Counter[str] = Counter()
        self._stopping = False
        work: list[Callable[[], None]] = [
            self._serve_quick,
            lambda: self._serve(self._passwords, PASSWORD_SECONDS),
            lambda: self._serve(self._long, LONG_SECONDS),
            *[lambda: self._serve(self._slow, limits.seconds)] * limits.threads,
        ]
        self._threads = [threading.Thread(target=one, daemon=True) for one in work]
        for thread in self._threads:
            thread.start()

    def add_task(self, task: Task) -> None:
        """A request has arrived."""
        request = task.requests[0]
        lane = self._lane(request)
        with self._turn:
            if request.error or plain(request.path).startswith(QUICK):
                self._quick.append((task, ""))
            elif refusal := self._refusal(task.addr[0], lane):
                self._quick.append((task, refusal))
            else:
                self._waiting[task.addr[0]] += 1
                lane.append((task, time.monotonic()))
            self._turn.notify_all()

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5.0) -> bool:
        """Let the threads finish their work, and drop what waits."""
        with self._turn:
            self._stopping = True
            waiting = (*self._quick, *self._slow, *self._passwords, *self._long)
            dropped = [task for task, _ in waiting] if cancel_pending else []
            self._quick.clear()
            self._slow.clear()
            self._passwords.clear()
            self._long.clear()
            self._turn.notify_all()
        for task in dropped:
            task.cancel()
        deadline = time.monotonic() + timeout
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _lane(self, request: Request) -> deque[tuple[Task, float]]:
        if plain(request.path).startswith(PASSWORDS):
            return self._passwords
        return self._long if takes_long(request.path, request.query) else self._slow

    def _refusal(self, address: str, lane: deque[tuple[Task, float]] | None = None) -> str:
        if len(self._slow if lane is None else lane) >= self.limits.waiting:
            return refusals.FULL
        if self._waiting[address] >= self.limits.of_one_address and not (
            self.limits.speaks_for_many(address)
        ):
            return refusals.MANY
        return ""

    def _serve_quick(self) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: self._quick or self._stopping)
                if self._stopping:
                    return
                task, refusal = self._quick.popleft()
            _answer(task, refusal)

    def _serve(self, lane: deque[tuple[Task, float]], seconds: float) -> None:
        while True:
            with self._turn:
                self._turn.wait_for(lambda: lane or self._stopping)
                if self._stopping:
                    return
                task, arrived = lane.popleft()
                address = task.addr[0]
                self._waiting[address] -= 1
                if not self._waiting[address]:
                    del self._waiting[address]
            overdue = time.monotonic() - arrived > seconds
            _answer(task, refusals.LATE if overdue else "")


def _answer(task: Task, refusal: str) -> None:
    try:
        with refusals.marked(refusal):
            task.service()
    except BaseException:
        _log.exception("a request could not be answered")
