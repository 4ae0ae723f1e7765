"""What an engine with an inverted index gives to the shared search algorithm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from kb.documents import IndexDocument
from kb.model import Kind


class Card(NamedTuple):
    """The little of a document that ordering needs, kept beside it in one short string."""

    id: str
    place: str
    kind: Kind
    end: date | None
    digest: str


def dump_card(document: IndexDocument) -> str:
    """The card of a document as a line of text."""
    end = document.end.isoformat() if document.end else ""
    return "\t".join((document.id, document.place, document.kind, end, document.digest))


def load_card(text: str) -> Card:
    """The card of `dump_card`."""
    id_, place, kind, end, digest = text.split("\t")
    return Card(id_, place, Kind(kind), date.fromisoformat(end) if end else None, digest)


class Snapshot(Protocol):
    """One committed state of an index.

    Documents have numbers below `size`; `live` is the set (kb/engines/bitmaps.py) of those that
    are not deleted.
    """

    size: int
    live: int

    def frequency(self, field: str, token: str) -> int:
        """In how many live documents a token occurs."""

    def postings(self, field: str, token: str) -> Sequence[int]:
        """The numbers of the live documents in which a token occurs."""

    def values(self, field: str) -> Mapping[str, int]:
        """The values of a value field, each with the set of its live documents."""

    def text(self, field: str, number: int) -> str:
        """The normal form of a text field of a document."""

    def card(self, number: int) -> Card:
        """Id, place, kind, end of period and digest of a document."""

    def document(self, number: int) -> IndexDocument:
        """The document itself."""
