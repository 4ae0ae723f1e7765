"""A comparison as an Excel file: the matrix, its sentences one a row, and their figures."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from decimal import Decimal
from typing import Any

from kb.exports.citation import (
    CAUTION,
    EMPTY,
    about,
    heading,
    label,
    left_out,
    mark,
    place_of,
    side_label,
    statements,
)
from kb.exports.office import clean, office
from kb.exports.table import COLUMNS, Value, figure_values
from kb.insights import Cell, Comparison, FigureRow, Row, Statement
from kb.model import KIND_LABELS, Kind

_LONGEST = 32_000  # Excel takes 32,767 characters a cell
_LINE, _HIGHEST = 15, 409  # points; Excel takes no higher row
_NARROW = "\u2e7f"  # wider characters take two columns
_WIDTHS = {
    "机构": 16, "方面": 12, "系列": 30, "指标": 16, "原句": 60, "说的是什么": 36, "简报": 30, "条目": 24, "题目": 24,
    "为什么在这里": 40, "起": 12, "止": 12, "数据": 16, "限定": 14,
}  # fmt: skip
_SENTENCES = (
    "机构", "说的是谁", "方面", "也涉及", "原句", "类型", "题目", "系列", "期号", "起", "止", "简报", "第几条",
    "示例", "为什么在这里",
)  # fmt: skip


def comparison_xlsx(comparison: Comparison, figures: Iterable[FigureRow] = ()) -> bytes:
    """The bytes of an .xlsx file; KbError when openpyxl is not installed.

    Sheets: 对照表 (the matrix with citations), 句子 (for filtering), 数据 (`figures`, numbers as
    numbers), 说明.
    """
    book = new_book()
    names = [column.name for column in comparison.columns]
    matrix = [[label(row), *map(_cell_text, row.cells)] for row in comparison.all_rows]
    sheet = put_sheet(book, "对照表", ["机构", *names], matrix, dict.fromkeys(names, 44))
    sheet.freeze_panes = "B2"
    put_sheet(book, "句子", _SENTENCES, [_sentence(*item) for item in statements(comparison)])
    put_sheet(book, "数据", COLUMNS, [figure_values(row) for row in figures])
    notes = [[heading(comparison)], *([line] for line in about(comparison))]
    put_sheet(book, "说明", ["说明"], notes, {"说明": 100})
    return saved(book)


def figures_xlsx(rows: Iterable[FigureRow]) -> bytes:
    """The bytes of an .xlsx file with figures only; KbError when openpyxl is not installed."""
    book = new_book()
    put_sheet(book, "数据", COLUMNS, [figure_values(row) for row in rows])
    put_sheet(book, "说明", ["说明"], [[CAUTION]], {"说明": 60})
    return saved(book)


def new_book() -> Any:
    """A workbook without sheets; KbError when openpyxl is not installed."""
    book = office("openpyxl").Workbook()
    book.remove(book.active)
    return book


def saved(book: Any) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell_text(cell: Cell) -> str:
    """The sentences of a cell, reports of activities last, as on the page. Those beyond Excel's limit
    are on the sheet 句子."""
    texts = [
        f"{mark(s)}{s.lead}{s.text}〔{place_of(s.document)}，第 {s.document.number} 条〕"
        for s in (*cell.statements, *cell.aside)
    ]
    texts += [left_out(cell)] if cell.more else []
    text = "\n".join(texts) or EMPTY
    if len(text) <= _LONGEST:
        return text
    whole = text[: text.rindex("\n", 0, _LONGEST - 30)]
    return f"{whole}\n（共 {cell.total + len(cell.aside)} 句，其余见“句子”表）"


def _sentence(row: Row, cell: Cell, statement: Statement) -> tuple[Value, ...]:
    return (
        row.label,
        side_label(row),
        cell.aspect,
        "、".join(statement.also),
        statement.lead + statement.text,
        KIND_LABELS[Kind(statement.document.kind)],
        statement.document.title,
        statement.document.series,
        statement.document.issue,
        statement.document.start,
        statement.document.end,
        statement.document.bulletin_title,
        Decimal(statement.document.number),
        "是" if statement.document.sample else "",
        statement.why,
    )


def put_sheet(
    book: Any,
    title: str,
    header: Sequence[str],
    rows: Sequence[Sequence[Value]],
    widths: Mapping[str, int] = _WIDTHS,
) -> Any:
    """A sheet with a frozen, filterable header and wrapped text."""
    columns = [widths.get(name, _WIDTHS.get(name, 12)) for name in header]
    styles = office("openpyxl.styles")
    sheet = book.create_sheet(title)
    wrap = styles.Alignment(wrap_text=True, vertical="top")
    for column, name in enumerate(header, 1):
        cell = sheet.cell(1, column, name)
        cell.font = styles.Font(bold=True)
        cell.fill = styles.PatternFill("solid", start_color="E8EEF4")
        cell.alignment = wrap
        sheet.column_dimensions[cell.column_letter].width = columns[column - 1]
    # Looking up a style for each of 60,000 cells takes longer than all else: it is copied.
    plain = sheet.cell(1, len(header) + 1)
    plain.alignment = wrap
    style = plain._style
    del sheet._cells[plain.row, plain.column]
    for number, values in enumerate(rows, 2):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(number, column)
            cell._style = copy(style)
            _put(cell, value)
        sheet.row_dimensions[number].height = _height(values, columns)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    # On paper: landscape A4, as wide as the sheet, the header on every page.
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    return sheet


def _height(values: Sequence[Value], columns: Sequence[int]) -> int:
    """The height in points of wrapped text: not every program computes it when it opens a file."""
    lines = 1
    for value, width in zip(values, columns, strict=True):
        if isinstance(value, str):
            wides = (len(line) + sum(char > _NARROW for char in line) for line in value.split("\n"))
            lines = max(lines, sum(max(1, -(-wide // (width - 2))) for wide in wides))
    return min(_HIGHEST, _LINE * lines)


def _put(cell: Any, value: Value) -> None:
    if isinstance(value, str):
        cell.value = clean(value)[:_LONGEST]
        cell.data_type = "s"  # text that begins with = is not a formula
    elif isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    else:
        cell.value = value
