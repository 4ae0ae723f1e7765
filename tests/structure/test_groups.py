"""Groups and the banks that host them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kb.model import Kind, Organisation
from kb.readers import Block
from kb.structure.bank_names import banks_in
from kb.structure.groups import (
    dominant,
    group_of,
    group_of_point,
    is_group_line,
    judge_host,
    judge_hosts,
)
from kb.structure.judgement import Confidence
from tests.builders import structured

KNOWN = (Organisation("临海农商银行", ("临海农村商业银行", "临海农商行")),)


@pytest.mark.parametrize(
    ("heading", "group"),
    [
        ("临海组学习情况", "临海组"),
        ("本周临海组学习小结", "临海组"),
        ("临海组", "临海组"),
        ("温岭组：", "温岭组"),
        ("A组动态", "A组"),
        ("★ 路桥组风采", "路桥组"),
    ],
)
def test_the_group_a_heading_speaks_of(heading: str, group: str) -> None:
    assert group_of(heading) == group


@pytest.mark.parametrize(
    "heading",
    [
        "学习内容",
        "各组动态",
        "领导小组",
        "本周学习小组情况",
        "组织推动",
        "重组方案",
        "三人小组",
        "十二人学习组",
        "",
    ],
)
def test_a_heading_that_speaks_of_none(heading: str) -> None:
    assert group_of(heading) == ""


@pytest.mark.parametrize(
    "line",
    [
        "临海组",
        "温岭组：",
        "A组",
        "甲江组（甲江农商银行）",
        "甲江组(甲江农商行)：",
        "甲江组：甲江农商银行",
    ],
)
def test_a_line_that_is_the_name_of_a_group(line: str) -> None:
    assert is_group_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "领导小组",
        "各组",
        "甲江组：参加晨会",
        "甲江组学习小结",
        "甲江组（甲江农商银行）参加晨会",
        "",
    ],
)
def test_a_line_that_is_not(line: str) -> None:
    assert not is_group_line(line)


def host_of(group: str, section: str, known: Sequence[Organisation]) -> str:
    return judge_host(group, section, known, {}).value


def test_the_host_is_the_bank_the_group_is_named_after() -> None:
    assert host_of("临海组", "", KNOWN) == "临海农商银行"
    assert host_of("东山组", "到东山农商行学习，西水农商银行、西水农商银行", ()) == "东山农商银行"


def test_else_the_bank_its_section_names_most() -> None:
    assert host_of("A组", "临海农商银行好，临海农商行多，东山农商银行", KNOWN) == "临海农商银行"
    assert host_of("A组", "临海农商银行，东山农商银行", KNOWN) == ""


def test_the_dominant_bank() -> None:
    assert dominant(banks_in("东山农商银行。" * 2, ())) == "东山农商银行"
    assert dominant(banks_in("东山农商银行。", ())) == ""
    assert dominant(banks_in("东山农商银行。" * 3 + "西水农商银行。" * 2, ())) == ""


def test_else_the_bank_its_heading_states() -> None:
    section = "第一组（跟班单位：芦汀农商银行）\n柏溪农商银行与此不同，柏溪农商银行不设岗。"
    assert host_of("第一组", section, ()) == "芦汀农商银行"


@pytest.mark.parametrize("behind", [[], ["2025年12月8日"], ["二〇二五年十二月八日"]])
def test_a_group_that_signs_is_no_section(behind: list[str]) -> None:
    text = (
        "客户经理每周二、周四进村，逐户登记人口、收入和资金用途，次日由支行行长抽三户打电话回访。"
    )
    made = structured(*map(Block, ["到柳湾农商银行学习的报告", text, "办公室档案组", *behind]))
    assert made.bulletin.groups == ()


@pytest.mark.parametrize("team", ["一个清收组", "评议小组", "贷审组"])
def test_the_teams_of_a_bank_are_no_groups_of_learners(team: str) -> None:
    assert group_of(team) == ""


@pytest.mark.parametrize(
    ("heading", "group"),
    [
        ("赴大柳塔农商银行第一学习小组", "第一学习小组"),
        ("枣园农商银行（第二组）情况", "第二组"),
        ("赴青杠农信联社A组学习小结", "A组"),
        ("枣园农商银行评审小组", ""),
        ("枣园农商银行组织推动情况", ""),
    ],
)
def test_a_numbered_group_behind_its_bank(heading: str, group: str) -> None:
    assert group_of(heading) == group


def test_a_group_whose_host_is_not_named_is_called_after_it_like_the_others() -> None:
    sections = {
        "蓼河组": ["蓼河组：向管理要效益", "组员列席了例会。"],
        "砚山口组": ["砚山口组：向服务要口碑", "组员在砚山口农商银行中心支行。"],
        "东黎组": ["东黎组：向科技要动力", "组员参观了东黎农商银行数据中心。"],
    }
    text = "\n".join(line for section in sections.values() for line in section)
    first, *others = judge_hosts(sections, (), text, ())
    assert (first.value, first.confidence) == ("蓼河农商银行", Confidence.MEDIUM)
    assert "推断" in first.evidence
    assert [one.value for one in others] == ["砚山口农商银行", "东黎农商银行"]


@pytest.mark.parametrize("name", ["第一组", "零售组", "材料组", "会务组"])
def test_a_group_that_no_place_names_has_no_host_like_the_others(name: str) -> None:
    sections = {
        name: [name, "组员整理资料。"],
        "砚山口组": ["砚山口组", "组员在砚山口农商银行中心支行。"],
        "东黎组": ["东黎组", "组员参观了东黎农商银行数据中心。"],
    }
    text = "\n".join(line for section in sections.values() for line in section)
    assert judge_hosts(sections, (), text, ())[0].value == ""


@pytest.mark.parametrize(
    "heading", ["考察组的思考", "跟班组体会", "外出学习组小结", "跟岗小组的收获", "考察学习组汇报"]
)
def test_all_who_went_are_no_group_among_others(heading: str) -> None:
    assert group_of(heading) == ""


@pytest.mark.parametrize(
    ("heading", "group"),
    [
        ("组别：巴山口组", "巴山口组"),
        ("泾口组每周一报", "泾口组"),
        ("义渡队答卷", "义渡队"),
        ("清收队学习情况", ""),
        ("流动服务队动态", ""),
    ],
)
def test_other_ways_to_head_the_section_of_a_group(heading: str, group: str) -> None:
    assert group_of(heading) == group


def test_a_team_is_called_after_its_host_too() -> None:
    sections = {"蓝田堡队": ["蓝田堡队答卷"], "义渡队": ["义渡队答卷", "义渡农商银行按线建群。"]}
    found = judge_hosts(sections, (), "义渡农商银行按线建群。", ())
    assert [one.value for one in found] == ["蓝田堡农商银行", "义渡农商银行"]


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("（一）枫桥组：网格员“包片到人”。该行把辖区划成312个网格。", "枫桥组"),
        ("2.石堰学习组：合同电子化。", "石堰学习组"),
        ("枫桥组：网格员包片到人。", ""),
        ("（一）清收组：专人专岗。", ""),
        ("（一）组织推动：成立专班。", ""),
    ],
)
def test_the_group_that_a_numbered_point_is_labelled_with(text: str, group: str) -> None:
    assert group_of_point(text) == group


def test_points_labelled_with_groups_are_of_their_hosts() -> None:
    made = structured(
        Block("关于赴外学习第二阶段情况的通报"),
        Block("总行共派出两个小组，分别在枫桥、石堰两家农商银行学习。"),
        Block("二、主要收获", level=2),
        Block("（一）枫桥组：网格员“包片到人”。该行把辖区划成312个网格，每格一名客户经理。"),
        Block("（二）石堰组：合同电子化。全行纸质合同减少九成，客户看完30秒才能签字。"),
    )
    found = [(e.group, e.bank) for e in made.bulletin.entries if e.kind is Kind.LESSON]
    assert found == [("枫桥组", "枫桥农商银行"), ("石堰组", "石堰农商银行")]
