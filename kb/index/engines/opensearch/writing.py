"""Writes a commit: a few rows of the index that serves, or all rows of a new one.

Rows are written with the number of the commit to come, so that nobody sees them before it; rows that
are replaced are marked with it and stay until nobody can be reading an older commit. A rebuild fills an
index with a random name. What a killed writer left behind is removed by the next one.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import wait
from contextlib import suppress
from functools import partial

from kb.errors import EngineError
from kb.index.documents import Prepared
from kb.index.engines.opensearch import schema
from kb.index.engines.opensearch.cards import Card
from kb.index.engines.opensearch.conditions import (
    EVERYTHING,
    Query,
    all_of,
    any_of,
    any_value,
    visible,
)
from kb.index.engines.opensearch.draft import KEPT as DRAFT_KEPT
from kb.index.engines.opensearch.draft import Done, Draft, Progress, whole
from kb.index.engines.opensearch.paging import rows_by_pages, values_by_pages
from kb.index.engines.opensearch.reading import Reader
from kb.index.engines.opensearch.sending import PATIENCE, Sender
from kb.index.engines.opensearch.state import NOT_FOUND, Lock, State, Version, no_index, short
from kb.index.engines.port import GivenIds, Packed

# Ids that are looked up at once.
LOOKED_UP = 500
# Seconds for which replaced rows and indexes are kept for those who read an older commit.
KEPT = 600.0
# Seconds to wait for copies after a rebuild.
COPIES = 60
# Entries a shard up to which a new index is merged, seconds for that, and between signs of life.
MOST_MERGED, MERGING, LIVES = 1_000_000, 3600.0, 30.0


class Writing:
    """One writer's changes. Made by `open_writing`."""

    def __init__(
        self,
        reader: Reader,
        lock: Lock,
        before: tuple[State | None, Version | None],
        fingerprint: str,
        *,
        rebuild: bool,
    ) -> None:
        self._reader, self._client, self._lock = reader, reader.client, lock
        self._fingerprint = fingerprint
        self._before, self._version = before
        self._rebuild = rebuild or self._before is None
        self._number = (self._before.commit if self._before else 0) + 1
        self._given = GivenIds()
        self._sender = Sender(self._client, lock.renew)
        self._replaced: list[str] = []
        self._progress = Progress(self._client, reader.store.index)
        self._taken_up: Mapping[str, Done] = {}
        # The commit from which rows that are put are valid: that of the draft which is gone on with.
        self._since = self._number
        self._made_with = schema.made_with(fingerprint, self._client.cluster)
        base = self._client.cluster.index
        self.index = self._before.index if self._before else ""
        if self._rebuild:
            self.index = f"{base}-g{secrets.token_hex(8)}"

    def begin(self) -> None:
        """Remove what a killed writer left; make the index of a rebuild, or go on with one."""
        draft = self._progress.left()
        if draft and not self._is_kept(draft):
            draft = None
        self._sweep_indexes({draft.index} if draft else set())
        if not self._rebuild:
            self._sweep_rows()
        elif draft:
            self.index, self._since = draft.index, draft.number
            self._taken_up = self._progress.take_up(draft)
        else:
            body = {"settings": schema.settings(self._client.cluster), "mappings": schema.MAPPINGS}
            self._client.call("PUT", f"/{self.index}", body, timeout=PATIENCE)

    def _is_kept(self, draft: Draft) -> bool:
        """Does an interrupted rebuild stay, for this one or for a later one?"""
        if self._rebuild:
            same = draft.made_with == self._made_with and draft.number <= self._number
            return same and self._exists(draft.index)
        return time.time() - draft.when < DRAFT_KEPT

    def _exists(self, index: str) -> bool:
        return self._client.call("HEAD", f"/{index}", accept=(NOT_FOUND,)).status != NOT_FOUND

    def put(self, prepared: Prepared) -> None:
        """Add a document, replacing the one with the same id."""
        document_id = prepared.document.id
        self._given.once(document_id)
        self._write(prepared, self._since)
        self._replace(document_id)

    @property
    def packer(self) -> Callable[[Prepared], Packed]:
        """Packs a document; see `kb.index.engines.port.Resuming`."""
        return partial(schema.pack, self._since)

    def put_packed(self, packed: Packed) -> None:
        """Add a document of a rebuild."""
        self._given.once(packed.id)
        self._sender.add(self.index, packed.lines)

    def resume(self, images: Mapping[str, str]) -> frozenset[str]:
        """The bulletins that the interrupted rebuild has whole, made from these images. What it has of
        others is removed."""
        if not self._taken_up:
            return frozenset()
        self._refresh()
        ask = self._reader.on(State(0, self.index, 0, "", ""))
        rows = dict(values_by_pages(ask, "bulletin", EVERYTHING))
        done = whole(self._taken_up, images, rows)
        others = sorted(rows.keys() - done)
        for first in range(0, len(others), LOOKED_UP):
            some = any_value("bulletin", others[first : first + LOOKED_UP])
            for card, since in self._rows(some):
                self._add(schema.line({"delete": {"_id": schema.row_id(card.id, since)}}))
        self.flush()
        for bulletin in done:
            self._given.finish(bulletin)
        return done

    def finish(self, bulletin: str, image: str) -> None:
        """All documents of a bulletin were put. From time to time this is written down."""
        self._progress.add(bulletin, Done(image, self._given.finish(bulletin)))
        if self._progress.is_due:
            self.flush()
            self._progress.write(self.index, self._since, self._made_with)

    def remove(self, document_id: str) -> None:
        """Remove a document, if it is there."""
        self._given.once(document_id)
        self._replace(document_id)

    def flush(self) -> None:
        """Send everything and wait until it is stored. Nobody sees it yet."""
        self._end_replaced()
        self._sender.send(self.index)
        self._sender.settle()

    def commit(self) -> State:
        """Make the changes what is searched."""
        self.flush()
        self._refresh()
        now, before, owner = time.time(), self._before, self._reader.store.owner
        if self._rebuild:
            self._serve()
        # Rows that are replaced still count. A server makes an index that was deleted meanwhile anew.
        elif before and (found := self._count(before.commit)) != before.documents:
            raise short(found, before.documents)
        self._lock.renew()
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
            documents=self._count(self._number),
            fingerprint=self._fingerprint,
            token=secrets.token_hex(8),
            previous=previous,
            ended=(*ended, (self._number, now)),
            owners=owner.added_to(before.owners if before else ()),
            written_at=owner.place,
        )
        self._reader.store.commit(state, self._version)
        if self._progress.kept:
            self._progress.forget()
        self._sender.close()
        return state

    def cancel(self) -> None:
        """Take back what was written, as far as the cluster can be reached. A rebuild of which it is
        written down how far it has come stays, to be gone on with."""
        self._sender.forget()
        with suppress(EngineError):
            if self._rebuild:
                if not self._progress.kept:
                    self._drop(self.index)
            else:
                self._lock.renew()  # else the rows are another writer's by now
                self._sweep_rows()
        self._sender.close()

    def _write(self, prepared: Prepared, since: int, until: int | None = None) -> None:
        head = schema.line({"index": {"_id": schema.row_id(prepared.document.id, since)}})
        self._add(head, schema.line(schema.row(prepared, since, until)))

    def _add(self, *lines: bytes) -> None:
        self._sender.add(self.index, lines)

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

    def _refresh(self) -> None:
        self._client.call("POST", f"/{self.index}/_refresh", timeout=PATIENCE)

    def _count(self, commit: int) -> int:
        body = {"query": all_of(EVERYTHING, without=visible(commit))}
        return int(self._client.call("POST", f"/{self.index}/_count", body).data["count"])

    def _serve(self) -> None:
        """Give a new index its copies, and wait for them a while."""
        if self._count(self._number) <= MOST_MERGED * self._client.cluster.shards:
            self._merge()
        settings = schema.built(self._client.cluster)
        self._client.call("PUT", f"/{self.index}/_settings", settings)
        self._client.call("POST", f"/{self.index}/_flush", timeout=PATIENCE)
        health = f"/_cluster/health/{self.index}?wait_for_status=green&timeout={COPIES}s"
        self._client.call("GET", health, accept=(408,), timeout=COPIES + 10)

    def _merge(self) -> None:
        """Merge a new index into one segment a shard: half the size, and faster to search."""
        path = f"/{self.index}/_forcemerge?max_num_segments=1"
        merging = self._sender.pool.submit(self._client.call, "POST", path, timeout=MERGING)
        while not wait([merging], timeout=LIVES).done:
            self._lock.renew()
        merging.result()
        self._refresh()  # lets go of the files that were merged

    def _sweep_indexes(self, kept: set[str]) -> None:
        """Drop our indexes of rebuilds that were not finished and are not kept."""
        base, before = self._client.cluster.index, self._before
        kept |= {before.index, before.previous} if before else set()
        found = self._client.call("GET", f"/{base}-g*/_mapping?expand_wildcards=all").data
        for name, described in found.items():
            ours = re.fullmatch(re.escape(base) + "-g[0-9a-f]{16}", name)
            if ours and name not in kept and schema.is_ours(described):
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
                self._add(schema.line({"delete": {"_id": schema.row_id(card.id, since)}}))
            else:
                self._write(card.prepared(), since)
        if found:
            self.flush()
            self._refresh()

    def _forget_ended(
        self, ended: tuple[tuple[int, float], ...], now: float
    ) -> tuple[tuple[int, float], ...]:
        """Delete the rows that nobody can be reading any more; what remains of `ended`."""
        old = [commit for commit, when in ended if now - when > KEPT]
        if old:
            for card, since in self._rows({"range": {"until": {"lte": max(old)}}}):
                self._add(schema.line({"delete": {"_id": schema.row_id(card.id, since)}}))
            self.flush()
            self._refresh()
        return tuple((commit, when) for commit, when in ended if commit not in old)

    def _drop(self, index: str) -> str:
        if index:
            self._client.call("DELETE", f"/{index}", accept=(NOT_FOUND,), timeout=PATIENCE)
        return ""


def open_writing(reader: Reader, fingerprint: str, *, rebuild: bool) -> tuple[Writing, Lock]:
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
        writing = Writing(reader, lock, store.versioned(), fingerprint, rebuild=rebuild)
        writing.begin()
    except BaseException:
        lock.release()
        raise
    return writing, lock
