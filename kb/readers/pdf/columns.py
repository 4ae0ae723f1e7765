"""Pages set in columns: read one column after the other."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from kb.readers.pdf.geometry import PageText, Piece
from kb.readers.pdf.lines import Line, lines_of_pieces, rows_of, segments_of

# The number of lines on each side that make columns, and of characters in each: a table has fewer.
MIN_LINES = 5
MIN_CHARACTERS = 8
# The share of lines that may run across the gap: headlines.
MAX_ACROSS = 0.3
# Where between the sides of the text a gap may be, how many places are tried, and how many times a
# column may be split again.
FIRST, LAST, STEPS, DEPTH = 0.2, 0.8, 60, 2
# In ems: pieces closer than this on both sides of a gap are one line across it.
CLOSE = 0.8
# In ems: the most from one line of a paragraph to the next.
LEADING = 2.2
# To whom a paper goes, and who made it: a line that stands below all columns.
_FOOT = re.compile(
    r"(?:主\s*送|报\s*送|抄\s*送|抄\s*报|分\s*送|发\s*送|报|送|发|责任编辑|责\s*编|编\s*辑|校\s*对|签\s*发|审\s*核|联系电话|共印)\s*[:：\d]"
)
# A headline is larger than the text by this factor.
LARGER = 1.15


@dataclass(frozen=True, slots=True)
class Zone:
    """A band of a page: lines across all columns, or those of the columns, one column after the
    other as if they lay below each other (`columned`). `left` and `right` are its margins."""

    lines: tuple[Line, ...]
    columned: bool
    left: float
    right: float


def zones_of(page: PageText, rows: Sequence[Line], number: int) -> list[Zone]:
    """The zones of a page from top to bottom, none when it is not set in columns. `rows` are the
    rows of its tables."""
    segments = segments_of(page, number)
    gaps = _gaps(segments, DEPTH)
    if not gaps:
        return []
    columns = _Columns(gaps, rows)
    for row in rows_of(page.pieces):
        columns.add(sorted(row, key=lambda piece: piece.x), number)
    return columns.zones()


def _gaps(segments: Sequence[Line], depth: int) -> list[float]:
    """Where the columns are separated, from left to right."""
    if len(segments) < 2 * MIN_LINES or not depth:
        return []
    left = min(line.left for line in segments)
    right = max(line.right for line in segments)
    places = (
        left + (right - left) * (FIRST + (LAST - FIRST) * n / STEPS) for n in range(STEPS + 1)
    )
    across = {place: n for place in places if (n := _across(segments, place)) is not None}
    if not across:
        return []
    # Behind the ends of short lines few lines run across, at a gap fewest do.
    fewest = min(across.values())
    found = [place for place, n in across.items() if n == fewest]
    # The first gap; its middle is that of the places next to each other.
    step = (right - left) * (LAST - FIRST) / STEPS
    end = next(
        (n for n in range(1, len(found)) if found[n] - found[n - 1] > 1.5 * step), len(found)
    )
    gap = (found[0] + found[end - 1]) / 2
    before = [line for line in segments if line.right <= gap]
    behind = [line for line in segments if line.left >= gap]
    return [*_gaps(before, depth - 1), gap, *_gaps(behind, depth - 1)]


def _across(segments: Sequence[Line], gap: float) -> int | None:
    """How many lines run across a gap between two columns; None where there are no columns."""
    left = [line for line in segments if line.right <= gap]
    right = [line for line in segments if line.left >= gap]
    across = len(segments) - len(left) - len(right)
    if min(len(left), len(right)) < MIN_LINES or across > MAX_ACROSS * len(segments):
        return None
    if min(_mean_length(left), _mean_length(right)) < MIN_CHARACTERS:
        return None
    # Side by side, not one below the other.
    top = min(max(line.y for line in left), max(line.y for line in right))
    bottom = max(min(line.y for line in left), min(line.y for line in right))
    return across if sum(bottom <= line.y <= top for line in left) >= MIN_LINES else None


def _mean_length(lines: Sequence[Line]) -> float:
    return sum(len(line.text) for line in lines) / len(lines)


class _Columns:
    """Gathers the rows of a page into the lines of its columns, and lines across them."""

    def __init__(self, gaps: Sequence[float], tables: Iterable[Line]) -> None:
        self._gaps = gaps
        self._across: list[Line] = []
        self._columns: list[list[Line]] = [[] for _ in range(len(gaps) + 1)]
        for line in tables:
            columns = {self._column(line.left), self._column(line.right)}
            (self._columns[columns.pop()] if len(columns) == 1 else self._across).append(line)

    def add(self, row: Sequence[Piece], number: int) -> None:
        """Pieces at one height, from left to right."""
        parts: list[list[Piece]] = [[] for _ in self._columns]
        together = False
        for piece in row:
            column = self._column(piece.x)
            together = together or column != self._column(piece.end - 0.2 * piece.size)
            parts[column].append(piece)
        ends = [part for part in parts if part]
        for before, behind in pairwise(ends):
            room = behind[0].x - max(piece.end for piece in before)
            together = together or room < CLOSE * behind[0].size
        if together:
            self._across += lines_of_pieces(row, number)
            return
        for lines, part in zip(self._columns, parts, strict=True):
            lines += lines_of_pieces(part, number)

    def zones(self) -> list[Zone]:
        """The zones from top to bottom."""
        every = [*self._across, *(line for column in self._columns for line in column)]
        sides = min(line.left for line in every), max(line.right for line in every)
        starts = [_start(column) for column in self._columns]
        widths = [
            _width(column, start) for column, start in zip(self._columns, starts, strict=True)
        ]
        zones: list[Zone] = []
        # Lines across split the columns into bands.
        self._move_last_lines()
        self._move_headlines(sum(sides) / 2)
        self._move_foot()
        bounds = sorted((line.y for line in self._across), reverse=True)
        upper = float("inf")
        for lower in [*bounds, float("-inf")]:
            lines = [
                replace(
                    line, left=line.left - start + starts[0], right=line.right - start + starts[0]
                )
                for column, start in zip(self._columns, starts, strict=True)
                for line in sorted(column, key=lambda line: -line.y)
                if lower < line.y <= upper
            ]
            if lines:
                zones.append(Zone(tuple(lines), True, starts[0], starts[0] + max(widths)))
            across = tuple(line for line in self._across if line.y == lower)
            if across and lower != upper:
                zones.append(Zone(across, False, *sides))
            upper = lower
        return zones

    def _move_last_lines(self) -> None:
        """The last line of a paragraph across the columns may be short enough for the first one: no
        other column has begun at its height."""
        first, *others = self._columns
        for line in sorted(self._across, key=lambda line: -line.y):
            below = max((one.y for one in first if one.y < line.y), default=None)
            alongside = max(
                (one.y for column in others for one in column if one.y < line.y), default=None
            )
            if below is not None and alongside is not None and alongside < below - 0.6 * line.size:
                moved = next(one for one in first if one.y == below)
                if line.y - below < LEADING * line.size and moved.size == line.size:
                    first.remove(moved)
                    self._across.append(moved)

    def _move_headlines(self, middle: float) -> None:
        """A short headline of the articles below it stands in the middle of the page, alone at its
        height: within the middle column, where there are three."""
        lines = [line for column in self._columns for line in column]
        usual = Counter(round(line.size, 1) for line in lines).most_common(1)
        heights = sorted(line.y for line in (*lines, *self._across))
        for column in self._columns:
            for line in list(column):
                large = line.size >= LARGER * usual[0][0]
                centred = abs((line.left + line.right) / 2 - middle) <= line.size
                if large and centred and _is_alone(heights, line):
                    column.remove(line)
                    self._across.append(line)

    def _move_foot(self) -> None:
        """The foot of a paper below columns that are as long as each other belongs to none of them."""
        first, *others = self._columns
        lowest = min((line.y for column in others for line in column), default=float("-inf"))
        upwards = sorted(first, key=lambda line: line.y)
        foot = [*takewhile(lambda line: line.y < lowest and _FOOT.match(line.text), upwards)]
        self._columns[0] = upwards[len(foot) :]
        self._across += foot

    def _column(self, x: float) -> int:
        return sum(x >= gap for gap in self._gaps)


def _is_alone(heights: Sequence[float], line: Line) -> bool:
    """Is no other line at the height of this one?"""
    reach = line.size / 2
    return bisect_right(heights, line.y + reach) - bisect_left(heights, line.y - reach) == 1


def _start(column: Sequence[Line]) -> float:
    """Where most lines of a column begin."""
    if not column:
        return 0.0
    return float(Counter(round(line.left) for line in column).most_common(1)[0][0])


def _width(column: Sequence[Line], start: float) -> float:
    """How wide the full lines of a column are."""
    ends = sorted(line.right for line in column)
    return ends[int(0.9 * (len(ends) - 1))] - start if ends else 0.0
