"""Small multiples: the rows of a table over time as little line charts on one scale.

Drawn as SVG that the style sheet colours. Each line is also described in words, and the heat
tables of the same page have the numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from kb.insights import HeatColumn, HeatRow, HeatTable, heat
from kb.knowledge_base import KnowledgeBase
from webapp.parts.formatting import span_label
from webapp.parts.heat_table import row_url

# The drawing's own units; the page scales it.
WIDTH, HEIGHT, MARGIN = 200, 60, 5
MOST = 12
# With fewer months than this a line has a point for each bulletin instead.
FEW_MONTHS = 6
LEAST_POINTS = 3
_TITLES = {"practice": "各做法的走势", "bank": "各机构的走势"}
_UNITS = {"bulletin": "期", "month": "个月"}


@dataclass(frozen=True, slots=True)
class Line:
    """A row as a line: `points` is what SVG's polyline takes, `dot` where it is highest, `summary`
    what it shows, in words; `url` finds its entries."""

    id: str
    label: str
    total: int
    points: str
    dot: tuple[float, float]
    summary: str
    url: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Line charts side by side, from 0 to `highest` and from `first` to `last` alike; `left_out`
    rows have none. `each` is what a point stands for: 每期, 每个月."""

    title: str
    each: str
    first: str
    last: str
    highest: int
    lines: tuple[Line, ...]
    left_out: int
    width: int = WIDTH
    height: int = HEIGHT
    margin: int = MARGIN


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
    placed = [(n, day) for n, column in enumerate(table.columns) if (day := _day(column))]
    if len(placed) < LEAST_POINTS or not table.highest or placed[0][1] == placed[-1][1]:
        return None
    unit = _UNITS[table.column_field]
    labels = [_label(table.columns[n]) for n, _ in placed]
    names = (f"kb-line-{number}" for number in count(1))
    return Lines(
        title=_TITLES[table.row_field],
        each=f"每{unit}",
        first=labels[0],
        last=labels[-1],
        highest=table.highest,
        lines=tuple(
            _line(table, row, placed, labels, unit, next(names)) for row in table.rows[:MOST]
        ),
        left_out=max(0, len(table.rows) - MOST),
    )


def _line(
    table: HeatTable,
    row: HeatRow,
    placed: Sequence[tuple[int, date]],
    labels: Sequence[str],
    unit: str,
    name: str,
) -> Line:
    counts = [row.cells[n].count for n, _ in placed]
    first, last = placed[0][1], placed[-1][1]
    places = [
        (
            round(MARGIN + (day - first).days / (last - first).days * (WIDTH - 2 * MARGIN), 1),
            round(HEIGHT - MARGIN - number / table.highest * (HEIGHT - 2 * MARGIN), 1),
        )
        for (_, day), number in zip(placed, counts, strict=True)
    ]
    top = max(range(len(counts)), key=lambda n: (counts[n], n))
    mentioned = sum(map(bool, counts))
    return Line(
        id=name,
        label=row.value,
        total=row.total,
        points=" ".join(f"{x},{y}" for x, y in places),
        dot=places[top],
        summary=f"{len(counts)} {unit}里有 {mentioned} {unit}谈到，最多 {counts[top]} 条"
        f"（{labels[top]}），最近 {counts[-1]} 条",
        url=row_url(table, row),
    )


def _day(column: HeatColumn) -> date | None:
    """Where a period begins; None when it is not known."""
    if len(column.value) == len("2018-07"):
        return date.fromisoformat(f"{column.value}-01")
    return column.start


def _label(column: HeatColumn) -> str:
    return span_label(column.start, column.end) if column.start else column.label
