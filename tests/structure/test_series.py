"""Series and issue, from the title."""

from __future__ import annotations

import pytest

from kb.structure.series import (
    is_issue_line,
    issue_apart,
    issue_at_edge,
    issue_number,
    series_and_issue,
)


@pytest.mark.parametrize(
    ("title", "subtitle", "series", "issue"),
    [
        ("“走出去”专题学习清单", "学习时间：2025年3月第二周", "", ""),
        ("全市农商银行跟班学习活动第二周纪实", "", "全市农商银行跟班学习活动", "第二周"),
        ("【跟班日记】在望泽的第一周", "", "跟班日记", "第一周"),
        ("【跟班动态】全市农商银行跟班学习第三周纪实", "", "全市农商银行跟班学习", "第三周"),
        ("跟班学习活动简报（第 12 期）", "", "跟班学习活动简报", "第12期"),
        ("第3期 学习简报", "", "学习简报", "第3期"),
        ("学习简报", "总第二十一期", "学习简报", "总第二十一期"),
        ("跟班学习活动第四周简报（青枫专题）", "", "跟班学习活动", "第四周"),
        ("学习简报", "7月2日", "", ""),
        ("学习简报", "2024年第8期（总第36期）", "学习简报", "第8期"),
        ("全市第二批挂职干部学习简报第5期", "", "全市第二批挂职干部学习简报", "第5期"),
        ("第二季度对标学习简报第6期", "", "第二季度对标学习简报", "第6期"),
        ("学习通讯", "2025年第5—6期合刊", "学习通讯", "第5—6期"),
        ("学习通讯第7-8期合刊", "", "学习通讯", "第7-8期"),
        ("学习简报", "第三、四期", "学习简报", "第三、四期"),
        ("走访纪实", "", "", ""),
        ("跟班日记｜第一次见到“贷款超市”", "", "", ""),
        ("第三次走进石桥", "", "", ""),
        ("“青蓝”第三批学习周报", "2025年第4期（总第18期）", "“青蓝”第三批学习周报", "第4期"),
        ("第二批挂职学习简报", "总第18期", "第二批挂职学习简报", "总第18期"),
        ("苔桥农商银行第二批跟班学习简报", "（第6期）", "苔桥农商银行第二批跟班学习简报", "第6期"),
        ("第一批跟班学员见闻", "《取经路》第9期", "取经路", "第9期"),
        ("第三批跟班学习专刊", "2026年11月号", "第三批跟班学习专刊", "11月号"),
        ("第三批跟班学习简报", "第三批学员 江一舟", "跟班学习简报", "第三批"),
    ],
)
def test_series_and_issue(title: str, subtitle: str, series: str, issue: str) -> None:
    assert series_and_issue(title, subtitle) == (series, issue)


@pytest.mark.parametrize(
    ("line", "series", "issue"),
    [
        ("枣林跟岗周记 · 第3期", "枣林跟岗周记", "第3期"),
        ("——枣林农商银行赴沅溪农商银行跟岗学习第三周纪实\n《枣林手记》第3期", "枣林手记", "第3期"),
        ("全市农商银行“体验式”培训班第四周掠影", "全市农商银行“体验式”培训班", "第四周"),
        ("——平川农商银行赴金塔农商银行学习第二周侧记", "平川农商银行赴金塔农商银行学习", "第二周"),
        ("第七周", "沉到村里去 把账算明白", "第七周"),
        ("枣林农商银行办公室　第3期", "沉到村里去 把账算明白", "第3期"),
    ],
)
def test_a_headline_is_not_the_series_that_the_line_under_it_names(
    line: str, series: str, issue: str
) -> None:
    assert series_and_issue("沉到村里去 把账算明白", line) == (series, issue)


def test_the_name_of_a_group_alone_is_no_series() -> None:
    assert series_and_issue("沙河驿组第六周学习汇报") == ("沙河驿组学习汇报", "第六周")


def test_a_masthead_has_series_and_issue() -> None:
    masthead = "内部资料\n学 习 与 借 鉴\n第 11 期（总第 64 期）"
    assert series_and_issue("走访要“三查”", "", masthead) == ("学习与借鉴", "第11期")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("《取经路上》第27期　　丁香农商银行团委", ("取经路上", "第27期")),
        ("跟班学习简报（第12期）定稿", ("跟班学习简报", "第12期")),
        ("02-外学札记2025年第6期", ("外学札记", "第6期")),
        ("学习参考 第5-6期合刊", ("学习参考", "第5-6期")),
        ("20250718跟班周报_第3期", ("跟班周报", "第3期")),
        ("第二批学员", ("", "")),
        ("7月2日", ("", "")),
    ],
)
def test_the_issue_at_the_foot_of_a_page_or_in_the_name_of_the_file(
    line: str, found: tuple[str, str]
) -> None:
    assert issue_at_edge([line]) == found


@pytest.mark.parametrize(
    "line",
    ["第14期", "（第二十一辑）", "2025年第14期（总第86期）", "第5—6期合刊", "第三轮次　第2辑"],
)
def test_the_number_of_an_issue_alone(line: str) -> None:
    assert is_issue_line(line)
    assert not is_issue_line(f"{line}学习内容如下")


@pytest.mark.parametrize(
    ("title", "issue"),
    [
        ("云台山农商银行第三期中层干部挂职锻炼心得", ""),
        ("云台山农商银行第三期培训班学习小结", ""),
        ("第三期学习简报", "第三期"),
        ("第二期青年骨干跟班学习简报第5期", "第5期"),
    ],
)
def test_the_number_of_a_course_is_not_that_of_an_issue(title: str, issue: str) -> None:
    assert series_and_issue(title)[1] == issue


@pytest.mark.parametrize("line", ["《行思》第6辑", "【行思】第6辑", "行思 第6辑"])
def test_the_marks_around_the_name_of_a_paper_are_no_part_of_it(line: str) -> None:
    assert series_and_issue("向外看", masthead=line) == ("行思", "第6辑")


@pytest.mark.parametrize(
    "line",
    [
        "（上河农商银行　方敏　第二期跟班学员）",
        "第三期跟岗人员 方敏",
        "作者系第二期挂职干部",
        "第四期轮训心得",
        "第二批跟班学员方敏",
    ],
)
def test_the_number_of_those_who_learn_is_none_of_an_issue(line: str) -> None:
    assert series_and_issue("驻点日记：在澜溪的五天", line) == ("", "")


def test_the_number_of_a_paper_about_learning_is_one() -> None:
    assert series_and_issue("第二期跟班学习简报") == ("跟班学习简报", "第二期")


def test_who_publishes_a_paper_is_not_its_name() -> None:
    masthead = "跟班学习周报\n江口农村商业银行党委组织部\n第四批　第2期"
    assert series_and_issue("向柳湾学什么", "", masthead) == ("跟班学习周报 第四批", "第2期")


def test_parts_of_a_series_and_days_behind_the_name() -> None:
    assert series_and_issue("跟班日记（五）") == ("跟班日记", "第五期")
    assert series_and_issue("2025年第21周工作周报（5.19—5.23）") == ("工作周报", "第21周")


def test_the_number_of_all_issues_before_that_of_a_quarter() -> None:
    lines = "第 18 期\n（2025 年第三季度第 2 期）"
    assert series_and_issue("对标学习简讯", lines) == ("对标学习简讯", "第18期")


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("（第3期） 农信联社编 2026年5月18日", ["（第3期）", "农信联社编　2026年5月18日"]),
        ("第9期 · 2026-09-14 · 培训中心", ["第9期", "培训中心　2026-09-14"]),
        ("跟班简讯 | 第4期 | 2026.03.02", ["跟班简讯", "第4期", "2026.03.02"]),
        ("第12期/2026年5月/人力资源部", ["第12期", "人力资源部　2026年5月"]),
        ("第 3 期（总第18期） • 培训部 • 2026/4/1", ["第 3 期（总第18期）", "培训部　2026/4/1"]),
        ("第2期｜一线见闻｜存款怎么来", []),
    ],
)
def test_issue_publisher_and_day_between_signs(line: str, parts: list[str]) -> None:
    assert issue_apart(line) == parts


@pytest.mark.parametrize("line", ["（内部参阅）", "内部资料　注意保存", "【严禁外传】"])
def test_who_may_read_it_is_no_series(line: str) -> None:
    masthead = f"桃李口农商银行工作动态\n{line}\n2026年第7期"
    assert series_and_issue("三月取经路", "", masthead) == ("桃李口农商银行工作动态", "第7期")


@pytest.mark.parametrize("line", ["（第二轮第四期）", "（第三批 第四期）", "第二季度第四期"])
def test_a_round_of_issues_is_no_series(line: str) -> None:
    assert series_and_issue("跟班学习简报", line) == ("跟班学习简报", "第四期")


def test_an_extra_is_no_issue_of_the_row() -> None:
    assert series_and_issue("柳湾三张网", "", "工作动态\n增刊第1期") == ("工作动态", "增刊第1期")
    assert issue_number("增刊第1期") is None


def test_a_quarterly_and_its_issue() -> None:
    line = "2025年第三季度刊·第2期（总第86期）"
    assert series_and_issue("柳湾怎样盯贷后", "", f"信贷简讯\n{line}") == ("信贷简讯", "第2期")


def test_a_batch_of_learners_of_a_bank_is_no_issue() -> None:
    assert series_and_issue("苔桥农商银行2024年第二批跟班学习可借鉴做法清单") == ("", "")
    assert series_and_issue("苔桥农商银行第二批跟班学习简报")[1] == "第二批"


def test_a_committee_that_publishes_is_no_series() -> None:
    title = "苔桥农商银行赴槿湾农商银行跟班日志"
    assert series_and_issue(title, "", "第3期\n苔桥农商银行团委") == (title, "第3期")
    assert series_and_issue(title, "", "苔桥青年\n第3期\n苔桥农商银行团委") == ("苔桥青年", "第3期")


def test_a_page_header_without_a_number_names_the_paper() -> None:
    header = "瓦屿农商银行工作动态"
    assert series_and_issue("两地取经", "", header) == (header, "")
    assert series_and_issue("跟班学习第三周小结", "", header) == (header, "第三周")
    assert series_and_issue("瓦屿农商银行工作动态第5期", "", header)[1] == "第5期"
    assert series_and_issue("两地取经", "", "瓦屿农商银行办公室") == ("", "")


def test_a_paper_in_marks_behind_its_bank() -> None:
    masthead = "穗阳农商银行《同业观察》  2024年第18期"
    assert series_and_issue("怎样留住老年客户", "", masthead) == ("同业观察", "第18期")


def test_a_page_header_with_publisher_paper_and_issue() -> None:
    assert issue_at_edge(["砻水农商银行人力资源部编　　跟班动态　2025年第10期"]) == (
        "跟班动态",
        "第10期",
    )


def test_many_numbers_of_issues_take_linear_time() -> None:
    """The name of a file may be the title. With quadratic time this would take minutes."""
    assert series_and_issue("跟班学习第三期" * 60_000, "")[1] == "第三期"
