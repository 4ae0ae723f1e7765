"""A month, some months, a quarter or a half of a year as the period of a report (2026年第一季度学习工作通报,
2024年7月—9月)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from kb.model import Period
from kb.structure.judgement import Confidence
from kb.structure.years import FoundPeriod

# Some months of one year, or of one and the next: 2024年7月—9月, 2024年11月至2025年1月.
_DASH = r"\s?(?:-{1,3}|—{1,2}|–|~|～|至|到)\s?"
_MONTHS = (
    rf"(?P<from>\d{{1,2}})\s?月?份?{_DASH}(?:(?P<to_year>(?:19|20)\d\d)年)?"
    r"(?P<to>\d{1,2})\s?月(?![\d底初中上下旬])份?"
)
_SPAN = re.compile(
    rf"(?P<year>(?:19|20)\d\d)\s?年度?\s?(?:{_MONTHS}|"
    r"第?(?P<quarter>[一二三四1-4])季度?(?![一-鿿]?度?末)|(?P<half>[上下])半年"
    r"|(?P<month>\d{1,2})月份?(?![\d末底初中上下旬日至到—~-]))"
)
_MONTHS_ALONE = re.compile(rf"[（(【\[]?(?:19|20)\d\d\s?年\s?{_MONTHS}[）)】\]]?")
# Longer ones are no time of learning.
_MOST_MONTHS = 12
# What is planned for a span is not reported of it.
_PLANS = re.compile(r"计划|安排|方案|要点|预告|部署|通知$")
_QUARTERS = "一二三四"


def is_months_line(text: str) -> bool:
    """Is a line nothing but some months of a year, perhaps in brackets: （2024年7月—9月）?"""
    return _MONTHS_ALONE.fullmatch(text.strip()) is not None


def stated_span(lines: Iterable[str]) -> FoundPeriod | None:
    """The span that a title or a line under it states with its year; None when none does."""
    for line in lines:
        match = _SPAN.search(line)
        if match is None or _PLANS.search(line) or (period := _period(match)) is None:
            continue
        return FoundPeriod(period, Confidence.MEDIUM, f"标题写有“{match.group()}”")
    return None


def _period(match: re.Match[str]) -> Period | None:
    """From the first to the last day of a span; None when there are no such months."""
    year = int(match["year"])
    if match["from"]:
        last_year = int(match["to_year"] or year)
        first, last = int(match["from"]), int(match["to"])
        months = 12 * (last_year - year) + last - first + 1
        if not (1 <= first <= 12 and 1 <= last <= 12 and 1 <= months <= _MOST_MONTHS):
            return None
    else:
        if (found := _months(match)) is None:
            return None
        (first, last), last_year = found, year
    return Period(date(year, first, 1), date(last_year, last, monthrange(last_year, last)[1]))


def _months(match: re.Match[str]) -> tuple[int, int] | None:
    """The first and the last month of a span; None when there is no such month."""
    if quarter := match["quarter"]:
        number = _QUARTERS.find(quarter) + 1 or int(quarter)
        return 3 * number - 2, 3 * number
    if half := match["half"]:
        return (1, 6) if half == "上" else (7, 12)
    month = int(match["month"])
    return (month, month) if 1 <= month <= 12 else None
