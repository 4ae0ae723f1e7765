"""What the other issues of a series say about an issue's days: 第三周 lies between 第二周 and
第四周.

The issues come as (number, period) pairs from the caller, who knows the corpus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kb.model import Period

Neighbours = Sequence[tuple[int, Period]]
# Numbers may begin again each year: issues further away belong to another year.
ROUND = timedelta(days=182)
# Issues of a series that does not count weeks are at most this many days apart, per number.
WIDEST = 45
# A weekly issue may be late by this many days, because of a holiday.
HOLIDAY = 14


@dataclass(frozen=True, slots=True)
class Place:
    """Where an issue stands among the others of its series. `weekly`: numbers count weeks."""

    number: int
    weekly: bool
    issues: Neighbours

    def around(self, start: date) -> Neighbours:
        """Of the issues of about that day, the one of the same number, else the nearest before
        and after."""
        near = [issue for issue in self.issues if abs(issue[1].start - start) <= ROUND]
        same = [issue for issue in near if issue[0] == self.number]
        if same:
            return same[:1]
        before = max((n for n in near if n[0] < self.number), default=None, key=lambda n: n[0])
        after = min((n for n in near if n[0] > self.number), default=None, key=lambda n: n[0])
        return [issue for issue in (before, after) if issue]

    def fits(self, start: date) -> bool | None:
        """Would an issue that begins on this day be in order and near the others? None when no
        other issue of about that day is known."""
        known = self.around(start)
        if not known:
            return None
        return all(self._near(number, period.start, start) for number, period in known)

    def _near(self, number: int, other: date, start: date) -> bool:
        apart = self.number - number
        if apart == 0:
            return abs((start - other).days) <= HOLIDAY
        days = (start - other).days if apart > 0 else (other - start).days
        if self.weekly:
            return days > 0 and abs(days - 7 * abs(apart)) <= HOLIDAY + abs(apart)
        return 0 < days <= WIDEST * abs(apart)

    @property
    def expected(self) -> Period | None:
        """The days a weekly issue most likely covers, by the latest one next to it; None when
        there is none."""
        adjacent = [issue for issue in self.issues if abs(issue[0] - self.number) == 1]
        if not self.weekly or not adjacent:
            return None
        number, period = max(adjacent, key=lambda issue: issue[1].start)
        shift = timedelta(days=7 * (self.number - number))
        return Period(period.start + shift, period.end + shift)

    def words(self, start: date) -> str:
        """The issues around that day, in Chinese."""
        unit = "周" if self.weekly else "期"
        return "，".join(
            f"第 {number} {unit}为 {period.start} 至 {period.end}"
            for number, period in self.around(start)
        )


def place_of(number: int | None, issue: str, issues: Neighbours) -> Place | None:
    """The place of an issue among the others of its series; None when its number is unknown."""
    return None if number is None else Place(number, issue.endswith("周"), issues)
