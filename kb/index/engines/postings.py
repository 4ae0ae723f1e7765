"""Search over a snapshot: matches, partial matches, facets and candidates.

The algorithm that engines with an inverted index share, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, partial, reduce
from operator import or_

from kb.index.engines.bitmaps import members
from kb.index.engines.matcher import Matcher
from kb.index.engines.port import (
    KIND_WORTH,
    LOOSE,
    Candidate,
    Level,
    Near,
    Order,
    Partial,
    Request,
    Response,
    ordered_facet,
)
from kb.index.engines.snapshot import Snapshot
from kb.index.engines.tally import Tally
from kb.model import Kind

# Up to this many documents are weighed and sorted one by one, more by sets.
FEW = 150

# A document's number and weight.
Weighed = tuple[int, int]


class Searcher:
    """Runs requests on one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._matcher = Matcher(snapshot)

    def search(self, request: Request) -> Response:
        """Run a request."""
        snapshot = self._snapshot
        levels = self._levels(request)
        found = reduce(or_, levels.values())
        filters = {f: self._matcher.any_value(f, v) for f, v in request.filters.items()}
        kept = {level: _passing(bits, filters) for level, bits in levels.items()}
        facets = {}
        for name in request.facets:
            counted = _passing(levels[Level.FULL] or found, filters, leave_out=name)
            facets[name] = ordered_facet(
                (value, (counted & bits).bit_count())
                for value, bits in snapshot.values(name).items()
            )
        all_kept = reduce(or_, kept.values())
        return Response(
            counts={level: bits.bit_count() for level, bits in kept.items()},
            facets=facets,
            candidates=tuple(self._candidates(kept, request)),
            count=lambda field, value: (all_kept & self._matcher.having(field, value)).bit_count(),
        )

    def _levels(self, request: Request) -> dict[Level, int]:
        """The documents of each level, filters left out."""
        live, matching = self._snapshot.live, self._matcher.matching
        held = matching(request.match, live)
        full = held if request.whole is None else matching(request.whole, held)
        scattered = matching(request.scattered, live) & ~held if request.scattered else 0
        partials = 0
        if request.partial and held.bit_count() < request.partial.below:
            partials = self._partials(request, request.partial, held | scattered)
        near = 0
        if request.near and held.bit_count() < request.near.below:
            near = self._near(request.near) & ~(held | scattered | partials)
        return {
            Level.FULL: full,
            Level.INSIDE: held & ~full,
            Level.SCATTERED: scattered,
            Level.PARTIAL: partials,
            Level.NEAR: near,
        }

    def _partials(self, request: Request, partial: Partial, better: int) -> int:
        """The heaviest documents that match some of a query."""
        allowed = self._matcher.matching(partial.hard, self._snapshot.live) & ~better
        tally = self._tally(request)
        heavy = tally.at_least(max(1, partial.minimum), allowed)
        if not heavy and not better:
            heavy = tally.at_least(1, allowed)
        chosen, tied = tally.heaviest(heavy, partial.size)
        for number in self._static(tied, partial.size - chosen.bit_count()):
            chosen |= 1 << number
        return chosen

    def _near(self, near: Near) -> int:
        """The documents named that satisfy what is hard."""
        named = 0
        for id_ in near.ids:
            if (number := self._numbers.get(id_)) is not None:
                named |= 1 << number
        return self._matcher.matching(near.hard, named)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The number of each document by its id."""
        return {self._snapshot.card(n).id: n for n in members(self._snapshot.live)}

    def _tally(self, request: Request) -> Tally:
        """The weights of all documents."""
        tally = Tally()
        for token, weight in request.weights:
            tally.add(self._matcher.having("text", token), weight)
        return tally

    def _weight(self, number: int, request: Request) -> int:
        text = self._snapshot.text(number)
        return sum(weight for token, weight in request.weights if token in text)

    def _heaviest(self, docs: int, size: int, request: Request) -> list[Weighed]:
        """The first `size` of a set by weight, then in static order."""
        if size <= 0:
            return []
        tied: list[int] = []
        if docs.bit_count() > FEW:
            docs, open_ = self._tally(request).heaviest(docs, size)
            tied = self._static(open_, size - docs.bit_count())
        weighed = [(number, self._weight(number, request)) for number in members(docs)]
        weighed.sort(key=lambda pair: (-pair[1], *self._static_key(pair[0])))
        return [*weighed, *((number, self._weight(number, request)) for number in tied)][:size]

    def _static(self, docs: int, size: int) -> list[int]:
        """The first `size` of a set by kind, then newest first, then place in the corpus."""
        if docs.bit_count() <= FEW:
            return sorted(members(docs), key=self._static_key)[: max(0, size)]
        found: list[int] = []
        for kind in Kind:
            same = docs & self._snapshot.values("kind").get(kind.value, 0)
            found += self._newest(same, size - len(found))
        return found

    def _static_key(self, number: int) -> tuple[int, int, str]:
        card = self._snapshot.card(number)
        return KIND_WORTH[card.kind], -card.end.toordinal() if card.end else 0, card.place

    def _newest(self, docs: int, size: int) -> list[int]:
        """The first `size` of a set, newest first, then by place in the corpus."""
        found: list[int] = []
        for bits in (*self._by_end, docs):  # what is left at last has no period
            if not docs or len(found) >= size:
                break
            if same := docs & bits:
                docs ^= same
                found += sorted(members(same), key=self._place)[: size - len(found)]
        return found

    def _place(self, number: int) -> str:
        return self._snapshot.card(number).place

    @cached_property
    def _by_end(self) -> list[int]:
        """The documents of each last day of a period, newest first."""
        ends: dict[str, int] = {}
        for span, bits in self._snapshot.values("span").items():
            day = span.split("/")[0]
            ends[day] = ends.get(day, 0) | bits
        return [bits for _, bits in sorted(ends.items(), reverse=True)]

    def _candidates(self, kept: dict[Level, int], request: Request) -> Iterable[Candidate]:
        loose = reduce(or_, (kept[level] for level in LOOSE if level is not Level.NEAR))
        wanted: list[Weighed] = []
        for documents in (kept[Level.FULL], kept[Level.INSIDE], loose, kept[Level.NEAR]):
            size = request.size - len(wanted)
            if request.order is Order.DATE:
                wanted += [(number, 0) for number in self._newest(documents, size)]
            else:
                wanted += self._heaviest(documents, size, request)
        snapshot = self._snapshot
        for number, weight in wanted:
            card = snapshot.card(number)
            yield Candidate(
                id=card.id,
                place=card.place,
                kind=card.kind,
                end=card.end,
                weight=weight,
                level=next(level for level, bits in kept.items() if bits >> number & 1),
                text=snapshot.text(number),
                title=card.title,
                document=partial(snapshot.document, number),
            )


def _passing(found: int, filters: dict[str, int], leave_out: str = "") -> int:
    for name, bits in filters.items():
        if name != leave_out:
            found &= bits
    return found
