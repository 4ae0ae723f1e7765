"""Tables on slides: how wide the columns are, and which rows fit one slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.exports.text_box import Box, lines_of, width_of
from kb.text import Table, lines_and_tables

# Inner margins of a cell, in points: left and right, top and bottom.
_SIDES, _ENDS = 15.0, 8.0
# A column has at least this share of an equal one, and no more than this many ems count for it.
_LEAST, _WIDEST = 0.5, 24.0
# Tables with more columns are shown as lines.
_COLUMNS = 8

Rows = list[tuple[str, ...]]


def widths_for(rows: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """The shares of the columns by their widest cells; together they are one."""
    columns = zip(*rows, strict=True)
    wide = [max(min(width_of(cell), _WIDEST) for cell in column) for column in columns]
    least = _LEAST * sum(wide) / len(wide)
    kept = [max(one, least, 1.0) for one in wide]
    return tuple(one / sum(kept) for one in kept)


def pages(rows: Sequence[tuple[str, ...]], widths: Sequence[float], box: Box) -> Iterator[Rows]:
    """Rows in groups whose height fits the box."""
    page: Rows = []
    used = 0.0
    for row in rows:
        height = _height(row, widths, box)
        if page and used + height > box.height:
            yield page
            page, used = [], 0.0
        page.append(row)
        used += height
    if page:
        yield page


def _height(row: Sequence[str], widths: Sequence[float], box: Box) -> float:
    high = max(
        lines_of(text, Box(box.width * share - _SIDES, box.height, box.size))
        for text, share in zip(row, widths, strict=True)
    )
    return high * box.pitch + _ENDS


def runs_of(text: str, box: Box) -> list[str | tuple[Rows, bool]]:
    """A text as runs of lines, and tables as (rows, whether the first is a head). What is too wide
    for a slide, or has a row that is too high for one, stays lines."""
    runs: list[str | tuple[Rows, bool]] = []
    for part in lines_and_tables(text):
        if isinstance(part, Table):
            rows = [tuple(text[a:b] for a, b in row) for row in part.rows]
            widths = widths_for(rows)
            if len(widths) <= _COLUMNS and all(_height(r, widths, box) <= box.height for r in rows):
                runs.append((rows, part.has_head))
                continue
        line = text[slice(*part.span)]
        last = runs[-1] if runs else None
        if isinstance(last, str):
            runs[-1] = f"{last}\n{line}"
        else:
            runs.append(line)
    return [run for run in runs if not isinstance(run, str) or run.strip()]
