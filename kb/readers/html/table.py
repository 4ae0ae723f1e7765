"""The cells of a table of a page, with those that reach over several rows or columns."""

from __future__ import annotations

from bs4.element import Tag

CELLS = ("td", "th")
# Limits for repeating a merged cell: the cells it covers, and the length of its text.
MAX_ROWS, MAX_COLUMNS, MAX_TEXT = 200, 30, 200
# How many cells the merged cells of a table cover in all; those behind are not repeated.
MAX_COVERED = 20_000


def cells_of(table: Tag) -> dict[int, list[Tag]]:
    """The cells of each row by the id of its <tr>: a merged cell is in each row and column that it
    covers. A cell that fills its row alone is there once."""
    groups = [table, *table.find_all(("thead", "tbody", "tfoot"), recursive=False)]
    rows = [row for group in groups for row in group.find_all("tr", recursive=False)]
    held: dict[
        int, tuple[Tag, int]
    ] = {}  # column → a cell from above, and the number of rows it still covers
    found: dict[int, list[Tag]] = {}
    covered = 0
    for row in rows:
        cells: list[Tag] = []
        own = row.find_all(CELLS, recursive=False)
        alone = len(own) == 1 and not held
        column = 0
        for cell in own:
            column = _held_over(held, column, cells)
            across = 1 if alone else _span(cell, "colspan", MAX_COLUMNS)
            down = _span(cell, "rowspan", MAX_ROWS)
            if (covered := covered + across * down - 1) > MAX_COVERED:
                across = down = 1
            for _ in range(across):
                cells.append(cell)
                if down > 1:
                    held[column] = (cell, down)
                column += 1
        _held_over(held, column, cells)
        held = {at: (cell, left - 1) for at, (cell, left) in held.items() if left > 1}
        found[id(row)] = cells
    return _without_equal_columns(found)


def _without_equal_columns(found: dict[int, list[Tag]]) -> dict[int, list[Tag]]:
    """The rows without the columns that no row tells from the one before them: all merge the two."""
    wide = [cells for cells in found.values() if len(cells) > 1]
    told = {
        n for cells in wide for n, cell in enumerate(cells) if n == 0 or cell is not cells[n - 1]
    }
    if all(n in told for cells in wide for n in range(len(cells))):
        return found
    return {
        row: [cell for n, cell in enumerate(cells) if n in told or len(cells) == 1]
        for row, cells in found.items()
    }


def _held_over(held: dict[int, tuple[Tag, int]], column: int, cells: list[Tag]) -> int:
    """Put the cells from above that stand at a column and behind it; the first free column."""
    while column in held and len(cells) < MAX_COLUMNS * 4:
        cells.append(held[column][0])
        column += 1
    return column


def is_wide(cell: Tag) -> bool:
    """Does a cell reach over several columns?"""
    span = str(cell.get("colspan") or "1").strip()
    return span.isdecimal() and span.lstrip("0") not in ("", "1")


def _span(cell: Tag, name: str, most: int) -> int:
    value = str(cell.get(name) or "1").strip()
    span = int(value) if value.isdecimal() and len(value) < 7 else 1
    if span > 1 and len(cell.get_text()) > MAX_TEXT:
        return 1
    return max(1, min(span, most))
