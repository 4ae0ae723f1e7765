"""What is stored of each document, in files of our own, for an engine whose own store is slow.

tantivy keeps what it stores in compressed blocks and hands it out as a Python object of all fields:
60 microseconds a document, and a search reads dozens. Here a record is read by its place in the file.

A commit adds a file `records-N`: the records, and after them a table of their numbers and lengths.
Files are never changed. Of several records of a number the one in the newest file holds; the others are
of documents that were removed. A commit takes older files up into its own when they are not much larger
than what it writes, or mostly hold what is gone, so that there are few.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from kb.index.engines.open_file import OpenFile

Numbers: TypeAlias = "array[int]"  # array takes no parameters before Python 3.12
_NAME = "records-"
_COUNT = struct.Struct("<I")
# Number of the document, length of its card, length of the document: all of 4 bytes.
_COLUMNS = 3
# A file is taken up when it is at most this many times as large as what is written, and when less than
# this share of it is still in use.
_NOT_MUCH_LARGER, _IN_USE = 2, 0.7


class Records:
    """The records of the documents with numbers below `size`; ValueError or struct.error when a table
    is damaged."""

    def __init__(self, folder: Path, size: int) -> None:
        self.files = _files(folder)
        self._open = [_opened(path) for path in self.files]
        self._starts = array("Q", bytes(8 * size))
        self._cards, self._documents = array("I", bytes(4 * size)), array("I", bytes(4 * size))
        self._file_of = array("H", bytes(2 * size))
        for place, file in enumerate(self._open):
            start = 0
            for number, card, document in zip(*_table(file), strict=True):
                if number < size:
                    self._file_of[number], self._starts[number] = place, start
                    self._cards[number], self._documents[number] = card, document
                start += card + document

    def card(self, number: int) -> bytes:
        """The card of a document."""
        file = self._open[self._file_of[number]]
        return file.read(self._starts[number], self._cards[number])

    def record(self, number: int) -> tuple[bytes, bytes]:
        """The card of a document, and the document itself."""
        file, card = self._open[self._file_of[number]], self._cards[number]
        both = file.read(self._starts[number], self.length(number))
        return both[:card], both[card:]

    def shares(self, numbers: Iterable[int]) -> list[list[int]]:
        """Which of some documents each of the files has."""
        shares: list[list[int]] = [[] for _ in self.files]
        for number in numbers:
            shares[self._file_of[number]].append(number)
        return shares

    def length(self, number: int) -> int:
        """The bytes of a record."""
        return self._cards[number] + self._documents[number]


class RecordWriter:
    """Writes the records of one commit in the folder of a draft."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        last = max((_order(path) for path in _files(folder)), default=0)
        self._file = open(folder / f"{_NAME}{last + 1}", "wb")  # noqa: SIM115 (held open)
        self._table = tuple(array("I") for _ in range(_COLUMNS))

    def put(self, number: int, card: bytes, document: bytes) -> None:
        """Add a record."""
        self._file.write(card + document)
        for column, value in zip(self._table, (number, len(card), len(document)), strict=True):
            column.append(value)

    def commit(self, before: Records | None, kept: Iterable[int]) -> None:
        """Write everything to the disk; `kept` are the documents that stay of those before."""
        if before:
            self._take_up(before, kept)
        for column in self._table:
            self._file.write(_little_endian(column).tobytes())
        self._file.write(_COUNT.pack(len(self._table[0])))
        self._file.close()

    def close(self) -> None:
        """Close the file as it is."""
        self._file.close()

    def _take_up(self, before: Records, kept: Iterable[int]) -> None:
        """Write what older files have again, so that there are few of them."""
        size = self._file.tell()
        newest_first = list(zip(before.files, before.shares(kept), strict=True))[::-1]
        for path, numbers in newest_first:
            used = sum(map(before.length, numbers))
            if used <= _NOT_MUCH_LARGER * size or used < _IN_USE * path.stat().st_size:
                for number in numbers:
                    self.put(number, *before.record(number))
                size += used
                path.unlink()


def _files(folder: Path) -> list[Path]:
    """The files of records in a folder, oldest first."""
    return sorted(folder.glob(f"{_NAME}*"), key=_order)


def _order(path: Path) -> int:
    return int(path.name.removeprefix(_NAME))


def _opened(path: Path) -> OpenFile:
    with path.open("rb") as file:
        return OpenFile(file.fileno())


def _table(file: OpenFile) -> tuple[Numbers, ...]:
    """The numbers of the documents of a file, the lengths of their cards, and of the documents."""
    (count,) = _COUNT.unpack(file.read(max(0, file.size - _COUNT.size), _COUNT.size))
    width = 4 * count
    start = file.size - _COUNT.size - _COLUMNS * width
    if start < 0:
        raise ValueError(count)
    columns = (file.read(start + n * width, width) for n in range(_COLUMNS))
    return tuple(_little_endian(array("I", column)) for column in columns)


def _little_endian(numbers: Numbers) -> Numbers:
    """Numbers as they are in the files, or back."""
    if sys.byteorder == "big":
        numbers = array("I", numbers)
        numbers.byteswap()
    return numbers
