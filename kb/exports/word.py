"""A comparison as a Word file: a landscape table for each bank, with numbered citations under them.

Word repeats the head of a table on each of its pages, so the head names the bank.
"""

from __future__ import annotations

import io
from typing import Any

from kb.exports.citation import (
    EMPTY,
    about,
    also,
    cite,
    heading,
    label,
    left_out,
    mark,
    pieces,
    row_count,
)
from kb.exports.office import clean, office, property_text
from kb.exports.word_look import (
    BODY_FONT,
    HEADING_FONT,
    add_field,
    fill,
    new_document,
    repeat_header,
    set_fonts,
)
from kb.insights import NO_COLUMN, Cell, Comparison, Row, Statement
from kb.model import Side

_BANK_WIDTH, _TABLE_WIDTH = 2.5, 26.7  # centimetres, A4 landscape with margins of 1.5


def comparison_docx(comparison: Comparison) -> bytes:
    """The bytes of a .docx file; KbError when python-docx is not installed."""
    return _Writer(comparison).write()


class _Writer:
    """Builds one document; numbers the entries it cites in order of first mention."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._document = new_document()
        self._shared = office("docx.shared")
        self._numbers: dict[str, int] = {}

    def write(self) -> bytes:
        self._page()
        self._fonts()
        document = self._document
        document.core_properties.title = property_text(heading(self._comparison))
        document.core_properties.author = ""
        document.core_properties.language = "zh-CN"
        document.add_heading(clean(heading(self._comparison)), level=1)
        for line in about(self._comparison):
            document.add_paragraph(clean(line))
        for row in self._comparison.all_rows:
            if row.sentences or row.side is Side.HOST:
                self._bank(row)
            self._rest(row)
        if self._numbers:
            document.add_heading("出处", level=2)
        for source, number in self._numbers.items():
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.space_after = self._shared.Pt(1)
            self._run(paragraph, f"〔{number}〕{source}", size=8)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()

    def _page(self) -> None:
        """A4, landscape, with the page number in the footer."""
        section = self._document.sections[0]
        centimetres = self._shared.Cm
        section.orientation = office("docx.enum.section").WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = centimetres(29.7), centimetres(21.0)
        section.left_margin = section.right_margin = centimetres(1.5)
        section.top_margin = section.bottom_margin = centimetres(1.6)
        footer = section.footer.paragraphs[0]
        footer.alignment = office("docx.enum.text").WD_ALIGN_PARAGRAPH.CENTER
        add_field(footer, "PAGE")

    def _fonts(self) -> None:
        for name, font, size in (
            ("Normal", BODY_FONT, 10.5),
            ("Heading 1", HEADING_FONT, 16),
            ("Heading 2", HEADING_FONT, 12),
        ):
            set_fonts(self._document.styles[name], font, size)

    def _bank(self, row: Row) -> None:
        """The table of a bank, apart from the one before it, which Word would join it to."""
        gap = self._document.add_paragraph()
        gap.paragraph_format.space_after = self._shared.Pt(0)
        gap.paragraph_format.keep_with_next = True
        columns = self._comparison.columns
        table = self._document.add_table(rows=1, cols=len(columns) + 1, style="Table Grid")
        table.autofit = False
        header = table.rows[0]
        repeat_header(header)
        for cell, name in zip(header.cells, (label(row), *(c.name for c in columns)), strict=True):
            self._run(cell.paragraphs[0], name, bold=True)
            cell.paragraphs[0].paragraph_format.keep_with_next = True
            fill(cell)
        cells = table.add_row().cells
        self._run(cells[0].paragraphs[0], row_count(row), size=8)
        for cell, content in zip(cells[1:], row.cells, strict=True):
            self._cell(cell, content)
        width = (_TABLE_WIDTH - _BANK_WIDTH) / max(1, len(columns))
        for number, column in enumerate(table.columns):
            column.width = self._shared.Cm(width if number else _BANK_WIDTH)
            for cell in column.cells:
                cell.width = column.width

    def _rest(self, row: Row) -> None:
        """The sentences of a row that belong to no aspect, below its table if it has one."""
        if not row.rest:
            return
        head = self._document.add_paragraph()
        head.paragraph_format.space_before = self._shared.Pt(4)
        head.paragraph_format.keep_with_next = True
        self._run(head, f"{label(row)}：{NO_COLUMN}的 {row.unplaced} 句", bold=True)
        for statement in row.rest:
            paragraph = self._document.add_paragraph()
            paragraph.paragraph_format.space_after = self._shared.Pt(2)
            self._run(paragraph, f"{mark(statement)}{statement.lead}{statement.text}")
            self._run(paragraph, self._mark(statement), size=7)

    def _cell(self, cell: Any, content: Cell) -> None:
        paragraph = cell.paragraphs[0]
        if not content.statements:
            self._run(paragraph, EMPTY)
        for number, statement in enumerate(content.statements):
            if number:
                paragraph = cell.add_paragraph()
            paragraph.paragraph_format.space_after = self._shared.Pt(3)
            self._run(paragraph, mark(statement) + statement.lead)
            for piece in pieces(statement):
                self._run(paragraph, piece.text, bold=piece.figure)
            self._run(paragraph, self._mark(statement), size=7)
        for statement in content.aside:
            paragraph = cell.add_paragraph()
            self._run(paragraph, f"{mark(statement)}{statement.lead}{statement.text}", size=8)
            self._run(paragraph, self._mark(statement), size=7)
        if content.more:
            self._run(cell.add_paragraph(), left_out(content), size=8)

    def _mark(self, statement: Statement) -> str:
        """The number of the source, the month, which readers ask for first, and other aspects. An
        entry about two banks is a source for each of them."""
        source = cite(statement)
        number = self._numbers.setdefault(source, len(self._numbers) + 1)
        month = (
            f"·{statement.document.end.year}.{statement.document.end.month}"
            if statement.document.end
            else ""
        )
        return f"〔{number}{month}{also(statement)}〕"

    def _run(self, paragraph: Any, text: str, *, bold: bool = False, size: float = 9) -> None:
        if text:
            run = paragraph.add_run(clean(text))
            run.bold = bold or None
            run.font.size = self._shared.Pt(size)
