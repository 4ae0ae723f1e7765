"""The day of publication."""

from __future__ import annotations

from datetime import date

import pytest

from kb.structure.publication_day import published_day, tells_publication


@pytest.mark.parametrize(
    "line",
    [
        "云泽农信 2025年3月4日 18:05",
        "原创 小陈 云泽微银行 2025年03月04日 08:30 江西",
        "云泽信合 2025-03-04 08:30 发表于湖南",
        "云泽农商行 2025/03/04 08:30:12 已编辑",
        "2025-3-4 8:05",
    ],
)
def test_the_head_of_a_public_account_states_the_day(line: str) -> None:
    assert published_day([line]) == date(2025, 3, 4)


@pytest.mark.parametrize(
    "line",
    [
        "会议时间：2025年3月4日 18:05",
        "2025年3月4日 08:30-11:30",
        "2025年3月4日 08:30 至 11:30",
        "2025年3月4日，08:30的晨会刚开完。",
    ],
)
def test_the_hour_of_a_meeting_is_not_that_of_publication(line: str) -> None:
    assert not tells_publication(line)
    assert published_day([line]) is None


@pytest.mark.parametrize(
    "line",
    [
        "（人力资源部二〇二五年三月四日印）",
        "2025年3月4日编",
        "签发日期：2025年3月4日",
        "提交日期：2025/03/04",
        "拟稿时间：2025年3月4日",
        "（写于2025年3月4日）",
        "2025年3月4日定稿",
    ],
)
def test_when_a_paper_was_made_is_no_day_of_the_visit(line: str) -> None:
    assert published_day([line]) == date(2025, 3, 4)
