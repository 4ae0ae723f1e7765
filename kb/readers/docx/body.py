"""The text of a .docx file: paragraphs, tables, text boxes, notes, pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kb.errors import SourceError
from kb.readers.collector import Collector, Look
from kb.readers.docx.numbering import Numbering
from kb.readers.docx.package import Package
from kb.readers.docx.styles import Style, Styles
from kb.readers.docx.xml import child, value
from kb.readers.draft import Block, Picture
from kb.readers.pictures import picture

# Elements that wrap what they hold and say nothing that matters here.
_WRAPPERS = frozenset(
    "w:customXml w:ins w:moveTo w:smartTag w:hyperlink w:fldSimple w:dir w:bdo w:sdt w:sdtContent"
    " w:ruby w:rubyBase m:oMath m:oMathPara".split()
)
_TEXTS = ("w:t", "m:t")
_RUNS = ("w:r", "m:r")
_DRAWINGS = ("w:drawing", "w:pict", "w:object")
_SHAPES = {"a:blip": "r:embed", "v:imagedata": "r:id"}
_BOX = "w:txbxContent"
_CHARTS = ("c:chart", "dgm:relIds")
_CHARACTERS = {"w:tab": " ", "w:ptab": " ", "w:noBreakHyphen": "-"}
_BREAKS = ("w:br", "w:cr")
# What is counted in passing, and what a person is told of it.
_TOLD = {
    "w:ins": "文中有修订痕迹，已按全部接受读取",
    "w:commentReference": "{} 处批注没有读入",
    "contents": "目录没有读入",
    "w:altChunk": "{} 处嵌入的其他文件没有读入，请打开原文复制后再导入",
    "chart": "{} 个图表没有读入，其中的数字请另附文字",
    "picture": "{} 张图片的格式网页不能显示（如 EMF、WMF、TIFF）或已损坏，没有保留",
}
_REVISIONS = frozenset("w:ins w:del w:moveTo w:moveFrom".split())


@dataclass(slots=True)
class _Paragraph:
    """A paragraph that is being read; `label` is to stand before its first text."""

    style: Style
    label: str
    begun: bool = False


class Body:
    """Reads a document into blocks, in the order in which a person reads it."""

    def __init__(self, package: Package, styles: Styles, numbering: Numbering) -> None:
        self._package = package
        self._styles = styles
        self._numbering = numbering
        self._relations = package.relations(package.document)
        self._pictures: dict[str, Picture | None] = {}
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
        self._counts: Counter[str] = Counter()

    def finish(self) -> list[Block]:
        """The blocks of all that was read."""
        return self._out.finish()

    def warnings(self) -> list[str]:
        """What was not read, in Chinese."""
        return [
            told.format(self._counts[what]) for what, told in _TOLD.items() if self._counts[what]
        ]

    def read(self, container: Element, label: str = "") -> None:
        """Read the paragraphs and tables of an element; `label` goes before the first text."""
        for element in container:
            if element.tag == "w:p":
                self._paragraph(element, label)
                label = ""
            elif element.tag == "w:tbl":
                for row in _within(element, "w:tr"):
                    self._row(row)
            elif element.tag == "w:sdt" and _is_contents(element):
                self._counts["contents"] += 1
            else:
                self._count(element)
                if element.tag in _WRAPPERS:
                    self.read(element)
                elif element.tag == "mc:AlternateContent":
                    self.read(_branch(element))

    def _paragraph(self, element: Element, label: str = "") -> None:
        style = self._styles.paragraph(child(element, "w:pPr"))
        if style.contents:
            self._counts["contents"] += 1
            return
        paragraph = _Paragraph(style, label + self._numbering.label(style.numbered))
        self._inline(element, paragraph, style)
        if not self._in_row:
            self._flush()

    def _flush(self) -> None:
        self._out.flush()
        behind, self._behind = self._behind, []
        for element in behind:
            self.read(element, label="" if element.tag == _BOX else "注：")

    def _row(self, row: Element) -> None:
        """A row of short cells is one paragraph, its cells parted by " | ".

        Cells of several paragraphs, or with pictures, are the columns of a layout; single-cell
        tables are mere frames.
        """
        if child(row, "w:trPr", "w:del") is not None:
            self._counts["w:ins"] += 1
            return
        cells = list(_within(row, "w:tc"))
        if len(cells) < 2 or not all(map(_is_short, cells)):
            for cell in cells:
                self.read(cell)
            return
        self._in_row = True
        for number, cell in enumerate(cells):
            if number:
                self._out.text(" | ", Look())
            self.read(cell)
        self._in_row = False
        self._flush()

    def _inline(self, element: Element, paragraph: _Paragraph, style: Style) -> None:
        for inner in element:
            tag = inner.tag
            if tag in _TEXTS:
                self._text(inner.text or "", paragraph, style)
            elif tag in _RUNS:
                run = self._styles.run(paragraph.style, child(inner, "w:rPr"))
                if not run.hidden:
                    self._inline(inner, paragraph, run)
            elif tag in _CHARACTERS:
                self._text(_CHARACTERS[tag], paragraph, style)
            elif tag == "w:sym":
                self._text(_symbol(inner), paragraph, style)
            elif tag in _BREAKS and self._in_row:
                self._text(" ", paragraph, style)
            elif tag in _BREAKS:
                self._out.line_break()
            elif tag in _DRAWINGS:
                self._drawing(inner, paragraph)
            elif (note := self._notes.pop((tag, inner.get("w:id", "")), None)) is not None:
                self._behind.append(note)
            else:
                self._count(inner)
                if tag in _WRAPPERS:
                    self._inline(inner, paragraph, style)
                elif tag == "mc:AlternateContent":
                    self._inline(_branch(inner), paragraph, style)

    def _text(self, text: str, paragraph: _Paragraph, style: Style) -> None:
        if paragraph.label and text.strip():
            text, paragraph.label = paragraph.label + text.lstrip(), ""
        paragraph.begun = paragraph.begun or bool(text.strip())
        self._out.text(text, style.look)

    def _drawing(self, drawing: Element, paragraph: _Paragraph) -> None:
        floats = child(drawing, "wp:anchor") is not None
        for shape in _shapes(drawing):
            if shape.tag in _CHARTS:
                self._counts["chart"] += 1
            elif shape.tag == _BOX:
                if paragraph.begun:
                    self._behind.append(shape)
                else:
                    self.read(shape)
            elif floats:
                self._out.picture_inside(self._picture(shape))
            else:
                self._out.picture(self._picture(shape))

    def _picture(self, shape: Element) -> Picture | None:
        relation = self._relations.get(shape.get(_SHAPES[shape.tag], shape.get("r:link", "")))
        if relation is None:
            return None
        if relation.external:
            return Picture(address=relation.target)
        if relation.target not in self._pictures:
            try:
                found = picture(self._package.data(relation.target) or b"")
            except SourceError:
                found = None
            self._counts["picture"] += found is None
            self._pictures[relation.target] = found
        return self._pictures[relation.target]

    def _count(self, element: Element) -> None:
        self._counts["w:ins" if element.tag in _REVISIONS else element.tag] += 1


def _within(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, wrapped or not."""
    for inner in element:
        if inner.tag == tag:
            yield inner
        elif inner.tag in _WRAPPERS:
            yield from _within(inner, tag)


def _shapes(element: Element) -> Iterator[Element]:
    """The pictures, charts and text boxes of a drawing."""
    for inner in element:
        if inner.tag in _SHAPES or inner.tag in _CHARTS or inner.tag == _BOX:
            yield inner
        elif inner.tag == "mc:AlternateContent":
            yield from _shapes(_branch(inner))
        else:
            yield from _shapes(inner)


def _branch(element: Element) -> Element:
    """Of the versions of something, the one to read: the newest that has anything to be seen."""
    seen = {*_TEXTS, *_SHAPES, *_CHARTS}
    for branch in element:
        if any(inner.tag in seen for inner in branch.iter()):
            return branch
    return Element("nothing")


def _is_contents(element: Element) -> bool:
    gallery = value(element, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
    return gallery == "Table of Contents"


def _is_short(cell: Element) -> bool:
    paragraphs = 0
    for element in cell.iter():
        if element.tag == "w:tbl" or element.tag in _DRAWINGS:
            return False
        if element.tag == "w:p":
            paragraphs += any(inner.text for inner in element.iter("w:t"))
    return paragraphs < 2


def _symbol(element: Element) -> str:
    """A character of a symbol font; those of private use are bullets and boxes, nothing to read."""
    try:
        char = chr(int(element.get("w:char", ""), 16))
    except (ValueError, OverflowError):
        return ""
    return char if char.isprintable() and not "\ue000" <= char <= "\uf8ff" else ""
