"""What engines with an index on disk have in common: committing, refreshing, reading, failing."""

from __future__ import annotations

import struct
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from kb.errors import IndexDamaged, IndexMissing
from kb.index.engines import generations
from kb.index.engines.bitmaps import members
from kb.index.engines.generations import Draft, Generations
from kb.index.engines.part import PartEngine
from kb.index.engines.port import Engine, Request, Response, Status, Writer
from kb.index.engines.postings import Searcher
from kb.index.engines.snapshot import StoredSnapshot
from kb.index.fields import VALUE_FIELDS
from kb.query import Match

# What reading a damaged file may raise.
DAMAGE = (OSError, ValueError, LookupError, EOFError, OverflowError, MemoryError, struct.error)
OPEN_TRIES = 5


class DraftWriter(Writer, Protocol):
    """Writes in the folder of a draft."""

    def commit(self) -> int:
        """Write everything to the files; return the number of documents in the index."""

    def cancel(self) -> None:
        """Close the files without committing, in any state."""


class StoredEngine(ABC):
    """An index in a folder of generations. Threads may share it: one reads at a time, and a
    response can be used without waiting. Adapters say how a generation is opened and written."""

    name: str

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder)
        self._turn = threading.RLock()
        self._snapshot: StoredSnapshot | None = None
        self._lexicons: dict[str, list[tuple[str, int]]] = {}  # of the snapshot
        self._searcher: Searcher | None = None
        self._state: tuple[int, ...] = ()

    @abstractmethod
    def _open(self, folder: Path) -> StoredSnapshot:
        """The snapshot of a generation; IndexDamaged when it cannot be read."""

    @abstractmethod
    def _write(self, draft: Draft) -> DraftWriter:
        """A writer in a draft; on an empty folder for a rebuild."""

    def status(self) -> Status:
        folder = self._generations.current()
        manifest = generations.load_manifest(folder)
        written = (folder / generations.MANIFEST).stat().st_mtime_ns
        return Status(manifest.documents, manifest.fingerprint, f"{folder.name}-{written}")

    def digests(self, bulletins: Iterable[str] | None = None) -> dict[str, str]:
        with self._reading() as (snapshot, _):
            wanted = snapshot.live
            if bulletins is not None:
                wanted = snapshot.values("bulletin").any(bulletins)
            cards = map(snapshot.card, members(wanted))
            return {card.id: card.digest for card in cards}

    def frequencies(
        self, asked: Mapping[str, Iterable[str]]
    ) -> tuple[int, dict[str, dict[str, int]]]:
        with self._reading() as (_, searcher):
            return searcher.frequencies(asked)

    def lexicon(self, field: str) -> Iterator[tuple[str, int]]:
        with self._reading() as (snapshot, _):
            if field in VALUE_FIELDS:
                if field not in self._lexicons:
                    self._lexicons[field] = list(snapshot.lexicon(field))
                return iter(self._lexicons[field])
        return self._tokens(snapshot, field)

    def _tokens(self, snapshot: StoredSnapshot, field: str) -> Iterator[tuple[str, int]]:
        """The tokens of a field. They are many: searches do not wait for their end."""
        try:
            yield from snapshot.lexicon(field)
        except DAMAGE as error:
            raise generations.damaged(self._generations.folder, error) from error

    def search(self, request: Request) -> Response:
        with self._reading() as (_, searcher):
            return searcher.search(request)

    def within(self, match: Match) -> Engine:
        return PartEngine(self, self._reading, match)

    def verify(self) -> list[str]:
        return generations.verify(self._generations.current())

    def close(self) -> None:
        with self._turn:
            if self._snapshot is not None:
                self._snapshot.close()
            self._snapshot = self._searcher = None
            self._state = ()

    @contextmanager
    def writer(self, fingerprint: str, *, rebuild: bool = False) -> Iterator[Writer]:
        with self._generations.draft(rebuild=rebuild) as draft:
            with generations.write_errors(draft.folder):
                writer = self._write(draft)
            try:
                yield writer
                with generations.write_errors(draft.folder):
                    documents = writer.commit()
            except BaseException:
                writer.cancel()
                raise
            draft.finish(fingerprint, documents)

    @contextmanager
    def _reading(self) -> Iterator[tuple[StoredSnapshot, Searcher]]:
        """The state as last committed, for one thread at a time."""
        with self._turn:
            self._refresh()
            assert self._snapshot is not None
            assert self._searcher is not None
            try:
                yield self._snapshot, self._searcher
            except DAMAGE as error:
                raise generations.damaged(self._generations.folder, error) from error

    def _refresh(self) -> None:
        """Open what was last committed. Earlier candidates keep the old state open."""
        state = self._generations.state()
        if self._snapshot is not None and state == self._state:
            return
        for attempt in range(OPEN_TRIES):
            state = self._generations.state()
            try:
                folder = self._generations.current()
                generations.check_sizes(folder)
                snapshot = self._open(folder)
                break
            except IndexMissing:
                raise
            except IndexDamaged:
                # The next commit may have removed it just now.
                if attempt + 1 == OPEN_TRIES or state == self._generations.state():
                    raise
        self._lexicons = {}
        self._snapshot, self._searcher, self._state = snapshot, Searcher(snapshot), state
