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
MAX_PARTS = 12


def read_edges(package: Package, blocks: list[Block], left_out: LeftOut) -> list[Block]:
    """The blocks, with the masthead of the page header in front unless the text has it; other text
    in headers and footers is added to `left_out`."""
    body = _squeezed("".join(block.text for block in blocks))
    masthead: list[Block] = []
    for kind, name in _EDGES.items():
        seen: set[str] = set()
        for root in package.all_related(kind, MAX_PARTS):
            for text in _lines(root):
                squeezed = _squeezed(text)
                if squeezed in seen or squeezed in body:
                    continue
                seen.add(squeezed)
                if kind == "header" and names_bulletin(text):
                    masthead.append(Block(text, centred=True))
                else:
                    left_out.add(name, shown(text))
    return [*masthead, *blocks]


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
