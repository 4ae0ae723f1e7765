"""The days a bulletin reports on, and how sure its year is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Period
from kb.structure.period import Texts, is_period_line, judge_period
from tests.builders import TODAY, mixed_text, structured
from tests.structure.periods import days, find_period, period


def test_the_head_counts_for_more_than_the_text() -> None:
    text = "2016年1月1日至5日是假期。"
    assert days(period("2018年7月2日--6日", text)) == ("2018-07-02", "2018-07-06")
    assert days(find_period(["第二周纪实"], text, "x", year=None, today=TODAY)) == (
        "2016-01-01",
        "2016-01-05",
    )


def test_no_date_no_period() -> None:
    assert period("第二周纪实", "整村授信3.5亿元，1-5户。") is None
    assert period("2018年2月30日") is None
    assert period("", "") is None


@pytest.mark.parametrize(
    "line",
    ["(7月2日--6日)", "（2018年7月2日—6日）", "2018.7.2-7.6", "时间： 7月2日至7月6日", "7月2日"],
)
def test_a_line_that_is_nothing_but_dates(line: str) -> None:
    assert is_period_line(line)


@pytest.mark.parametrize("line", ["7月2日到临海农商银行", "1.2", "3-5", "第二周", "", "2018年"])
def test_a_line_that_is_more_or_less(line: str) -> None:
    assert not is_period_line(line)


@given(st.dates(date(2000, 1, 1), TODAY), st.integers(0, 20))
def test_whatever_is_stated_is_found(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    for line in (
        f"{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日",
        f"（{start:%Y.%m.%d}—{end:%Y.%m.%d}）",
    ):
        assert period(line) == Period(start, end)


@given(mixed_text, st.sampled_from([None, 1999, 2018]))
def test_any_text_has_a_period_or_none(text: str, year: int | None) -> None:
    found = find_period([text[:20]], text, text[20:30], year=year, today=TODAY)
    assert found is None or found.start <= found.end


@pytest.mark.parametrize(
    "line",
    ["2025年9月15日", "（2025年9月15日）", "2025-09-15", "2025.9.15", "2025年9月15日　星期一"],
)
def test_a_text_counts_from_the_day_under_the_title(line: str) -> None:
    text = "上周，我行选派六人到该行跟班学习。\n他们把流程压到两天。"
    found = judge_period(Texts([line], text, "简报"), year=None, today=TODAY)
    assert found
    assert days(found.period) == ("2025-09-08", "2025-09-12")
    still = judge_period(Texts([line], "学员在该行跟班学习。", "简报"), year=None, today=TODAY)
    assert still
    assert days(still.period) == ("2025-09-15", "2025-09-15")


def test_who_came_to_a_bank_counts_the_days_since() -> None:
    text = "我和小陆、老温三个人2025年10月8日到龙须沟农商行，今天是第四天，先把情况报告如下。"
    assert days(period("汇报", text)) == ("2025-10-08", "2025-10-11")


def test_the_day_of_an_interview_is_the_period() -> None:
    found = period("2024年", "3月11日下午，我和刘工在汀州农商银行访谈了零售业务部总经理。")
    assert days(found) == ("2024-03-11", "2024-03-11")


@pytest.mark.parametrize(
    ("line", "text", "start", "end"),
    [
        ("（2025年3月20日印）", "学员三月三日入班，三月十四日结业。", "2025-03-03", "2025-03-14"),
        ("2025年4月2日编", "学员3月10日开营，3月21日结营。", "2025-03-10", "2025-03-21"),
        ("", "2025年本周（4.14—4.18）在柳湾农商银行跟班。", "2025-04-14", "2025-04-18"),
        ("2025年", "元月6日动身，10日返程，住在柳湾农商银行。", "2025-01-06", "2025-01-10"),
        ("20250414—0418", "柳湾", "2025-04-14", "2025-04-18"),
        ("20250414-20250418", "柳湾", "2025-04-14", "2025-04-18"),
    ],
)
def test_days_of_other_forms(line: str, text: str, start: str, end: str) -> None:
    assert days(find_period([line], text, "简报", year=None, today=TODAY)) == (start, end)


def test_a_letter_is_of_the_day_it_was_written() -> None:
    lines = (
        "尊敬的何行长：",
        "您好！到垅田农商银行跟班已经第三周了，带我的师傅姓车。",
        "此致",
        "敬礼！",
    )
    found = structured(*lines, "学员：云想衣", "2025年3月21日").bulletin.period
    assert found
    assert found.start == found.end == date(2025, 3, 21)
