"""Days that a page draws as a box, as on the leaf of a calendar: the day large, year and month small,
each in an element of its own (18 | 2024-05; 2024 | 05/18)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kb.readers.html.page_dates import day_in
from kb.readers.html.page_lines import Line

_PIECE = re.compile(r"[\d\s年月日./A-Za-z-]{1,20}|[一二三四五六七八九十]{1,2}月")
_YEAR, _MONTH, _DAY = (
    r"(?P<y>(?:19|20)\d\d)年?",
    r"(?P<m>1[0-2]|0?[1-9])月?",
    r"(?P<d>3[01]|[12]\d|0?[1-9])日?",
)
_BETWEEN = r"\s?[-./\s]?\s?"
_FORMS = tuple(
    re.compile(_BETWEEN.join(parts))
    for parts in (
        (_DAY, _YEAR, _MONTH),
        (_YEAR, _MONTH, _DAY),
        (_MONTH, _DAY, _YEAR),
        (_DAY, _MONTH, _YEAR),
    )
)
# The most pieces and characters of a box.
_PIECES, _LONGEST = 3, 24


def day_in_box(lines: Sequence[Line]) -> date | None:
    """The day that pieces one after the other show together; they may stand on several lines."""
    pieces = [
        text
        for line in lines
        for string in line.strings[: _PIECES + 1]
        if (text := string.strip(" \n\t\xa0"))
    ]
    for n in range(len(pieces)):
        for count in range(2, _PIECES + 1):
            some = pieces[n : n + count]
            if len(some) == count and all(map(_PIECE.fullmatch, some)) and (day := _day(some)):
                return day
    return None


def _day(pieces: Sequence[str]) -> date | None:
    text = " ".join(pieces)
    if len(text) > _LONGEST:
        return None
    for form in _FORMS:
        if match := form.fullmatch(text):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                continue
    return day_in(text) if re.search(r"[A-Za-z月]", text) else None
