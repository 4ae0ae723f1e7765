"""From match to set of documents, over postings; exact, and rare tokens first.

A string is looked up by its pairs of characters, rarest first, until few documents are left;
those are verified on their text. (shared/search-measurements.md, "What words alone lose".)
"""

from __future__ import annotations

from collections.abc import Iterable

from kb.documents import span_dates
from kb.engines.bitmaps import bitmap, members
from kb.engines.snapshot import Snapshot
from kb.query.match import (
    AllOf,
    AnyOf,
    Contains,
    Everything,
    HasValue,
    Match,
    NoneOf,
    ValueHolds,
    Within,
)
from kb.text.grams import decides, pairs
from kb.text.normalize import normalize

# With this few documents left, looking at their texts is cheaper than reading more postings.
FEW = 48
CACHED = 2048


class Matcher:
    """Evaluates matches on one snapshot and remembers the sets it worked out."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._having: dict[tuple[str, str], int] = {}
        self._containing: dict[Contains, int] = {}

    def matching(self, match: Match, within: int) -> int:
        """The documents of the set `within` of which a match holds."""
        if not within:
            return 0
        match match:
            case Everything():
                return within
            case Contains():
                return self._contains(match, within)
            case HasValue(field, wanted):
                return self.any_value(field, wanted) & within
            case ValueHolds(field, literal):
                values = self._snapshot.values(field)
                holding = (value for value in values if literal in normalize(value))
                return self.any_value(field, holding) & within
            case Within(start, end):
                spans = (
                    span
                    for span in self._snapshot.values("span")
                    for first, last in (span_dates(span),)
                    if (start is None or last >= start) and (end is None or first <= end)
                )
                return self.any_value("span", spans) & within
            case AllOf(children):
                for child in sorted(children, key=self._cost):
                    within = self.matching(child, within)
                return within
            case AnyOf(children):
                found = 0
                for child in sorted(children, key=self._cost):
                    found |= self.matching(child, within & ~found)
                return found
            case NoneOf(child):
                return within & ~self.matching(child, within)

    def any_value(self, field: str, wanted: Iterable[str]) -> int:
        """The documents with any of the wanted values in a value field."""
        values = self._snapshot.values(field)
        bits = 0
        for value in wanted:
            bits |= values.get(value, 0)
        return bits

    def having(self, field: str, token: str) -> int:
        """The documents in which a token occurs."""
        key = (field, token)
        bits = self._having.get(key)
        if bits is None:
            bits = bitmap(self._snapshot.postings(field, token), self._snapshot.size)
            if len(self._having) >= CACHED:
                self._having.pop(next(iter(self._having)))
            self._having[key] = bits
        return bits

    def _cost(self, match: Match) -> int:
        """About how many documents must be looked at; decides only the order of work."""
        match match:
            case Contains(field, literal):
                counts = (self._snapshot.frequency(field, pair) for pair in pairs(literal))
                return min(counts, default=self._snapshot.size)
            case AllOf(children):
                return min(map(self._cost, children), default=self._snapshot.size)
            case AnyOf(children):
                return sum(map(self._cost, children))
            case NoneOf(child):
                return self._cost(child)
            case _:
                return 0

    def _contains(self, match: Contains, within: int) -> int:
        known = self._containing.get(match)
        if known is not None:
            return known & within
        field, literal = match.field, match.literal
        snapshot = self._snapshot
        counted = sorted((snapshot.frequency(field, t), t) for t in set(pairs(literal)))
        if counted and not counted[0][0]:
            return 0
        found = within
        for _, token in counted:
            found &= self.having(field, token)
            if found.bit_count() <= FEW:
                break
        if not decides(literal):
            text = snapshot.text
            found = bitmap([n for n in members(found) if literal in text(field, n)], snapshot.size)
        if within == snapshot.live:
            if len(self._containing) >= CACHED:
                self._containing.pop(next(iter(self._containing)))
            self._containing[match] = found
        return found
