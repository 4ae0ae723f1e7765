"""Lists of who went."""

from __future__ import annotations

import pytest

from kb.model import Kind
from kb.readers.draft import Block
from kb.structure.rosters import is_roster, is_roster_line
from kb.text.titles import title_of
from tests.builders import structured, title_block


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("组长：钱守一　组员：莫小北、屈平、单于飞", True),
        ("跟班单位：栗坞农商银行公司业务部、渡口支行", True),
        ("（带队领导：时晓光）", True),
        ("学员：这里的客户经理每天走访二十户。", False),
        ("组长：对账要快。做到这一点不难。", False),
        ("组员 | 组长", False),
        ("栗坞农商银行每周走访四十户。", False),
    ],
)
def test_lines(line: str, is_one: bool) -> None:
    assert is_roster_line(line) is is_one


def test_tables() -> None:
    assert is_roster(["姓名 | 部门 | 岗位", "孟一帆 | 公司部 | 客户经理"])
    assert is_roster(["序号 | 姓名 | 派出单位", "1 | 乔雨 | 桥东支行"])
    assert not is_roster(["姓名 | 主要收获", "孟一帆 | 贷款一次调查、两人签字"])
    assert not is_roster(["部门 | 岗位", "公司部 | 客户经理"])
    assert not is_roster(["姓名 | 部门"])
    assert not is_roster([])


def test_the_title_has_the_names() -> None:
    assert title_of("组长：钱守一　组员：莫小北") == "组长：钱守一　组员：莫小北"


def test_they_are_one_overview_of_the_group() -> None:
    found = structured(
        title_block("瓦屿农商银行跟班学习简报"),
        "6月17日至21日，瓦屿农商银行12名干部到栗坞农商银行和棠川农商银行跟班学习。",
        "栗坞组",
        "组长：钱守一　组员：莫小北、屈平",
        "跟班单位：栗坞农商银行渡口支行",
        "（一）产业链上找客户",
        "栗坞农商银行盯住茶叶、竹器两条产业链，从加工厂的采购单里找上游农户，按月更新链上名单。",
        "棠川组",
        "组长：时晓光　组员：景然",
        "（一）一户一策盘活不良",
        "棠川农商银行把五十万元以上的不良逐户建档，分为能还、难还、不还三类，分别制定办法。",
    ).bulletin
    told = [entry for entry in found.entries if entry.text.startswith("组长")]
    assert [entry.kind for entry in told] == [Kind.OVERVIEW, Kind.OVERVIEW]
    assert told[0].text.endswith("渡口支行")
    assert not any(entry.kind is Kind.ACTIVITY for entry in found.entries)


@pytest.mark.parametrize(
    "rows",
    [
        ("组别 | 10月13日—17日 | 10月20日—24日", "第一组 | 杉坞农商银行 | 绛桥农商银行"),
        ("小组 | 第一周 | 第二周", "晏青组 | 杉坞农商银行 | 绛桥农商银行"),
        ("批次 | 时间 | 跟班单位", "第一批 | 10月13日—17日 | 杉坞农商银行"),
        ("时间 | 第一组 | 第二组", "10.13—10.17 | 杉坞农商银行 | 绛桥农商银行"),
        ("学员 | 上半月 | 下半月", "邬兰 | 杉坞农商银行 | 绛桥农商银行"),
    ],
)
def test_where_each_group_is_week_by_week_is_no_lesson(rows: tuple[str, ...]) -> None:
    assert is_roster(rows)
    again = rows[-1].replace("一", "二").replace("杉坞", "栾渡")
    text = "每年十一月就给茶企核好来年春采的额度，开园当天随支随用，今年共给216家茶企备了额度。"
    opening = "榆塬农商银行学员到杉坞农商银行、绛桥农商银行跟班学习，两组轮换。"
    made = structured(
        title_block("榆塬农商银行跟班学习双周报"),
        *map(Block, (opening, *rows, again, "一、春贷早", text, "二、结对子", text)),
    )
    assert not any("|" in e.text for e in made.bulletin.entries if e.kind is Kind.LESSON)


def test_a_table_of_figures_by_month_is_no_roster() -> None:
    assert not is_roster(("项目 | 1月 | 2月", "贷款 | 3亿元 | 4亿元"))
