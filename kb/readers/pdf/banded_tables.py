"""Tables without upright lines: rows between horizontal rules, or on strips of colour.

A column is what an empty strip separates through all rows. A table with only a line under its heads
has several rows between two rules; they are recognised by the room between them, or by their first
cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kb.readers.pdf.geometry import Piece, Rule
from kb.readers.pdf.lines import rows_of

# In points: how far the ends of rules of one table may differ, and rules that are one.
SAME = 6.0
CLOSE = 3.0
# In ems: the least empty strip between two columns, through several lines and in one line.
STRIP, STRIP_IN_LINE = 0.35, 1.0
# Rows are further from each other than the lines of a cell by this factor.
ROOM = 1.2
# So many lines in every cell of a band are rows: no text wraps as often in all columns.
MANY = 4
MAX_BANDS, MAX_PIECES = 200, 4000
Span = tuple[float, float]


def banded(rules: Sequence[Rule], pieces: Sequence[Piece]) -> list[tuple[list[float], list[float]]]:
    """The places of the upright and of the horizontal borders of each table, rising."""
    found = []
    for sides, heights in _groups(rules):
        inside = [
            piece
            for piece in pieces
            if sides[0] - SAME <= piece.x <= sides[1] and heights[0] < piece.y < heights[-1]
        ]
        if inside and len(inside) <= MAX_PIECES:
            found += _tables(sides, heights, inside)
    return found


def _groups(rules: Sequence[Rule]) -> list[tuple[Span, list[float]]]:
    """The heights of rules that begin and end at the same places."""
    groups: list[tuple[Span, list[float]]] = []
    for rule in sorted(rules, key=lambda rule: rule.y0):
        for sides, heights in groups:
            if abs(sides[0] - rule.x0) <= SAME and abs(sides[1] - rule.x1) <= SAME:
                if rule.y0 - heights[-1] > CLOSE:
                    heights.append(rule.y0)
                break
        else:
            groups.append(((rule.x0, rule.x1), [rule.y0]))
    return [(sides, heights) for sides, heights in groups if 2 < len(heights) <= MAX_BANDS]


def _tables(
    sides: Span, heights: Sequence[float], pieces: Sequence[Piece]
) -> list[tuple[list[float], list[float]]]:
    """Bands that share an empty strip are a table."""
    found: list[tuple[list[float], list[float]]] = []
    bands: list[tuple[Span, list[Piece]]] = []
    for span in pairwise(heights):
        band = [piece for piece in pieces if span[0] < piece.y + 0.3 * piece.size < span[1]]
        together = [piece for _, before in bands for piece in before] + band
        if bands and (not band or not _strips(together)):
            found += _table(sides, bands)
            bands = []
        if band and _strips(band):
            bands.append((span, band))
    return found + _table(sides, bands)


def _table(
    sides: Span, bands: Sequence[tuple[Span, list[Piece]]]
) -> list[tuple[list[float], list[float]]]:
    if len(bands) < 2:
        return []
    strips = _strips([piece for _, band in bands for piece in band])
    heights = [bands[0][0][0]]
    for (_, top), band in bands:
        heights += [*_between_rows(band, strips, few=len(bands) == 2), top]
    return [([sides[0], *strips, sides[1]], heights)]


def _strips(pieces: Sequence[Piece]) -> list[float]:
    """The middles of the strips that no piece covers."""
    least = STRIP if len(rows_of(pieces)) > 1 else STRIP_IN_LINE
    strips = []
    end = None
    for piece in sorted(pieces, key=lambda piece: piece.x):
        if end is not None and piece.x - end >= least * piece.size:
            strips.append((end + piece.x) / 2)
        end = max(piece.end - piece.spacing, end if end is not None else piece.end)
    return strips


def _between_rows(pieces: Sequence[Piece], strips: Sequence[float], *, few: bool) -> list[float]:
    """The heights, rising, that separate rows between two rules. `few`: the table has only one rule
    within, that under its heads."""
    rows = rows_of(pieces)
    steps = [upper[0].y - lower[0].y for upper, lower in pairwise(rows)]
    if not steps:
        return []
    columns = _columns(pieces, strips)
    if all(len(column) == len(rows) for column in columns):
        whole = len(rows) >= MANY or not any(_wraps(*two) for two in pairwise(columns[0]))
        begins = [whole] * len(steps)
    elif few and max(steps) > ROOM * min(steps):
        begins = [step > ROOM * min(steps) for step in steps]
    else:
        begins = [few and any(piece.x < strips[0] for piece in lower) for lower in rows[1:]]
    return sorted(
        upper[0].y - 0.25 * max(piece.size for piece in upper)
        for upper, begin in zip(rows[:-1], begins, strict=True)
        if begin
    )


def _columns(pieces: Sequence[Piece], strips: Sequence[float]) -> list[list[list[Piece]]]:
    """The lines of each column that has text."""
    columns: list[list[Piece]] = [[] for _ in range(len(strips) + 1)]
    for piece in pieces:
        columns[sum(piece.x >= strip for strip in strips)].append(piece)
    return [rows_of(column) for column in columns if column]


def _wraps(upper: Sequence[Piece], lower: Sequence[Piece]) -> bool:
    """Is the second line of a cell shorter, as the rest of a text that wraps?"""
    widths = [
        max(piece.end for piece in line) - min(piece.x for piece in line) for line in (upper, lower)
    ]
    return widths[1] < widths[0] - 0.5 * upper[0].size
