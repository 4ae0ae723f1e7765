"""The days a bulletin reports on, and how sure its year is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Period
from kb.structure.period import Texts, find_period, is_period_line, judge_period
from tests.builders import TODAY, mixed_text, structured


def period(line: str, text: str = "", name: str = "简报", year: int | None = None) -> Period | None:
    return find_period([line], f"{line}\n{text}", name, year=year, today=TODAY)


def days(found: Period | None) -> tuple[str, str]:
    assert found is not None
    return found.start.isoformat(), found.end.isoformat()


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


def test_who_will_be_sent_has_not_learned_yet() -> None:
    text = "柳湾农商银行是省联社确定的第二批跟班单位，10月下旬将派出12人。"
    assert period("访谈", text) is None


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
    ("text", "start", "end"),
    [
        (
            "3月3日上午，动员会在柳湾农商银行召开，学员学习。3月7日，学员离开柳湾。",
            "03-03",
            "03-07",
        ),
        ("9月9日一早出发，9月13日傍晚返回，学员学到了很多。", "09-09", "09-13"),
        ("学习期限：自2025年6月9日起至2025年6月20日止", "06-09", "06-20"),
        ("第一批8月5日至7日赴柳湾考察，第二批8月12日至14日考察。", "08-05", "08-14"),
        ("根据12月1日会议要求，考察组于12月8日、9日到柳湾考察。", "12-08", "12-09"),
        ("10月25日，跟班学习班结业。该班10月14日开班，历时12天。", "10-14", "10-25"),
    ],
)
def test_the_first_and_the_last_day_of_a_visit(text: str, start: str, end: str) -> None:
    first, last = days(find_period([], text, "简报", year=2025, today=TODAY))
    assert (first[5:], last[5:]) == (start, end)


def test_the_visits_of_several_sections_are_one_period() -> None:
    text = "学习时间：2025年5月12日—16日\n甲的做法。\n学习时间：2025年5月19日—23日\n乙的做法。"
    assert days(find_period([], text, "简报", year=None, today=TODAY)) == (
        "2025-05-12",
        "2025-05-23",
    )


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


@pytest.mark.parametrize(
    "label",
    [
        "编印时间",
        "成稿时间",
        "刊发日期",
        "报送时间",
        "撰写时间",
        "录入时间",
        "上传时间",
        "归档日期",
        "审核时间",
    ],
)
def test_the_day_of_the_paper_is_not_that_of_the_visit(label: str) -> None:
    text = "3月9日至13日，第二组在松原农商银行跟班，跟着客户经理走访了四个村。"
    found = structured("跟班学习专刊", f"{label}：2026年3月16日", text).bulletin.period
    assert found is not None
    assert (str(found.start), str(found.end)) == ("2026-03-09", "2026-03-13")


def test_a_visit_on_the_next_day_in_a_later_section() -> None:
    story = "该行把无贷户分成六类，每类指定一个岗位负责联系，三个月补齐了七万户的联系方式。" * 5
    found = structured(
        "考察专报",
        "2026年4月13日至14日，考察组到翠屏农商银行学习。" + story,
        "4月15日，考察组到临江农商银行学习。" + story,
    ).bulletin.period
    assert found is not None
    assert (str(found.start), str(found.end)) == ("2026-04-13", "2026-04-15")


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


@pytest.mark.parametrize(
    "head",
    [
        "采访人：田野　时间：2026年4月16日",
        "访谈时间：2026年4月16日",
        "整理：田野　　时间：2026年4月16日",
        "记录：田野；时间：2026年4月16日",
        "地点：三楼 | 时间：2026年4月16日",
    ],
)
def test_the_day_of_a_conversation_is_not_that_of_the_visit(head: str) -> None:
    text = "4月13日至17日，学员在杏川农商银行跟班学习。其间与该行行长作了一次长谈。"
    found = judge_period(Texts([head], text, "专访"), year=None, today=date(2026, 5, 1))
    assert found
    assert days(found.period) == ("2026-04-13", "2026-04-17")


def test_who_came_to_a_bank_counts_the_days_since() -> None:
    text = "我和小陆、老温三个人2025年10月8日到龙须沟农商行，今天是第四天，先把情况报告如下。"
    assert days(period("汇报", text)) == ("2025-10-08", "2025-10-11")


def test_somebody_who_came_to_a_counter_is_no_visit() -> None:
    text = "2018年5月22日上午，一位老太太拿着三张存单到涑水头农商银行北寨支行取钱。"
    assert period("假存单案警示录", text) is None


@pytest.mark.parametrize(
    ("line", "text", "start", "end"),
    [
        ("第11期", "2023年11月下旬，我行分三组到柳湾、安渚、泉陂三家农商银行看备战。", "2023-11-21", "2023-11-30"),
        ("（2021年第6号）", "5月下旬，联社班子成员分头外出。", "2021-05-21", "2021-05-31"),
        ("2024年", "三月上旬，我行6人赴柳湾农商银行跟班学习。", "2024-03-01", "2024-03-10"),
        ("2023年", "2月下旬，考察组走访了柳湾农商银行。", "2023-02-21", "2023-02-28"),
        # Exact days say more, wherever they stand.
        ("2024年", "3月上旬，我行赴柳湾农商银行学习（6日至8日）。", "2024-03-06", "2024-03-08"),
    ],
)  # fmt: skip
def test_a_third_of_a_month_is_the_period_of_a_visit(
    line: str, text: str, start: str, end: str
) -> None:
    assert days(period(line, text)) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "十月中旬就把返乡人员名单分到人，一户一张联系卡。",
        "截至2024年11月中旬，贷款余额增长12%。",
        "柳湾农商银行预授信的时间放在十月下旬正好。",
    ],
)
def test_a_third_of_a_month_in_another_sentence_is_no_period(text: str) -> None:
    assert period("柳湾的做法", text) is None


def test_the_day_of_an_interview_is_the_period() -> None:
    found = period("2024年", "3月11日下午，我和刘工在汀州农商银行访谈了零售业务部总经理。")
    assert days(found) == ("2024-03-11", "2024-03-11")


@pytest.mark.parametrize("words", ["将于", "拟于", "计划", "预计"])
def test_days_that_are_still_to_come_do_not_lengthen_a_visit(words: str) -> None:
    text = (
        "28名学员走进云台农商银行，开启第四周（11月2日—6日）的培训。两家行的反思都点到了要害。"
        f"培训班{words}11月20日结业，结业前每人提交一份行动方案。"
    )
    period = find_period((), text, "", year=2026, today=date(2026, 12, 1))
    assert period is not None
    assert (period.start, period.end) == (date(2026, 11, 2), date(2026, 11, 6))


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


def test_a_range_within_the_third_of_a_month_says_its_days() -> None:
    body = (
        "2025年度跟岗学习班于3月下旬开班。3月24日（周一）到3月28日（周五），每天八点到岗，"
        "晚上写日志。"
    )
    found = judge_period(Texts((), body, "简报"), year=None, today=TODAY)
    assert days(found.period if found else None) == ("2025-03-24", "2025-03-28")


def test_the_weekdays_of_a_third_of_a_month_tell_no_year() -> None:
    body = "10月下旬，我行选派中层干部赴云和坪农商银行跟班学习。"
    found = judge_period(Texts((), body, "简报"), year=None, today=TODAY)
    assert days(found.period if found else None) == ("2026-10-21", "2026-10-31")
    assert found is not None
    assert "周" not in found.evidence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "从2025年4月1日到6月30日，我被选派到柳湾农商银行任普惠部副经理。",
            ("2025-04-01", "2025-06-30"),
        ),
        ("2024年9月1日至2025年8月29日，我在柳湾农商银行挂职锻炼。", ("2024-09-01", "2025-08-29")),
        ("挂职时间：2025年3月3日至8月29日", ("2025-03-03", "2025-08-29")),
    ],
)
def test_who_is_sent_stays_for_months(text: str, expected: tuple[str, str]) -> None:
    assert days(period("挂职小记", text)) == expected


def test_figures_of_months_are_no_stay() -> None:
    text = "2025年1月1日至6月30日，柳湾农商银行累计发放贷款3亿元，跟班人员很受启发。"
    assert period("小记", text) is None


def test_who_is_made_a_deputy_elsewhere_stays_too() -> None:
    text = "贵行苏木同志自2025年2月17日至8月15日在我行乡村振兴部挂任副经理。"
    assert days(period("关于苏木同志表现的函", text)) == ("2025-02-17", "2025-08-15")


def test_from_moving_in_to_being_back_at_work() -> None:
    text = "12名学员分为三个组，9月1日入驻，9月26日返岗。\n2025年10月8日"
    found = period("关于9月份跟班学习工作情况的报告", text, year=2025)
    assert days(found) == ("2025-09-01", "2025-09-26")


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


def test_figures_of_the_month_before_tell_the_year() -> None:
    text = "系统于2022年10月投产，至2025年9月末累计放款4.1万笔。"
    assert days(period("时间：十月二十一日至二十五日", text)) == ("2025-10-21", "2025-10-25")


@pytest.mark.parametrize("time", ["利用五天时间", "用了5天时间", "拿出整整五天的时间"])
def test_a_first_day_with_the_time_spent_is_no_plan(time: str) -> None:
    text = f"6月17日起，瓦屿农商银行12名干部{time}到栗坞农商银行跟班学习。"
    found = find_period(["2025年7月2日"], text, "", year=None, today=date(2026, 1, 1))
    assert found
    assert (str(found.start), str(found.end)) == ("2025-06-17", "2025-06-21")


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


@pytest.mark.parametrize(
    "words",
    [
        "坐上了去柳湾农商银行的车",
        "去柳湾联社看了一天",
        "去了一趟柳湾农商银行，去柳湾农商银行的路很长",
    ],
)
def test_who_went_to_a_bank_was_on_a_visit(words: str) -> None:
    found = find_period(
        (), f"2025年11月28日，天刚亮，九名党员{words}。", "", year=None, today=TODAY
    )
    assert found == Period(date(2025, 11, 28), date(2025, 11, 28))
    other = "2025年11月28日，过去柳湾农商银行的利率偏高。"
    assert find_period((), other, "", year=None, today=TODAY) is None


@pytest.mark.parametrize(
    "words",
    [
        "4月8日到，4月10日走。",
        "我们4月8日到，住了三天，4月10日走的。",
        "四个人4月8日上午到，4月10日离。",
        "4月8日下午到，4月10日离开。",
    ],
)
def test_who_came_and_left_says_the_days(words: str) -> None:
    found = find_period((), f"我们去水竹塘看了看。{words}", "", year=2026, today=TODAY)
    assert found == Period(date(2026, 4, 8), date(2026, 4, 10))


@pytest.mark.parametrize(
    "day", ["DAY {}　", "Day{}｜", "D{} ", "第{}天　", "day.{}：", "DAY {} · "]
)
def test_numbered_days_of_a_diary_are_nearer_than_a_third_of_a_month(day: str) -> None:
    text = "九月中旬，单位派我们从蒿渡农商银行到荠川农商银行跟班，来去七天。\n"
    text += "".join(f"{day.format(n)}9月{14 + n}日\n跟着客户经理走访。\n" for n in range(1, 6))
    found = find_period([], text, "简报", year=2025, today=TODAY)
    assert days(found) == ("2025-09-15", "2025-09-19")


def test_teams_that_went_to_several_banks_tell_the_days_of_their_visit() -> None:
    text = "9月22日至30日，芝埠农商银行派出三支小分队，一队去芥岭农商银行，一队去莱塘农商银行。"
    found = find_period(["2025年10月10日"], text, "简报", year=None, today=TODAY)
    assert days(found) == ("2025-09-22", "2025-09-30")
