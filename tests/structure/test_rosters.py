"""Lists of who went."""

from __future__ import annotations

import pytest

from kb.model import Kind
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
