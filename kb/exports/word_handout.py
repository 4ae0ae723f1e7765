"""A collection as a Word file: cover, contents, chapters of quotations with notes, figures, sources.

Everything is inserted before one paragraph: the one with {{正文}} in a bank's template, or the last
one of the built-in look.
"""

from __future__ import annotations

import io
from typing import Any

from kb.exports.citation import CAUTION
from kb.exports.collection import FigureLine, Handout, Item, Options, Part, PictureLine
from kb.exports.office import clean, office, property_text
from kb.exports.word_look import (
    add_field,
    bookmark,
    element,
    fill,
    repeat_header,
    update_fields,
)
from kb.exports.word_notes import Notes
from kb.exports.word_template import PLACE, built_in, fill_placeholders, opened
from kb.text import Table, lines_and_tables

# Pictures that Word shows (python-docx, docx.image); others are named.
_SHOWN = frozenset({".png", ".jpg", ".gif", ".bmp"})
_WIDEST, _HIGHEST = 13.0, 9.0  # centimetres
_FIGURE_WIDTHS = (3.0, 7.2, 3.2, 1.6)


def handout_docx(handout: Handout, options: Options, template: bytes | None = None) -> bytes:
    """The bytes of a .docx file; KbError when python-docx is not installed, ConfigError when the
    template lacks something."""
    document = opened(template) if template else built_in(handout)
    places = [p for p in document.paragraphs if PLACE in p.text]
    if template:
        fill_placeholders(document, handout)
    # The built-in look has its place last: before it stands what the handout says of itself.
    return _Writer(document, handout, options, places[0 if template else -1]).write()


class _Writer:
    def __init__(self, document: Any, handout: Handout, options: Options, place: Any) -> None:
        self._document = document
        self._handout = handout
        self._notes = Notes(document, endnotes=options.endnotes)
        self._place = place
        self._shared = office("docx.shared")
        # Looked up once: python-docx reads all styles whenever a paragraph gets one.
        self._styles = {style.name: style.style_id for style in document.styles}
        self._headings: list[tuple[str, str]] = []

    def write(self) -> bytes:
        handout, document = self._handout, self._document
        document.core_properties.title = property_text(handout.title)
        document.core_properties.author = property_text(handout.author)
        document.core_properties.language = "zh-CN"
        contents = self._paragraph("讲义目录")
        contents.add_run("目　录")
        if handout.foreword:
            self._heading("前言")
            for line in handout.foreword.split("\n"):
                self._paragraph("Normal", line)
        for part in handout.parts:
            self._part(part)
        if handout.figures:
            self._heading("数据一览")
            self._paragraph("Normal", CAUTION)
            self._figures(handout.figures)
        if handout.sources:
            self._heading("出处")
            for source in handout.sources:
                self._paragraph("讲义出处", f"[{source.number}] {source.full}")
        self._contents(contents)
        update_fields(document)
        self._notes.finish()
        self._place._p.getparent().remove(self._place._p)
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()

    def _paragraph(self, style: str, text: str = "") -> Any:
        made = self._place.insert_paragraph_before()
        made._p.style = self._styles[style]
        if text:
            made.add_run(clean(text))
        return made

    def _heading(self, text: str) -> None:
        name = f"_Toc{len(self._headings) + 1:06d}"
        made = self._paragraph("Heading 1", text)
        bookmark(made, name, len(self._headings) + 1)
        self._headings.append((name, text))

    def _part(self, part: Part) -> None:
        self._heading(part.title)
        for line in filter(None, part.note.split("\n")):
            self._paragraph("Normal", line)
        for item in part.items:
            self._item(item)

    def _item(self, item: Item) -> None:
        label = "　".join((f"{item.number}.", *item.label))
        self._paragraph("讲义题目", label).paragraph_format.keep_with_next = True
        parts = list(lines_and_tables(item.text))
        for number, part in enumerate(parts, 1):
            quote = (
                self._table(item.text, part)
                if isinstance(part, Table)
                else self._paragraph("Quote", item.text[slice(*part.span)])
            )
            if number == len(parts):
                source = self._handout.source(item)
                where = f"，{source.ref.location}" if source.ref else ""
                quote.paragraph_format.keep_with_next = bool(
                    item.note or item.question or item.pictures
                )
                self._notes.add(
                    quote, f"{item.short.strip('（）')}{where}。见“出处”[{source.number}]。"
                )
        if item.doubt:
            self._paragraph("讲义批注", f"注意：{item.doubt}")
        for picture in item.pictures:
            self._picture(picture)
        if item.question:
            self._remark("讨论", item.question)
        if item.note:
            self._remark("批注", item.note)

    def _table(self, text: str, table: Table) -> Any:
        """A table of the text, cell by cell as it stands there; its last paragraph."""
        made = self._document.add_table(rows=0, cols=len(table.rows[0]))
        made.style = self._document.styles["Table Grid"]
        self._place._p.addprevious(made._tbl)
        for number, row in enumerate(table.rows):
            head = table.has_head and not number
            line = made.add_row()
            line._tr.get_or_add_trPr().append(element("cantSplit"))
            for cell, (start, end) in zip(line.cells, row, strict=True):
                self._cell(cell, text[start:end], bold=head)
                if head:
                    fill(cell)
        if table.has_head:
            repeat_header(made.rows[0])
        # Word joins tables that touch, and a table has no space behind it.
        return self._paragraph("Normal")

    def _remark(self, label: str, text: str) -> None:
        made = self._paragraph("讲义批注")
        made.add_run(f"{label}　").bold = True
        for number, line in enumerate(text.split("\n")):
            if number:
                made.add_run().add_break()
            made.add_run(clean(line))

    def _picture(self, picture: PictureLine) -> None:
        centre = office("docx.enum.text").WD_ALIGN_PARAGRAPH.CENTER
        shown = False
        if picture.suffix in _SHOWN:
            made = self._paragraph("Normal")
            made.alignment = centre
            made.paragraph_format.keep_with_next = True
            made.paragraph_format.first_line_indent = self._shared.Cm(0)
            shown = self._drawn(made, picture)
            if not shown:
                made._p.getparent().remove(made._p)
        caption = picture.caption if shown else f"（配图未能放入，见原文）{picture.caption}"
        self._paragraph("Caption", caption).alignment = centre

    def _drawn(self, paragraph: Any, picture: PictureLine) -> bool:
        """Put a picture into a paragraph, within bounds; False when it cannot be read."""
        broken = office("docx.image.exceptions")
        errors = (
            broken.UnrecognizedImageError,
            broken.InvalidImageStreamError,
            broken.UnexpectedEndOfFileError,
        )
        try:
            drawn = paragraph.add_run().add_picture(io.BytesIO(picture.data))
        except (*errors, ZeroDivisionError, ValueError):
            return False
        scale = min(
            1.0,
            self._shared.Cm(_WIDEST) / max(1, drawn.width),
            self._shared.Cm(_HIGHEST) / max(1, drawn.height),
        )
        drawn.width, drawn.height = int(drawn.width * scale), int(drawn.height * scale)
        return True

    def _figures(self, figures: tuple[FigureLine, ...]) -> None:
        table = self._document.add_table(rows=1, cols=4)
        table.style = self._document.styles["Table Grid"]
        table.autofit = False
        self._place._p.addprevious(table._tbl)
        repeat_header(table.rows[0])
        for cell, name in zip(
            table.rows[0].cells, ("数据", "说的是什么", "机构", "出处"), strict=True
        ):
            self._cell(cell, name, bold=True)
            fill(cell)
        for figure in figures:
            row = table.add_row()
            row._tr.get_or_add_trPr().append(element("cantSplit"))
            values = (figure.phrase, figure.about, figure.bank or "—", f"[{figure.source}]")
            for cell, value in zip(row.cells, values, strict=True):
                self._cell(cell, value)
        for column, width in zip(table.columns, _FIGURE_WIDTHS, strict=True):
            column.width = self._shared.Cm(width)
        for row in table.rows:
            for cell, width in zip(row.cells, _FIGURE_WIDTHS, strict=True):
                cell.width = self._shared.Cm(width)

    def _cell(self, cell: Any, text: str, *, bold: bool = False) -> None:
        paragraph = cell.paragraphs[0]
        paragraph._p.style = self._styles["讲义表格"]
        paragraph.add_run(clean(text)).bold = bold or None

    def _contents(self, title: Any) -> None:
        """A table of contents as a field, filled in already: it looks the same after an update."""
        lines = [self._paragraph("讲义目录行") for _ in self._headings]
        for line, (name, text) in zip(lines, self._headings, strict=True):
            link = element("hyperlink", anchor=name, history="1")
            run = line.add_run(clean(text))
            run.add_tab()
            add_field(line, f"PAGEREF {name} \\h")
            for child in list(line._p):
                if child.tag.endswith("}r"):
                    link.append(child)
            line._p.append(link)
        anchor = title._p
        for line in lines:
            anchor.addnext(line._p)
            anchor = line._p
        if lines:
            _wrap(lines[0], lines[-1], 'TOC \\o "1-1" \\h \\z \\u')


def _wrap(first: Any, last: Any, code: str) -> None:
    """Make paragraphs the displayed result of a field that Word updates when the file is opened."""
    begin, text, separate, end = (element("r") for _ in range(4))
    begin.append(element("fldChar", fldCharType="begin", dirty="true"))
    instruction = element("instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.append(instruction)
    separate.append(element("fldChar", fldCharType="separate"))
    end.append(element("fldChar", fldCharType="end"))
    place = next(n for n, child in enumerate(first._p) if not child.tag.endswith("}pPr"))
    for offset, run in enumerate((begin, text, separate)):
        first._p.insert(place + offset, run)
    last._p.append(end)
