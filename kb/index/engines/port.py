"""The engine port: what a search engine must do, and nothing more.

An engine says which documents match, counts them, and returns candidates with their normal form.
Ranking, highlighting, analysis and paging are done above it, so that every engine gives the same
page. tests/index/engines/ runs the same cases on all of them against `memory`, the oracle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, IntEnum
from operator import itemgetter
from typing import NamedTuple, Protocol, runtime_checkable

from kb.index.documents import IndexDocument, Prepared
from kb.model import Kind, split_entry_id
from kb.query import Match


class Level(IntEnum):
    """How well an entry matches; lower is better.

    FULL: it contains every string that was asked for. INSIDE: it does, but one of them is a piece
    of a longer number there. SCATTERED: it contains all the words, not next to each other. PARTIAL:
    it contains some of them. NEAR: it may contain none, but has a similar meaning.
    """

    FULL = 0
    INSIDE = 1
    SCATTERED = 2
    PARTIAL = 3
    NEAR = 4


# Entries of these levels compete: an entry with most of the words can answer better than one that
# contains all of them by accident.
LOOSE = (Level.SCATTERED, Level.PARTIAL, Level.NEAR)


class Order(Enum):
    """How candidates are ordered: FULL, then INSIDE, then SCATTERED and PARTIAL together, then
    NEAR; among each

    RELEVANCE: by weight of the tokens of `Request.weights` present in the text; then kind by
    worth, newest first, place in the corpus.
    DATE: newest first, then place in the corpus.
    """

    RELEVANCE = "relevance"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Partial:
    """When and how to fall back on entries that match some of a query.

    Applies when fewer than `below` documents satisfy the match. Partial matches are the `size`
    heaviest documents, by the weights of the request, that satisfy `hard` and weigh at least
    `minimum`, or where no document at all would be found, those with any weight. Of these only the
    `enough` heaviest are taken, and those that weigh at least `share` per cent of what the
    heaviest document that satisfies `hard` does.
    """

    hard: Match
    below: int
    minimum: int
    size: int
    share: int = 0
    enough: int = 0


@dataclass(frozen=True, slots=True)
class Near:
    """Documents to add, named by id, because they have a similar meaning.

    Applies when fewer than `below` documents satisfy the match. NEAR are those of the documents
    named that satisfy `hard` and are of no better level.
    """

    hard: Match
    below: int
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """One search.

    `match` says what is found; of that, what satisfies `whole` too is FULL and the rest INSIDE
    (None: all is FULL). `scattered` adds looser matches. `filters` maps a facet field to the
    values accepted (any of them; all fields must agree); `weights` are (token of the text field,
    weight) pairs, rarest first; positive integers, so that sums are the same in any order an
    engine adds them. `size` candidates are returned.

    `counted` is the field that `Response.count` will be asked about, `widely` a match that
    `Response.widely` will count: an engine that would have to send a request for either can ask both
    together with the rest.
    """

    match: Match
    whole: Match | None = None
    scattered: Match | None = None
    filters: Mapping[str, frozenset[str]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    order: Order = Order.RELEVANCE
    weights: tuple[tuple[str, int], ...] = ()
    partial: Partial | None = None
    near: Near | None = None
    size: int = 100
    counted: str = ""
    widely: Match | None = None


class Candidate(NamedTuple):
    """A document that was found, for the ranker. `weight` is what Request.weights gave it. A tuple,
    since a search makes a hundred."""

    id: str
    place: str
    kind: Kind
    end: date | None
    weight: int
    level: Level
    text: str
    title: str
    document: Callable[[], IndexDocument]


@dataclass(frozen=True, slots=True)
class Response:
    """`counts` says how many documents were found, by level. Facet counts are those of FULL
    matches where the index has any, else of everything found; they leave out a field's own filter,
    values with none are left out, order is by count, then value. `count(field, values)` says how
    many of all that was found have each of some values of a value field; ask for many at once, since
    an engine may have to send a request for it. `widely()` says how many documents satisfy
    `Request.widely`, whatever the filters; 0 without it."""

    counts: Mapping[Level, int]
    facets: dict[str, tuple[tuple[str, int], ...]]
    candidates: tuple[Candidate, ...]
    count: Callable[[str, Iterable[str]], dict[str, int]]
    widely: Callable[[], int]

    @property
    def total(self) -> int:
        """How many documents were found."""
        return sum(self.counts.values())

    @property
    def complete(self) -> int:
        """How many of them are FULL matches."""
        return self.counts[Level.FULL]


@dataclass(frozen=True, slots=True)
class Status:
    """State of an index: documents in it, the fingerprint it was made with, and a unique name for
    the commit."""

    documents: int
    fingerprint: str
    commit: str


class Packed(NamedTuple):
    """A document as one engine sends it: its id, and lines of bytes. Made in any process, so that the
    one that writes only has to pass it on."""

    id: str
    lines: tuple[bytes, ...]


class Writer(Protocol):
    """Changes an index. Searches see the changes only after the writer was left cleanly.

    Each id can be given once: ValueError when it was given before.
    """

    def put(self, prepared: Prepared) -> None:
        """Add a document, replacing the one with the same id in the index."""

    def remove(self, document_id: str) -> None:
        """Remove a document; one that is not there is not an error."""


@runtime_checkable
class Resuming(Protocol):
    """What the writer of a rebuild can do whose index outlives the process: take documents that were
    packed elsewhere, and go on where an earlier rebuild was interrupted."""

    @property
    def packer(self) -> Callable[[Prepared], Packed]:
        """Packs a document for this writer, of which only the words need to be prepared. It can be
        sent to another process."""

    def put_packed(self, packed: Packed) -> None:
        """Add a document of a rebuild."""

    def resume(self, images: Mapping[str, str]) -> frozenset[str]:
        """The bulletins that an interrupted rebuild has finished from the same image, of those that
        are wanted (bulletin → image). What it has of others is removed."""

    def finish(self, bulletin: str, image: str) -> None:
        """All documents of a bulletin were put: an interrupted rebuild need not put them again."""


class Engine(Protocol):
    """A search engine over one index folder. It raises EngineError only, also when the disk is
    full."""

    name: str

    def status(self) -> Status:
        """What the index holds; IndexMissing when there is none."""

    def digests(self, bulletins: Iterable[str] | None = None) -> dict[str, str]:
        """Digest of each document, or of those of some bulletins, by id."""

    def writer(self, fingerprint: str, *, rebuild: bool = False) -> AbstractContextManager[Writer]:
        """Change the index; commits on a clean exit, else leaves it as it was.

        With `rebuild` the index will have only the documents that are put; it is built next to the
        live index and swapped in. IndexBusy when another process is writing; IndexMissing when
        there is none to change.
        """

    def frequencies(
        self, asked: Mapping[str, Iterable[str]]
    ) -> tuple[int, dict[str, dict[str, int]]]:
        """Number of documents, and in how many of them occurs each token of a token field, or each
        value of a value field, that is asked for."""

    def search(self, request: Request) -> Response:
        """Run a search on the index as last committed."""

    def lexicon(self, field: str) -> Iterator[tuple[str, int]]:
        """The tokens of a token field, or the values of a value field, sorted, with the number of
        documents they occur in."""

    def within(self, match: Match) -> Engine:
        """The part of the index whose documents satisfy a match, as if there were no others; it
        follows later commits, and is only read."""

    def verify(self) -> list[str]:
        """Read everything; say in Chinese what is damaged. An empty list means sound."""

    def close(self) -> None:
        """Close all files."""


KIND_WORTH = {kind: worth for worth, kind in enumerate(Kind)}


class GivenIds:
    """The ids a writer was given. Of a bulletin that is finished only its name is remembered: ten
    million ids would fill the memory."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._finished: set[str] = set()

    def once(self, document_id: str) -> None:
        """Remember an id; ValueError when it was given before."""
        if document_id in self._ids or split_entry_id(document_id)[0] in self._finished:
            raise ValueError(document_id)
        self._ids.add(document_id)

    def finish(self, bulletin: str) -> int:
        """A bulletin is finished; how many ids of it were given."""
        self._finished.add(bulletin)
        given = {id_ for id_ in self._ids if split_entry_id(id_)[0] == bulletin}
        self._ids -= given
        return len(given)


def ordered_facet(counts: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Facet values in their order: by count, then by value."""
    by_value = sorted([counted for counted in counts if counted[1]])
    return tuple(sorted(by_value, key=itemgetter(1), reverse=True))
