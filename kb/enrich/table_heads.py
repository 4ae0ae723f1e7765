"""The heads of the columns of a table that stands row by row in the text of an entry."""

from __future__ import annotations

import re

CELLS = " | "
_DIGIT = re.compile(r"[0-9０-９]")


def column_head(text: str, at: int) -> str:
    """The head of the column in which a place of a text stands; "" outside tables and in the heads.

    The first row holds heads, and rows without a figure behind it: of a merged cell and those below
    it both are given (一季度签约).
    """
    if CELLS not in text:
        return ""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    row = text[start : end if end >= 0 else len(text)]
    cells = row.count(CELLS)
    rows: list[str] = []
    for line in reversed(text[: max(start - 1, 0)].split("\n")):
        if not cells or line.count(CELLS) != cells:
            break
        rows.append(line)
    column = text.count(CELLS, start, at)
    heads: list[str] = []
    for line in reversed(rows):
        head = line.split(CELLS)[column].strip()
        if heads and (_DIGIT.search(line) or "。" in line):
            break
        if head not in heads:
            heads.append(head)
    return "".join(heads)
