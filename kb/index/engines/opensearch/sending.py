"""Sends lines to an index in portions, a few of them under way at the same time."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

from kb.errors import IndexBusy
from kb.index.engines.opensearch.answers import TOO_MANY, Answer, Said, refused, understood
from kb.index.engines.opensearch.client import ELSEWHERE, Client
from kb.index.engines.opensearch.state import NOT_FOUND

# Bytes of one request, and how many requests may be under way.
PORTION, UNDER_WAY = 3_000_000, 2
# Seconds for one request, how often it is sent, and seconds more before each time.
PATIENCE = 120.0
TRIES, PAUSE = 8, 0.5

Lines = list[bytes]


class Sender:
    """What is to be written to an index. `before_sending` is called before each portion."""

    def __init__(self, client: Client, before_sending: Callable[[], None]) -> None:
        self._client = client
        self._before = before_sending
        self._lines: Lines = []
        self._bytes = 0
        self.pool = ThreadPoolExecutor(UNDER_WAY)
        self._sent: deque[Future[None]] = deque()

    def add(self, index: str, lines: Iterable[bytes]) -> None:
        """Add the lines of one row."""
        for line in lines:
            self._lines.append(line)
            self._bytes += len(line)
        if self._bytes >= PORTION:
            self.send(index)

    def send(self, index: str) -> None:
        """Send what was added."""
        if self._lines:
            self.settle(UNDER_WAY)
            self._before()
            self._sent.append(self.pool.submit(_bulk, self._client, index, self._lines))
            self._lines, self._bytes = [], 0

    def settle(self, most: int = 0) -> None:
        """Wait until no more than the given number of requests are under way; raise what went wrong with one."""
        while len(self._sent) > most:
            self._sent.popleft().result()

    def forget(self) -> None:
        """Send nothing more, and wait for what is under way."""
        self._lines, self._bytes = [], 0
        wait([sent for sent in self._sent if not sent.cancel()])
        self._sent.clear()

    def close(self) -> None:
        """End the threads."""
        self.pool.shutdown()


@understood()
def _bulk(client: Client, index: str, lines: Lines) -> None:
    """Write lines; what the cluster had no time for is sent again."""
    path = f"/{index}/_bulk?filter_path=errors,items.*.status,items.*.error"
    for attempt in range(TRIES):
        if attempt:
            time.sleep(PAUSE * attempt)
        answer = client.call("POST", path, b"".join(lines), timeout=PATIENCE).data
        if not answer["errors"]:
            return
        lines = _again(lines, answer["items"])
        if not lines:
            return
    raise IndexBusy("检索集群太忙，写不进去", hint="请稍后再试")


def _again(lines: Lines, items: list[dict[str, Any]]) -> Lines:
    """The lines to send again; EngineError when the cluster refuses one for good."""
    left: Lines = []
    rest = iter(lines)
    for item in items:
        ((verb, result),) = item.items()
        group = [next(rest)] if verb == "delete" else [next(rest), next(rest)]
        status, wrong = result["status"], result.get("error")
        if status < ELSEWHERE and "cluster_block" in str(wrong):
            raise refused(Answer(status, Said(result)))
        if status >= ELSEWHERE or status == TOO_MANY:
            left += group
        elif wrong and status != NOT_FOUND:
            raise refused(Answer(status, Said(result)))
    return left
