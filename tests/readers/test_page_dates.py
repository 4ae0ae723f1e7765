"""The day that a page states."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup

from kb.readers.html.page_dates import day_in, stated_day


@pytest.mark.parametrize(
    "line",
    [
        "由 王芳创建, 最后修改于六月 12, 2025",
        "Posted on June 12, 2025 by admin",
        "Last edited: Jun 12, 2025 5:10 PM",
        "12th June, 2025",
        "12 Jun 2025",
        "2025-06-12 10:22",
    ],
)
def test_a_day_in_the_spellings_of_many_programs(line: str) -> None:
    assert day_in(line) == date(2025, 6, 12)


@pytest.mark.parametrize(
    "line", ["maybe 12, 2025", "June 2025", "一月份 12", "June 31, 2025", "marked 12, 2025"]
)
def test_what_is_no_day(line: str) -> None:
    assert day_in(line) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("发布于 25-10-31 22:15", date(2025, 10, 31)),
        ("25/10/31 08:00 来自 网页版", date(2025, 10, 31)),
        ("25-10-31", None),
        ("尺寸 12-10-31", None),
        ("热线 0791-25-10-31 22:15", None),
    ],
)
def test_a_year_of_two_digits_before_a_time_of_day(line: str, day: date | None) -> None:
    assert day_in(line) == day


@pytest.mark.parametrize("day", ["On 5 月 28, 2026", "5月 28, 2026", "28/05/2026", "28.05.2026"])
def test_days_with_the_month_before_or_behind(day: str) -> None:
    assert day_in(day) == date(2026, 5, 28)


def test_when_a_page_was_changed_is_not_when_it_was_published() -> None:
    changed = '<span>上次更新于 <time datetime="2026-06-01">2026年6月1日</time></span>'
    assert stated_day(BeautifulSoup(changed, "html.parser")) is None
    published = '<p>发布于 <time datetime="2026-05-08">5月8日</time></p>'
    assert stated_day(BeautifulSoup(changed + published, "html.parser")) == date(2026, 5, 8)
