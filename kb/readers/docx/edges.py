"""Headers and footers of a Word file: the masthead of a bulletin may be there."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from kb.readers.docx.package import Package
from kb.readers.draft import Block
from kb.readers.left_out import LeftOut, shown
from kb.readers.marks import names_bulletin

_EDGES = {"header": "页眉", "footer": "页脚"}
# A page number says nothing about the text.
_PAGE = re.compile(r"[-—–·\s\d/／第页共]*")
# A line of a masthead that does not name the paper says who issued it, and when.
_ISSUED = re.compile(
    r"^.{0,60}(?:(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|编印|主办|编发|印发)[^。]{0,20}$"
)
_NUMBERED = re.compile(r"第\s*[\d０-９一二三四五六七八九十百]{1,4}\s*[期辑号]")
MAX_PARTS = 12
# A page has no room for a header of more lines.
MAX_LINES = 100


def read_edges(
    package: Package, blocks: list[Block], left_out: LeftOut
) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks, with the masthead of the page header in front unless the text has it, and lines of
    the page footer that name the bulletin; other text there is added to `left_out`."""
    whole = {_squeezed(block.text) for block in blocks}
    body = _squeezed("".join(block.text for block in blocks))
    masthead: list[Block] = []
    footer: list[str] = []
    for kind, name in _EDGES.items():
        seen: set[str] = set()
        for root in package.all_related(kind, MAX_PARTS):
            lines = _lines(root)
            named = any(map(names_bulletin, lines))
            numbered = any(
                _NUMBERED.search(t) and _squeezed(t) not in body for t in lines[:MAX_LINES]
            )
            for text in lines[MAX_LINES:]:
                left_out.add(name, shown(text))
            for text in lines[:MAX_LINES]:
                squeezed = _squeezed(text)
                # The title often has the name of the paper in it, but above its number this is a line.
                inside = squeezed in (whole if numbered and names_bulletin(text) else body)
                if squeezed in seen or inside:
                    continue
                seen.add(squeezed)
                if not (names_bulletin(text) or (named and _ISSUED.search(text))):
                    left_out.add(name, shown(text))
                elif kind == "header":
                    masthead.append(Block(text, centred=True))
                else:
                    footer.append(text)
    return [*masthead, *blocks], tuple(footer)


def _lines(root: Element) -> list[str]:
    lines = []
    for paragraph in root.iter("w:p"):
        pieces = (
            e.text or "" if e.tag == "w:t" else " " for e in paragraph.iter() if e.tag in _TEXT
        )
        text = " ".join("".join(pieces).split())
        if text and not _PAGE.fullmatch(text):
            lines.append(text)
    for shape in root.iter("v:textpath"):
        lines.append(f"水印：{shape.get('string', '')}")
    return lines


_TEXT = ("w:t", "w:tab", "w:br")


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
