"""The short fields (author, branch) that stand in lines of their own between a headline and its day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.readers.html.page_dates import day_in
from kb.readers.html.page_lines import Line

# How many fields may stand between headline and day, and how long each is at most.
_FIELDS, _LONGEST = 3, 8
# How programs tell the day of what is new, at the end of a row: 某某手机台 · 3天前.
_AGO = re.compile(r"(?:\d{1,2}\s?(?:分钟|小时|天|周|个月)前|昨天|前天)(?:\s?\d{1,2}:\d{2})?$")
_LAST = 12


def is_dated_below(lines: Sequence[Line], n: int, first_text: int) -> bool:
    """Does the day stand below a line, perhaps behind fields of their own (author, branch)?"""
    for m in range(n + 1, min(n + 2 + _FIELDS, first_text)):
        if day_in(lines[m].text) or _AGO.search(lines[m].text[-_LAST:]):
            return True
        if m > n + 1 and not (_is_field(lines[m - 1]) and _is_field(lines[m])):
            return False
    return False


def _is_field(line: Line) -> bool:
    return len(line.text) <= _LONGEST and line.text.isalnum()


def is_field_of_row(lines: Sequence[Line], n: int) -> bool:
    """Is a line one of several fields of an element that ends in the day (廖某 | 某支行 | 2025-05-30)?"""
    around = lines[n].block.parent
    if n == 0 or not _is_field(lines[n]) or around is None:
        return False
    beside = [line for line in (lines[n - 1], *lines[n + 1 : n + 3]) if line.block.parent is around]
    above = lines[n - 1].block.parent is around and _is_field(lines[n - 1])
    return above and any(day_in(line.text) for line in beside[1:])
