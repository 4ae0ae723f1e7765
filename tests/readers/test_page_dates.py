"""The day that a page states."""

from __future__ import annotations

from datetime import date

import pytest

from kb.readers.html.page_dates import day_in


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
