"""Tables in a plain text whose cells are separated by tabs, as a spreadsheet copies them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

# A longer cell is a paragraph with a tab in it.
MAX_CELL = 60


def with_tabbed_rows(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a text; where two or more in a row have the same number of cells, the cells are
    joined by " | ", with blank lines around each row."""
    open_rows: list[tuple[str, list[str]]] = []
    for line in lines:
        cells = _cells(line)
        if open_rows and len(cells) != len(open_rows[0][1]):
            yield from _shown(open_rows)
            open_rows = []
        if len(cells) > 1:
            open_rows.append((line, cells))
        else:
            yield line
    yield from _shown(open_rows)


def _cells(line: str) -> list[str]:
    """The cells of a line; one cell when it is no row of a table. Tabs in front are an indent."""
    text = line.lstrip(" \u3000").rstrip(" \u3000\r\n")
    cells = [cell.strip() for cell in text.split("\t")]
    if not cells[0] or sum(map(bool, cells)) < 2 or any(len(cell) > MAX_CELL for cell in cells):
        return [line]
    return cells


def _shown(rows: list[tuple[str, list[str]]]) -> Iterator[str]:
    for line, cells in rows:
        if len(rows) > 1:
            yield from ("", " | ".join(cells), "")
        else:
            yield line
