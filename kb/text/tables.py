"""Tables within a text: lines of cells, one behind the other, with as many cells in each (甲 | 乙).

They are stored as lines, so that everything found in a text is found in them; here they are recognised
for being shown.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from kb.text.highlight import Span

CELLS = " | "
# What a cell that is a unit by itself begins with.
BAR = CELLS.lstrip()
_BAR = re.compile(r"(?<!\S)\|(?!\S)")
# The most characters of the head of a column.
_HEAD = 16
_NUMBER = re.compile(r"[-+约近≥≤<>]?\s*[0-9０-９][0-9０-９,，.．]*\s*[%％‰万亿元户人个件家笔天岁]*")
# What the columns of a list of labels and values are called, where they are called anything.
_LABELS = frozenset(
    "项目 内容 指标 名称 单位 机构 参加单位 序号 环节 事项 时间 姓名 类别 做法 部门".split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line outside tables, by its place in the text."""

    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """The places of the cells, row by row; `has_head` says that the first row names the columns."""

    rows: tuple[tuple[Span, ...], ...]
    has_head: bool

    @property
    def span(self) -> Span:
        """The place of the whole table in the text."""
        return self.rows[0][0][0], self.rows[-1][-1][1]


def lines_and_tables(text: str) -> Iterator[Line | Table]:
    """The lines of a text in order; two and more of as many cells are a table."""
    if CELLS not in text:
        yield from map(Line, _spans(text, "\n", 0))
        return
    lines = _spans(text, "\n", 0)
    for count, group in groupby(lines, lambda span: bars(text[slice(*span)])):
        run = list(group)
        if not count or len(run) == 1:
            yield from map(Line, run)
            continue
        rows = tuple(tuple(cell_spans(text[start:end], start)) for start, end in run)
        yield Table(rows, _has_head(tuple(tuple(text[a:b] for a, b in row) for row in rows)))


def is_head(text: str, span: Span) -> bool:
    """Does a piece of a text lie in the row that names the columns of a table?"""
    return _row_at(text, span)[1] == 0


def named_columns(text: str, span: Span) -> str:
    """What the columns are called that a piece of a table lies in: the head for a row, the label of
    the row and the head for a cell; "" outside tables with a head, and in the head itself."""
    table, number = _row_at(text, span)
    if table is None or number < 1:
        return ""
    head, row = ([text[a:b].strip() for a, b in table.rows[n]] for n in (0, number))
    places = table.rows[number]
    cells = [n for n, (a, b) in enumerate(places) if a < b and a < span[1] and b > span[0]]
    if len(cells) != 1:
        return CELLS.join(head)
    return "，".join(filter(None, (row[0], head[cells[0]]))) if cells[0] else ""


def _row_at(text: str, span: Span) -> tuple[Table | None, int]:
    """The table with a head that a piece of a text lies in, and the number of its row; -1 for none."""
    tables = _headed(text)
    at = bisect_right(tables, span[0], key=lambda table: table.span[0]) - 1
    if at < 0 or span[1] > tables[at].span[1]:
        return None, -1
    return tables[at], bisect_left(tables[at].rows, span[1], key=lambda row: row[-1][1])


@lru_cache(maxsize=16)
def _headed(text: str) -> tuple[Table, ...]:
    """The tables with a head; kept, since one sentence of a text is asked about after the other."""
    if CELLS not in text:
        return ()
    tables = (part for part in lines_and_tables(text) if isinstance(part, Table))
    return tuple(table for table in tables if table.has_head)


def bars(line: str) -> int:
    """How many bars stand between the cells of a line, 0 outside tables. Of a row whose first or last cell
    is empty, the outer blank is missing (| 石桥 | 青枫)."""
    return len(_BAR.findall(line)) if CELLS in line else 0


def cell_spans(line: str, start: int = 0) -> list[Span]:
    """The places of the cells of a line that begins at `start`, one blank beside each bar taken off."""
    found, at = [], 0
    for bar in _BAR.finditer(line) if CELLS in line else ():
        found.append((start + at, start + max(at, bar.start() - 1)))
        at = min(bar.end() + 1, len(line))
    return [*found, (start + at, start + len(line))]


def line_at(text: str, start: int) -> str:
    """The line of a text that begins at `start`."""
    end = text.find("\n", start)
    return text[start:] if end < 0 else text[start:end]


def cells_of(line: str) -> list[str]:
    """The cells of a line, without the white space around each."""
    return [line[first:last].strip() for first, last in cell_spans(line)]


def _spans(text: str, separator: str, start: int) -> list[Span]:
    found = []
    for part in text.split(separator):
        found.append((start, start + len(part)))
        start += len(part) + len(separator)
    return found


def _has_head(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Does the first row name the columns? It is short and states no number; where there are two
    columns only, it has to differ from the rows below, which else are labels with their values."""
    first, *others = (tuple(cell.strip() for cell in row) for row in rows)
    if any(len(cell) > _HEAD or _NUMBER.fullmatch(cell) for cell in first):
        return False
    if len(first) > 2:
        return True
    return first[0] in _LABELS or all(_NUMBER.fullmatch(row[1]) for row in others)
