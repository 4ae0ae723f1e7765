"""Headings of the days of a diary and of the stops of a journey."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.structure.bank_names import SUFFIX
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
# The bank where a day was spent, behind it: 4月8日　某农商银行.
_AT_BANK = re.compile(
    rf"[\s　：:—·|｜-]{{1,3}}(?:[在到赴访]|走进|考察|参观)?[一-鿿]{{2,8}}{SUFFIX}(?:[一-鿿]{{1,4}}支行|营业部)?"
)


def is_day_heading(text: str) -> bool:
    """Is this the heading of a day in a diary or of a stop: 4月14日　星期一　晴, 第二天, 首站：某地?"""
    if len(text) > _LONGEST:
        return False
    if _NTH_DAY.fullmatch(text):
        return True
    behind = _behind_day(text)
    return behind is not None and _WEATHER.fullmatch(behind) is not None


def is_day_at_bank(text: str) -> bool:
    """Is this a day and the bank where it was spent: 4月8日　某农商银行? Alone it may sign a text."""
    behind = _behind_day(text) if len(text) <= _LONGEST else None
    return behind is not None and _AT_BANK.fullmatch(behind) is not None


def _behind_day(text: str) -> str | None:
    """What stands behind the day that opens a line; None where none does."""
    plain = _WEEKDAY.sub("", plain_digits(text))
    first = next(days_in(plain, loose=True), None)
    opens = first and not plain[: first.start].strip("（(【 　")
    return plain[first.end :] if first and opens else None


def opens_diary(lines: Sequence[str]) -> bool:
    """Is the first of these lines the day of a diary, with its text below it and other days behind that?
    A span of days, or one in brackets, says when the whole was."""
    first = lines[0]
    if is_day_at_bank(first):
        return any(map(is_day_at_bank, lines[2:]))
    if not is_day_heading(first) or first[0] in "（(【":
        return False
    days = next(days_in(plain_digits(first), loose=True), None)
    return not (days and days.is_range) and any(map(is_day_heading, lines[2:]))
