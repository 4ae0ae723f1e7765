"""The figures of a search, a practice, or everything, as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, render_template, request
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from kb.exports import bulletin_name, figures_csv
from kb.index.engines import Order
from kb.insights import SORTS, FigureRow, FigureTable, sorted_rows
from kb.model import SIDE_LABELS, Side, split_entry_id
from kb.search import Query, page_count
from webapp.access import Right, takes
from webapp.parts import (
    Option,
    Paging,
    address,
    bulletin_url,
    download,
    marked,
    paging,
    parameters,
    read_query,
    refuse_unclear,
    search_url,
    time_limits,
    without_banks,
)
from webapp.services import kept, site

blueprint = Blueprint("figures", __name__)

LISTED = 100
NO_UNIT = "无单位"
# The value in an address for figures without a unit.
_NO_UNIT = "none"
# What stands above each part of the table.
SECTIONS = (
    "词表里的指标",
    "其他数据：词表里没有的指标",
    "条件、举例、测算和时长：说的不是已有的情况",
)
_COLUMNS = {
    "indicator": "指标",
    "value": "数据",
    "bank": "机构",
    "sentence": "说的是什么",
    "period": "时间",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which figures of which query: `unit` is a base unit (None: all), `by` a column of `SORTS`
    ("": newest bulletin first)."""

    query: Query
    unit: str | None
    by: str
    descending: bool
    notices: tuple[str, ...]

    @property
    def in_parts(self) -> bool:
        """Is the table in its own order, part by part?"""
        return self.by in ("", "indicator") and not self.descending

    def url(self, endpoint: str = "figures.index", **changes: Any) -> str:
        """The address of these figures, or of others."""
        chosen = replace(self, **changes)
        return address(
            endpoint,
            chosen.query,
            unit=None if chosen.unit is None else chosen.unit or _NO_UNIT,
            by=chosen.by or None,
            desc="1" if chosen.descending else None,
        )


@dataclass(frozen=True, slots=True)
class Heading:
    """A column to sort by; `sorted` is its aria-sort, "" when the table is not sorted by it."""

    label: str
    url: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Line:
    """A figure with its sentence, the figure marked, and the address of its entry; `side` is ""
    when the figure is of the bank learned from; `heading` begins a part of the table; `source` is for
    paper, where no link leads."""

    row: FigureRow
    sentence: Markup
    url: str
    source: str
    side: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """`count` figures pass the filters; `lines` are those of this page."""

    label: str
    practice: str
    selection: Selection
    lines: tuple[Line, ...]
    count: int
    headings: tuple[Heading, ...]
    banks: tuple[Option, ...]
    units: tuple[tuple[str, str, int, bool], ...]
    hidden: tuple[tuple[str, str], ...]
    paging: Paging
    csv_url: str
    reset_url: str
    results_url: str

    @property
    def sorted_by(self) -> str:
        """The column that a person sorted by, "" for none."""
        return _COLUMNS.get(self.selection.by, "")

    @property
    def chosen(self) -> str:
        """What narrows the table, in words."""
        query = self.selection.query
        period = time_limits(query)
        unit = self.selection.unit
        units = (NO_UNIT if unit == "" else unit or "",)
        return "、".join(filter(None, (*query.filters.get("bank", ()), *units, period)))


@blueprint.get("/figures")
@takes(Right.READ)
@kept(reads=("by", "desc", "unit"))
def index() -> str:
    """A page of the table."""
    selection = _selection(request.args)
    table, rows = _rows(selection)
    last = page_count(len(rows), LISTED)
    current = min(selection.query.page, last)
    query = replace(selection.query, page=1)
    selection = replace(selection, query=query)
    shown = rows[(current - 1) * LISTED : current * LISTED]
    practice = table.subject.practice
    page = FiguresPage(
        label=table.subject.label,
        practice=practice.name if practice else "",
        selection=selection,
        lines=tuple(_lines(shown, rows if selection.in_parts else (), query)),
        count=len(rows),
        headings=tuple(_heading(selection, key) for key in _COLUMNS),
        banks=_banks(table, query.filters.get("bank", ())),
        units=tuple(
            (unit or _NO_UNIT, unit or NO_UNIT, count, unit == selection.unit)
            for unit, count in table.units
        ),
        hidden=_hidden(selection),
        paging=paging(current, last, lambda n: selection.url(query=replace(query, page=n))),
        csv_url=selection.url("figures.csv"),
        reset_url=selection.url(
            query=replace(query, filters=without_banks(query)), unit=None, by="", descending=False
        ),
        results_url=search_url(query),
    )
    return render_template("figures/index.html", page=page)


@blueprint.get("/figures.csv")
@takes(Right.EXPORT)
@kept(reads=("by", "desc", "unit"))
def csv() -> Response:
    """The whole table, sorted and filtered in the same way, as a file."""
    selection = _selection(request.args)
    refuse_unclear(selection.notices)
    table, rows = _rows(selection)
    return download(figures_csv(rows), f"数据-{table.subject.label}", "csv")


def _selection(args: MultiDict[str, str]) -> Selection:
    asked = read_query(args, site().kb.vocabulary)
    query = replace(asked.query, order=Order.RELEVANCE)
    notices = list(asked.notices)
    by = args.get("by", "")
    if by not in ("", *SORTS):
        notices.append("看不懂按哪一列排序，没有排序")
        by = ""
    unit = args.get("unit") or None
    return Selection(
        query=query,
        unit="" if unit == _NO_UNIT else unit,
        by=by,
        descending=bool(by) and args.get("desc") == "1",
        notices=tuple(notices),
    )


def _rows(selection: Selection) -> tuple[FigureTable, tuple[FigureRow, ...]]:
    """The table of all banks and units, so that they can be offered, and the rows chosen."""
    query = selection.query
    chosen = query.filters.get("bank", ())
    whole = replace(query, page=1, filters=without_banks(query))
    table = site().figure_cache.table(site().kb, whole)
    rows = tuple(
        row
        for row in table.rows
        if (not chosen or row.bank in chosen)
        and (selection.unit is None or row.figure.base_unit == selection.unit)
    )
    if selection.by:
        rows = sorted_rows(rows, selection.by, descending=selection.descending)
    return table, rows


def _banks(table: FigureTable, chosen: tuple[str, ...]) -> tuple[Option, ...]:
    counts = Counter(row.bank for row in table.rows if row.bank)
    counts.update(dict.fromkeys(chosen, 0))
    return tuple(Option(bank, bank in chosen, count) for bank, count in counts.most_common())


def _heading(selection: Selection, key: str) -> Heading:
    now = selection.by == key
    direction = "descending" if selection.descending else "ascending"
    return Heading(
        label=_COLUMNS[key],
        url=selection.url(by=key, descending=now and not selection.descending),
        sorted=direction if now else "",
    )


def _hidden(selection: Selection) -> tuple[tuple[str, str], ...]:
    mine = ("q", "bank", "from", "to")
    kept = [pair for pair in parameters(selection.query) if pair[0] not in mine]
    if selection.by:
        kept.append(("by", selection.by))
    if selection.descending:
        kept.append(("desc", "1"))
    return tuple(kept)


def _lines(shown: Sequence[FigureRow], parts: Sequence[FigureRow], query: Query) -> Iterator[Line]:
    """The lines of a page; `parts` are all rows of the table where these are in parts. The first line
    of a part, and of a page, says which part it is of."""
    counts = Counter(row.section for row in parts)
    above = -1
    for row in shown:
        line = _line(row, query)
        if parts and row.section != above:
            above = row.section
            line = replace(line, heading=f"{SECTIONS[above]}（{counts[above]} 个）")
        yield line


def _line(row: FigureRow, query: Query) -> Line:
    figure = row.figure
    begin = figure.quoted_start
    span = (figure.span[0] - begin, figure.span[1] - begin)
    bulletin, anchor = split_entry_id(row.document.id)
    side = "" if row.facts.side is Side.HOST else SIDE_LABELS[row.facts.side]
    url = bulletin_url(bulletin, query, anchor)
    source = f"{bulletin_name(row.document)}第 {row.document.number} 条，"
    return Line(row, marked(figure.quoted, [span]), url, source, side)
