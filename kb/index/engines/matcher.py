"""From match to set of documents, over postings; exact, and rare tokens first.

A string is looked up by its tokens (kb/text/grams.py), rarest first, until few documents are left;
those are verified on their text. Of random pieces of 2-8 characters this finds all and nothing else;
jieba's words alone find 0.41 of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kb.index.documents import span_dates
from kb.index.engines.bitmaps import bitmap, members
from kb.index.engines.necessary import necessary
from kb.index.engines.snapshot import Snapshot
from kb.query import AllOf, AnyOf, Contains, Everything, HasValue, Match, NoneOf, ValueHolds, Within
from kb.text import decides, needed, normalize, stands_whole

# With this few documents left, looking at their texts is cheaper than reading more postings.
FEW = 48
# The same where a single token decides.
FEWEST = 24
# How many sets of documents are remembered, and how many bytes of them at most.
CACHED = 2048
CACHED_BYTES = 32_000_000


class Matcher:
    """Evaluates matches on one snapshot and remembers the sets it computed."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._sets: dict[tuple[str, str] | Contains, int] = {}
        self._most = min(CACHED, 1 + 8 * CACHED_BYTES // (1 + snapshot.size))
        self._normal_values: dict[str, tuple[str, list[tuple[str, str]]]] = {}

    def matching(self, match: Match, within: int) -> int:
        """The documents of the set `within` that satisfy a match."""
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
                return self._values_holding(field, literal) & within
            case Within(start, end):
                spans = (
                    span
                    for span in self._snapshot.values("span")
                    for first, last in (span_dates(span),)
                    if (start is None or last >= start) and (end is None or first <= end)
                )
                return self.any_value("span", spans) & within
            case AllOf(children):
                within, open_ = self._together(children, within)
                for child in open_:
                    within = self.matching(child, within)
                return within
            case AnyOf(children):
                found = 0
                for child in children:
                    found |= self.matching(child, within & ~found)
                return found
            case NoneOf(child):
                return within & ~self.matching(child, within)

    def _together(self, children: tuple[Match, ...], within: int) -> tuple[int, Sequence[Match]]:
        """Fewer documents among which those are that satisfy all of some conditions, and the
        conditions that are left to check, the cheapest first."""
        if len(children) < 2:
            return within, children
        ordered = sorted(children, key=self._cost)
        if self._snapshot.joins and self._cost(ordered[0]) > FEW:
            wanted = necessary(children, self._holders)
            if len(wanted.groups) > 1:
                within &= self._snapshot.joined(wanted.groups)
                ordered = sorted(wanted.open_, key=self._cost) if within else []
        return within, ordered

    def any_value(self, field: str, wanted: Iterable[str]) -> int:
        """The documents with any of the wanted values in a value field."""
        return self._snapshot.values(field).any(wanted)

    def having(self, field: str, token: str) -> int:
        """The documents in which a token occurs."""
        key = (field, token)
        bits = self._sets.get(key)
        if bits is None:
            bits = self._snapshot.having(field, token)
            self._remember(key, bits)
        return bits

    def _remember(self, key: tuple[str, str] | Contains, bits: int) -> None:
        if len(self._sets) >= self._most:
            self._sets.pop(next(iter(self._sets)))
        self._sets[key] = bits

    def _values_holding(self, field: str, literal: str) -> int:
        """The documents with a value of a field whose normal form holds a string."""
        holders = self._holders(field, literal)
        return self.any_value(field, holders) if holders else 0

    def _holders(self, field: str, literal: str) -> list[str]:
        """The values of a field whose normal form holds a string."""
        everything, values = self._values(field)
        if literal not in everything:
            return []
        return [value for normal, value in values if literal in normal]

    def _values(self, field: str) -> tuple[str, list[tuple[str, str]]]:
        """The normal forms of all values of a value field in one text, and each of them with the
        value."""
        known = self._normal_values.get(field)
        if known is None:
            values = [(normalize(value), value) for value in self._snapshot.values(field)]
            known = "\n".join(normal for normal, _ in values), values
            self._normal_values[field] = known
        return known

    def _cost(self, match: Match) -> int:
        """About how many documents must be checked; only decides the order of work."""
        match match:
            case Contains("title", _, _):
                return 0  # a title contains little that the text does not
            case Contains(field, literal, _):
                counts = (self._snapshot.frequency(field, token) for token in needed(literal))
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
        known = self._sets.get(match)
        if known is not None:
            return known & within
        field, literal = match.field, match.literal
        if match.whole:
            return self._whole(match, within)
        if decides(literal):
            if (field, literal) not in self._sets and within.bit_count() <= FEWEST:
                return self._holding(field, literal, within)
            return self.having(field, literal) & within
        counted = []
        for token in needed(literal):
            frequency = self._snapshot.frequency(field, token)
            if not frequency:  # no need to look the others up
                return 0
            counted.append((frequency, token))
        found = self._narrowed(field, sorted(counted), within)
        sure = 0
        if field == "text" and found.bit_count() > FEW:
            # A text with the word contains the string: most need no second check.
            sure = found & self.having("words", literal)
        found = sure | self._holding(field, literal, found & ~sure)
        if within == self._snapshot.live:
            self._remember(match, found)
        return found

    def _narrowed(self, field: str, counted: list[tuple[int, str]], within: int) -> int:
        """Those of a set with all of some tokens, (frequency, token) with the rarest first, or the
        few among which they are."""
        if within.bit_count() > FEW and len(counted) > 1 and counted[0][0] > FEW:
            found = self._snapshot.having_all(field, [token for _, token in counted])
            if found is not None:
                return found & within
        for _, token in counted:
            if within.bit_count() <= FEW:
                break
            within &= self.having(field, token)
        return within

    def _whole(self, match: Contains, within: int) -> int:
        """Those of a set that contain a string with its numbers whole."""
        snapshot = self._snapshot
        found = self._contains(Contains(match.field, match.literal), within)
        whole = bitmap(
            [n for n in members(found) if stands_whole(self._text(match.field, n), match.literal)],
            snapshot.size,
        )
        if within == snapshot.live:
            self._remember(match, whole)
        return whole

    def _text(self, field: str, number: int) -> str:
        """The normal form of a text field of a document."""
        card = self._snapshot.card(number)
        return card.title if field == "title" else card.text

    def _holding(self, field: str, literal: str, documents: int) -> int:
        """The documents of a set that contain a string, checked one by one."""
        held = [n for n in members(documents) if literal in self._text(field, n)]
        return bitmap(held, self._snapshot.size)
