"""How our postings are written in a Whoosh index: presence only, in sets that load at once.

Whoosh's own postings come in blocks of 128 with weights, each unpickled and decoded number by
number; most of the time of a search went there (bench/speed.py). Here a term's postings are one
record under its key (posting_sets.py). The rest of an index (columns, segments, table of contents) is
Whoosh's own W3 codec.
"""

from __future__ import annotations

import marshal
import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from whoosh.codec.base import FieldWriter
from whoosh.codec.base import TermsReader as BaseTermsReader
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filetables import OrderedHashReader, OrderedHashWriter

from kb.index.engines.posting_sets import Numbers, encode, frequency

# Postings that are held in memory while a segment is written; more go to disk in sorted runs. A token
# with its list takes as much memory as `TOKEN` postings. In all about 100 MB.
HELD, TOKEN = 20_000_000, 50

# Of a hash file of Whoosh: the hash and place of a key; the lengths of a key and its value.
_POINTER = struct.Struct("!Iq")
_LENGTHS = struct.Struct("!ii")
# Bytes of a key and its record that are read at once: most are shorter; and of many of them.
_AT_ONCE, _CHUNK = 1024, 1 << 18
# Records, or their beginnings, that a segment remembers.
_REMEMBERED = 64


class PresenceCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's W3 codec with the postings above."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> _FieldWriter:
        return _FieldWriter(segment.create_file(storage, self.TERMS_EXT))

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        name = segment.make_filename(self.TERMS_EXT)
        return TermsReader(storage.open_file(name), storage.file_length(name))


def _key(field: str, token: str) -> bytes:
    return f"{field}\x00{token}".encode()


class _Bucket:
    """Hashes and places of keys until their table is written; Whoosh's list of pairs takes ten times
    the memory."""

    def __init__(self) -> None:
        self._hashes, self._places = array("I"), array("Q")

    def append(self, pair: tuple[int, int]) -> None:
        """Add a hash and a place."""
        self._hashes.append(pair[0])
        self._places.append(pair[1])

    def __len__(self) -> int:
        return len(self._hashes)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._hashes, self._places, strict=True)


class _FieldWriter(FieldWriter):  # type: ignore[misc]
    """Writes the terms of a segment: a hash file, ordered by key, of records."""

    def __init__(self, file: Any) -> None:
        self._terms = OrderedHashWriter(file)
        self._terms.buckets = [_Bucket() for _ in self._terms.buckets]
        self.is_closed = False

    def add_postings(
        self, schema: object, lengths: object, items: Iterable[tuple[str, str, Numbers]]
    ) -> None:
        for field, token, numbers in items:
            self._terms.add(_key(field, token), encode(numbers))

    def close(self) -> None:
        self._terms.close()
        self.is_closed = True


class TermsReader(BaseTermsReader):  # type: ignore[misc]
    """Reads the records of a segment. It keeps no place in the file: threads may share it."""

    def __init__(self, file: Any, length: int) -> None:
        self._terms = OrderedHashReader(file, length)
        self._file = file
        self._found: dict[bytes, tuple[int, int, bytes]] = {}

    def record(self, field: str, token: str) -> bytes:
        """The record of a token, empty when it does not occur."""
        start, length, record = self._lookup(_key(field, token))
        return record if len(record) == length else self._file.data.read(start, length)

    def frequency(self, field: str, token: str) -> int:
        """In how many documents a token occurs, deleted ones included."""
        _, length, record = self._lookup(_key(field, token))
        return frequency(record) if length else 0

    def _lookup(self, key: bytes) -> tuple[int, int, bytes]:
        """What `_find` gives. A search asks for the frequency of a token and soon for its record."""
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = self._found[key] = self._find(key)
        return found

    def _find(self, key: bytes) -> tuple[int, int, bytes]:
        """Place and length of a key's record, and the record or its beginning; (0, 0, b"") when there
        is none. A search asks for dozens: this is HashReader.ranges_for_key of Whoosh without its
        generators and small reads."""
        hashed = self._terms.hashfn(key)
        table, slots = self._terms.tables[hashed & 255]
        mapped, first = self._file.file, hashed >> 8
        for slot in range(first, first + slots):
            slot_hash, item = _POINTER.unpack_from(mapped, table + slot % slots * _POINTER.size)
            if not item:
                break
            if slot_hash == hashed:
                read: bytes = self._file.data.read(item, len(key) + _AT_ONCE)
                key_length, length = _LENGTHS.unpack_from(read)
                start = _LENGTHS.size + key_length
                if read[_LENGTHS.size : start] == key:
                    return item + start, length, read[start : start + length]
        return 0, 0, b""

    def records(self, field: str) -> Iterator[tuple[str, bytes]]:
        """(token, record) of a field, in order of the tokens."""
        prefix = _key(field, "")
        at, end, size = self._terms.closest_key_pos(prefix), self._terms.endofdata, _CHUNK
        while at is not None and at < end:
            read = self._file.data.read(at, min(size, end - at))
            whole = 0
            for key, record, after in _items(read):
                if not key.startswith(prefix):
                    return
                yield key[len(prefix) :].decode(), record
                whole = after
            if not whole:  # a record that is longer
                if size >= end - at:
                    raise ValueError(at)
                size *= 2
            at += whole

    def close(self) -> None:
        self._terms.close()


def _items(data: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """(key, record, where it ends) of those that are whole in the data; ValueError when damaged."""
    at = 0
    while at + _LENGTHS.size <= len(data):
        key_length, length = _LENGTHS.unpack_from(data, at)
        if key_length < 0 or length < 0:
            raise ValueError(at)
        start = at + _LENGTHS.size + key_length
        key, at = data[at + _LENGTHS.size : start], start + length
        if at > len(data):
            return
        yield key, data[start:at], at


class Postings:
    """The postings of a segment being written, in the place of Whoosh's posting pool."""

    def __init__(self, folder: Path, held: int = HELD) -> None:
        self._folder = folder
        self._limit = held
        self._count = 0
        self._fields: dict[str, dict[str, Numbers]] = {}
        self._runs: list[Path] = []

    def add(self, number: int, tokens: Mapping[str, Iterable[str]]) -> None:
        """Add a document, numbered above those before, with its tokens by field."""
        for field, values in tokens.items():
            postings = self._fields.setdefault(field, {})
            for token in values:
                held = postings.get(token)
                if held is None:
                    postings[token] = array("I", (number,))
                    self._count += TOKEN
                else:
                    held.append(number)
                self._count += 1
        self._spill()

    def extend(self, field: str, token: str, numbers: Sequence[int]) -> None:
        """Add documents of another segment, numbered above those before."""
        if numbers:
            postings = self._fields.setdefault(field, {})
            postings.setdefault(token, array("I")).extend(numbers)
            self._count += len(numbers)
            self._spill()

    def iter_postings(self) -> Iterator[tuple[str, str, Numbers]]:
        """(field, token, numbers), sorted; they are taken out."""
        runs = [*map(self._load, self._runs), self._sorted()]
        for (field, token), parts in groupby(merge(*runs, key=itemgetter(0)), itemgetter(0)):
            numbers = array("I")
            for _, part in parts:  # a later run has later documents
                numbers.extend(part)
            yield field, token, numbers

    def cleanup(self) -> None:
        """Remove what was put on disk."""
        for run in self._runs:
            run.unlink(missing_ok=True)
        self._runs.clear()

    def _sorted(self) -> Iterator[tuple[tuple[str, str], Numbers]]:
        for field in sorted(self._fields):
            postings = self._fields.pop(field)
            for token in sorted(postings):
                yield (field, token), postings.pop(token)

    def _spill(self) -> None:
        if self._count <= self._limit:
            return
        run = self._folder / f"{len(self._runs)}.run"
        with run.open("wb") as file:
            for key, found in self._sorted():
                marshal.dump((key, found.tobytes()), file)
        self._runs.append(run)
        self._count = 0

    @staticmethod
    def _load(run: Path) -> Iterator[tuple[tuple[str, str], Numbers]]:
        with run.open("rb") as file:
            while True:
                try:
                    key, data = marshal.load(file)
                except EOFError:
                    return
                yield key, array("I", data)
