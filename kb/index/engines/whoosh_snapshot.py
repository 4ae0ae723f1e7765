"""Reading a Whoosh index: its segments as one snapshot."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from kb.index.documents import IndexDocument
from kb.index.engines.bitmaps import flags
from kb.index.engines.generations import damaged
from kb.index.engines.necessary import Groups
from kb.index.engines.open_file import OpenFile
from kb.index.engines.posting_sets import decode, frequency, numbers
from kb.index.engines.recent import CARD_ROOM, Recent, card_cost
from kb.index.engines.snapshot import Card, CountingOnce, Weights, inflate_document, load_card
from kb.index.engines.value_sets import RARE, ValueSets
from kb.index.engines.whoosh_storage import MappedStorage
from kb.index.fields import VALUE_FIELDS

COLUMNS = ("card", "document")


# The data of a column, for each string its start and length there, and where the column starts.
_Placed = tuple[OpenFile, Sequence[int], Sequence[int], int]


class _Segment:
    """One segment: sets of its live documents, numbered from 0, and its columns."""

    def __init__(self, reader: Any, base: int) -> None:
        segment = reader.segment()
        self.base = base
        self.size: int = reader.doc_count_all()
        self.live = (1 << self.size) - 1
        for number in segment.deleted_docs():
            self.live ^= 1 << number
        self._deleted = bool(segment.deleted_count())
        self._terms = reader.codec().terms_reader(reader.storage(), segment)
        self._columns = {
            name: _placed(reader.column_reader(name, translate=False))
            for name in COLUMNS
            if self.size  # a commit that only removes documents adds an empty segment
        }

    def frequency(self, field: str, token: str) -> int:
        """In how many live documents a token occurs."""
        if self._deleted:
            return self.having(field, token).bit_count()
        found: int = self._terms.frequency(field, token)
        return found

    def having(self, field: str, token: str) -> int:
        """The live documents in which a token occurs."""
        record = self._terms.record(field, token)
        return decode(record, self.size) & self.live if record else 0

    def add_values(self, field: str, sets: ValueSets) -> None:
        """Add the values of a field, with the live documents that have them."""
        for value, record in self._terms.records(field):
            if frequency(record) * RARE > self.size:
                sets.add_set(value, (decode(record, self.size) & self.live) << self.base)
            else:
                held = self._live_flags
                sets.add(value, [self.base + n for n in numbers(record) if held[n]])

    @cached_property
    def _live_flags(self) -> bytes:
        return flags(self.live, self.size)

    def lexicon(self, field: str) -> Iterator[tuple[str, int]]:
        """The tokens of a field, sorted, with the number of live documents they occur in."""
        for token, record in self._terms.records(field):
            if self._deleted:
                yield token, (decode(record, self.size) & self.live).bit_count()
            else:
                yield token, frequency(record)

    def column(self, name: str, number: int) -> bytes:
        """What a column has of the segment's document `number`."""
        data, starts, lengths, base = self._columns[name]
        return data.read(base + starts[number], lengths[number])

    def close(self) -> None:
        self._terms.close()


def _placed(column: Any) -> _Placed:
    """Where a column has its byte strings. To read one through Whoosh takes three calls more, and a
    search reads a hundred."""
    return column._dbfile.data, column._offsets, column._lengths, column._basepos


class _Columns:
    """The columns of all segments. Apart from the snapshot, so that what remembers cards does not hold
    the snapshot that holds it: its files are closed when the last reader drops it."""

    def __init__(self, segments: Sequence[_Segment]) -> None:
        self._segments = segments
        self._bases = [segment.base for segment in segments]

    def card(self, number: int) -> Card:
        """A document's card."""
        return load_card(self.read("card", number).decode())

    def read(self, name: str, number: int) -> bytes:
        """What a column has of the document `number`."""
        segment = self._segments[bisect_right(self._bases, number) - 1]
        return segment.column(name, number - segment.base)


class WhooshSnapshot(CountingOnce):
    """One committed state of the index; kb/index/engines/snapshot.py says what is asked of it.

    Cards are read from the files; those read lately are kept.
    """

    joins = False

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._reader = MappedStorage(str(folder)).open_index().reader()
        leaves = self._reader.leaf_readers() if self._reader.doc_count_all() else []
        self._segments = [_Segment(leaf, base) for leaf, base in leaves]
        self._columns = _Columns(self._segments)
        self.size = sum(segment.size for segment in self._segments)
        self.live = self._joined((segment.live, segment.base) for segment in self._segments)
        self._values: dict[str, ValueSets] = {}
        cards = Recent(self._columns.card, CARD_ROOM, card_cost)
        self.card, self.cards = cards.get, cards.get_all

    def close(self) -> None:
        for segment in self._segments:
            segment.close()
        self._reader.close()

    def _count(self, field: str, token: str) -> int:
        return sum([segment.frequency(field, token) for segment in self._segments])

    def having(self, field: str, token: str) -> int:
        return self._joined((s.having(field, token), s.base) for s in self._segments)

    def having_all(self, field: str, tokens: Sequence[str]) -> int | None:
        return None

    def joined(self, groups: Groups) -> int:
        raise NotImplementedError  # see `joins`

    def heaviest(self, weights: Weights, size: int) -> list[tuple[int, int]] | None:
        return None

    def values(self, field: str) -> ValueSets:
        known = self._values.get(field)
        if known is None:
            known = ValueSets(self.size)
            for segment in self._segments:
                segment.add_values(field, known)
            self._values[field] = known
        return known

    def lexicon(self, field: str) -> Iterator[tuple[str, int]]:
        if field in VALUE_FIELDS:
            yield from sorted(self.values(field).counts())
            return
        counts: dict[str, int] = {}
        for token, count in chain.from_iterable(s.lexicon(field) for s in self._segments):
            counts[token] = counts.get(token, 0) + count
        yield from sorted((token, count) for token, count in counts.items() if count)

    def document(self, number: int) -> IndexDocument:
        try:
            read = self._columns.read
            return inflate_document(read("card", number), read("document", number))
        except (ValueError, LookupError, TypeError) as error:
            raise damaged(self._folder, error) from error

    @staticmethod
    def _joined(parts: Iterator[tuple[int, int]]) -> int:
        """Sets of the segments as one set of the index."""
        joined = 0
        for bits, base in parts:
            joined |= bits << base
        return joined
