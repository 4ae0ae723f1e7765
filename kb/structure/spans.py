"""A month, a quarter or a half of a year as the period of a report (2026年第一季度学习工作通报)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from kb.model import Period
from kb.structure.judgement import Confidence
from kb.structure.years import FoundPeriod

_SPAN = re.compile(
    r"(?P<year>(?:19|20)\d\d)年度?(?:第?(?P<quarter>[一二三四1-4])季度?(?![一-鿿]?度?末)|(?P<half>[上下])半年"
    r"|(?P<month>\d{1,2})月份?(?![\d末底初中上下旬日至到—~-]))"
)
# What is planned for a span is not reported of it.
_PLANS = re.compile(r"计划|安排|方案|要点|预告|部署|通知$")
_QUARTERS = "一二三四"


def stated_span(lines: Iterable[str]) -> FoundPeriod | None:
    """The span that a title or a line under it states with its year; None when none does."""
    for line in lines:
        match = _SPAN.search(line)
        if match is None or _PLANS.search(line) or (months := _months(match)) is None:
            continue
        (first, last), year = months, int(match["year"])
        period = Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
        return FoundPeriod(period, Confidence.MEDIUM, f"标题写有“{match.group()}”")
    return None


def _months(match: re.Match[str]) -> tuple[int, int] | None:
    """The first and the last month of a span; None when there is no such month."""
    if quarter := match["quarter"]:
        number = _QUARTERS.find(quarter) + 1 or int(quarter)
        return 3 * number - 2, 3 * number
    if half := match["half"]:
        return (1, 6) if half == "上" else (7, 12)
    month = int(match["month"])
    return (month, month) if 1 <= month <= 12 else None
