"""Search over a snapshot: matches, partial matches, facets and candidates.

The algorithm that engines with an inverted index share, so that they cannot differ.
"""

from __future__ import annotations

from collections import Counter
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
# Up to this many documents are asked for their values one by one, of more each value is counted.
FEW_COUNTED = 600

# A document's number and weight.
Weighed = tuple[int, int]


class Searcher:
    """Runs requests on one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._matcher = Matcher(snapshot)
        self._values_of: dict[str, list[tuple[str, ...]]] = {}
        self._static_keys: dict[int, tuple[int, int, str]] = {}

    def search(self, request: Request) -> Response:
        """Run a request."""
        levels = self._levels(request)
        found = reduce(or_, levels.values())
        filters = {f: self._matcher.any_value(f, v) for f, v in request.filters.items()}
        kept = {level: _passing(bits, filters) for level, bits in levels.items()}
        facets = {}
        for name in request.facets:
            counted = _passing(levels[Level.FULL] or found, filters, leave_out=name)
            facets[name] = ordered_facet(self._counted(name, counted))
        all_kept = reduce(or_, kept.values())
        return Response(
            counts={level: bits.bit_count() for level, bits in kept.items()},
            facets=facets,
            candidates=tuple(self._candidates(kept, request)),
            count=lambda field, value: (all_kept & self._matcher.having(field, value)).bit_count(),
        )

    def _counted(self, field: str, documents: int) -> Iterable[tuple[str, int]]:
        """(value, number of documents) of a value field in a set of documents."""
        if documents.bit_count() <= FEW_COUNTED:
            values_of = self._values_by_document(field)
            counts = Counter(value for n in members(documents) for value in values_of[n])
            return counts.items()
        values = self._snapshot.values(field).items()
        return ((value, (documents & bits).bit_count()) for value, bits in values)

    def _values_by_document(self, field: str) -> list[tuple[str, ...]]:
        """The values of a field that each document has, by its number."""
        known = self._values_of.get(field)
        if known is None:
            known = [()] * self._snapshot.size
            shared: dict[tuple[str, ...], tuple[str, ...]] = {}
            for value, bits in self._snapshot.values(field).items():
                for number in members(bits):
                    both = (*known[number], value)
                    known[number] = shared.setdefault(both, both)
            self._values_of[field] = known
        return known

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
        total = 0
        for token, weight in request.weights:
            if token in text:
                total += weight
        return total

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
        key = self._static_keys.get(number)
        if key is None:
            card = self._snapshot.card(number)
            end = -card.end.toordinal() if card.end else 0
            key = self._static_keys[number] = (KIND_WORTH[card.kind], end, card.place)
        return key

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
        wanted: list[tuple[Level, Weighed]] = []
        for level, documents in (
            (Level.FULL, kept[Level.FULL]),
            (Level.INSIDE, kept[Level.INSIDE]),
            (Level.PARTIAL, loose),
            (Level.NEAR, kept[Level.NEAR]),
        ):
            size = request.size - len(wanted)
            if request.order is Order.DATE:
                found = [(number, 0) for number in self._newest(documents, size)]
            else:
                found = self._heaviest(documents, size, request)
            wanted += [(level, weighed) for weighed in found]
        snapshot, scattered = self._snapshot, kept[Level.SCATTERED]
        for level, (number, weight) in wanted:
            if level is Level.PARTIAL and scattered >> number & 1:
                level = Level.SCATTERED
            card = snapshot.card(number)
            yield Candidate(
                id=card.id,
                place=card.place,
                kind=card.kind,
                end=card.end,
                weight=weight,
                level=level,
                text=snapshot.text(number),
                title=card.title,
                document=partial(snapshot.document, number),
            )


def _passing(found: int, filters: dict[str, int], leave_out: str = "") -> int:
    for name, bits in filters.items():
        if name != leave_out:
            found &= bits
    return found
