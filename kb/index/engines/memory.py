"""The oracle: a plain scan that is easy to believe. Other engines are compared with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kb.errors import IndexMissing
from kb.index.documents import IndexDocument, Prepared
from kb.index.engines.port import (
    KIND_WORTH,
    Candidate,
    Order,
    Request,
    Response,
    Status,
    Told,
    ordered_facet,
)
from kb.model import Kind
from kb.query import AllOf, AnyOf, Contains, Everything, HasValue, Match, NoneOf, ValueHolds, Within
from kb.text import normalize


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

    def frequencies(self, field: str, tokens: Iterable[str]) -> tuple[int, dict[str, int]]:
        held = self._held().values()
        return len(held), {t: sum(t in p.tokens[field] for p in held) for t in tokens}

    def lexicon(self, field: str) -> Iterator[tuple[str, int]]:
        counts: Counter[str] = Counter()
        for prepared in self._held().values():
            tokens = prepared.tokens.get(field)
            counts.update(prepared.document.values(field) if tokens is None else tokens)
        return iter(sorted(counts.items()))

    def search(self, request: Request) -> Response:
        documents = {p.document.id: p for p in self._held().values()}
        complete = {i for i, p in documents.items() if holds(request.match, p.document)}
        weights = {
            i: sum(weight for token, weight in request.weights if token in p.tokens["text"])
            for i, p in documents.items()
        }

        def rank(id_: str) -> tuple[object, ...]:
            document = documents[id_].document
            newest = -document.end.toordinal() if document.end else 0
            if request.order is Order.DATE:
                return (newest, document.place)
            worth = KIND_WORTH[Kind(document.kind)]
            return (id_ not in complete, -weights[id_], worth, newest, document.place)

        partial: set[str] = set()
        fallback = request.partial
        if fallback and len(complete) < fallback.below:
            heavy = [
                i
                for i, p in documents.items()
                if weights[i] >= max(1, fallback.minimum)
                and i not in complete
                and holds(fallback.hard, p.document)
            ]
            heavy.sort(key=lambda i: (-weights[i], *_static(documents[i].document)))
            partial = set(heavy[: fallback.size])

        def passes(id_: str, leave_out: str = "") -> bool:
            return all(
                set(documents[id_].document.values(name)) & accepted
                for name, accepted in request.filters.items()
                if name != leave_out
            )

        found = complete | partial
        facets = {}
        for name in request.facets:
            counts = Counter(
                value
                for i in found
                if passes(i, name)
                for value in documents[i].document.values(name)
            )
            facets[name] = ordered_facet(counts.items())
        kept = sorted((i for i in found if passes(i)), key=rank)
        return Response(
            total=len(kept),
            complete=sum(i in complete for i in kept),
            facets=facets,
            candidates=tuple(
                _candidate(
                    documents[i].document,
                    weights[i] if request.order is Order.RELEVANCE else 0,
                    i in partial,
                )
                for i in kept[: request.size]
            ),
            count=lambda name, value: sum(
                value in documents[i].document.values(name) for i in kept
            ),
        )

    def verify(self) -> list[str]:
        return []

    def close(self) -> None:
        pass

    def _held(self) -> dict[str, Prepared]:
        if self._documents is None:
            raise IndexMissing("还没有索引", hint="用 kb index 建立")
        return self._documents


class MemoryWriter:
    """A copy of the documents that takes the place of the old one on a clean exit."""

    def __init__(self, documents: dict[str, Prepared]) -> None:
        self.documents = documents
        self._told = Told()

    def put(self, prepared: Prepared) -> None:
        self._told.once(prepared.document.id)
        self.documents[prepared.document.id] = prepared

    def remove(self, document_id: str) -> None:
        self._told.once(document_id)
        self.documents.pop(document_id, None)


def _static(document: IndexDocument) -> tuple[object, ...]:
    newest = -document.end.toordinal() if document.end else 0
    return (KIND_WORTH[Kind(document.kind)], newest, document.place)


def _candidate(document: IndexDocument, weight: int, partial: bool) -> Candidate:
    return Candidate(
        id=document.id,
        place=document.place,
        kind=Kind(document.kind),
        end=document.end,
        weight=weight,
        partial=partial,
        text=document.normal_text,
        title=document.normal_title,
        document=lambda: document,
    )


def holds(match: Match, document: IndexDocument) -> bool:
    """Does a match hold of a document? The definition that every engine must agree with."""
    match match:
        case Everything():
            return True
        case Contains("title", literal):
            return literal in document.normal_title
        case Contains(_, literal):
            return literal in document.normal_text
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
