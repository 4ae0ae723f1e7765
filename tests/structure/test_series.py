"""Series and issue, from the title."""

from __future__ import annotations

import pytest

from kb.structure.series import series_and_issue


@pytest.mark.parametrize(
    ("title", "subtitle", "series", "issue"),
    [
        ("全市农商银行跟班学习活动第二周纪实", "", "全市农商银行跟班学习活动", "第二周"),
        ("跟班学习活动简报（第 12 期）", "", "跟班学习活动简报", "第12期"),
        ("第3期 学习简报", "", "学习简报", "第3期"),
        ("学习简报", "总第二十一期", "学习简报", "总第二十一期"),
        ("跟班学习活动第四周简报（青枫专题）", "", "跟班学习活动", "第四周"),
        ("学习简报", "7月2日", "", ""),
        ("走访纪实", "", "", ""),
    ],
)
def test_series_and_issue(title: str, subtitle: str, series: str, issue: str) -> None:
    assert series_and_issue(title, subtitle) == (series, issue)
