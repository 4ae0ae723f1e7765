"""What an engine with an inverted index gives to the shared search algorithm."""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple, Protocol, TypeAlias

from kb.index.documents import IndexDocument
from kb.index.engines.necessary import Groups
from kb.index.engines.value_sets import ValueSets
from kb.model import Kind

# Frequencies that a snapshot remembers, at most: about 10 MB.
COUNTS = 50_000
# Tokens of the text field with what each counts.
Weights: TypeAlias = Sequence[tuple[str, int]]


class Card(NamedTuple):
    """What ordering and ranking need of a document, kept in one string, so that it is read at once.
    `title` and `text` are the normal forms of the text fields."""

    id: str
    place: str
    kind: Kind
    end: date | None
    digest: str
    title: str
    text: str


def dump_card(document: IndexDocument) -> str:
    """The card of a document; a normal form holds no tabs."""
    end = document.end.isoformat() if document.end else ""
    return "\t".join(
        (
            document.id,
            document.place,
            document.kind,
            end,
            document.digest,
            document.normal_title,
            document.normal_text,
        )
    )


def load_card(text: str) -> Card:
    """The card of `dump_card`; ValueError when the text is not a card."""
    id_, place, kind, end, digest, title, normal = text.split("\t")
    return _card((id_, place, _kind(kind), _date(end), digest, title, normal))


def deflate_document(card: bytes, document: IndexDocument) -> bytes:
    """A document for the disk, deflated. Its card is the dictionary (RFC 1950, section 2.2), since both
    have the title and nearly the same text: a quarter of the JSON remains. The card itself is stored as
    it is: a search reads a hundred cards, and ten documents."""
    packer = zlib.compressobj(zdict=card)
    return packer.compress(document.dumps().encode()) + packer.flush()


def inflate_document(card: bytes, deflated: bytes) -> IndexDocument:
    """The document of `deflate_document`; ValueError, LookupError or TypeError when it is damaged."""
    unpacker = zlib.decompressobj(zdict=card)
    try:
        text = unpacker.decompress(deflated)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not unpacker.eof:
        raise ValueError("cut off")
    return IndexDocument.loads(text.decode())


# A Card of its fields in order: half the time of the call, which a search makes a hundred times.
_card: Callable[[tuple[object, ...]], Card] = partial(tuple.__new__, Card)


@lru_cache(maxsize=64)
def _kind(value: str) -> Kind:
    return Kind(value)


@lru_cache(maxsize=4096)
def _date(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


class CountingOnce(ABC):
    """Frequencies of a snapshot, remembered: a search asks for those of a token again and again."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}

    @abstractmethod
    def _count(self, field: str, token: str) -> int:
        """What `frequency` gives, not remembered."""

    def frequency(self, field: str, token: str) -> int:
        """In how many documents a token occurs."""
        key = (field, token)
        known = self._counts.get(key)
        if known is None:
            if len(self._counts) >= COUNTS:
                self._counts.clear()
            known = self._counts[key] = self._count(field, token)
        return known


class Snapshot(Protocol):
    """One committed state of an index.

    Documents have numbers below `size`; `live` is the set (kb/index/engines/bitmaps.py) of those that
    are not deleted. Sets handed out hold live documents only. `joins`: the engine finds the documents
    of many terms faster by itself than by intersecting sets; only then `joined` is asked.
    """

    size: int
    live: int
    joins: bool

    def frequency(self, field: str, token: str) -> int:
        """In how many documents a token occurs."""

    def having(self, field: str, token: str) -> int:
        """The documents in which a token occurs."""

    def having_all(self, field: str, tokens: Sequence[str]) -> int | None:
        """The documents in which all of some tokens occur, where the engine finds them faster than by
        intersecting the sets of `having`; else None."""

    def joined(self, groups: Groups) -> int:
        """The documents that have of each group of alternatives all terms of one."""

    def heaviest(self, weights: Weights, size: int) -> list[tuple[int, int]] | None:
        """(number, sum of the weights of its tokens) of the `size` heaviest documents by their texts,
        heaviest first, where the engine finds them faster than by adding up sets; else None. Of equal
        documents any may come first. Those of all documents, also where the snapshot is a part."""

    def values(self, field: str) -> ValueSets:
        """The values of a value field, each with the documents that have it; unused values are left
        out."""

    def card(self, number: int) -> Card:
        """The card of a document."""

    def cards(self, numbers: Sequence[int]) -> list[Card]:
        """The cards of some documents."""

    def document(self, number: int) -> IndexDocument:
        """The document itself."""


class StoredSnapshot(Snapshot, Protocol):
    """A snapshot that can list what it holds and close its files."""

    def lexicon(self, field: str) -> Iterator[tuple[str, int]]:
        """Tokens, or values, sorted, with the number of documents they occur in."""

    def close(self) -> None:
        """Close the files."""
