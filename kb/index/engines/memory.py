"""The oracle: a plain scan that is easy to verify. Other engines are compared with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from kb.errors import IndexMissing
from kb.index.documents import IndexDocument, Prepared
from kb.index.engines.port import (
    KIND_WORTH,
    Candidate,
    Engine,
    GivenIds,
    Level,
    Near,
    Order,
    Partial,
    Request,
    Response,
    Status,
    ordered_facet,
)
from kb.model import Kind
from kb.query import AllOf, AnyOf, Contains, Everything, HasValue, Match, NoneOf, ValueHolds, Within
from kb.text import normalize, stands_whole

Filters = Mapping[str, frozenset[str]]


class MemoryEngine:
    """Keeps the documents in a dictionary and looks at each of them for each search."""

    name = "memory"

    def __init__(self) -> None:
        self._documents: dict[str, Prepared] | None = None
        self._fingerprint = ""
        self._commits = 0

    def status(self) -> Status:
        return Status(len(self._held()), self._fingerprint, str(self._commits))

    def digests(self, bulletins: Iterable[str] | None = None) -> dict[str, str]:
        wanted = None if bulletins is None else set(bulletins)
        held = (prepared.document for prepared in self._held().values())
        return {d.id: d.digest for d in held if wanted is None or d.bulletin in wanted}

    @contextmanager
    def writer(self, fingerprint: str, *, rebuild: bool = False) -> Iterator[MemoryWriter]:
        writer = MemoryWriter({} if rebuild else dict(self._held()))
        yield writer
        self._documents, self._fingerprint = writer.documents, fingerprint
        self._commits += 1

    def frequencies(
        self, asked: Mapping[str, Iterable[str]]
    ) -> tuple[int, dict[str, dict[str, int]]]:
        held = self._held().values()
        return len(held), {
            field: {t: sum(t in _terms(p, field) for p in held) for t in tokens}
            for field, tokens in asked.items()
        }

    def lexicon(self, field: str) -> Iterator[tuple[str, int]]:
        counts: Counter[str] = Counter()
        for prepared in self._held().values():
            counts.update(_terms(prepared, field))
        return iter(sorted(counts.items()))

    def search(self, request: Request) -> Response:
        looked = [_look(prepared, request) for prepared in self._held().values()]
        found = [one for one in looked if one.level is not Level.PARTIAL]
        held = sum(one.level in (Level.FULL, Level.INSIDE) for one in found)
        found += _partial(looked, found, request.partial)
        if request.near and held < request.near.below:
            found += _near(looked, found, request.near)
        full = [one for one in found if one.level is Level.FULL]
        kept = sorted(
            (one for one in found if one.passes(request.filters)),
            key=_Looked.by_date if request.order is Order.DATE else _Looked.by_weight,
        )
        return Response(
            counts={level: sum(one.level is level for one in kept) for level in Level},
            facets={name: _facet(full or found, name, request.filters) for name in request.facets},
            candidates=tuple(one.candidate(request.order) for one in kept[: request.size]),
            count=lambda name, values: {
                value: sum(value in one.document.values(name) for one in kept) for value in values
            },
            widely=lambda: sum(
                request.widely is not None and holds(request.widely, one.document)
                for one in self._held().values()
            ),
        )

    def within(self, match: Match) -> Engine:
        return _MemoryPart(self, match)

    def verify(self) -> list[str]:
        return []

    def close(self) -> None:
        pass

    def _held(self) -> dict[str, Prepared]:
        if self._documents is None:
            raise IndexMissing("还没有索引", hint="用 kb index 建立")
        return self._documents


def _terms(prepared: Prepared, field: str) -> Iterable[str]:
    """The tokens of a token field, the values of a value field."""
    tokens = prepared.tokens.get(field)
    return prepared.document.values(field) if tokens is None else tokens


class _MemoryPart(MemoryEngine):
    """Those documents of an engine that satisfy a match."""

    def __init__(self, whole: MemoryEngine, match: Match) -> None:
        super().__init__()
        self._whole = whole
        self._match = match

    def status(self) -> Status:
        return replace(self._whole.status(), documents=len(self._held()))

    def _held(self) -> dict[str, Prepared]:
        held = self._whole._held()
        return {id_: one for id_, one in held.items() if holds(self._match, one.document)}


class MemoryWriter:
    """A copy of the documents that replaces the old one on a clean exit."""

    def __init__(self, documents: dict[str, Prepared]) -> None:
        self.documents = documents
        self._given = GivenIds()

    def put(self, prepared: Prepared) -> None:
        self._given.once(prepared.document.id)
        self.documents[prepared.document.id] = prepared

    def remove(self, document_id: str) -> None:
        self._given.once(document_id)
        self.documents.pop(document_id, None)


@dataclass(frozen=True, slots=True)
class _Looked:
    """A document and what a request makes of it: how well does it match, and how much do the words
    in its text weigh together? PARTIAL here means that none of the matches applies."""

    document: IndexDocument
    level: Level
    weight: int

    def by_date(self) -> tuple[object, ...]:
        """Sorts by level, SCATTERED and PARTIAL together, then the newest first."""
        return (self._place(), *self._newest())

    def by_weight(self) -> tuple[object, ...]:
        """Sorts by level, SCATTERED and PARTIAL together, then the heaviest, then the kind that is
        worth most."""
        worth = KIND_WORTH[Kind(self.document.kind)]
        return (self._place(), -self.weight, worth, *self._newest())

    def _place(self) -> Level:
        return self.level if self.level is Level.NEAR else min(self.level, Level.SCATTERED)

    def _newest(self) -> tuple[int, str]:
        newest = -self.document.end.toordinal() if self.document.end else 0
        return (newest, self.document.place)

    def passes(self, filters: Filters, leave_out: str = "") -> bool:
        """Does it pass every filter, except the one on the field `leave_out`?"""
        return all(
            set(self.document.values(name)) & accepted
            for name, accepted in filters.items()
            if name != leave_out
        )

    def candidate(self, order: Order) -> Candidate:
        """What the ranker gets."""
        return Candidate(
            id=self.document.id,
            place=self.document.place,
            kind=Kind(self.document.kind),
            end=self.document.end,
            weight=self.weight if order is Order.RELEVANCE else 0,
            level=self.level,
            text=self.document.normal_text,
            title=self.document.normal_title,
            document=lambda: self.document,
        )


def _look(prepared: Prepared, request: Request) -> _Looked:
    tokens = prepared.tokens["text"]
    return _Looked(
        prepared.document,
        level=_level(prepared.document, request),
        weight=sum(weight for token, weight in request.weights if token in tokens),
    )


def _level(document: IndexDocument, request: Request) -> Level:
    if holds(request.match, document):
        whole = request.whole is None or holds(request.whole, document)
        return Level.FULL if whole else Level.INSIDE
    if request.scattered and holds(request.scattered, document):
        return Level.SCATTERED
    return Level.PARTIAL


def _partial(
    looked: list[_Looked], better: list[_Looked], partial: Partial | None
) -> list[_Looked]:
    """The heaviest of those with only a part of what was asked, if too few have all; when there is
    nothing better, at least those with any weight."""
    held = sum(one.level in (Level.FULL, Level.INSIDE) for one in better)
    if partial is None or held >= partial.below:
        return []
    allowed = [one for one in looked if one.weight > 0 and holds(partial.hard, one.document)]
    some = [one for one in allowed if one.level is Level.PARTIAL]
    heavy = [one for one in some if one.weight >= partial.minimum]
    if not heavy and not better:
        heavy = some
    best = max((one.weight for one in allowed), default=0)
    return [
        one
        for place, one in enumerate(sorted(heavy, key=_Looked.by_weight)[: partial.size])
        if place < partial.enough or 100 * one.weight >= partial.share * best
    ]


def _near(looked: list[_Looked], better: list[_Looked], near: Near) -> list[_Looked]:
    """Those that are named, satisfy what is hard, and were not found otherwise."""
    known = {one.document.id for one in better}
    return [
        replace(one, level=Level.NEAR)
        for one in looked
        if one.document.id in near.ids
        and one.document.id not in known
        and holds(near.hard, one.document)
    ]


def _facet(found: list[_Looked], name: str, filters: Filters) -> tuple[tuple[str, int], ...]:
    """The values of a field with their counts; its own filter does not narrow it."""
    return ordered_facet(
        Counter(
            value
            for one in found
            if one.passes(filters, leave_out=name)
            for value in one.document.values(name)
        ).items()
    )


def holds(match: Match, document: IndexDocument) -> bool:
    """Does a document satisfy a match? This is the definition that every engine must agree with."""
    match match:
        case Everything():
            return True
        case Contains(field, literal, whole):
            text = document.normal_title if field == "title" else document.normal_text
            return stands_whole(text, literal) if whole else literal in text
        case HasValue(field, values):
            return any(value in values for value in document.values(field))
        case ValueHolds(field, literal):
            return any(literal in normalize(value) for value in document.values(field))
        case Within(start, end):
            if document.start is None or document.end is None:
                return False
            return (start is None or document.end >= start) and (
                end is None or document.start <= end
            )
        case AllOf(children):
            return all(holds(child, document) for child in children)
        case AnyOf(children):
            return any(holds(child, document) for child in children)
        case NoneOf(child):
            return not holds(child, document)
