"""Headings of the days of a diary and of the stops of a journey."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.structure.days import days_in, plain_digits

# No such heading has more characters.
_LONGEST = 30
_NTH_DAY = re.compile(
    r"(?:(?:学习|跟班|考察)?(?:第[一二三四五六七八九十\d]+[天日站]|[首末]站|最后一站)|day[\s.]?\d{1,2})"
    r"(?:[：: 　（(｜|·—-][^。]{0,20})?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"^(?:星期|周)[一二三四五六日天][\s　]+")
_WEATHER = re.compile(
    r"[\s　）)】]*(?:[（(]?(?:星期|周)[一二三四五六日天][）)]?)?[\s　，,]*[晴阴雨雪雾风多云小中大暴转到阵雷间\s　，,]*"
)


def is_day_heading(text: str) -> bool:
    """Is this the heading of a day in a diary or of a stop: 4月14日　星期一　晴, 第二天, 首站：某地?"""
    if len(text) > _LONGEST:
        return False
    if _NTH_DAY.fullmatch(text):
        return True
    plain = _WEEKDAY.sub("", plain_digits(text))
    first = next(days_in(plain, loose=True), None)
    return (
        first is not None
        and not plain[: first.start].strip("（(【 　")
        and bool(_WEATHER.fullmatch(plain[first.end :]))
    )


def opens_diary(lines: Sequence[str]) -> bool:
    """Is the first of these lines the day of a diary, with its text below it and other days behind that?
    A span of days, or one in brackets, says when the whole was."""
    first = lines[0]
    if not is_day_heading(first) or first[0] in "（(【":
        return False
    days = next(days_in(plain_digits(first), loose=True), None)
    return not (days and days.is_range) and any(map(is_day_heading, lines[2:]))
