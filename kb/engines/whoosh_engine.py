"""The Whoosh adapter: the one module that imports whoosh.

Whoosh 2.7.4 stores: postings of presence only (no frequencies, no positions), and columns with
the normal forms, a card and the document itself. Matching and ranking are not left to it. Known
weaknesses it is guarded against (shared/design.md, section 6): it never syncs to disk, a flipped
bit goes unnoticed, a failed commit keeps its lock, opening during a commit can fail.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import columns, fields, formats
from whoosh.filedb.filestore import FileStorage
from whoosh.index import LockError
from whoosh.matching.wrappers import FilterMatcher
from whoosh.reading import SegmentReader, TermNotFound

from kb.documents import IndexDocument, Prepared
from kb.engines import generations
from kb.engines.base import Request, Response, Status
from kb.engines.bitmaps import bitmap
from kb.engines.generations import Generations
from kb.engines.postings import Searcher
from kb.engines.snapshot import Card, dump_card, load_card
from kb.errors import EngineError, IndexBusy, IndexDamaged, IndexMissing
from kb.schema import TEXT_FIELDS, TOKEN_FIELDS, VALUE_FIELDS
from kb.text.grams import pairs

# Above this share of deleted documents a segment is written anew; so many segments of like size
# are merged into one.
DELETED_SHARE = 0.3
MERGED_AT_ONCE = 8
OPEN_TRIES = 40


class _Tokens(fields.FieldType):  # type: ignore[misc]
    """Tokens given ready made; only their presence is stored."""

    indexed = True
    stored = False
    scorable = False
    unique = False
    vector = None
    column_type = None

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.analyzer = None

    def index(self, value: Iterable[str], **_: object) -> list[tuple[bytes, int, float, bytes]]:
        return [(token.encode(), 1, 1.0, b"") for token in value]

    def to_bytes(self, value: str | bytes) -> bytes:
        return value if isinstance(value, bytes) else value.encode()

    def from_bytes(self, data: bytes) -> str:
        return data.decode()


def _schema() -> fields.Schema:
    schema = fields.Schema(id=_Tokens())
    for name in (*TOKEN_FIELDS, *VALUE_FIELDS):
        schema.add(name, _Tokens())
    for name in (*(f"{field}_normal" for field in TEXT_FIELDS), "card", "document"):
        schema.add(name, fields.COLUMN(columns.VarBytesColumn()))
    return schema


class WhooshEngine:
    """One Whoosh index in a folder of generations."""

    name = "whoosh"

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder)
        self._searcher: Searcher | None = None
        self._snapshot: _Snapshot | None = None
        self._state: tuple[int, ...] = ()

    def status(self) -> Status:
        manifest = generations.load_manifest(self._generations.current())
        return Status(manifest.documents, manifest.fingerprint)

    def digests(self) -> dict[str, str]:
        snapshot = self._current()
        cards = map(snapshot.card, snapshot.numbers())
        return {card.id: card.digest for card in cards}

    def frequencies(self, field: str, tokens: Iterable[str]) -> tuple[int, dict[str, int]]:
        snapshot = self._current()
        return snapshot.count, {token: snapshot.frequency(field, token) for token in tokens}

    def lexicon(self, field: str) -> Iterator[tuple[str, int]]:
        return self._current().lexicon(field)

    def search(self, request: Request) -> Response:
        self._current()
        assert self._searcher is not None
        try:
            return self._searcher.search(request)
        except (OSError, ValueError, KeyError, IndexError, EOFError) as error:
            raise IndexDamaged(
                f"索引读不出来：{error}", hint="用 kb index --rebuild 重建"
            ) from error

    def verify(self) -> list[str]:
        return generations.verify(self._generations.current())

    def close(self) -> None:
        if self._snapshot is not None:
            self._snapshot.close()
        self._snapshot = self._searcher = None
        self._state = ()

    @contextmanager
    def writer(self, fingerprint: str, *, rebuild: bool = False) -> Iterator[_Writer]:
        folder = self._generations.create() if rebuild else self._generations.current()
        storage = FileStorage(str(folder))
        index = storage.create_index(_schema()) if rebuild else storage.open_index()
        try:
            whoosh_writer = index.writer(limitmb=256)
        except LockError as error:
            raise IndexBusy("索引正由另一个进程写入", hint="请稍后再试") from error
        try:
            writer = _Writer(whoosh_writer)
            yield writer
            writer.delete_replaced()
            whoosh_writer.commit(mergetype=_merge)
        except BaseException as error:
            _cancel(whoosh_writer)
            if isinstance(error, OSError):
                raise EngineError(
                    f"索引写不进磁盘：{error.strerror or error}",
                    where=str(folder),
                    hint="请检查磁盘空间和权限，再用 kb index 补建",
                ) from error
            raise
        with index.reader() as reader:
            generations.save_manifest(folder, fingerprint, reader.doc_count())
        if rebuild:
            self._generations.swap(folder)

    def _current(self) -> _Snapshot:
        """The snapshot of the last commit; the one before stays in use while it cannot be read."""
        state = self._generations.state()
        if self._snapshot is not None and state == self._state:
            return self._snapshot
        for attempt in range(OPEN_TRIES):
            try:
                state = self._generations.state()
                snapshot = _open(self._generations.current())
                break
            except IndexMissing:
                raise
            except IndexDamaged:
                # A commit in progress looks like damage for a moment.
                if self._snapshot is not None and attempt > 2:
                    return self._snapshot
                if attempt == OPEN_TRIES - 1:
                    raise
                time.sleep(0.05)
        self._snapshot, self._searcher, self._state = snapshot, Searcher(snapshot), state
        return snapshot


def _open(folder: Path) -> _Snapshot:
    generations.check_sizes(folder, generations.load_manifest(folder))
    try:
        return _Snapshot(FileStorage(str(folder)).open_index().reader())
    except Exception as error:  # Whoosh unpickles: a damaged file may raise anything
        raise IndexDamaged(
            f"索引打不开：{error}", where=str(folder), hint="用 kb index --rebuild 重建"
        ) from error


def _cancel(writer: Any) -> None:
    """Give the lock back, whatever state a failed commit left the writer in."""
    try:
        writer.cancel()
    except Exception:
        lock = getattr(writer, "writelock", None)
        if lock is not None:
            lock.release()


def _merge(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge policy: segments of like size in batches, and those that are mostly deleted."""
    tiers: dict[int, list[Any]] = {}
    merged = []
    for segment in segments:
        if segment.deleted_count() > DELETED_SHARE * segment.doc_count_all():
            merged.append(segment)
        else:
            tiers.setdefault(segment.doc_count_all().bit_length() // 3, []).append(segment)
    for tier in tiers.values():
        if len(tier) >= MERGED_AT_ONCE:
            merged += tier
    for segment in merged:
        with SegmentReader(writer.storage, writer.schema, segment) as reader:
            writer.add_reader(reader)
    return [segment for segment in segments if segment not in merged]


class _Writer:
    """Adds documents to a Whoosh writer; the ones they replace are deleted before the commit."""

    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self._put: set[str] = set()
        self._removed: set[str] = set()

    def put(self, prepared: Prepared) -> None:
        document = prepared.document
        if document.id in self._put:
            raise ValueError(document.id)
        self._put.add(document.id)
        values = {name: document.values(name) for name in VALUE_FIELDS}
        self._writer.add_document(
            id=(document.id,),
            text_normal=document.normal_text.encode(),
            title_normal=document.normal_title.encode(),
            card=dump_card(document).encode(),
            document=document.dumps().encode(),
            **prepared.tokens,
            **values,
        )

    def remove(self, document_id: str) -> None:
        self._removed.add(document_id)

    def delete_replaced(self) -> None:
        """Delete what was removed or put anew from the segments there were before."""
        with self._writer.reader() as reader:
            for document_id in self._removed | self._put:
                try:
                    found = list(reader.postings("id", document_id.encode()).all_ids())
                except TermNotFound:
                    continue
                for number in found:
                    self._writer.delete_document(number)


class _Segment:
    """One segment: its postings, and its columns opened when first asked for."""

    def __init__(self, reader: Any, base: int) -> None:
        self.base = base
        self._reader = reader
        self.size: int = reader.doc_count_all()
        self.deleted = frozenset(n for n in range(self.size) if reader.is_deleted(n))
        self._columns: dict[str, Any] = {}

    def column(self, name: str, number: int) -> str:
        """The text of a column of the segment's document `number`."""
        column = self._columns.get(name)
        if column is None:
            column = self._columns[name] = self._reader.column_reader(name, translate=False)
        return bytes(column[number]).decode()

    def frequency(self, field: str, token: bytes) -> int:
        """In how many documents a token occurs, deleted ones included."""
        return int(self._reader.doc_frequency(field, token))

    def postings(self, field: str, token: bytes) -> list[int]:
        """The numbers, in the whole index, of the live documents in which a token occurs."""
        try:
            matcher = self._reader.postings(field, token)
        except TermNotFound:
            return []
        if isinstance(matcher, FilterMatcher):
            numbers = [n for n in matcher.child.all_ids() if n not in self.deleted]
        else:
            numbers = list(matcher.all_ids())
        return [n + self.base for n in numbers] if self.base else numbers

    def lexicon(self, field: str) -> Iterator[bytes]:
        """The tokens of a field."""
        return iter(self._reader.lexicon(field))


class _Snapshot:
    """One committed state of the index; kb/engines/snapshot.py says what is asked of it."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        leaves = reader.leaf_readers() if reader.doc_count_all() else []
        self._segments = [_Segment(leaf, base) for leaf, base in leaves]
        self.size = sum(segment.size for segment in self._segments)
        dead = [s.base + n for s in self._segments for n in s.deleted]
        self.live = ((1 << self.size) - 1) & ~bitmap(dead, self.size)
        self.count = self.live.bit_count()
        self._dead_tokens = self._count_dead_tokens()
        self._frequencies: dict[tuple[str, str], int] = {}
        self._values: dict[str, dict[str, int]] = {}
        self._texts: dict[str, list[str | None]] = {f: [None] * self.size for f in TEXT_FIELDS}
        self._cards: list[Card | None] = [None] * self.size

    def close(self) -> None:
        self._reader.close()

    def numbers(self) -> Iterator[int]:
        """The numbers of the live documents."""
        for segment in self._segments:
            yield from (segment.base + n for n in range(segment.size) if n not in segment.deleted)

    def frequency(self, field: str, token: str) -> int:
        key = (field, token)
        known = self._frequencies.get(key)
        if known is None:
            data = token.encode()
            known = sum(segment.frequency(field, data) for segment in self._segments)
            known -= self._dead_tokens.get(key, 0)
            self._frequencies[key] = known
        return known

    def postings(self, field: str, token: str) -> Sequence[int]:
        data = token.encode()
        if len(self._segments) == 1:
            return self._segments[0].postings(field, data)
        return [n for segment in self._segments for n in segment.postings(field, data)]

    def values(self, field: str) -> dict[str, int]:
        known = self._values.get(field)
        if known is None:
            names = {name for segment in self._segments for name in segment.lexicon(field)}
            sets = {
                name.decode(): bitmap(
                    [n for segment in self._segments for n in segment.postings(field, name)],
                    self.size,
                )
                for name in names
            }
            known = self._values[field] = {name: bits for name, bits in sets.items() if bits}
        return known

    def lexicon(self, field: str) -> Iterator[tuple[str, int]]:
        """Tokens, or values, with the number of live documents they occur in."""
        if field in VALUE_FIELDS:
            yield from sorted((v, bits.bit_count()) for v, bits in self.values(field).items())
            return
        for name in sorted({name for segment in self._segments for name in segment.lexicon(field)}):
            if count := self.frequency(field, name.decode()):
                yield name.decode(), count

    def text(self, field: str, number: int) -> str:
        texts = self._texts[field]
        text = texts[number]
        if text is None:
            text = texts[number] = self._column(f"{field}_normal", number)
        return text

    def card(self, number: int) -> Card:
        card = self._cards[number]
        if card is None:
            card = self._cards[number] = load_card(self._column("card", number))
        return card

    def document(self, number: int) -> IndexDocument:
        return IndexDocument.loads(self._column("document", number))

    def _column(self, name: str, number: int) -> str:
        segment = next(s for s in reversed(self._segments) if s.base <= number)
        return segment.column(name, number - segment.base)

    def _count_dead_tokens(self) -> Counter[tuple[str, str]]:
        """How often the tokens of deleted documents are still counted by Whoosh."""
        counts: Counter[tuple[str, str]] = Counter()
        for segment in self._segments:
            for number in segment.deleted:
                for field in TEXT_FIELDS:
                    tokens = set(pairs(segment.column(f"{field}_normal", number)))
                    counts.update((field, token) for token in tokens)
        return counts
