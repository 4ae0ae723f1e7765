"""The days of several visits, one line a visit."""

from __future__ import annotations

import pytest

from kb.structure.stated_days import days_by_visit


@pytest.mark.parametrize(
    "lines",
    [
        ["学习时间：9月1日至3日", "学习时间：9月15日至19日"],
        ["（9月1日—5日　第一小组）", "（9月15日—19日　第二小组）"],
        ["甲农商银行 | 9月1日—5日 | 三看一算", "乙农商银行 | 9月15日—19日 | 员工家访"],
        ["（9月15日至19日）", "（9月1日至3日）"],
        ["跟班时间：9月1日", "跟班时间：9月19日"],
        ["第一批  赴甲农商银行（9月1日至5日）", "第二批  赴乙农商银行（9月15日至19日）"],
    ],
)
def test_from_the_first_day_to_the_last(lines: list[str]) -> None:
    found = days_by_visit(lines)
    assert found
    assert (found.first, found.last) == ((9, 1), (9, 19))


@pytest.mark.parametrize(
    "lines",
    [
        ["学习时间：9月1日至3日"],
        ["（9月1日—5日）", "（12月15日—19日）"],  # further apart than an issue lasts
        ["（9月1日）", "（9月19日）"],
        ["第一批  赴甲农商银行（9月1日至5日）", "余额（9月15日至19日）"],
        ["指标 | 9月1日 | 9月30日", "余额 | 3亿 | 5亿"],
        [],
    ],
)
def test_days_of_one_visit_or_of_none(lines: list[str]) -> None:
    assert days_by_visit(lines) is None
