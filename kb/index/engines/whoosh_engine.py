"""The Whoosh adapter. Only it and the other whoosh_* modules import whoosh.

Whoosh 2.7.4 keeps segments of documents: term postings (kb/index/engines/whoosh_codec.py) and
columns with a card and the document itself. Whoosh neither matches nor ranks here.
It has weaknesses, measured with 2.7.4, against which kb/index/engines/generations.py protects: it
never syncs to disk, a flipped bit goes unnoticed, a failed commit keeps its lock, and opening
during a commit can fail.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh import columns, fields
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from kb.index.documents import Prepared
from kb.index.engines.bitmaps import members
from kb.index.engines.generations import Draft, damaged, write_errors
from kb.index.engines.port import GivenIds
from kb.index.engines.posting_sets import numbers
from kb.index.engines.snapshot import deflate_document, dump_card
from kb.index.engines.stored import StoredEngine
from kb.index.engines.whoosh_codec import Postings, PresenceCodec
from kb.index.engines.whoosh_snapshot import COLUMNS, WhooshSnapshot
from kb.index.engines.whoosh_storage import MappedStorage
from kb.index.fields import TOKEN_FIELDS, VALUE_FIELDS

# Above this share of deleted documents a segment is rewritten; this many segments of similar size
# are merged into one.
DELETED_SHARE = 0.3
MERGED_AT_ONCE = 8

FIELDS = ("id", *TOKEN_FIELDS, *VALUE_FIELDS)

_COLUMN = columns.VarBytesColumn()
_SCHEMA = fields.Schema(**{name: fields.COLUMN(_COLUMN) for name in COLUMNS})


class WhooshEngine(StoredEngine):
    """One Whoosh index in a folder of generations."""

    name = "whoosh"

    def _open(self, folder: Path) -> WhooshSnapshot:
        try:
            return WhooshSnapshot(folder)
        except Exception as error:  # Whoosh unpickles: a damaged file may raise anything
            raise damaged(folder, error) from error

    def _write(self, draft: Draft) -> _Writer:
        storage = MappedStorage(str(draft.folder))
        if draft.base is None:
            return _Writer(storage.create_index(_SCHEMA), None)
        return _Writer(storage.open_index(), self._open(draft.folder))


class _Writer:
    """Adds documents to a segment; the ones they replace are deleted before the commit."""

    def __init__(self, index: Any, before: WhooshSnapshot | None) -> None:
        self._index = index
        self._before = before
        self._writer = _SegmentWriter(index)
        self._given = GivenIds()
        self._replaced: list[str] = []

    def put(self, prepared: Prepared) -> None:
        self.remove(prepared.document.id)
        with write_errors(self._index.storage.folder):
            self._writer.put(prepared)

    def remove(self, document_id: str) -> None:
        self._given.once(document_id)
        self._replaced.append(document_id)

    def commit(self) -> int:
        if self._before:
            for document_id in self._replaced:
                for number in members(self._before.having("id", document_id)):
                    self._writer.delete_document(number)
            self._before.close()
        self._writer.commit(mergetype=_merge)
        return int(self._index.doc_count())

    def cancel(self) -> None:
        with suppress(Exception):  # whatever state a failed commit left it in
            self._writer.cancel()
        self._index.storage.abandon()
        if self._before:
            with suppress(Exception):
                self._before.close()


class _SegmentWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer of one new segment, with our postings instead of its own."""

    def __init__(self, index: Any) -> None:
        super().__init__(index, codec=PresenceCodec(), compound=False)
        self.pool = Postings(Path(self.temp_storage().folder))

    def put(self, prepared: Prepared) -> None:
        """Add a document to the segment."""
        document = prepared.document
        card = dump_card(document).encode()
        values = {"card": card, "document": deflate_document(card, document)}
        self.perdocwriter.start_doc(self.docnum)
        for name, value in values.items():
            self.perdocwriter.add_column_value(name, _COLUMN, value)
        self.perdocwriter.finish_doc()
        self.pool.add(
            self.docnum,
            {
                "id": (document.id,),
                **prepared.tokens,
                **{name: document.values(name) for name in VALUE_FIELDS},
            },
        )
        self.docnum += 1
        self._added = True

    def add_reader(self, reader: SegmentReader) -> None:
        """Add the live documents of another segment."""
        first = self.docnum
        moved = self.write_per_doc(COLUMNS, reader)
        terms = reader.codec().terms_reader(reader.storage(), reader.segment())
        for field in FIELDS:
            for token, record in terms.records(field):
                found = numbers(record)
                if moved is None:
                    self.pool.extend(field, token, [first + number for number in found])
                else:
                    self.pool.extend(field, token, [moved[n] for n in found if n in moved])
        terms.close()
        self._added = True


def _merge(writer: _SegmentWriter, segments: list[Any]) -> list[Any]:
    """Merge policy: segments of similar size in batches, and those that are mostly deleted."""
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
