"""Search over a snapshot: matches, partial matches, facets and candidates.

The algorithm that engines with an inverted index share, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, partial

from kb.engines.base import Candidate, Order, Partial, Request, Response, ordered_facet
from kb.engines.bitmaps import bitmap, flags, members
from kb.engines.matching import Matcher
from kb.engines.snapshot import Snapshot
from kb.model import Kind

# Up to this many documents are weighed by their texts, more by reading postings.
WEIGHED_BY_TEXT = 150


class Searcher:
    """Runs requests on one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._matcher = Matcher(snapshot)

    def search(self, request: Request) -> Response:
        """Run a request."""
        snapshot = self._snapshot
        complete = self._matcher.matching(request.match, snapshot.live)
        partials = 0
        if request.partial and complete.bit_count() < request.partial.below:
            partials = self._partials(request, request.partial, complete)
        found = complete | partials
        filters = {f: self._matcher.any_value(f, v) for f, v in request.filters.items()}
        kept = _passing(found, filters)
        facets = {}
        for name in request.facets:
            passing = _passing(found, filters, leave_out=name)
            facets[name] = ordered_facet(
                (value, (passing & bits).bit_count())
                for value, bits in snapshot.values(name).items()
            )
        return Response(
            total=kept.bit_count(),
            complete=(kept & complete).bit_count(),
            facets=facets,
            candidates=tuple(self._candidates(kept, partials, request)),
        )

    def _partials(self, request: Request, partial: Partial, complete: int) -> int:
        """The heaviest documents that match most of a query."""
        allowed = self._matcher.matching(partial.hard, self._snapshot.live) & ~complete
        heavy = {
            number: weight
            for number, weight in self._weights(request, allowed).items()
            if weight >= partial.minimum
        }
        return bitmap([n for n, _ in self._heaviest(heavy, partial.size)], self._snapshot.size)

    def _weights(self, request: Request, docs: int) -> dict[int, int]:
        """The weight of each document of a set, those of none left out."""
        snapshot = self._snapshot
        if docs.bit_count() <= WEIGHED_BY_TEXT:
            weighed = {}
            for number in members(docs):
                text = snapshot.text("text", number)
                if weight := sum(w for token, w in request.weights if token in text):
                    weighed[number] = weight
            return weighed
        total: dict[int, int] = {}
        get = total.get
        for token, weight in request.weights:
            for number in snapshot.postings("text", token):
                total[number] = get(number, 0) + weight
        if docs == snapshot.live:
            return total
        wanted = flags(docs, snapshot.size)
        return {number: weight for number, weight in total.items() if wanted[number]}

    def _heaviest(self, weights: dict[int, int], size: int) -> Iterator[tuple[int, int]]:
        """(number, weight) of the `size` heaviest, equally heavy ones in static order."""
        if len(weights) > size:
            least = sorted(weights.values(), reverse=True)[size - 1]
            weights = {number: w for number, w in weights.items() if w >= least}
        groups: dict[int, list[int]] = {}
        for number, weight in weights.items():
            groups.setdefault(weight, []).append(number)
        for weight in sorted(groups, reverse=True):
            for number in self._static(bitmap(groups[weight], self._snapshot.size), size):
                yield number, weight
                size -= 1

    def _ordered(self, docs: int, size: int, request: Request) -> Iterator[tuple[int, int]]:
        """(number, weight) of the first `size` of a set by relevance."""
        weights = self._weights(request, docs)
        yielded = 0
        for number, weight in self._heaviest(weights, size):
            yielded += 1
            yield number, weight
        if yielded < size:
            rest = docs & ~bitmap(list(weights), self._snapshot.size)
            yield from ((number, 0) for number in self._static(rest, size - yielded))

    def _static(self, docs: int, size: int) -> Iterator[int]:
        """The first `size` of a set by kind, then newest first, then place in the corpus."""
        for kind in Kind:
            same = docs & self._snapshot.values("kind").get(kind.value, 0)
            for number in self._newest(same, size):
                yield number
                size -= 1

    def _newest(self, docs: int, size: int) -> Iterator[int]:
        """The first `size` of a set, newest first, then by place in the corpus."""
        for _, bits in self._by_end:
            if not docs or size <= 0:
                return
            same, docs = docs & bits, docs & ~bits
            if same:
                chosen = sorted(members(same), key=self._place)[:size]
                yield from chosen
                size -= len(chosen)
        if docs and size > 0:  # without a period
            yield from sorted(members(docs), key=self._place)[:size]

    def _place(self, number: int) -> str:
        return self._snapshot.card(number).place

    @cached_property
    def _by_end(self) -> list[tuple[str, int]]:
        """(last day, documents) of all periods, newest first."""
        ends: dict[str, int] = {}
        for span, bits in self._snapshot.values("span").items():
            day = span.split("/")[0]
            ends[day] = ends.get(day, 0) | bits
        return sorted(ends.items(), reverse=True)

    def _candidates(self, kept: int, partials: int, request: Request) -> Iterator[Candidate]:
        size = request.size
        if request.order is Order.DATE:
            wanted: Iterable[tuple[int, int]] = ((n, 0) for n in self._newest(kept, size))
        else:
            complete = list(self._ordered(kept & ~partials, size, request))
            room = size - len(complete)
            wanted = complete + list(self._ordered(kept & partials, room, request))
        snapshot = self._snapshot
        for number, weight in wanted:
            card = snapshot.card(number)
            yield Candidate(
                id=card.id,
                place=card.place,
                kind=card.kind,
                end=card.end,
                weight=weight,
                partial=bool(partials >> number & 1),
                text=snapshot.text("text", number),
                title=snapshot.text("title", number),
                document=partial(snapshot.document, number),
            )


def _passing(found: int, filters: dict[str, int], leave_out: str = "") -> int:
    for name, bits in filters.items():
        if name != leave_out:
            found &= bits
    return found
