"""The elements of a Word file: which wrap others, which hold text, which were deleted."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kb.readers.docx.xml import child, is_on, value
from kb.readers.marks import MAX_LINE

# Elements that only wrap their content and do not matter here.
WRAPPERS = frozenset(
    "w:customXml w:ins w:moveTo w:smartTag w:hyperlink w:fldSimple w:dir w:bdo w:sdt w:sdtContent"
    " w:ruby w:rubyBase m:oMathPara".split()
)
TEXTS = ("w:t", "m:t")
DRAWINGS = ("w:drawing", "w:pict", "w:object")
SHAPES = {"a:blip": "r:embed", "v:imagedata": "r:id"}
BOX = "w:txbxContent"
CHARTS = {
    "c:chart": "图表",
    "chart": "图表",  # the newer kinds, such as waterfalls
    "dgm:relIds": "SmartArt 图形",
    "contentPart": "手写的墨迹",
    "wpInk": "手写的墨迹",
}
WORD_ART = "v:textpath"
EMBEDDED = "OLEObject"

# Handwriting has a picture as its older version.
_DRAWN = [tag for tag, name in CHARTS.items() if name != "手写的墨迹"]
_FOUND = {*SHAPES, *CHARTS, BOX, WORD_ART, EMBEDDED}


def within(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, wrapped or not."""
    for inner in element:
        if inner.tag == tag:
            yield inner
        elif inner.tag in WRAPPERS:
            yield from within(inner, tag)


def shapes(element: Element) -> Iterator[Element]:
    """The pictures, charts and text boxes of a drawing."""
    for inner in element:
        if inner.tag in _FOUND:
            yield inner
        elif inner.tag == "mc:AlternateContent":
            yield from shapes(branch(inner))
        else:
            yield from shapes(inner)


def branch(element: Element) -> Element:
    """Of several versions of something, the one to read: the newest with visible content, else the
    newest with something that can be counted."""
    for seen in ({*TEXTS, *SHAPES, *_DRAWN, WORD_ART}, CHARTS):
        for branch in element:
            if any(inner.tag in seen for inner in branch.iter()):
                return branch
    return Element("nothing")


def is_contents(element: Element) -> bool:
    """Is it a table of contents?"""
    gallery = value(element, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
    return gallery == "Table of Contents"


def is_short(cell: Element) -> bool:
    """Does a cell have at most one paragraph, and no picture or table? Lines of a long text count as
    paragraphs."""
    paragraphs = 0
    for element in cell.iter():
        if element.tag == "w:tbl" or element.tag in DRAWINGS:
            return False
        if element.tag == "w:p":
            paragraphs += any(inner.text for inner in element.iter("w:t"))
    return paragraphs < 2 and not _has_lines(cell)


def _has_lines(cell: Element) -> bool:
    written = sum(len(element.text or "") for element in cell.iter("w:t"))
    return written > MAX_LINE and next(cell.iter("w:br"), None) is not None


def code(element: Element) -> str:
    """The character of a w:sym by its number, "" where that is none."""
    try:
        char = chr(int(element.get("w:char", ""), 16))
    except (ValueError, OverflowError):
        return ""
    return char if char.isprintable() or "\ue000" <= char <= "\uf8ff" else ""


def is_prompt(element: Element) -> bool:
    """Is it a content control that nobody filled in? It only shows a prompt."""
    return element.tag == "w:sdt" and is_on(child(element, "w:sdtPr", "w:showingPlcHdr"))


def is_joined(properties: Element | None) -> bool:
    """Was the mark at the end of a paragraph deleted or moved away, as a tracked change?"""
    marks = child(properties, "w:rPr")
    return any(child(marks, name) is not None for name in ("w:del", "w:moveFrom"))


def is_drop_cap(properties: Element | None) -> bool:
    """Is a paragraph the large first letter of the next?"""
    frame = child(properties, "w:framePr")
    return frame is not None and frame.get("w:dropCap", "none") != "none"


def is_deleted(cell: Element) -> bool:
    """Was a cell deleted, as a tracked change?"""
    return child(cell, "w:tcPr", "w:cellDel") is not None


def kept(element: Element) -> Iterator[Element]:
    """The texts of a paragraph that no tracked change took out."""
    for inner in element:
        if inner.tag in TEXTS:
            yield inner
        elif inner.tag not in ("w:del", "w:moveFrom"):
            yield from kept(inner)
