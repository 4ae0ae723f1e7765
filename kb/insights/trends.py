"""Over time and across banks: how often practices are mentioned, as heat tables.

Counts are of entries, by the engine's own facets, so a table agrees with the searches behind its
cells. One entry may mention several practices: rows must not be added up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from statistics import median_low

from kb.errors import NotFoundError
from kb.index.engines import Order, Request
from kb.knowledge_base import KnowledgeBase
from kb.model import Practice
from kb.query import HasValue, Match, all_of
from kb.search import facet_label

LEVELS = 5
PERIODS = ("month", "bulletin")
# A pause: more days than this, and more than this many usual steps.
LONG_DAYS = 100
LONG_STEPS = 4


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """A column: the value of its field, how it is shown, and its days where it is a period.

    `pause` is how many months without any bulletin lie before the period; 0 where bulletins
    followed each other as usual. A month of a shorter silence is a column of its own, and `silent`.
    """

    value: str
    label: str
    start: date | None = None
    end: date | None = None
    pause: int = 0
    silent: bool = False

    @property
    def day(self) -> date | None:
        """The day on which a period begins; None when it is not known, or for other columns."""
        if self.start is None and len(self.value) == len("2018-07") and self.value[4] == "-":
            return date.fromisoformat(f"{self.value}-01")
        return self.start


@dataclass(frozen=True, slots=True)
class HeatCell:
    """Entries of a row in a column. `level` is 0 for none to 5 for as many as the fullest cell;
    `filters` are those of the search that finds these entries (kb.search.Query.filters)."""

    count: int
    level: int
    filters: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A row: its value and the number of its entries, each counted once."""

    value: str
    total: int
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatTable:
    """Rows by how many entries they have, columns in their natural order. `row_field` and
    `column_field` name the facets; `highest` is the fullest cell."""

    row_field: str
    column_field: str
    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]
    highest: int


@dataclass(frozen=True, slots=True)
class Trends:
    """Practice × period and practice × bank; of one practice, bank × period in `peers` too."""

    practice: Practice | None
    periods: HeatTable
    banks: HeatTable
    peers: HeatTable | None


@dataclass(frozen=True, slots=True)
class Together:
    """A practice mentioned together with another, and in how many entries."""

    practice: str
    entries: int


def trends(kb: KnowledgeBase, practice: str = "", *, by: str = "month") -> Trends:
    """The heat tables of all practices, or of one with those below it.

    `by` is "month" or "bulletin". NotFoundError when the practice is not in the vocabulary.
    """
    if not practice:
        return Trends(None, heat(kb, "practice", by), heat(kb, "practice", "bank"), None)
    one = kb.vocabulary.practice(practice)
    if one is None:
        raise NotFoundError(f"词表里没有做法“{practice}”", hint="用 kb practices 查看全部")
    names = (one.name, *kb.vocabulary.narrower.get(one.name, ()))
    return Trends(
        practice=one,
        periods=heat(kb, "practice", by, only=names),
        banks=heat(kb, "practice", "bank", only=names),
        peers=heat(kb, "bank", by, within={"practice": (one.name,)}),
    )


def heat(
    kb: KnowledgeBase,
    row_field: str,
    column_field: str,
    *,
    within: Mapping[str, tuple[str, ...]] | None = None,
    only: tuple[str, ...] | None = None,
    every_column: bool = False,
) -> HeatTable:
    """How many entries have each value of one facet together with each value of another.

    `within` narrows the entries by further facets and becomes part of each cell's filters; `only`
    chooses rows; with `every_column` there are columns without entries too. Value fields are those
    of kb/index/fields.py.
    """
    fixed = dict(within or {})
    ground = all_of([HasValue(name, frozenset(values)) for name, values in fixed.items()])
    totals = _facet(kb, ground, row_field)
    listed = [value for value in totals if only is None or value in only]
    columns = _columns(kb, all_of([]) if every_column else ground, column_field)
    counts = [
        {}
        if c.silent
        else _facet(kb, all_of([ground, HasValue(column_field, frozenset({c.value}))]), row_field)
        for c in columns
    ]
    highest = max((c.get(value, 0) for c in counts for value in listed), default=0)
    rows = tuple(
        HeatRow(
            value,
            totals[value],
            tuple(
                HeatCell(
                    count=(count := found.get(value, 0)),
                    level=-(-count * LEVELS // highest) if count else 0,
                    filters=fixed | {row_field: (value,), column_field: (column.value,)},
                )
                for column, found in zip(columns, counts, strict=True)
            ),
        )
        for value in listed
    )
    return HeatTable(row_field, column_field, columns, rows, highest)


def together(kb: KnowledgeBase, practice: str) -> tuple[Together, ...]:
    """The practices that entries on a practice also mention, the most frequent first."""
    found = _facet(kb, HasValue("practice", frozenset({practice})), "practice")
    return tuple(Together(name, count) for name, count in found.items() if name != practice)


def _facet(kb: KnowledgeBase, match: Match, field: str) -> dict[str, int]:
    response = kb.engine.search(Request(match=match, facets=(field,), size=0))
    return dict(response.facets[field])


def _columns(kb: KnowledgeBase, ground: Match, field: str) -> tuple[HeatColumn, ...]:
    """The values of a field, periods from the oldest to the newest, others by frequency.

    Pauses are those between all bulletins, not only between the shown ones. Months are at equal
    steps: those in between without entries, or without any bulletin, have columns too.
    """
    values = _facet(kb, ground, field)
    if field not in PERIODS:
        return tuple(HeatColumn(value, facet_label(field, value)) for value in values)
    every = list(_facet(kb, all_of([]), field))
    if field == "bulletin":
        columns = sorted((_bulletin(kb, value) for value in every), key=_by_day)
        return _chosen(_with_pauses(columns), values)
    columns = [HeatColumn(value, facet_label(field, value)) for value in sorted(every)]
    months = _with_silent_months(_with_pauses(columns))
    there = [n for n, month in enumerate(months) if month.value in values]
    between = months[there[0] : there[-1] + 1] if there else []
    return _chosen(between, {month.value: 0 for month in between})


def _with_silent_months(columns: Sequence[HeatColumn]) -> list[HeatColumn]:
    """Months in order, with those between them in which a bulletin was usual and none came, unless a
    pause says so. Of a quarterly these are every third."""
    steps = [_months_between(before.day, after.day) + 1 for before, after in pairwise(columns)]
    usual = median_low(steps) if len(steps) > 1 else 1
    filled: list[HeatColumn] = []
    for column in columns:
        before = filled[-1].day if filled else None
        step = 0 if column.pause else _months_between(before, column.day) + 1
        for missing in range(1, round(step / usual)):
            assert before is not None
            years, month = divmod(before.month - 1 + missing * usual, 12)
            value = f"{before.year + years}-{month + 1:02d}"
            filled.append(HeatColumn(value, facet_label("month", value), silent=True))
        filled.append(column)
    return filled


def _with_pauses(columns: Sequence[HeatColumn]) -> list[HeatColumn]:
    """Periods in order, those after a long silence marked with its length."""
    days = [day for column in columns if (day := column.day)]
    steps = [(after - before).days for before, after in pairwise(days)]
    usual = median_low(steps) if len(steps) > 1 else 0
    long = max(LONG_DAYS, LONG_STEPS * usual)
    marked, last = [], None
    for column in columns:
        day = column.day
        silent = bool(last and day and (day - last).days > long)
        marked.append(replace(column, pause=_months_between(last, day)) if silent else column)
        last = day or last
    return marked


def _chosen(columns: Sequence[HeatColumn], values: Mapping[str, int]) -> tuple[HeatColumn, ...]:
    """The columns of these values; a pause before an omitted one is added to the next."""
    chosen: list[HeatColumn] = []
    pause = 0
    for column in columns:
        pause += column.pause
        if column.value in values:
            chosen.append(replace(column, pause=pause if chosen else 0))
            pause = 0
    return tuple(chosen)


def _months_between(before: date | None, after: date | None) -> int:
    """How many whole months lie between the months of two days."""
    if before is None or after is None:
        return 0
    return (after.year - before.year) * 12 + after.month - before.month - 1


def _by_day(column: HeatColumn) -> tuple[date, str]:
    return column.start or date.max, column.value


def _bulletin(kb: KnowledgeBase, bulletin: str) -> HeatColumn:
    match = HasValue("bulletin", frozenset({bulletin}))
    response = kb.engine.search(Request(match=match, order=Order.DATE, size=1))
    document = response.candidates[0].document()
    return HeatColumn(bulletin, document.bulletin_title, document.start, document.end)
