"""Search over a snapshot: matches, partial matches, facets and candidates.

The algorithm that engines with an inverted index share, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, partial

from kb.index.engines.bitmaps import members
from kb.index.engines.matcher import Matcher
from kb.index.engines.port import (
    KIND_WORTH,
    Candidate,
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
            count=lambda field, value: (kept & self._matcher.having(field, value)).bit_count(),
        )

    def _partials(self, request: Request, partial: Partial, complete: int) -> int:
        """The heaviest documents that match most of a query."""
        allowed = self._matcher.matching(partial.hard, self._snapshot.live) & ~complete
        tally = self._tally(request)
        heavy = tally.at_least(max(1, partial.minimum), allowed)
        chosen, tied = tally.heaviest(heavy, partial.size)
        for number in self._static(tied, partial.size - chosen.bit_count()):
            chosen |= 1 << number
        return chosen

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

    def _candidates(self, kept: int, partials: int, request: Request) -> Iterable[Candidate]:
        size = request.size
        if request.order is Order.DATE:
            wanted = [(number, 0) for number in self._newest(kept, size)]
        else:
            wanted = self._heaviest(kept & ~partials, size, request)
            wanted += self._heaviest(kept & partials, size - len(wanted), request)
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
                text=snapshot.text(number),
                title=card.title,
                document=partial(snapshot.document, number),
            )


def _passing(found: int, filters: dict[str, int], leave_out: str = "") -> int:
    for name, bits in filters.items():
        if name != leave_out:
            found &= bits
    return found
