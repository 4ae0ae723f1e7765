"""A table that goes on on the next page, read as one.

Each page is read alone. So a cell that covers rows of both pages is empty on the second one, a row
that the end of the page cut is two, and the heads of the columns are repeated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.readers.pdf.lines import Line

# In points: how far the sides of a table may differ on two pages.
_SAME = 3.0
# What names the rows beside it is not longer, and is no sentence.
_NAME = 24
_ENDS = "。！？；.!?;"


def over_pages(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of the pages, without what repeats at their edges; a table at the end of one page and
    the beginning of the next is one."""
    joined: list[list[Line]] = []
    head: Line | None = None
    for page in pages:
        lines = list(page)
        above = next((done for done in reversed(joined) if done), None)
        last = above[-1] if above else None
        if above and last and lines and _goes_on(last, lines[0]):
            if head and lines[0].cells == head.cells:
                lines = lines[1:]
            if lines and _goes_on(last, lines[0]):
                if _is_cut(last, lines[0]):
                    above[-1] = last = _with(last, lines[0])
                    lines = lines[1:]
                lines = _named(lines, last)
        else:
            head = None
        joined.append(lines)
        head = _head_of_last(lines) or head
    return joined


def _goes_on(last: Line, first: Line) -> bool:
    """Are these rows of one table?"""
    return (
        last.in_table
        and first.in_table
        and len(last.cells) == len(first.cells) > 1
        and abs(last.left - first.left) <= _SAME
        and abs(last.right - first.right) <= _SAME
    )


def _head_of_last(lines: Sequence[Line]) -> Line | None:
    """The first row of the table with which a page ends, where it begins on this page below text."""
    first: Line | None = None
    for line in reversed(lines):
        if not line.in_table:
            return first
        first = line
    return None


def _is_cut(last: Line, first: Line) -> bool:
    """Is this the rest of a row: each of its cells goes on with a sentence that stopped?"""
    goes_on = [above for above, cell in zip(last.cells, first.cells, strict=True) if cell]
    return not all(first.cells) and all(above and above[-1] not in _ENDS for above in goes_on)


def _with(last: Line, rest: Line) -> Line:
    cells = (above + cell for above, cell in zip(last.cells, rest.cells, strict=True))
    return replace(last, cells=tuple(cells))


def _named(lines: list[Line], last: Line) -> list[Line]:
    """The lines; the first cell of the rows on top is that of the last row before, where it is
    empty and that one names what stands beside it."""
    name = last.cells[0]
    if not name or len(name) > _NAME or name[-1] in _ENDS or name.isdecimal():
        return lines
    named = list(lines)
    for n, line in enumerate(lines):
        if not _goes_on(last, line) or line.cells[0] or not line.cells[1]:
            break
        named[n] = replace(line, cells=(name, *line.cells[1:]))
    return named
