"""The tables of Markdown, written with pipes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_DELIMITER = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_PIPE = re.compile(r"\\.|\|", re.DOTALL)


def split(lines: Sequence[str]) -> tuple[Sequence[str], list[list[str]]]:
    """The lines of a paragraph before its table, and the rows of the table, without the line under
    its heads. No rows when there is no table.

    A table has a delimiter line under its heads (GitHub Flavored Markdown, 4.10), or a pipe at the
    beginning and the end of each line.
    """
    for at in range(1, len(lines)):
        if "|" in lines[at] and "|" in lines[at - 1] and _DELIMITER.match(lines[at]):
            rows = [lines[at - 1], *lines[at + 1 :]]
            return lines[: at - 1], [_cells(row) for row in rows]
    if all(len(line) > 1 and line[0] == line[-1] == "|" for line in lines):
        return (), [_cells(line) for line in lines]
    return lines, []


def _cells(row: str) -> list[str]:
    pipes = [match.start() for match in _PIPE.finditer(row) if match[0] == "|"]
    bounds = [-1, *pipes, len(row)]
    cells = [row[a + 1 : b].strip() for a, b in pairwise(bounds)]
    if row.startswith("|"):
        cells = cells[1:]
    if pipes and pipes[-1] == len(row) - 1:
        cells = cells[:-1]
    return cells
