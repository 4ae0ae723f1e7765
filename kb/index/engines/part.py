"""A part of an index, as if there were no other documents in it.

Everything is answered from the documents of the part alone: matches, counts, facets, frequencies and
the lexicon. So nothing that is shown can depend on a document that is hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager

from kb.index.documents import IndexDocument
from kb.index.engines.bitmaps import members
from kb.index.engines.matcher import Matcher
from kb.index.engines.necessary import Groups
from kb.index.engines.port import Engine, Request, Response, Status, Writer
from kb.index.engines.postings import Searcher
from kb.index.engines.snapshot import Card, CountingOnce, StoredSnapshot, Weights
from kb.index.engines.value_sets import ValueSets
from kb.index.fields import VALUE_FIELDS
from kb.query import Match, all_of

# Opens the index as last committed, for one thread at a time.
Reading = Callable[[], AbstractContextManager[tuple[StoredSnapshot, Searcher]]]


class PartSnapshot(CountingOnce):
    """The documents of a snapshot that satisfy a match; kb/index/engines/snapshot.py says what is
    asked of it."""

    def __init__(self, whole: StoredSnapshot, match: Match) -> None:
        super().__init__()
        self.whole = whole
        self.size = whole.size
        self.joins = whole.joins
        self.live = Matcher(whole).matching(match, whole.live)
        self._values: dict[str, ValueSets] = {}

    def _count(self, field: str, token: str) -> int:
        return self.having(field, token).bit_count()

    def having(self, field: str, token: str) -> int:
        return self.whole.having(field, token) & self.live

    def having_all(self, field: str, tokens: Sequence[str]) -> int | None:
        found = self.whole.having_all(field, tokens)
        return None if found is None else found & self.live

    def joined(self, groups: Groups) -> int:
        return self.whole.joined(groups) & self.live

    def heaviest(self, weights: Weights, size: int) -> list[tuple[int, int]] | None:
        return self.whole.heaviest(weights, size)  # who asks takes those of the part

    def values(self, field: str) -> ValueSets:
        known = self._values.get(field)
        if known is None:
            known = self._values[field] = self.whole.values(field).among(self.live)
        return known

    def lexicon(self, field: str) -> Iterator[tuple[str, int]]:
        if field in VALUE_FIELDS:
            yield from sorted(self.values(field).counts())
            return
        for token, _ in self.whole.lexicon(field):
            count = self.having(field, token).bit_count()
            if count:
                yield token, count

    def card(self, number: int) -> Card:
        return self.whole.card(number)

    def cards(self, numbers: Sequence[int]) -> list[Card]:
        return self.whole.cards(numbers)

    def document(self, number: int) -> IndexDocument:
        return self.whole.document(number)

    def close(self) -> None:
        """The files belong to the whole."""


class PartEngine:
    """The part of a stored index whose documents satisfy a match. It reads only, and follows the
    commits of the whole."""

    def __init__(self, whole: Engine, reading: Reading, match: Match) -> None:
        self.name = whole.name
        self._whole = whole
        self._reading = reading
        self._match = match
        self._state: tuple[PartSnapshot, Searcher] | None = None
        self._lexicons: dict[str, list[tuple[str, int]]] = {}

    def status(self) -> Status:
        whole = self._whole.status()
        with self._reading() as (snapshot, _):
            part, _ = self._part(snapshot)
            return Status(part.live.bit_count(), whole.fingerprint, whole.commit)

    def digests(self, bulletins: Iterable[str] | None = None) -> dict[str, str]:
        with self._reading() as (snapshot, _):
            part, _ = self._part(snapshot)
            wanted = part.live
            if bulletins is not None:
                wanted = part.values("bulletin").any(bulletins)
            return {card.id: card.digest for card in map(part.card, members(wanted))}

    def frequencies(
        self, asked: Mapping[str, Iterable[str]]
    ) -> tuple[int, dict[str, dict[str, int]]]:
        with self._reading() as (snapshot, _):
            _, searcher = self._part(snapshot)
            return searcher.frequencies(asked)

    def lexicon(self, field: str) -> Iterator[tuple[str, int]]:
        with self._reading() as (snapshot, _):
            part, _ = self._part(snapshot)
            if field not in self._lexicons:
                self._lexicons[field] = list(part.lexicon(field))
            return iter(self._lexicons[field])

    def search(self, request: Request) -> Response:
        with self._reading() as (snapshot, _):
            _, searcher = self._part(snapshot)
            return searcher.search(request)

    def within(self, match: Match) -> Engine:
        return PartEngine(self._whole, self._reading, all_of([self._match, match]))

    def writer(self, fingerprint: str, *, rebuild: bool = False) -> AbstractContextManager[Writer]:
        raise TypeError("a part of an index is only read")

    def verify(self) -> list[str]:
        return self._whole.verify()

    def close(self) -> None:
        """The files belong to the whole."""

    def _part(self, snapshot: StoredSnapshot) -> tuple[PartSnapshot, Searcher]:
        """The part of the snapshot that is open; the caller holds the turn of the whole."""
        if self._state is None or self._state[0].whole is not snapshot:
            part = PartSnapshot(snapshot, self._match)
            self._state, self._lexicons = (part, Searcher(part)), {}
        return self._state
