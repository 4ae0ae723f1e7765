"""Forms at the beginning of a file get one line for each label."""

from __future__ import annotations

import pytest

from kb.readers import Block
from kb.structure.form import with_form_lines, with_named_title

LINES = ["承办行：柳湾农商银行", "派出行：石坝农商银行", "学习时间：2025年3月3日—7日"]


@pytest.mark.parametrize(
    "rows",
    [
        ["承办行 | 派出行 | 学习时间", "柳湾农商银行 | 石坝农商银行 | 2025年3月3日—7日"],
        ["承办行 | 柳湾农商银行 | 派出行 | 石坝农商银行", "学习时间 | 2025年3月3日—7日"],
        ["承办行：柳湾农商银行　派出行：石坝农商银行　学习时间：2025年3月3日—7日"],
        ["承办行：柳湾农商银行；派出行：石坝农商银行", "学习时间：2025年3月3日—7日"],
        ["承办行： | 柳湾农商银行 | 派出行： | 石坝农商银行", "学习时间： | 2025年3月3日—7日"],
    ],
)
def test_tables_and_lines_of_labels(rows: list[str]) -> None:
    found = with_form_lines([Block("周报"), *map(Block, rows)])
    assert [block.text for block in found] == ["周报", *LINES]


@pytest.mark.parametrize(
    "row",
    ["序号 | 做法", "网点 | 贷款余额", "承办行：柳湾农商银行", "学习时间很短，学习地点很远。"],
)
def test_other_rows_stay_as_they_are(row: str) -> None:
    assert [block.text for block in with_form_lines([Block(row)])] == [row]


@pytest.mark.parametrize(
    "heads",
    ["日期 | 内容", "学习时间 | 学习单位", "时间 | 地点", "跟班单位 | 跟班时间", "日期 | 主题"],
)
def test_labels_above_several_rows_are_the_heads_of_a_table(heads: str) -> None:
    rows = [heads, "6.9 | 报到", "6.10 | 公司部跟班", "6.13 | 座谈"]
    assert [block.text for block in with_form_lines([*map(Block, rows)])] == rows


def test_head_of_a_table_of_one_bank_is_no_label_with_its_value() -> None:
    rows = ["机构 | 用信率", "松岭农商银行 | 61%"]
    assert [block.text for block in with_form_lines([*map(Block, rows)])] == rows
    form = [Block("机构 | 松岭农商银行"), Block("时间 | 3月2日至6日")]
    assert with_form_lines(form)[0].text == "机构：松岭农商银行"


@pytest.mark.parametrize("label", ["会议名称", "活动名称", "项目名称", "会议主题"])
def test_a_form_names_the_title(label: str) -> None:
    lines = ["会议记录", f"{label}：柳河农商银行赴松原农商银行学习汇报会", "会议时间：5月6日"]
    found = [block.text for block in with_named_title([*map(Block, lines)])]
    assert found == ["会议记录", "柳河农商银行赴松原农商银行学习汇报会", "会议时间：5月6日"]


@pytest.mark.parametrize("label", ["姓名", "学员姓名", "部门", "岗位", "职务"])
def test_whose_form_it_is_stands_next_to_other_labels(label: str) -> None:
    row = f"{label} | 穆青 | 所在单位 | 平湖农商银行"
    found = with_form_lines([Block("反馈表"), Block(row), Block("接收单位 | 秋浦农商银行")])
    lines = ["反馈表", f"{label}：穆青", "所在单位：平湖农商银行", "接收单位：秋浦农商银行"]
    assert [block.text for block in found] == lines


def test_a_row_that_tells_a_section_is_its_heading_and_its_text() -> None:
    told = (
        "档案一户一袋，封面印有清单，缺一项打叉，月底由内勤统一补齐，补不齐的扣客户经理当月绩效。"
    )
    found = with_form_lines([Block("登记表"), Block(f"学习收获 | {told} | |"), Block("备注 | 无")])
    assert [(b.text, b.level) for b in found[1:3]] == [("学习收获", 2), (told, 0)]
    assert found[3].text == "备注 | 无"


def test_the_title_of_a_paper_in_the_form_of_an_office_program() -> None:
    title = "关于赴鹤洲农商银行学习的汇报"
    rows = [
        Block("流程编号 | XX-2025-0113 | 当前节点 | 已办结"),
        Block(f"文件标题 | {title} | {title} | {title}"),
        Block("拟稿部门 | 业务部 | 密级 | 一般"),
    ]
    found = with_named_title(with_form_lines(rows))
    number = ["流程编号：XX-2025-0113", "当前节点：已办结"]
    assert [block.text for block in found] == [title, *number, "拟稿部门：业务部", "密级：一般"]


@pytest.mark.parametrize(
    "labels", ["学习行 被学习行", "跟班行 被跟班行", "考察方 被考察方", "学习社 对标行"]
)
def test_who_learned_from_whom_by_a_short_label(labels: str) -> None:
    one, other = labels.split()
    line = f"{one}：石坝农商银行　{other}：柳湾农商银行"
    found = [block.text for block in with_form_lines([Block("周报"), Block(line)])]
    assert found == ["周报", f"{one}：石坝农商银行", f"{other}：柳湾农商银行"]


def test_whatever_ends_with_a_colon_in_each_other_cell_is_a_label() -> None:
    row = Block("信息类别： | 学习考察 | 报送单位： | 信贷科")
    found = [block.text for block in with_form_lines([row])]
    assert found == ["信息类别：学习考察", "报送单位：信贷科"]
    other = Block("信息类别 | 学习考察 | 报送渠道 | 信贷科")
    assert with_form_lines([other]) == (other,)


def test_the_paper_and_its_issue_in_a_form_are_the_masthead() -> None:
    rows = [
        Block("简报名称 | 桥头堡 | 期号 | 第9期"),
        Block("学习时段 | 2024.11.25—2024.11.29 | 学习单位 | 柳湾农商银行"),
    ]
    assert [block.text for block in with_form_lines(rows)] == [
        "桥头堡",
        "第9期",
        "学习时段：2024.11.25—2024.11.29",
        "学习单位：柳湾农商银行",
    ]
