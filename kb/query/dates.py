"""Spans of days as people type them: 2018, 2018-07, 2018年7月, 2018-07-02, 2018-07..2018-09."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_DATE = re.compile(r"(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?")
_TO = re.compile(r"\.{2,3}|~|至|到|…")


def parse_span(text: str) -> tuple[date | None, date | None]:
    """First and last day of a span; None for an open end. ValueError when the text is not a span."""
    parts = _TO.split(text.strip())
    if len(parts) == 1:
        return _first(parts[0]), _last(parts[0])
    if len(parts) != 2 or not any(parts):
        raise ValueError(text)
    start = _first(parts[0]) if parts[0] else None
    end = _last(parts[1]) if parts[1] else None
    if start and end and end < start:
        raise ValueError(text)
    return start, end


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    year, month, day = (int(g) if g else None for g in match.groups())
    assert year is not None
    return year, month, day


def _first(text: str) -> date:
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def _last(text: str) -> date:
    year, month, day = _parts(text)
    if month is None:
        return date(year, 12, 31)
    return date(year, month, day or monthrange(year, month)[1])
