"""Heat tables on a page: numbers with colour, each a link to the search behind it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from kb.insights import HeatRow, HeatTable
from kb.search import Query
from webapp.parts.addresses import search_url

_LABELS = {"practice": "做法", "bank": "机构", "month": "月份"}
_OF_BANKS = (
    "合计每条数一次：没有指明机构、只讲学习方的条目也在合计里，讲到几家机构的在每家名下各数一次。"
)


@dataclass(frozen=True, slots=True)
class Column:
    """A heading; `pause` is the number of months without a bulletin before it, usually 0; `silent`
    that it is itself a month without one."""

    label: str
    pause: int = 0
    silent: bool = False

    @property
    def pieces(self) -> tuple[str, ...]:
        """The label, cut where a narrow screen may wrap it: a month behind its year."""
        year, sign, month = self.label.partition("年")
        return (year + sign, month) if year.isdigit() and month else (self.label,)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number; `level` is its colour, 0 for none to 5, `url` finds what it counts."""

    count: int
    level: int
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A practice or a bank. `url` is its page, "" when it has none; `total` counts its entries,
    each once, and `total_url` finds them."""

    label: str
    url: str
    total: int
    total_url: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """A heat table; `corner` says what its rows are, `title` what it shows, `note` why its totals are
    not sums."""

    title: str
    corner: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""


def heat_view(table: HeatTable) -> Heat:
    """The table with the addresses of its cells; rows and columns must be facets of the search."""
    row, column = _LABELS[table.row_field], _LABELS[table.column_field]
    return Heat(
        title=f"{row} × {column}",
        corner=row,
        columns=tuple(Column(c.label, c.pause, c.silent) for c in table.columns),
        rows=tuple(
            Row(
                label=r.value,
                url=_page(table.row_field, r.value),
                total=r.total,
                total_url=row_url(table, r),
                cells=tuple(
                    Cell(c.count, c.level, search_url(Query(filters=c.filters)) if c.count else "")
                    for c in r.cells
                ),
            )
            for r in table.rows
            if r.cells
        ),
        note=_OF_BANKS if table.column_field == "bank" and _is_uneven(table) else "",
    )


def _is_uneven(table: HeatTable) -> bool:
    return any(row.total != sum(cell.count for cell in row.cells) for row in table.rows)


def row_url(table: HeatTable, row: HeatRow) -> str:
    """The search that finds the entries of a row, which has cells."""
    filters = row.cells[0].filters
    wanted = {name: values for name, values in filters.items() if name != table.column_field}
    return search_url(Query(filters=wanted))


def _page(field: str, value: str) -> str:
    return url_for("practices.practice", name=value) if field == "practice" else ""
