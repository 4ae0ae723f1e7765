"""Search over a snapshot: matches, partial matches, facets and candidates.

The algorithm that engines with an inverted index share, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial, reduce
from operator import itemgetter, or_

from kb.index.engines.bitmaps import members
from kb.index.engines.heaviest import Heaviest, ListTooShort
from kb.index.engines.matcher import Matcher
from kb.index.engines.port import (
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
from kb.index.engines.static_order import StaticOrder
from kb.index.engines.tally import Tally
from kb.index.engines.value_sets import FEW_COUNTED
from kb.index.fields import VALUE_FIELDS

# Up to this many documents are weighed one by one, more of them as sets.
FEW = 150
# An engine that lists the heaviest documents lists half as many again as are shown, since some of them
# may be excluded.
LISTED = 1.5

# A Candidate of its fields in order: half the time of the call, which a search makes a hundred times.
_candidate = partial(tuple.__new__, Candidate)

# A document's number and weight.
Weighed = tuple[int, int]


class Searcher:
    """Runs requests on one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._matcher = Matcher(snapshot)
        self._order = StaticOrder(snapshot)

    def search(self, request: Request) -> Response:
        """Run a request."""
        levels = self._levels(request)
        found = reduce(or_, levels.values())
        filters = {f: self._matcher.any_value(f, v) for f, v in request.filters.items()}
        kept = {level: _passing(bits, filters) for level, bits in levels.items()}
        all_kept = reduce(or_, kept.values())
        return Response(
            counts={level: bits.bit_count() for level, bits in kept.items()},
            facets=self._facets(request.facets, levels[Level.FULL] or found, filters),
            candidates=tuple(self._candidates(kept, request)),
            count=lambda field, values: self._snapshot.values(field).count(values, all_kept),
            widely=lambda: self._widely(request),
        )

    def frequencies(
        self, asked: Mapping[str, Iterable[str]]
    ) -> tuple[int, dict[str, dict[str, int]]]:
        """See the port."""
        snapshot = self._snapshot
        return snapshot.live.bit_count(), {
            field: snapshot.values(field).count(list(terms), snapshot.live)
            if field in VALUE_FIELDS
            else {token: snapshot.frequency(field, token) for token in terms}
            for field, terms in asked.items()
        }

    def _widely(self, request: Request) -> int:
        if request.widely is None:
            return 0
        return self._matcher.matching(request.widely, self._snapshot.live).bit_count()

    def _facets(
        self, fields: Iterable[str], found: int, filters: dict[str, int]
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        """The facets of a set of documents; each leaves out its own filter."""
        everything = _passing(found, filters)
        few = everything.bit_count() <= FEW_COUNTED
        numbers = members(everything) if few else ()
        facets = {}
        for name in fields:
            if name in filters:
                counted = _passing(found, filters, leave_out=name)
                own = members(counted) if counted.bit_count() <= FEW_COUNTED else None
            else:
                counted, own = everything, numbers if few else None
            values = self._snapshot.values(name)
            counts = values.counted(counted) if own is None else values.counted_among(own)
            facets[name] = ordered_facet(counts)
        return facets

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
        satisfying = self._matcher.matching(partial.hard, self._snapshot.live)
        length = int(LISTED * partial.size)
        listed = self._snapshot.heaviest(request.weights, length)
        if listed is not None:
            heaviest = Heaviest(listed, length, self._snapshot.size, partial.size)
            with suppress(ListTooShort):
                return self._partials_by(heaviest, partial, satisfying, better)
        return self._partials_by(self._tally(request), partial, satisfying, better)

    def _partials_by(
        self, weights: Tally | Heaviest, partial: Partial, satisfying: int, better: int
    ) -> int:
        """The heaviest of the documents that satisfy the hard conditions, by their weights."""
        allowed = satisfying & ~better
        minimum = max(1, partial.minimum)
        heavy = weights.at_least(minimum, allowed)
        if not heavy and not better:
            minimum = 1
            heavy = weights.at_least(minimum, allowed)
        size = partial.size
        # In hundredths, rounded up: what weighs exactly the share is in.
        least = -(-partial.share * weights.greatest(satisfying) // 100)
        if least > minimum:
            near_best = weights.at_least(least, heavy)
            if near_best.bit_count() >= partial.enough:
                heavy = near_best
            else:
                size = min(size, partial.enough)
        chosen, tied = weights.heaviest(heavy, size)
        for number in self._order.best(tied, size - chosen.bit_count()):
            chosen |= 1 << number
        return chosen

    def _near(self, near: Near) -> int:
        """The named documents that satisfy the hard conditions."""
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

    def _weighed(self, numbers: Sequence[int], request: Request) -> list[Weighed]:
        """Some documents with the weights of the tokens in their texts."""
        weights = request.weights
        weighed = []
        for number, card in zip(numbers, self._snapshot.cards(numbers), strict=True):
            text, total = card.text, 0
            for token, weight in weights:
                if token in text:
                    total += weight
            weighed.append((number, total))
        return weighed

    def _heaviest(self, docs: int, size: int, request: Request) -> list[Weighed]:
        """The first `size` of a set by weight, then in static order."""
        if size <= 0 or not docs:
            return []
        tied: list[int] = []
        if docs.bit_count() > FEW:
            docs, open_ = self._heaviest_of_many(docs, size, request)
            tied = self._order.best(open_, size - docs.bit_count())
        weighed = self._weighed(self._order.best(docs, docs.bit_count()), request)
        weighed.sort(key=itemgetter(1), reverse=True)
        for _, weight in self._weighed(tied[:1], request):  # all of them have one weight
            weighed += [(number, weight) for number in tied]
        return weighed[:size]

    def _heaviest_of_many(self, docs: int, size: int, request: Request) -> tuple[int, int]:
        """What `Tally.heaviest` gives. Where enough of a set have all tokens, as full matches do, none
        are heavier, and nothing needs to be added up."""
        tokens = [token for token, _ in request.weights]
        complete = docs
        if self._snapshot.joins and len(tokens) > 1:
            complete &= self._snapshot.joined([[(("text", token),)] for token in tokens])
        else:
            for token in tokens:
                complete &= self._matcher.having("text", token)
        if complete.bit_count() > size:
            return 0, complete
        return self._tally(request).heaviest(docs, size)

    def _candidates(self, kept: dict[Level, int], request: Request) -> list[Candidate]:
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
                found = [(number, 0) for number in self._order.newest(documents, size)]
            else:
                found = self._heaviest(documents, size, request)
            wanted += [(level, weighed) for weighed in found]
        snapshot = self._snapshot
        document_of = snapshot.document
        numbers = [number for _, (number, _) in wanted]
        scattered = kept[Level.SCATTERED].to_bytes((snapshot.size >> 3) + 1, "little")
        return [
            _candidate(
                (
                    id_,
                    place,
                    kind,
                    end,
                    weight,
                    Level.SCATTERED
                    if level is Level.PARTIAL and scattered[number >> 3] >> (number & 7) & 1
                    else level,
                    text,
                    title,
                    partial(document_of, number),
                )
            )
            for (level, (number, weight)), (id_, place, kind, end, _, title, text) in zip(
                wanted, snapshot.cards(numbers), strict=True
            )
        ]


def _passing(found: int, filters: dict[str, int], leave_out: str = "") -> int:
    for name, bits in filters.items():
        if name != leave_out:
            found &= bits
    return found
