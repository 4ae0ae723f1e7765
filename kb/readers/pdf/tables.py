"""Tables that are drawn with lines: the cells are what the lines enclose.

As pdfplumber does it: lines that cross make a grid; a cell is bounded by the nearest lines around it,
so that a merged cell is simply a larger one. Text that wraps within its cell stays together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.readers.pdf.banded_tables import banded
from kb.readers.pdf.geometry import PageText, Piece, Rule
from kb.readers.pdf.lines import ROW, Line, lines_of_pieces

# In points: lines closer than this are one; a line may end this far from the one it meets.
SAME, REACH = 3.0, 4.0
MIN_ROWS, MIN_COLUMNS = 1, 2
# A table of more cells than this is a drawing.
MAX_LINES, MAX_CELLS = 600, 6000
# A cell longer than this holds paragraphs: the table is a layout.
MAX_CELL = 600
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Table:
    """A grid: the places of its lines, and the lines themselves."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    def holds(self, piece: Piece) -> bool:
        """Does a piece of text begin within the table?"""
        x, y = piece.x + 0.2 * piece.size, piece.y + 0.3 * piece.size
        return self.xs[0] - SAME <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def cell(self, x: float, y: float) -> Box:
        """The cell around a point, by the nearest lines that enclose it."""
        above = [r.y0 for r in self.level if r.x0 - REACH <= x <= r.x1 + REACH]
        near = [r.x0 for r in self.upright if r.y0 - REACH <= y <= r.y1 + REACH]
        return (
            max((at for at in near if at <= x), default=self.xs[0]),
            max((at for at in above if at <= y), default=self.ys[0]),
            min((at for at in near if at > x), default=self.xs[-1]),
            min((at for at in above if at > y), default=self.ys[-1]),
        )


@dataclass(frozen=True, slots=True)
class Framed:
    """What lines on a page enclose: the rows of tables, and the lines of each box that stands next
    to the text of the page. `pieces` is the text outside."""

    pieces: list[Piece]
    rows: list[Line]
    boxes: list[list[Line]]


def read_tables(page: PageText, number: int) -> Framed:
    """The tables and boxes of a page."""
    pieces, boxes = _without_boxes(page.pieces, _tables(page.rules, 1, 1), number)
    rows: list[Line] = []
    for table in _tables(page.rules, MIN_ROWS, MIN_COLUMNS):
        pieces, found = _taken(table, pieces, number)
        rows += found
    level = [rule for rule in page.rules if rule.is_level]
    grounds = [rule for rule in page.edges if rule.is_level]
    for xs, ys in banded([*_joined(level), *_joined(grounds)], pieces):
        pieces, found = _taken(_without_uprights(xs, ys), pieces, number)
        rows += found
    return Framed(pieces, rows, boxes)


def _without_boxes(
    pieces: list[Piece], frames: Sequence[Table], number: int
) -> tuple[list[Piece], list[list[Line]]]:
    """The pieces outside single frames with other text at the same height, and the lines in each."""
    boxes = []
    for frame in frames:
        if len(frame.xs) > 2 or len(frame.ys) > 2:
            continue
        inside = [piece for piece in pieces if frame.holds(piece)]
        taken = set(map(id, inside))
        outside = [piece for piece in pieces if id(piece) not in taken]
        if inside and any(frame.ys[0] < piece.y < frame.ys[1] for piece in outside):
            boxes.append(lines_of_pieces(inside, number))
            pieces = outside
    return pieces, boxes


def _taken(table: Table, pieces: list[Piece], number: int) -> tuple[list[Piece], list[Line]]:
    """The pieces outside a table, and its rows; no rows where it is no table of text."""
    inside = [piece for piece in pieces if table.holds(piece)]
    found = _rows(table, inside, number) if inside else []
    if not found:
        return pieces, []
    taken = set(map(id, inside))
    return [piece for piece in pieces if id(piece) not in taken], found


def _without_uprights(xs: Sequence[float], ys: Sequence[float]) -> Table:
    """A table whose columns were found by the empty strips between them."""
    level = tuple(Rule(xs[0], y, xs[-1], y) for y in ys)
    upright = tuple(Rule(x, ys[0], x, ys[-1]) for x in xs)
    return Table(tuple(xs), tuple(ys), level, upright)


def _tables(rules: Sequence[Rule], least_rows: int, least_columns: int) -> list[Table]:
    level = _joined([rule for rule in rules if rule.is_level])
    upright = _joined([_swapped(rule) for rule in rules if not rule.is_level])
    upright = [_swapped(rule) for rule in upright]
    if not level or not upright or len(level) + len(upright) > MAX_LINES:
        return []
    groups = _groups(level, upright)
    tables = []
    for lying, standing in groups:
        xs, ys = _places(rule.x0 for rule in standing), _places(rule.y0 for rule in lying)
        cells = (len(xs) - 1) * (len(ys) - 1)
        if len(xs) > least_columns and len(ys) > least_rows and cells <= MAX_CELLS:
            tables.append(Table(xs, ys, tuple(lying), tuple(standing)))
    return tables


def _swapped(rule: Rule) -> Rule:
    return Rule(rule.y0, rule.x0, rule.y1, rule.x1)


def _joined(rules: list[Rule]) -> list[Rule]:
    """Horizontal rules that continue one another, each joined into one."""
    made: list[Rule] = []
    for row in _rows_of(sorted(rules, key=lambda rule: rule.y0)):
        row.sort(key=lambda rule: rule.x0)
        y = row[0].y0
        start, end = row[0].x0, row[0].x1
        for rule in row[1:]:
            if rule.x0 <= end + SAME:
                end = max(end, rule.x1)
            else:
                made.append(Rule(start, y, end, y))
                start, end = rule.x0, rule.x1
        made.append(Rule(start, y, end, y))
    return made


def _rows_of(rules: list[Rule]) -> list[list[Rule]]:
    rows: list[list[Rule]] = []
    for rule in rules:
        if rows and rule.y0 - rows[-1][0].y0 <= SAME:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    return rows


def _groups(level: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that cross, directly or over others."""
    owner = list(range(len(level) + len(upright)))

    def root(number: int) -> int:
        while owner[number] != number:
            owner[number] = owner[owner[number]]
            number = owner[number]
        return number

    for i, lying in enumerate(level):
        for j, standing in enumerate(upright, len(level)):
            meets = lying.x0 - REACH <= standing.x0 <= lying.x1 + REACH
            if meets and standing.y0 - REACH <= lying.y0 <= standing.y1 + REACH:
                owner[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(rule)
    for j, rule in enumerate(upright, len(level)):
        groups.setdefault(root(j), ([], []))[1].append(rule)
    return [group for group in groups.values() if group[0] and group[1]]


def _places(values: Iterable[float]) -> tuple[float, ...]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > SAME:
            places.append(value)
    return tuple(places)


def _rows(table: Table, pieces: list[Piece], number: int) -> list[Line]:
    """The rows of a table from top to bottom, a merged cell in each row and column it covers; none
    when it is no table of text."""
    contents: dict[Box, list[Piece]] = {}
    for piece in pieces:
        box = table.cell(piece.x + 0.2 * piece.size, piece.y + 0.3 * piece.size)
        contents.setdefault(box, []).append(piece)
    texts = {box: _text(inside, number) for box, inside in contents.items()}
    if max(map(len, texts.values())) > MAX_CELL:
        return []
    rows = []
    for bottom, top in zip(table.ys[-2::-1], table.ys[:0:-1], strict=True):
        middle = (bottom + top) / 2
        boxes = [
            table.cell((left + right) / 2, middle)
            for left, right in zip(table.xs, table.xs[1:], strict=False)
        ]
        if len(set(boxes)) == 1:
            boxes = boxes[:1]
        cells = tuple(texts.get(box, "") for box in boxes)
        if any(cells):
            rows.append(_row(cells, (bottom, top), table, contents, boxes, number))
    return [row for row, before in zip(rows, [None, *rows], strict=False) if not _same(row, before)]


def _same(row: Line, before: Line | None) -> bool:
    """Is it a cell that covers several rows and was read in the first?"""
    return before is not None and len(row.cells) == 1 and row.cells == before.cells


def _row(
    cells: tuple[str, ...],
    band: tuple[float, float],
    table: Table,
    contents: dict[Box, list[Piece]],
    boxes: Sequence[Box],
    number: int,
) -> Line:
    inside = [piece for box in boxes for piece in contents.get(box, ())]
    return Line(
        cells=cells,
        left=table.xs[0],
        right=table.xs[-1],
        y=(band[0] + band[1]) / 2,
        size=max(piece.size for piece in inside),
        bold=all(piece.bold for piece in inside),
        page=number,
        between=ROW,
        in_table=True,
    )


def _text(pieces: list[Piece], number: int) -> str:
    """The text of a cell, its lines joined."""
    text = ""
    for line in lines_of_pieces(pieces, number):
        spaced = text[-1:].isascii() and text[-1:].isalpha() and line.text[:1].isascii()
        text += f" {line.text}" if spaced else line.text
    return text
