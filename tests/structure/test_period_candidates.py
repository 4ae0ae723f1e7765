"""Which of the days of a text are those of its visit."""

from __future__ import annotations

from datetime import date

import pytest

from kb.model import Period
from kb.structure.period import Texts, judge_period
from tests.builders import TODAY, structured
from tests.structure.periods import days, find_period, period


def test_who_will_be_sent_has_not_learned_yet() -> None:
    text = "柳湾农商银行是省联社确定的第二批跟班单位，10月下旬将派出12人。"
    assert period("访谈", text) is None


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


def test_the_day_on_which_a_visit_began_is_no_plan_where_its_end_is_named() -> None:
    text = "上周三，我们到柳湾农商银行看反假。此次学习自11月17日开始，21日结束。"
    found = judge_period(Texts((), text, ""), year=None, today=TODAY, published=date(2025, 11, 24))
    assert found
    assert (found.period.start, found.period.end) == (date(2025, 11, 17), date(2025, 11, 21))


def test_the_visits_of_several_sections_are_one_period() -> None:
    text = "学习时间：2025年5月12日—16日\n甲的做法。\n学习时间：2025年5月19日—23日\n乙的做法。"
    assert days(find_period([], text, "简报", year=None, today=TODAY)) == (
        "2025-05-12",
        "2025-05-23",
    )


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


@pytest.mark.parametrize("words", ["将于", "拟于", "计划", "预计"])
def test_days_that_are_still_to_come_do_not_lengthen_a_visit(words: str) -> None:
    text = (
        "28名学员走进云台农商银行，开启第四周（11月2日—6日）的培训。两家行的反思都点到了要害。"
        f"培训班{words}11月20日结业，结业前每人提交一份行动方案。"
    )
    period = find_period((), text, "", year=2026, today=date(2026, 12, 1))
    assert period is not None
    assert (period.start, period.end) == (date(2026, 11, 2), date(2026, 11, 6))


def test_a_range_within_the_third_of_a_month_says_its_days() -> None:
    body = (
        "2025年度跟岗学习班于3月下旬开班。3月24日（周一）到3月28日（周五），每天八点到岗，"
        "晚上写日志。"
    )
    found = judge_period(Texts((), body, "简报"), year=None, today=TODAY)
    assert days(found.period if found else None) == ("2025-03-24", "2025-03-28")


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


@pytest.mark.parametrize("time", ["利用五天时间", "用了5天时间", "拿出整整五天的时间"])
def test_a_first_day_with_the_time_spent_is_no_plan(time: str) -> None:
    text = f"6月17日起，瓦屿农商银行12名干部{time}到栗坞农商银行跟班学习。"
    found = find_period(["2025年7月2日"], text, "", year=None, today=date(2026, 1, 1))
    assert found
    assert (str(found.start), str(found.end)) == ("2025-06-17", "2025-06-21")


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


def test_what_will_be_checked_is_no_visit() -> None:
    text = "11月9日至13日，三个小组在外学习。\n对标学习办公室将于12月中旬组织一次检查。"
    found = judge_period(
        Texts(("对标学习简报",), text, "简报"), year=2026, today=date(2026, 11, 29)
    )
    assert found is not None
    assert days(found.period) == ("2026-11-09", "2026-11-13")
    alone = "对标学习办公室将于12月中旬组织一次检查。"
    found = judge_period(
        Texts(("对标学习简报",), alone, "简报"), year=2026, today=date(2026, 11, 29)
    )
    assert found is None
