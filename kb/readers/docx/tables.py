"""The cells of a Word table, with those that reach over several rows or columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from kb.readers.docx.elements import DRAWINGS, is_short
from kb.readers.docx.xml import child, integer, value
from kb.readers.marks import MAX_DATA, is_head, is_sentence

# Limits for repeating a merged cell: the columns it covers, and the length of its text in a row. In
# a column a text longer than MAX_DATA is not repeated.
MAX_COLUMNS, MAX_TEXT = 60, 200
_LAYOUT = ("w:tbl", *DRAWINGS)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row, whose text is `text`, on one line if it is `short`. `repeats`: it was read already
    where the merged cell begins."""

    element: Element
    text: str
    short: bool
    repeats: bool = False


def rows_of(rows: list[Element], cells_in: list[list[Element]]) -> Iterator[list[Cell]]:
    """The cells of each row, a merged one in each row and column that it covers; a cell that fills
    its row alone once."""
    above: dict[int, Cell] = {}
    for row, cells in zip(rows, cells_in, strict=True):
        column = _columns(value(row, "w:trPr", "w:gridBefore"), 0)
        found: list[Cell] = []
        for cell in cells:
            properties = child(cell, "w:tcPr")
            across = _columns(value(properties, "w:gridSpan"), 1)
            source = None
            if _continues(properties, "w:vMerge"):
                source = above.get(column)
            elif _continues(properties, "w:hMerge") and found:
                source = found[-1]
            first = source or Cell(cell, plain(cell), is_short(cell))
            again = replace(
                first, repeats=True, text=first.text if len(first.text) <= MAX_DATA else ""
            )
            for at in range(column, column + across):
                above[at] = again
            column += across
            worth = across if len(cells) > 1 and len(first.text) <= MAX_TEXT else 1
            found.append(again if source else first)
            found += [again] * (worth - 1)
        yield found


def has_heads(rows: list[list[Element]]) -> bool:
    """Is it a table of data: a row of short heads above cells that hold text of bounded length?"""
    cells = [cell for row in rows for cell in row]
    return (
        len(rows) > 1
        and len(rows[0]) > 1
        and all(is_short(cell) and is_head(plain(cell)) for cell in rows[0])
        and not any(inner.tag in _LAYOUT for cell in cells for inner in cell.iter())
        and all(len(plain(cell)) <= MAX_DATA for cell in cells)
    )


def is_filled_in(cells: list[Cell]) -> bool:
    """Is this a row of a form: a label, and sentences in one cell that reaches to the edge?"""
    own = [cell for cell in cells if not cell.repeats]
    return (
        len(own) == 2
        and cells[1] is own[1]
        and integer(value(child(own[1].element, "w:tcPr"), "w:gridSpan"), 1) > 1
        and is_head(own[0].text)
        and is_sentence(own[1].text)
    )


def plain(cell: Element) -> str:
    """The text of a cell, without its look."""
    return "".join(element.text or "" for element in cell.iter("w:t")).strip()


def _continues(properties: Element | None, name: str) -> bool:
    merge = child(properties, name)
    return merge is not None and merge.get("w:val", "continue") == "continue"


def _columns(text: str, default: int) -> int:
    return min(integer(text, default), MAX_COLUMNS)
