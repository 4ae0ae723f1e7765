"""The cells of a Word table, with those that reach over several rows or columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kb.readers.docx.xml import child, value

# What a merged cell may repeat: its reach, and the text that is worth repeating.
MAX_COLUMNS, MAX_TEXT = 60, 200


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row. `repeats`: what it shows was read where the merged cell begins."""

    element: Element
    repeats: bool = False


def rows_of(rows: list[Element], cells_in: list[list[Element]]) -> Iterator[list[Cell]]:
    """The cells of each row, a merged one in each row and column that it covers; a cell that fills
    its row alone once."""
    above: dict[int, Element] = {}
    for row, cells in zip(rows, cells_in, strict=True):
        column = _integer(value(row, "w:trPr", "w:gridBefore"), 0)
        found: list[Cell] = []
        for cell in cells:
            properties = child(cell, "w:tcPr")
            across = _integer(value(properties, "w:gridSpan"), 1)
            source = cell
            if _continues(properties, "w:vMerge"):
                source = above.get(column, cell)
            elif _continues(properties, "w:hMerge") and found:
                source = found[-1].element
            for at in range(column, column + across):
                above[at] = source
            column += across
            worth = across if len(cells) > 1 and len(plain(source)) <= MAX_TEXT else 1
            found.append(Cell(source, repeats=source is not cell))
            found += [Cell(source, repeats=True)] * (worth - 1)
        yield found


def plain(cell: Element) -> str:
    """The text of a cell, without its look."""
    return "".join(element.text or "" for element in cell.iter("w:t")).strip()


def _continues(properties: Element | None, name: str) -> bool:
    merge = child(properties, name)
    return merge is not None and merge.get("w:val", "continue") == "continue"


def _integer(text: str, default: int) -> int:
    number = int(text) if text.isdecimal() and len(text) < 5 else default
    return min(number, MAX_COLUMNS)
