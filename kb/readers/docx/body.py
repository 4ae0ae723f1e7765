"""The text of a .docx file: paragraphs, tables, text boxes, notes, pictures."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kb.errors import SourceError
from kb.readers.collector import Collector, Look
from kb.readers.docx.elements import (
    BOX,
    CHARTS,
    DRAWINGS,
    EMBEDDED,
    SHAPES,
    TEXTS,
    WORD_ART,
    WRAPPERS,
    branch,
    code,
    is_contents,
    is_deleted,
    is_drop_cap,
    is_joined,
    is_prompt,
    kept,
    shapes,
    within,
)
from kb.readers.docx.fields import Fields
from kb.readers.docx.formula import linear
from kb.readers.docx.numbering import Numbering
from kb.readers.docx.package import Package
from kb.readers.docx.styles import Style, Styles
from kb.readers.docx.tables import Cell, has_heads, is_filled_in, rows_of
from kb.readers.docx.xml import child
from kb.readers.draft import Block, DraftPicture
from kb.readers.left_out import LeftOut, shown
from kb.readers.marks import lowered, raised
from kb.readers.pictures import picture
from kb.readers.symbols import UNKNOWN, symbols

_FORMULA = "m:oMath"
_CHARACTERS = {"w:tab": " ", "w:ptab": " ", "w:noBreakHyphen": "-"}
_BREAKS = ("w:br", "w:cr")
# Elements that are only counted, and what a person calls them.
_COUNTED = {
    "w:commentReference": "批注",
    "w:altChunk": "嵌入的其他文件",
    "w:subDoc": "子文档",
}
_PICTURE_HINT = "格式网页不能显示（如 EMF、WMF、TIFF）或文件已损坏"
# How many characters of a paragraph are kept to say where something stood.
_BEGINNING = 200
_REVISED = "文中有修订痕迹，已按全部接受读取"
_REVISIONS = frozenset("w:ins w:del w:moveTo w:moveFrom".split())


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read; `label` goes before its first text, `text` is how it
    begins, as far as it was read."""

    style: Style
    label: str
    text: str = ""


class Body:
    """Reads a document into blocks, in the order in which a person reads it."""

    def __init__(
        self, package: Package, styles: Styles, numbering: Numbering, fields: Fields
    ) -> None:
        self._package = package
        self._styles = styles
        self._numbering = numbering
        self._relations = package.relations(package.document)
        self._pictures: dict[str, DraftPicture | None] = {}
        self._notes = {
            (f"w:{kind}Reference", note.get("w:id", "")): note
            for kind in ("footnote", "endnote")
            if (notes := package.related(f"{kind}s")) is not None
            for note in notes
        }
        self._out = Collector()
        self._in_row = False
        # Text boxes and notes that come after the open paragraph or row.
        self._behind: list[Element] = []
        self.left_out = LeftOut()
        self._revised = False
        self._fields = fields
        # The previous paragraph continues in the next: its paragraph mark was deleted, or it is a
        # drop cap.
        self._goes_on = False
        self._last = ""

    def finish(self) -> list[Block]:
        """The blocks of all that was read."""
        return self._out.finish()

    def warnings(self) -> list[str]:
        """What was not read, in Chinese."""
        return [*([_REVISED] if self._revised else []), *self.left_out.warnings()]

    def read(self, container: Element, label: str = "") -> None:
        """Read the paragraphs and tables of an element; `label` goes before the first text."""
        for element in container:
            if element.tag == "w:p":
                self._paragraph(element, label)
                label = ""
            elif element.tag == "w:tbl":
                self._table(element)
            elif element.tag == "w:sdt" and is_contents(element):
                self.left_out.add("目录", unit="行")
            elif not is_prompt(element):
                self._count(element)
                if element.tag in WRAPPERS:
                    self.read(element)
                elif element.tag == "mc:AlternateContent":
                    self.read(branch(element))

    def _paragraph(self, element: Element, label: str = "") -> None:
        properties = child(element, "w:pPr")
        style = self._styles.paragraph(properties)
        if style.contents:
            self.left_out.add("目录", unit="行")
            return
        joined = is_joined(properties)
        if self._in_row and not self._goes_on:
            self._out.text(" ", Look())
        self._revised = self._revised or joined
        if joined and not any(text.text for text in kept(element)):
            return  # it was deleted together with its number
        number = "" if self._goes_on else self._numbering.label(style.numbered)
        paragraph = _Paragraph(style, label + number)
        self._inline(element, paragraph, style)
        self._last = paragraph.text or self._last
        self._goes_on = joined or is_drop_cap(properties)
        if not self._in_row and not self._goes_on:
            self._flush()

    def _flush(self) -> None:
        self._out.flush()
        behind, self._behind = self._behind, []
        for element in behind:
            self.read(element, label="" if element.tag == BOX else "注：")

    def _table(self, table: Element) -> None:
        rows = list(within(table, "w:tr"))
        kept = [row for row in rows if child(row, "w:trPr", "w:del") is None]
        self._revised = self._revised or len(kept) < len(rows)
        cells = [[cell for cell in within(row, "w:tc") if not is_deleted(cell)] for row in kept]
        headed = has_heads(cells)
        for row in rows_of(kept, cells):
            self._row(row, headed=headed)

    def _row(self, cells: list[Cell], *, headed: bool) -> None:
        """A row of short cells, or of a table with heads, is one paragraph, its cells joined by " | ".

        Else cells of several paragraphs, or with pictures, are the columns of a layout; single-cell
        tables are only frames. In a row of a form the label stands above what is filled in.
        """
        joined = headed or all(cell.short for cell in cells)
        if len(cells) < 2 or not joined or is_filled_in(cells):
            for cell in cells:
                if not cell.repeats:
                    self.read(cell.element)
            return
        self._in_row = True
        for number, cell in enumerate(cells):
            if number:
                self._out.text(" | ", Look())
            if cell.repeats:
                self._out.text(cell.text, Look())
            else:
                self.read(cell.element)
        self._in_row = False
        self._flush()

    def _inline(self, element: Element, paragraph: _Paragraph, style: Style) -> None:
        for inner in element:
            tag = inner.tag
            if tag == "w:fldChar":
                self._text(self._fields.mark(inner), paragraph, style, shown_anyway=True)
            elif tag == "w:instrText":
                self._fields.instruct(inner.text or "")
            elif tag == "w:r" or tag == "m:r":
                run = self._styles.run(paragraph.style, child(inner, "w:rPr"))
                if not self._is_left_out(inner, run):
                    self._inline(inner, paragraph, run)
            elif tag in TEXTS or tag in _CHARACTERS or tag in ("w:sym", _FORMULA):
                self._text(self._written(inner, paragraph, style), paragraph, style)
            elif tag in _BREAKS and self._in_row:
                self._text(" ", paragraph, style)
            elif tag in _BREAKS:
                self._out.line_break()
            elif tag in DRAWINGS:
                self._drawing(inner, paragraph)
            elif (note := self._notes.pop((tag, inner.get("w:id", "")), None)) is not None:
                self._behind.append(note)
            elif not is_prompt(inner):
                self._count(inner, paragraph)
                if tag in WRAPPERS:
                    self._inline(inner, paragraph, style)
                elif tag == "mc:AlternateContent":
                    self._inline(branch(inner), paragraph, style)

    def _is_left_out(self, run: Element, style: Style) -> bool:
        text = "".join(element.text or "" for element in run if element.tag == "w:t")
        if style.hidden or style.struck:
            if text.strip():
                self.left_out.add(
                    "隐藏的文字" if style.hidden else "用删除线划去的文字", shown(text)
                )
            return style.hidden or bool(text)
        return False

    def _written(self, element: Element, paragraph: _Paragraph, style: Style) -> str:
        """The text of an element as a person sees it."""
        if element.tag == _FORMULA:
            return linear(element)
        if element.tag == "w:sym":
            text = symbols(code(element), element.get("w:font", ""))
        else:
            text = _CHARACTERS.get(element.tag, element.text or "")
            if style.font:
                text = symbols(text, style.font)
        for _ in range(text.count(UNKNOWN)):
            self.left_out.add("符号字体中的符号", self._after(paragraph), unit="个")
        text = text.replace(UNKNOWN, "")
        if style.script:
            return raised(text) if style.script == "superscript" else lowered(text)
        return text

    def _text(
        self, text: str, paragraph: _Paragraph, style: Style, *, shown_anyway: bool = False
    ) -> None:
        if not text or (self._fields.hidden and not shown_anyway):
            return
        if paragraph.label and text.strip():
            told = text.lstrip()
            # A blank typed behind a bare number (1　考核) parts it from the words.
            apart = " " if told != text and paragraph.label[-1].isdigit() else ""
            text, paragraph.label = paragraph.label + apart + told, ""
        if text.strip() and len(paragraph.text) < _BEGINNING:
            paragraph.text += text[:_BEGINNING]
        self._out.text(text, style.look)

    def _drawing(self, drawing: Element, paragraph: _Paragraph) -> None:
        floats = child(drawing, "wp:anchor") is not None
        for shape in shapes(drawing):
            if shape.tag in CHARTS:
                where, hint = self._after(paragraph), "其中的数字请另附文字"
                self.left_out.add(CHARTS[shape.tag], where, unit="个", hint=hint)
            elif shape.tag == EMBEDDED:
                kind = "公式" if "equation" in shape.get("ProgID", "").lower() else "嵌入的对象"
                self.left_out.add(kind, self._after(paragraph), unit="个")
            elif shape.tag == WORD_ART:
                self._out.flush()
                self._out.text(shape.get("string", ""), paragraph.style.look)
                self._out.flush()
            elif shape.tag == BOX:
                if paragraph.text:
                    self._behind.append(shape)
                else:
                    self.read(shape)
            elif floats:
                self._out.picture_inside(self._picture(shape))
            else:
                self._out.picture(self._picture(shape))

    def _picture(self, shape: Element) -> DraftPicture | None:
        relation = self._relations.get(shape.get(SHAPES[shape.tag], shape.get("r:link", "")))
        if relation is None:
            return None
        if relation.external:
            return DraftPicture(address=relation.target)
        if relation.target not in self._pictures:
            try:
                found = picture(self._package.data(relation.target) or b"")
            except SourceError:
                found = None
            if found is None:
                self.left_out.add("图片", unit="张", hint=_PICTURE_HINT)
            self._pictures[relation.target] = found
        return self._pictures[relation.target]

    def _count(self, element: Element, paragraph: _Paragraph | None = None) -> None:
        self._revised = self._revised or element.tag in _REVISIONS
        if element.tag in _COUNTED:
            self.left_out.add(_COUNTED[element.tag], self._after(paragraph))

    def _after(self, paragraph: _Paragraph | None) -> str:
        """The place of something: the text before it."""
        text = (paragraph.text if paragraph else "") or self._last
        return f"{shown(text)}处" if text else ""
