"""Writes a commit: a few rows of the index that serves, or all rows of a new one.

Rows are written with the number of the commit to come, so that nobody sees them before it; rows that
are replaced are marked with it and stay until nobody can be reading an older commit. A rebuild fills an
index with a random name. What a killed writer left behind is removed by the next one.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from typing import Any

from kb.errors import EngineError, IndexBusy
from kb.index.documents import Prepared
from kb.index.engines.opensearch import schema
from kb.index.engines.opensearch.cards import Card
from kb.index.engines.opensearch.client import ELSEWHERE, TOO_MANY, Client
from kb.index.engines.opensearch.conditions import EVERYTHING, Query, all_of, any_of, visible
from kb.index.engines.opensearch.paging import rows_by_pages
from kb.index.engines.opensearch.reading import Reader
from kb.index.engines.opensearch.state import NOT_FOUND, Lock, State, Version, no_index
from kb.index.engines.port import Told

# Bytes of one request, and how many requests may be under way.
PORTION, UNDER_WAY = 3_000_000, 2
# Ids that are looked up at once.
LOOKED_UP = 500
# Seconds for which replaced rows and indexes are kept for those who read an older commit.
KEPT = 600.0
# Seconds for one request while writing, and to wait for copies after a rebuild.
PATIENCE, COPIES = 120.0, 60
TRIES, PAUSE = 8, 0.5
# Entries a shard up to which a new index is merged, seconds for that, and between signs of life.
MOST_MERGED, MERGING, LIVES = 1_000_000, 3600.0, 30.0

Lines = list[bytes]


class Writing:
    """One writer's changes. Made by `open_writing`."""

    def __init__(
        self,
        reader: Reader,
        lock: Lock,
        before: tuple[State | None, Version | None],
        *,
        rebuild: bool,
    ) -> None:
        self._reader, self._client, self._lock = reader, reader.client, lock
        self._before, self._version = before
        self._rebuild = rebuild or self._before is None
        self._number = (self._before.commit if self._before else 0) + 1
        self._told = Told()
        self._lines: Lines = []
        self._bytes = 0
        self._replaced: list[str] = []
        self._pool = ThreadPoolExecutor(UNDER_WAY)
        self._sent: deque[Future[None]] = deque()
        base = self._client.cluster.index
        self.index = self._before.index if self._before else ""
        if self._rebuild:
            self.index = f"{base}-g{secrets.token_hex(8)}"

    def begin(self) -> None:
        """Remove what a killed writer left; make the index of a rebuild."""
        self._sweep_indexes()
        if self._rebuild:
            body = {"settings": schema.settings(self._client.cluster), "mappings": schema.MAPPINGS}
            self._client.call("PUT", f"/{self.index}", body, timeout=PATIENCE)
        else:
            self._sweep_rows()

    def put(self, prepared: Prepared) -> None:
        """Add a document, replacing the one with the same id."""
        document_id = prepared.document.id
        self._told.once(document_id)
        self._write(prepared, self._number)
        self._replace(document_id)

    def remove(self, document_id: str) -> None:
        """Remove a document, if it is there."""
        self._told.once(document_id)
        self._replace(document_id)

    def flush(self) -> None:
        """Send everything and wait until it is stored. Nobody sees it yet."""
        self._end_replaced()
        self._send()
        self._settle(0)

    def commit(self, fingerprint: str) -> State:
        """Make the changes what is searched."""
        self.flush()
        self._refresh()
        if self._rebuild:
            self._serve()
        self._lock.renew()
        now = time.time()
        before = self._before
        ended: tuple[tuple[int, float], ...] = ()
        previous = before.index if before and self._rebuild else ""
        if before and not self._rebuild:
            previous, ended = before.previous, self._forget_ended(before.ended, now)
            if not ended:
                previous = self._drop(previous)
        elif before and before.previous:
            self._drop(before.previous)
        state = State(
            commit=self._number,
            index=self.index,
            documents=self._count(),
            fingerprint=fingerprint,
            token=secrets.token_hex(8),
            previous=previous,
            ended=(*ended, (self._number, now)),
        )
        self._reader.store.commit(state, self._version)
        self._pool.shutdown()
        return state

    def cancel(self) -> None:
        """Take back what was written, as far as the cluster can be reached."""
        self._lines, self._bytes = [], 0
        wait([sent for sent in self._sent if not sent.cancel()])
        self._sent.clear()
        with suppress(EngineError):
            if self._rebuild:
                self._drop(self.index)
            else:
                self._lock.renew()  # else the rows are another writer's by now
                self._sweep_rows()
        self._pool.shutdown()

    def _write(self, prepared: Prepared, since: int, until: int | None = None) -> None:
        name = schema.row_id(prepared.document.id, since)
        self._add(_line({"index": {"_id": name}}), _line(schema.row(prepared, since, until)))

    def _add(self, *lines: bytes) -> None:
        self._lines += lines
        self._bytes += sum(map(len, lines))
        if self._bytes >= PORTION:
            self._send()

    def _replace(self, document_id: str) -> None:
        if not self._rebuild:
            self._replaced.append(document_id)
            if len(self._replaced) >= LOOKED_UP:
                self._end_replaced()

    def _end_replaced(self) -> None:
        """Mark the rows of replaced documents as ended by this commit."""
        if not self._replaced:
            return
        commit = self._number - 1
        query = all_of({"terms": {"id": self._replaced}}, without=visible(commit))
        for card, since in self._rows(query):
            self._write(card.prepared(), since, until=self._number)
        self._replaced = []

    def _rows(self, query: Query) -> Iterable[tuple[Card, int]]:
        """The rows that a query finds, whatever commit they belong to."""
        return rows_by_pages(self._reader.on(State(0, self.index, 0, "", "")), query)

    def _send(self) -> None:
        if self._lines:
            self._settle(UNDER_WAY)
            self._lock.renew()
            self._sent.append(self._pool.submit(_bulk, self._client, self.index, self._lines))
            self._lines, self._bytes = [], 0

    def _settle(self, most: int) -> None:
        """Wait until at most so many requests are under way; raise what went wrong with one."""
        while len(self._sent) > most:
            self._sent.popleft().result()

    def _refresh(self) -> None:
        self._client.call("POST", f"/{self.index}/_refresh", timeout=PATIENCE)

    def _count(self) -> int:
        body = {"query": all_of(EVERYTHING, without=visible(self._number))}
        return int(self._client.call("POST", f"/{self.index}/_count", body).data["count"])

    def _serve(self) -> None:
        """Give a new index its copies, and wait for them a while."""
        if self._count() <= MOST_MERGED * self._client.cluster.shards:
            self._merge()
        settings = schema.built(self._client.cluster)
        self._client.call("PUT", f"/{self.index}/_settings", settings)
        self._client.call("POST", f"/{self.index}/_flush", timeout=PATIENCE)
        wait = f"wait_for_status=green&timeout={COPIES}s"
        health = f"/_cluster/health/{self.index}?{wait}"
        self._client.call("GET", health, accept=(408,), timeout=COPIES + 10)

    def _merge(self) -> None:
        """Merge a new index into one segment a shard: half the size, and faster to search."""
        path = f"/{self.index}/_forcemerge?max_num_segments=1"
        merging = self._pool.submit(self._client.call, "POST", path, timeout=MERGING)
        while not wait([merging], timeout=LIVES).done:
            self._lock.renew()
        merging.result()
        self._refresh()  # lets go of the files that were merged

    def _sweep_indexes(self) -> None:
        """Drop the indexes of rebuilds that were not finished."""
        base = self._client.cluster.index
        kept = {self._before.index, self._before.previous} if self._before else set()
        found = self._client.call("GET", f"/{base}-g*/_settings?expand_wildcards=all").data
        for name in found:
            if re.fullmatch(re.escape(base) + "-g[0-9a-f]{16}", name) and name not in kept:
                self._drop(name)

    def _sweep_rows(self) -> None:
        """Undo what was written for a commit that did not come."""
        commit = self._number - 1
        self._refresh()
        later = {"range": {"since": {"gt": commit}}}
        marked = {"range": {"until": {"gt": commit}}}
        found = False
        for card, since in self._rows(any_of(later, marked)):
            found = True
            if since > commit:
                self._add(_line({"delete": {"_id": schema.row_id(card.id, since)}}))
            else:
                self._write(card.prepared(), since)
        if found:
            self._send()
            self._settle(0)
            self._refresh()

    def _forget_ended(
        self, ended: tuple[tuple[int, float], ...], now: float
    ) -> tuple[tuple[int, float], ...]:
        """Delete the rows that nobody can be reading any more; what remains of `ended`."""
        old = [commit for commit, when in ended if now - when > KEPT]
        if old:
            for card, since in self._rows({"range": {"until": {"lte": max(old)}}}):
                self._add(_line({"delete": {"_id": schema.row_id(card.id, since)}}))
            self.flush()
            self._refresh()
        return tuple((commit, when) for commit, when in ended if commit not in old)

    def _drop(self, index: str) -> str:
        if index:
            self._client.call("DELETE", f"/{index}", accept=(NOT_FOUND,), timeout=PATIENCE)
        return ""


def open_writing(reader: Reader, *, rebuild: bool) -> tuple[Writing, Lock]:
    """A writer that has the lock; IndexBusy when another has it, IndexMissing when there is nothing to
    change."""
    store = reader.store
    if rebuild:
        store.prepare()
    elif store.versioned()[0] is None:
        raise no_index()
    lock = Lock(reader.client, store.index)
    lock.take()
    try:
        writing = Writing(reader, lock, store.versioned(), rebuild=rebuild)
        writing.begin()
    except BaseException:
        lock.release()
        raise
    return writing, lock


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _bulk(client: Client, index: str, lines: Lines) -> None:
    """Write lines; what the cluster had no time for is sent again."""
    path = f"/{index}/_bulk?filter_path=errors,items.*.status,items.*.error"
    for attempt in range(TRIES):
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
        ((verb, told),) = item.items()
        group = [next(rest)] if verb == "delete" else [next(rest), next(rest)]
        if told["status"] >= ELSEWHERE or told["status"] == TOO_MANY:
            left += group
        elif "error" in told and told["status"] != NOT_FOUND:
            raise EngineError("检索集群拒绝了一条记录", hint=str(told["error"].get("reason"))[:300])
    return left
