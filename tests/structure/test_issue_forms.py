"""Numbers of issues that are not written 第…期."""

from __future__ import annotations

import pytest

from kb.structure.issue_forms import plain_issue, plain_part
from kb.structure.series import series_and_issue
from tests.builders import structured

TEXT = "客户经理每周二、周四进村，逐户登记人口、收入和资金用途，次日由支行行长抽三户打电话回访。"


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("跟班通讯 NO.6", "跟班通讯 第6期"),
        ("取经路上（No.15）", "取经路上（第15期）"),
        ("学习园地（2026.No.12）", "学习园地（2026年第12期）"),
        ("取经通讯〔2026〕第9号", "取经通讯2026年第9期"),
        ("学习动态［2026］15号", "学习动态2026年第15期"),
        ("对标快讯（2026-07期）", "对标快讯（2026年第7期）"),
        ("2026年 No.3", "2026年第3期"),
        ("№8", "第8期"),
        ("〔2026〕第6期", "2026年第6期"),
        ("〔2025〕第四十二期", "2025年第四十二期"),
    ],
)
def test_the_number_of_an_issue_in_other_forms(line: str, plain: str) -> None:
    assert plain_issue(line) == plain


@pytest.mark.parametrize(
    "line",
    [
        "争当服务No.1",
        "禾丰农商发〔2026〕15号",
        "〔2026〕15号",
        "学习动态",
        "2025-2026期间",
        "二楼NOVA机房3号柜",
    ],
)
def test_what_is_no_number_of_an_issue(line: str) -> None:
    assert plain_issue(line) == line


def test_series_and_issue_of_a_bulletin() -> None:
    found = structured(
        "学习与借鉴", "2026年 No.3", "禾丰农商银行办公室编", "夜里也亮着的窗口", TEXT
    )
    bulletin = found.bulletin
    assert (bulletin.series, bulletin.issue) == ("学习与借鉴", "第3期")
    assert bulletin.title == "夜里也亮着的窗口"
    assert structured("取经日报〔2026〕9号", TEXT, TEXT).bulletin.issue == "第9期"


def test_a_numbered_thing_is_no_issue() -> None:
    assert structured("第3号台风来临时的禾丰农商银行", TEXT, TEXT).bulletin.issue == ""


def test_the_paper_is_named_under_the_title() -> None:
    found = structured(
        "不让一户等三天", "跟班学习简报 2026年第11期（总第53期）", TEXT, TEXT
    ).bulletin
    assert (found.title, found.series, found.issue) == ("不让一户等三天", "跟班学习简报", "第11期")


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("学习周报（Week 6）", "学习周报（第6周）"),
        ("学习周报 week3", "学习周报 第3周"),
    ],
)
def test_weeks_in_english(line: str, plain: str) -> None:
    assert plain_issue(line) == plain


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("对标系列报道之四：龙埠农商银行的“慢功夫”", "对标系列报道第四期：龙埠农商银行的“慢功夫”"),
        ("跟班日记（五）", "跟班日记第五期"),
        ("跟班手记 05｜夜市里的网格员", "跟班手记第5期｜夜市里的网格员"),
        ("跟班日记④", "跟班日记第4期"),
        ("雁门口农商银行跟班学习情况简报（三）", "雁门口农商银行跟班学习情况简报第三期"),
        ("学习纪实之二", "学习纪实第二期"),
        ("夜市见闻⑫", "夜市见闻第12期"),
        ("做法①", "做法①"),
        ("菊江农商银行“走出去”学习日记·第3天", "菊江农商银行“走出去”学习日记第3期"),
        ("跟班手记（第五天）", "跟班手记第五期"),
        ("跟班日记的第3天", "跟班日记的第3天"),
        ("跟班日记 12月5日", "跟班日记 12月5日"),
        ("赴岩口农商银行学习心得（二）", "赴岩口农商银行学习心得（二）"),
        ("营销笔记本（一）", "营销笔记本（一）"),
    ],
)
def test_the_number_of_a_part_behind_the_name_of_its_series(line: str, plain: str) -> None:
    assert plain_part(line) == plain


@pytest.mark.parametrize(
    ("line", "plain"),
    [
        ("挂职见闻录〔2025〕7号", "挂职见闻录2025年第7期"),
        ("对标 NO.08", "对标 第8期"),
        ("争当 No.1", "争当 No.1"),
        ("对标 NO.1 的决心", "对标 NO.1 的决心"),
    ],
)
def test_any_short_name_before_such_a_number(line: str, plain: str) -> None:
    assert plain_issue(line) == plain


def test_the_title_below_a_paper_with_such_a_number() -> None:
    found = structured("挂职见闻录〔2025〕7号", "柳湾农商银行的大堂为什么不排队", TEXT).bulletin
    assert (found.title, found.series) == ("柳湾农商银行的大堂为什么不排队", "挂职见闻录")


@pytest.mark.parametrize(
    ("line", "series", "issue"),
    [
        ("青年夜读会 Vol.12｜陶埠归来", "青年夜读会", "第12期"),
        ("【取经路上】No.5 陶埠归来", "取经路上", "第5期"),
        ("跟班周记 第3篇｜晨会", "跟班周记", "第3期"),
        ("跟班日记 Day 4：晒场", "跟班日记", "第4期"),
        ("“大走访”跟班专刊之九", "“大走访”跟班专刊", "第九期"),
        ("学习通讯 2025年·十月号", "学习通讯", "十月号"),
        ("取经 2025年秋季刊", "取经", "秋季刊"),
        ("乡村观察 2025年夏季号（总第31期）", "乡村观察", "夏季号"),
        ("【学思践悟】第二季 · EP06 梅渚的三张脸", "学思践悟", "第6期"),
        ("五月号召学习", "", ""),
        ("争当全省No.1：陶埠做法", "", ""),
    ],
)
def test_series_and_issue_in_other_forms(line: str, series: str, issue: str) -> None:
    assert series_and_issue(line) == (series, issue)
