"""The year of a period that states none."""

from __future__ import annotations

from datetime import date

import pytest

from kb.model import Period
from kb.structure.period import Texts, judge_period
from tests.builders import TODAY
from tests.structure.periods import days, period


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("(2018年7月2日--6日)", "2018-07-02", "2018-07-06"),
        ("2018年7月2日至2018年7月6日", "2018-07-02", "2018-07-06"),
        ("2018.7.2-7.6", "2018-07-02", "2018-07-06"),
        ("2018/07/02~2018/07/06", "2018-07-02", "2018-07-06"),
        ("2018-07-02 至 2018-07-06", "2018-07-02", "2018-07-06"),
        ("２０１８年７月２日—６日", "2018-07-02", "2018-07-06"),
        ("（2018年7月30日—8月3日）", "2018-07-30", "2018-08-03"),
        ("2018年12月31日至2019年1月4日", "2018-12-31", "2019-01-04"),
        ("2018年12月31日至1月4日", "2018-12-31", "2019-01-04"),
        ("12月31日至2019年1月4日", "2018-12-31", "2019-01-04"),
        ("时间：2018年7月2日", "2018-07-02", "2018-07-02"),
    ],
)
def test_a_year_that_is_stated(line: str, start: str, end: str) -> None:
    found = period(line)
    assert days(found) == (start, end)
    assert found == Period(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("line", "text", "start", "end"),
    [
        # 2 to 6 July is a working week in 2018, and 2017 is mentioned as past.
        ("(7月2日--6日)", "实施期限为2014至2017年底", "2018-07-02", "2018-07-06"),
        # Over the end of a month and of a year.
        ("7月30日-8月3日", "2017年末", "2018-07-30", "2018-08-03"),
        ("12月31日—1月4日", "2018年末，2019年开门红", "2018-12-31", "2019-01-04"),
        # Only the weekdays are known: the latest year that fits.
        ("11月3日--7日", "", "2025-11-03", "2025-11-07"),
        # Plans for next year are mentioned too.
        ("12月22日--26日", "2024年末，2025年，2026年计划", "2025-12-22", "2025-12-26"),
    ],
)
def test_a_year_that_is_inferred_says_from_what(line: str, text: str, start: str, end: str) -> None:
    found = period(line, text)
    assert days(found) == (start, end)
    assert found is not None
    assert found.year_inferred
    assert f"{start[:4]} 年的" in found.evidence
    assert "周一至周五" in found.evidence


def test_a_year_in_the_name_of_the_file() -> None:
    found = period("(7月2日--6日)", "2020年", name="2018年第二周纪实")
    assert found == Period(date(2018, 7, 2), date(2018, 7, 6), True, "文件名写有 2018")
    # A date written as eight digits says it too.
    for name in (
        "cb1d537a88d8e0c3b0d5b1315c08b533ca5ad0741c1a84b22baa5c1906b2eb0a",
        "IMG1987a", "第1999期", "档案号20190101234567", "2201",
    ):  # fmt: skip
        inferred = period("7月2日--6日", name=name)
        assert inferred
        assert "文件名" not in (inferred.evidence or "")
    assert period("7月2日--6日", name="简报20180706") == Period(
        date(2018, 7, 2), date(2018, 7, 6), True, "文件名写有 2018"
    )


def test_the_year_the_editor_gives_settles_it() -> None:
    assert period("(7月2日--6日)", "2017年", year=2019) == Period(
        date(2019, 7, 2), date(2019, 7, 6)
    )
    assert period("2018年12月31日至1月4日", year=2020) == Period(
        date(2020, 12, 31), date(2021, 1, 4)
    )
    assert period("2月29日", year=2019) is None


def test_weekdays_that_do_not_fit_are_said_so() -> None:
    found = period("7月1日至31日", "2017年")
    assert found is not None
    assert "请核对" in found.evidence


def test_the_weekday_before_the_days_tells_the_year() -> None:
    found = period("", "上周三、周四（9月11日、12日），我们到柳湾农商银行学习。")
    assert days(found) == ("2024-09-11", "2024-09-12")


def test_a_year_of_long_ago_is_not_that_of_the_visit() -> None:
    text = "6月5日，我们走进柳湾农商银行采访。2015年，三家大户出险。从那以后，单户不再新增。"
    found = period("", text)
    assert found is not None
    assert found.start.year > 2020


@pytest.mark.parametrize("visit", ["跟学一周", "跟班学习", "问道零售", "考察", "蹲点"])
def test_a_visit_of_last_year_told_in_the_new_one(visit: str) -> None:
    body = f"去年12月18日到22日，外拓团队在岷江源农商银行{visit}。"
    found = judge_period(Texts((), body, ""), year=None, today=TODAY, published=date(2024, 1, 3))
    assert found
    assert (str(found.period.start), str(found.period.end)) == ("2023-12-18", "2023-12-22")


def test_the_evidence_of_an_inferred_year_says_where_the_days_stand() -> None:
    """“确定 发布日期为 2026-04-27” alone read as if that day were the period."""
    text = "4月20日至24日，我行组织15名客户经理赴柳湾农商银行跟班学习。"
    found = judge_period(Texts((), text, ""), year=None, today=TODAY, published=date(2018, 4, 27))
    assert found is not None
    assert found.evidence == "正文开头写有“4月20日至24日”，年份推断：发布日期为 2018-04-27"
    assert found.period.evidence == "发布日期为 2018-04-27"


@pytest.mark.parametrize(
    "words",
    ["去年12月28日至今年1月4日", "上年12月28日到本年1月4日", "2025年12月28日至次年1月4日"],
)
def test_the_second_day_names_its_year_by_the_first(words: str) -> None:
    body = f"{words}，总行监事长带队到莲塘农商银行考察学习旺季营销工作。"
    texts = Texts((), body, "简报", ("编印时间：2026年1月9日",))
    found = judge_period(texts, year=None, today=TODAY)
    assert days(found.period if found else None) == ("2025-12-28", "2026-01-04")


def test_the_weekdays_of_a_third_of_a_month_tell_no_year() -> None:
    body = "10月下旬，我行选派中层干部赴云和坪农商银行跟班学习。"
    found = judge_period(Texts((), body, "简报"), year=None, today=TODAY)
    assert days(found.period if found else None) == ("2026-10-21", "2026-10-31")
    assert found is not None
    assert "周" not in found.evidence


def test_figures_of_the_month_before_tell_the_year() -> None:
    text = "系统于2022年10月投产，至2025年9月末累计放款4.1万笔。"
    assert days(period("时间：十月二十一日至二十五日", text)) == ("2025-10-21", "2025-10-25")


def test_the_number_of_a_paper_tells_the_year() -> None:
    lines = ("赴柳湾农商银行学习", "石坝农商发〔2024〕36号")
    found = judge_period(
        Texts(lines, "9月9日至11日，五人到柳湾农商银行学习。", "简报"), year=None, today=TODAY
    )
    assert found is not None
    assert days(found.period) == ("2024-09-09", "2024-09-11")
    assert "文号写有 2024 年" in found.evidence


def test_the_number_of_a_paper_for_days_to_come_tells_no_year() -> None:
    lines = ("赴柳湾农商银行学习", "石坝农商发〔2026〕36号")
    found = judge_period(
        Texts(lines, "12月9日至11日，五人到柳湾农商银行学习。", "简报"), year=None, today=TODAY
    )
    assert found is not None
    assert found.period.start.year < 2026


def test_the_result_of_a_whole_year_is_told_in_the_next_one() -> None:
    text = "5月20日，五人到柳湾农商银行座谈。2025年全行清收1.05亿元，超额完成任务。今年的目标是1.2亿元。"
    found = judge_period(
        Texts(("赴柳湾农商银行座谈",), text, "简报"), year=None, today=date(2026, 11, 1)
    )
    assert found is not None
    assert days(found.period) == ("2026-05-20", "2026-05-20")
