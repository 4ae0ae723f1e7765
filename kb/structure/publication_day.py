"""The day on which a bulletin was published, by its imprint or by a day alone under its title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from kb.structure.days import PAPERS_DAY, days_in, is_period_line, plain_digits

PUBLISHED = re.compile(
    r"发布|编印|印发|发表|更新|来源|作者|编辑|责编|办公室|编发|供稿|点击|浏览|阅读|字号|出版|版次|撰写|发稿|主办"
)


def published_day(lines: Iterable[str]) -> date | None:
    """The day of publication that a line of imprint states, with its year; None if none does."""
    for line in map(plain_digits, lines):
        if not (PUBLISHED.search(line) or PAPERS_DAY.match(line)):
            continue
        for days in days_in(line):
            if days.year and not days.is_range and (period := days.in_year(days.year)):
                return period.start
    return None


def day_alone(lines: Sequence[str]) -> date | None:
    """The day that stands alone under the title, with its year."""
    for line in lines:
        days = next(days_in(line, loose=True), None) if is_period_line(line) else None
        if days and days.year and not days.is_range and (period := days.in_year(days.year)):
            return period.start
    return None
