"""The vectors of the entries, which follow the index and are kept in index/vectors/.

Each entry has a row for its whole text and, when it has several sentences, a row for each. A
generation (kb/index/engines/generations.py) holds segments, which are written once and linked from
then on, and entries.json, which says what each entry's digest and text are. Rows belong to texts:
entries with one text share them. The vectors follow the engine's index, not the corpus, so they
differ from it only by what is still to be built; every few hundred entries are committed at once.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Protocol

from kb.errors import IndexDamaged, IndexMissing
from kb.files import Home
from kb.index.documents import IndexDocument
from kb.index.engines import (
    Engine,
    Generations,
    Order,
    Request,
    check_sizes,
    damaged,
    load_manifest,
    verify_generation,
    write_errors,
)
from kb.meaning import Encoder
from kb.model import split_entry_id
from kb.query import HasValue
from kb.text import Sentence, analysed_sentences, normalize

# Raise it whenever the meaning of what is written changes.
VERSION = 2
VECTORS = "vectors"
ENTRIES = "entries.json"
# Entries read from the engine, and committed, at once.
AT_ONCE = 256
# The limit of rows of one entry, for texts of many lines.
MOST_SENTENCES = 48
SHORTEST = 4
# Segments are rewritten when this many rows, or this share of them, belong to no entry any more, or
# when there are this many segments.
MOST_SEGMENTS = 64
DEAD_SHARE = 0.3

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Kept:
    """What a generation holds: entry id → (digest of its document, key of its text)."""

    fingerprint: str = ""
    entries: dict[str, tuple[str, str]] = field(default_factory=dict)


class VectorMatrix(Protocol):
    """The vectors of one generation, ready to be searched; entries are named by their ids."""

    @property
    def fingerprint(self) -> str:
        """What they were made with."""

    def __len__(self) -> int:
        """How many entries there are."""

    def nearest(self, vector: bytes, count: int) -> dict[str, float]:
        """The scores of the entries nearest to a vector, best first."""

    def scores(self, vector: bytes, ids: Iterable[str]) -> dict[str, float]:
        """The scores of some entries; those that have no vectors are left out."""

    def sentence_cosines(self, vector: bytes, id_: str) -> list[float]:
        """How near each of the `embedded_sentences` of an entry is; none without vectors."""

    def like(self, id_: str, count: int) -> dict[str, float]:
        """The cosines of the entries that are most like one as a whole, best first."""


def fingerprint_of(encoder: Encoder) -> str:
    """The fingerprint of current vectors."""
    return f"{VERSION}-{encoder.fingerprint}"


def embedded_sentences(document: IndexDocument) -> list[Sentence]:
    """The sentences of an entry that have rows; the only one of an entry has that of the whole."""
    found = (s for s in analysed_sentences(document.text) if len(normalize(s.text)) >= SHORTEST)
    return list(islice(found, MOST_SENTENCES))


def passages_of(document: IndexDocument) -> list[str]:
    """The texts that are embedded for an entry, in normal form: the whole, then its sentences."""
    parts = [normalize(sentence.text) for sentence in embedded_sentences(document)]
    return [document.normal_text, *(parts if len(parts) > 1 else ())]


class Vectors:
    """The vectors of one home, for reading. Threads may share it."""

    def __init__(self, home: Home) -> None:
        self.generations = Generations(home.index / VECTORS)
        self._turn = threading.Lock()
        self._state: tuple[int, ...] = ()
        self._matrix: VectorMatrix | None = None

    def matrix(self, fingerprint: str) -> VectorMatrix | None:
        """What was last committed, ready to be searched; None when there is nothing, or it was
        made with something else. IndexDamaged when its files are not those that were written."""
        with self._turn:
            state = self.generations.state()
            if state != self._state or self._matrix is None:
                try:
                    self._matrix = self._opened(fingerprint) if state else None
                except IndexDamaged:
                    before, state = state, self.generations.state()
                    if state == before:
                        raise
                    # Another was committed meanwhile, and the files of this one are gone.
                    self._matrix = self._opened(fingerprint)
                self._state = state
            found = self._matrix
        return found if found is not None and found.fingerprint == fingerprint else None

    def _opened(self, fingerprint: str) -> VectorMatrix | None:
        try:
            folder = self.generations.current()
            check_sizes(folder)
            kept = load_kept(folder)
            if kept.fingerprint != fingerprint:
                return None
        except IndexMissing:
            return None
        entries = {id_: key for id_, (_, key) in kept.entries.items()}
        opened: VectorMatrix = import_module("kb.index.matrix").open_matrix(
            folder, fingerprint, entries
        )
        return opened

    def kept(self) -> Kept:
        """What is stored; nothing when it is missing or damaged."""
        try:
            return load_kept(self.generations.current())
        except (IndexMissing, IndexDamaged):
            return Kept()

    def verify(self) -> list[str]:
        """Read everything; say in Chinese what is damaged."""
        try:
            return verify_generation(self.generations.current())
        except IndexMissing:
            return []
        except IndexDamaged as error:
            return [str(error)]


def load_kept(folder: Path) -> Kept:
    """What a generation holds; IndexDamaged when it cannot be read."""
    try:
        data = json.loads((folder / ENTRIES).read_text("utf-8"))
        entries = {id_: (str(digest), str(key)) for id_, (digest, key) in data.items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise damaged(folder / ENTRIES, error) from error
    return Kept(load_manifest(folder).fingerprint, entries)


def update_vectors(
    vectors: Vectors, engine: Engine, encoder: Encoder, progress: Progress | None = None
) -> int:
    """Bring the vectors in step with the engine's index; return how many entries were embedded.

    `progress` is called with (done, of) at every entry; what it raises ends the update, and what was
    committed stays. IndexMissing when there is no index, IndexBusy when another process does it.
    """
    fingerprint = fingerprint_of(encoder)
    kept = vectors.kept()
    if kept.fingerprint != fingerprint or vectors.verify():
        kept = Kept(fingerprint)
    want = engine.digests()
    entries = {id_: row for id_, row in kept.entries.items() if id_ in want}
    missing = [id_ for id_, digest in want.items() if entries.get(id_, ("", ""))[0] != digest]
    rebuild = not kept.entries
    if len(entries) < len(kept.entries) and not missing:
        _commit(vectors, Kept(fingerprint, entries), {}, rebuild=False)
    done = 0
    for batch in _batches(missing):
        known = {key for _, key in entries.values()}
        texts: dict[str, list[bytes]] = {}
        for document in _documents(engine, set(batch)):
            key = hashlib.sha256(document.text.encode()).hexdigest()[:24]
            entries[document.id] = (document.digest, key)
            if key not in known and key not in texts:
                texts[key] = [encoder.encode(passage) for passage in passages_of(document)]
            done += 1
            if progress:
                progress(done, len(missing))
        _commit(vectors, Kept(fingerprint, entries), texts, rebuild=rebuild)
        rebuild = False
    return done


def _commit(vectors: Vectors, kept: Kept, texts: dict[str, list[bytes]], *, rebuild: bool) -> None:
    """A new generation: the rows there are, and those of some more texts."""
    matrix = import_module("kb.index.matrix")
    with vectors.generations.draft(rebuild=rebuild) as draft:
        with write_errors(draft.folder):
            matrix.write_segment(draft.folder, texts.items())
            keys = frozenset(key for _, key in kept.entries.values())
            there = [len(segment.keys) for segment in matrix.segments(draft.folder)]
            if len(there) > MOST_SEGMENTS or sum(there) * (1 - DEAD_SHARE) > len(keys):
                matrix.merge_segments(draft.folder, keys)
            # A new file, because the old one is shared with the previous generation.
            (draft.folder / ENTRIES).unlink(missing_ok=True)
            (draft.folder / ENTRIES).write_text(json.dumps(kept.entries), "utf-8")
        draft.finish(kept.fingerprint, len(kept.entries))


def _batches(ids: list[str]) -> Iterator[list[str]]:
    rest = iter(sorted(ids))
    while batch := list(islice(rest, AT_ONCE)):
        yield batch


def _documents(engine: Engine, ids: set[str]) -> Iterator[IndexDocument]:
    """The documents of some entries, asked for by the bulletins they belong to."""
    # A passage of a test set (kb/evaluation) is its own bulletin, whatever its id looks like.
    bulletins = frozenset({split_entry_id(id_)[0] for id_ in ids} | ids)
    found = engine.search(
        Request(
            match=HasValue("bulletin", bulletins),
            order=Order.DATE,
            size=engine.status().documents,
        )
    )
    return (c.document() for c in found.candidates if c.id in ids)
