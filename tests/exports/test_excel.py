"""A comparison as an Excel file, opened again by openpyxl."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from kb.exports.citation import CAUTION, label, place_of, statements
from kb.exports.excel import comparison_xlsx, new_book, put_sheet, saved
from kb.exports.table import COLUMNS
from kb.insights.comparison import compare
from kb.insights.figure_table import figure_table
from kb.insights.matrix import NO_COLUMN, Cell, Comparison
from kb.knowledge_base import KnowledgeBase


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture
def book(peers: KnowledgeBase, comparison: Comparison) -> Any:
    return opened(comparison_xlsx(comparison, figure_table(peers, "整村授信").rows))


def values(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(values_only=True))


def test_the_sheets(book: Any) -> None:
    assert book.sheetnames == ["对照表", "句子", "数据", "说明"]
    assert CAUTION in str(values(book["说明"]))


def test_the_matrix_holds_each_sentence_with_its_source(book: Any, comparison: Comparison) -> None:
    sheet = book["对照表"]
    assert sheet.freeze_panes == "B2"
    lines = values(sheet)
    names = [column.name for column in comparison.columns]
    assert any(row.rest for row in comparison.all_rows)
    assert lines[0] == ("机构", *names, NO_COLUMN)
    for row, line in zip(comparison.all_rows, lines[1:], strict=True):
        assert line[0] == label(row)
        rest = Cell(NO_COLUMN, row.rest, row.unplaced)
        for cell, text in zip((*row.cells, rest), line[1:], strict=True):
            assert cell.statements or text == "—"
            for statement in cell.statements:
                source = f"{place_of(statement.document)}，第 {statement.document.number} 条"
                assert f"{statement.lead}{statement.text}〔{source}〕" in text


def test_matrix_and_sheet_of_sentences_hold_as_many(sample_kb: KnowledgeBase) -> None:
    """Sentences of no aspect were in the sheet of sentences only."""
    found = compare(sample_kb, "整村授信", shown=None)
    book = opened(comparison_xlsx(found))
    cited = sum(str(cell).count("，第 ") for line in values(book["对照表"])[1:] for cell in line)
    assert cited == len(values(book["句子"])) - 1 == len(list(statements(found)))


def test_the_matrix_holds_reports_set_aside(comparison: Comparison) -> None:
    row = next(row for row in comparison.rows if row.sentences)
    at, cell = next((n, cell) for n, cell in enumerate(row.cells) if cell.statements)
    aside = replace(cell, statements=(), total=0, aside=cell.statements)
    changed = replace(row, cells=(*row.cells[:at], aside, *row.cells[at + 1 :]))
    book = opened(comparison_xlsx(replace(comparison, rows=(changed,), others=())))
    assert all(s.text in values(book["对照表"])[1][at + 1] for s in cell.statements)


def test_sentences_one_a_row_that_can_be_filtered(book: Any, comparison: Comparison) -> None:
    sheet = book["句子"]
    lines = values(sheet)
    assert len(lines) - 1 == len(list(statements(comparison)))
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.freeze_panes == "A2"
    start = lines[0].index("起")
    assert all(isinstance(line[start], datetime) for line in lines[1:])


def test_figures_are_numbers(book: Any) -> None:
    lines = values(book["数据"])
    assert lines[0] == COLUMNS
    by_text = {line[1]: dict(zip(COLUMNS, line, strict=True)) for line in lines[1:]}
    assert by_text["18.5%"]["数值"] == 18.5
    assert by_text["1,524户"]["数值"] == 1524
    assert isinstance(by_text["1,524户"]["数值"], int)
    assert by_text["18.5%"]["上限"] is None
    assert by_text["18.5%"]["指标"] == "用信率"


def test_text_wraps_and_the_header_stands_out(book: Any) -> None:
    for sheet in book:
        for row in sheet.iter_rows():
            assert all(cell.alignment.wrap_text for cell in row)
        assert all(cell.font.bold for cell in sheet[1])


def test_text_that_begins_like_a_formula_is_text(book: Any) -> None:
    titles = [cell for cell in book["句子"]["G"] if str(cell.value).startswith("=")]
    assert titles
    assert {cell.data_type for cell in titles} == {"s"}


def test_nothing_found_is_still_a_file(peers: KnowledgeBase) -> None:
    book = opened(comparison_xlsx(compare(peers, "无人机")))
    assert len(values(book["对照表"])) == 1


def test_rows_are_as_high_as_their_text_and_pages_as_wide_as_the_sheet(book: Any) -> None:
    """LibreOffice and others show one line of a row whose height is not in the file."""
    sheet = book["句子"]
    column = [cell.value for cell in sheet[1]].index("原句")
    for number, line in enumerate(values(sheet)[1:], 2):
        lines = -(-2 * len(line[column]) // 50)
        assert 15 * lines <= sheet.row_dimensions[number].height <= 409
    for each in book:
        assert (each.page_setup.orientation, each.page_setup.fitToHeight) == ("landscape", 0)
        assert each.sheet_properties.pageSetUpPr.fitToPage
        assert each.print_title_rows == "$1:$1"


@pytest.mark.parametrize("sentences", [1, 7, 40, 200])
def test_no_sentence_of_the_matrix_is_below_the_highest_row(
    comparison: Comparison, sentences: int
) -> None:
    """A row takes 27 lines: what did not fit could neither be read nor printed."""
    row = next(row for row in comparison.rows if row.sentences)
    at, cell = next((n, cell) for n, cell in enumerate(row.cells) if cell.statements)
    said = tuple(
        replace(cell.statements[0], text=f"第{n}句：" + "村里公示三天，" * (n % 9))
        for n in range(sentences)
    )
    full = replace(cell, statements=said, total=sentences, aside=())
    changed = replace(row, cells=(*row.cells[:at], full, *row.cells[at + 1 :]))
    sheet = opened(comparison_xlsx(replace(comparison, rows=(changed,), others=())))["对照表"]
    lines = values(sheet)[1:]
    assert {line[0] for line in lines} == {label(row)}  # a filter by bank keeps them together
    texts = [line[at + 1] or "" for line in lines]
    assert [s for s in said if not any(s.text in text for text in texts)] == []
    assert all(sheet.row_dimensions[number + 2].height < 409 for number in range(len(lines)))


def test_what_is_printed_is_wide_enough_to_be_read(book: Any) -> None:
    """With the reasons and the numbers to compute with, the letters of 数据 were four points high."""
    for name, first, last in (("句子", "机构", "示例"), ("数据", "指标", "第几条")):
        sheet = book[name]
        names = [cell.value for cell in sheet[1]]
        assert str(names[-1]).startswith("为什么")
        end = openpyxl.utils.get_column_letter(names.index(last) + 1)
        assert (names[0], sheet.print_area) == (first, f"'{name}'!$A$1:${end}${sheet.max_row}")
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        assert sum(widths[: names.index(last) + 1]) <= 240  # of about 150 in letters of 11 points
    assert "不打印" in str(values(book["说明"]))


def test_dates_stand_apart_from_the_text_behind_them(book: Any) -> None:
    sheet = book["句子"]
    ends = sheet[openpyxl.utils.get_column_letter([c.value for c in sheet[1]].index("止") + 1)]
    assert {cell.alignment.horizontal for cell in ends[1:]} == {"left"}


def test_what_people_name_is_text_and_fits() -> None:
    """A column that an editor named =A1 was a formula; Excel counts such a character as two."""
    book = new_book()
    put_sheet(book, "一", ["=A1", "甲\x0b"], [["😀" * 32_000, "长" * 40_000]])
    (heads, cells) = opened(saved(book))["一"].iter_rows()
    assert [(head.value, head.data_type) for head in heads] == [("=A1", "s"), ("甲", "s")]
    assert [len(str(cell.value).encode("utf-16-le")) for cell in cells] == [64_000, 64_000]
