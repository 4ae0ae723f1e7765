"""Small multiples: the rows of a table over time as little line charts on one scale.

Periods are at equal steps. Where nothing was published, for a month or for long, lines and
background are broken.
Drawn as SVG that the style sheet colours. Each line is also described in words, and the heat tables
of the same page have the numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, count, pairwise

from kb.insights import HeatColumn, HeatRow, HeatTable, heat
from kb.knowledge_base import KnowledgeBase
from webapp.parts.formatting import span_label
from webapp.parts.heat_table import row_url

# The drawing's own units; the page scales it.
WIDTH, HEIGHT, MARGIN = 200, 60, 5
# How wide a break is; all breaks together take at most half of the width.
BREAK = 16
MOST = 12
# With fewer months than this a line has a point for each bulletin instead.
FEW_MONTHS = 6
LEAST_POINTS = 3
_TITLES = {"practice": "各做法的走势", "bank": "各机构的走势"}
_UNITS = {"bulletin": "期", "month": "个月"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row as a line: each of `pieces` is what SVG's polyline takes, `alone` are the points with a
    break on both sides, `dot` is its highest point, `summary` what it shows, in words; `url` finds
    its entries."""

    id: str
    label: str
    total: int
    pieces: tuple[str, ...]
    alone: tuple[tuple[float, float], ...]
    dot: tuple[float, float]
    summary: str
    url: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Line charts side by side, from 0 to `highest` and from `first` to `last` alike; `left_out`
    rows have none. `each` is what a point stands for: 每期, 每个月. `grounds` are the stretches of
    time with bulletins, as places from left to right, and `pauses` describe the gaps between them.
    """

    title: str
    each: str
    first: str
    last: str
    highest: int
    lines: tuple[Line, ...]
    left_out: int
    grounds: tuple[tuple[float, float], ...]
    pauses: tuple[str, ...]
    width: int = WIDTH
    height: int = HEIGHT
    margin: int = MARGIN


@dataclass(frozen=True, slots=True)
class _Axis:
    """The periods with a known day: their numbers among the columns, labels and places, between
    which of them the breaks are (2: before the third), and which have no bulletin."""

    numbers: tuple[int, ...]
    labels: tuple[str, ...]
    places: tuple[float, ...]
    breaks: tuple[int, ...]
    silent: frozenset[int]

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """First and one past the last period of each stretch without a break."""
        edges = {0, len(self.numbers), *self.breaks, *self.silent, *(n + 1 for n in self.silent)}
        return tuple(pair for pair in pairwise(sorted(edges)) if pair[0] not in self.silent)

    @property
    def spoken(self) -> tuple[int, ...]:
        """The periods with a bulletin."""
        return tuple(n for n in range(len(self.numbers)) if n not in self.silent)


def lines_of(kb: KnowledgeBase, practice: str = "") -> Lines | None:
    """The practices over time, or the banks that mention one; None without enough periods."""
    row_field = "bank" if practice else "practice"
    within = {"practice": (practice,)} if practice else None
    for by in ("month", "bulletin"):
        table = heat(kb, row_field, by, within=within, every_column=True)
        if len(table.columns) >= FEW_MONTHS:
            break
    return _lines(table)


def _lines(table: HeatTable) -> Lines | None:
    axis = _axis(table.columns)
    if len(axis.spoken) < LEAST_POINTS or not table.highest:
        return None
    unit = _UNITS[table.column_field]
    names = (f"kb-line-{number}" for number in count(1))
    return Lines(
        title=_TITLES[table.row_field],
        each=f"每{unit}",
        first=axis.labels[0],
        last=axis.labels[-1],
        highest=table.highest,
        lines=tuple(_line(table, row, axis, unit, next(names)) for row in table.rows[:MOST]),
        left_out=max(0, len(table.rows) - MOST),
        grounds=tuple((axis.places[a], axis.places[b - 1]) for a, b in axis.stretches),
        pauses=tuple(
            f"{axis.labels[n - 1]}之后 {table.columns[axis.numbers[n]].pause} 个月没有简报"
            for n in axis.breaks
        )
        + tuple(f"{axis.labels[n]}没有简报" for n in sorted(axis.silent)),
    )


def _axis(columns: Sequence[HeatColumn]) -> _Axis:
    """Equal steps from margin to margin, and a break of its own width before each pause."""
    numbers = tuple(n for n, column in enumerate(columns) if column.day)
    breaks = tuple(k for k, n in enumerate(numbers) if k and columns[n].pause)
    room = WIDTH - 2 * MARGIN
    steps = len(numbers) - 1 - len(breaks)
    wide = min(BREAK, room / 2 / len(breaks)) if breaks and steps > 0 else room / (len(breaks) or 1)
    step = (room - wide * len(breaks)) / steps if steps > 0 else 0.0
    widths = (wide if k in breaks else step for k in range(1, len(numbers)))
    places = tuple(round(place, 1) for place in accumulate(widths, initial=float(MARGIN)))
    silent = frozenset(k for k, n in enumerate(numbers) if columns[n].silent)
    return _Axis(numbers, tuple(_label(columns[n]) for n in numbers), places, breaks, silent)


def _line(table: HeatTable, row: HeatRow, axis: _Axis, unit: str, name: str) -> Line:
    counts = [row.cells[n].count for n in axis.numbers]
    points = [
        (x, round(HEIGHT - MARGIN - number / table.highest * (HEIGHT - 2 * MARGIN), 1))
        for x, number in zip(axis.places, counts, strict=True)
    ]
    top = max(axis.spoken, key=lambda n: (counts[n], n))
    mentioned = sum(map(bool, counts))
    periods = f"有简报的 {len(axis.spoken)} {unit}" if axis.silent else f"{len(counts)} {unit}"
    return Line(
        id=name,
        label=row.value,
        total=row.total,
        pieces=tuple(
            " ".join(f"{x},{y}" for x, y in points[a:b]) for a, b in axis.stretches if b - a > 1
        ),
        alone=tuple(points[a] for a, b in axis.stretches if b - a == 1),
        dot=points[top],
        summary=f"{periods}里有 {mentioned} {unit}谈到，最多 {counts[top]} 条"
        f"（{axis.labels[top]}），最近 {counts[-1]} 条",
        url=row_url(table, row),
    )


def _label(column: HeatColumn) -> str:
    return span_label(column.start, column.end) if column.start else column.label
