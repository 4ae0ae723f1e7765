"""A comparison as an Excel file: the matrix, its sentences one a row, and their figures."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from kb.exports.citation import (
    EMPTY,
    about,
    also,
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
from kb.insights import NO_COLUMN, Cell, Comparison, FigureRow, Row, Statement
from kb.model import KIND_LABELS, Kind

_LONGEST = 32_000  # Excel takes 32,767 characters a cell
# Points: a line in the fonts that programs without Excel's own take, and the highest row of Excel.
_LINE, _HIGHEST = 17, 409
_WIDE = 36  # an aspect of the matrix
_NARROW = "\u2e7f"  # wider characters take two columns
_WIDTHS = {
    "机构": 16, "说的是谁": 10, "方面": 12, "类型": 8, "系列": 16, "期号": 10, "第几条": 8, "指标": 16, "原句": 50,
    "说的是什么": 36, "简报": 24, "条目": 24, "题目": 24, "起": 12, "止": 12, "数据": 16, "限定": 14,
    "为什么在这里": 90, "为什么算它的": 90,
}  # fmt: skip
# Last in a sheet and read on the screen: how the program came to it, and numbers to compute with.
# With them on paper the letters would be too small to read.
_NOT_PRINTED = frozenset(
    "数值 上限 单位 折合数值 基本单位 说的是什么 小组 止 为什么算它的 为什么在这里".split()
)
_ON_PAPER = "“数值”以后的各列和“为什么在这里”在屏幕上看，不打印。"
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
    rest = comparison.has_rest
    names += [NO_COLUMN] if rest else []
    matrix = [line for row in comparison.all_rows for line in _matrix_rows(row, rest=rest)]
    sheet = put_sheet(book, "对照表", ["机构", *names], matrix, dict.fromkeys(names, _WIDE))
    sheet.freeze_panes = "B2"
    put_sheet(book, "句子", _SENTENCES, [_sentence(*item) for item in statements(comparison)])
    put_sheet(book, "数据", COLUMNS, [figure_values(row) for row in figures])
    notes = [[heading(comparison)], *([line] for line in about(comparison)), [_ON_PAPER]]
    put_sheet(book, "说明", ["说明"], notes, {"说明": 100})
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


def _matrix_rows(row: Row, *, rest: bool) -> Iterator[list[Value]]:
    """A row of the matrix, with a cell for the `rest` of no aspect where the sheet has it; as several where
    a cell holds more than the highest row shows: what is
    below that can neither be read nor printed."""
    cells = (*row.cells, Cell(NO_COLUMN, row.rest, row.unplaced)) if rest else row.cells
    for texts in zip_longest(*map(_cell_texts, cells)):
        yield [label(row), *texts]


def _cell_texts(cell: Cell) -> list[str]:
    """The sentences of a cell, reports of activities last, as on the page; a text a row."""
    sentences = [
        f"{mark(s)}{s.lead}{s.text}〔{place_of(s.document)}，第 {s.document.number} 条{also(s)}〕"
        for s in (*cell.statements, *cell.aside)
    ]
    sentences += [left_out(cell)] if cell.more else []
    texts = [sentences[0] if sentences else EMPTY]
    room = _HIGHEST // _LINE - _lines(texts[0], _WIDE)
    for sentence in sentences[1:]:
        lines = _lines(sentence, _WIDE)
        if lines > room:
            texts.append(sentence)
            room = _HIGHEST // _LINE
        else:
            texts[-1] += f"\n{sentence}"
        room -= lines
    return texts


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
        cell = sheet.cell(1, column)
        _put(cell, name)  # people name the columns, too
        cell.font = styles.Font(bold=True)
        cell.fill = styles.PatternFill("solid", start_color="E8EEF4")
        cell.alignment = wrap
        sheet.column_dimensions[cell.column_letter].width = columns[column - 1]
    # Looking up a style for each of 60,000 cells takes longer than all else: it is copied.
    plain = sheet.cell(1, len(header) + 1)
    plain.alignment = wrap
    style = plain._style
    # A date at the right edge of its cell runs into the text of the next one.
    plain.alignment = styles.Alignment(wrap_text=True, vertical="top", horizontal="left")
    dated = plain._style
    del sheet._cells[plain.row, plain.column]
    for number, values in enumerate(rows, 2):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(number, column)
            cell._style = copy(dated if isinstance(value, date) else style)
            _put(cell, value)
        sheet.row_dimensions[number].height = _height(values, columns)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    # On paper: landscape A4, as wide as the sheet, the header on every page.
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.print_title_rows = "1:1"
    printed = len(header)
    while header[printed - 1] in _NOT_PRINTED:
        printed -= 1
    if printed < len(header):
        last = sheet.cell(max(2, sheet.max_row), printed)
        sheet.print_area = f"A1:{last.coordinate}"
    return sheet


def _height(values: Sequence[Value], columns: Sequence[int]) -> int:
    """The height in points of wrapped text: not every program computes it when it opens a file."""
    texts = zip(values, columns, strict=True)
    lines = [_lines(value, width) for value, width in texts if isinstance(value, str)]
    return min(_HIGHEST, _LINE * max(lines, default=1))


def _lines(text: str, width: int) -> int:
    """How many lines wrapped text takes in a column."""
    wides = (len(line) + sum(char > _NARROW for char in line) for line in text.split("\n"))
    return sum(max(1, -(-wide // (width - 2))) for wide in wides)


def _fitting(text: str) -> str:
    """Text that a cell of Excel takes, which counts a character beyond the first 65,536 as two."""
    if len(text) <= _LONGEST // 2:
        return text
    return text.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", "ignore")


def _put(cell: Any, value: Value) -> None:
    if isinstance(value, str):
        cell.value = _fitting(clean(value))
        cell.data_type = "s"  # text that begins with = is not a formula
    elif isinstance(value, Decimal):
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    else:
        cell.value = value
