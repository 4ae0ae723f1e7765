"""Whom a paper addresses, and who wrote it: lines of the head that are no title."""

from __future__ import annotations

import pytest

from kb.readers.draft import Block
from kb.structure.head import read_head
from kb.structure.looks import body_look
from tests.builders import structured, title_block
from tests.structure.heads import TEXT, head


def test_a_salutation_is_no_subtitle() -> None:
    assert head("在学习总结会上的讲话", "同志们：").imprint == ("同志们：",)


@pytest.mark.parametrize(
    "line",
    [
        "部里各位同事：",
        "各位兰皋的同仁：",
        "行领导并各位同志：",
        "各位老师们：",
        "各位来宾、各位朋友：",
    ],
)
def test_to_whom_a_letter_is_written(line: str) -> None:
    assert head("咸宁湾来信", line).imprint == (line,)


def test_the_heads_of_a_form_are_no_title() -> None:
    found = head("第二季度外出学习情况通报", "项目 | 内容", "学习单位：鹤鸣山农商银行")
    assert found.title == "第二季度外出学习情况通报"
    assert found.subtitle == ("项目 | 内容", "学习单位：鹤鸣山农商银行")


@pytest.mark.parametrize(
    "line",
    [
        "周主任：",
        "尊敬的方行长：",
        "刘科长、郑经理：",
        "温总：",
        "吕老师，您好：",
        "联社理事会：",
        "孙姐：",
        "小贺：",
    ],
)
def test_to_whom_a_letter_is_written_is_no_title(line: str) -> None:
    found = head(line, stated="龙须沟农商行学习第一周情况汇报")
    assert (found.title, found.imprint) == ("", (line,))


def test_a_headline_that_goes_on_after_a_colon_is_no_addressee() -> None:
    found = structured(
        title_block("对标学习快报"),
        Block("第 12 期（总第 57 期）", centred=True),
        Block("古城门农商银行对标办　　二〇二五年九月十五日"),
        Block("走进凤鸣农商银行：", centred=True, bold=True, size=18),
        Block("看一家小行怎样做大中间业务", centred=True, bold=True, size=18),
        Block(TEXT.text, size=12),
        Block(TEXT.text, size=12),
    ).bulletin
    assert found.title == "走进凤鸣农商银行：看一家小行怎样做大中间业务"
    assert (found.series, found.issue) == ("对标学习快报", "第12期")


def test_a_report_to_the_union_of_the_city() -> None:
    found = head("关于赴雁塬农商银行考察的报告", "市联社：")
    assert (found.title, found.subtitle) == ("关于赴雁塬农商银行考察的报告", ())
    assert found.imprint == ("市联社：",)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("学习小组：白鹭滩农商银行赴金银潭农商银行驻点学习组", "本周时间：2025年5月12日—5月16日"),
        ("学习成员：蓝圩农商银行信贷部五人", "跟班单位：石碛农商银行"),
        ("述职人：游子安（下梅农商银行派驻）", "挂职时间：2023.9—2024.8"),
        ("谈话人：洄溪农商银行纪委书记", "谈话对象：屈曼"),
    ],
)
def test_a_field_next_to_another_is_no_title(first: str, second: str) -> None:
    found = head("驻点学习情况", first, second)
    assert found.title == "驻点学习情况"
    assert set(found.subtitle) >= {first}


@pytest.mark.parametrize(
    "line", ["内部交流 请勿外传", "内部参考", "【内部传阅】", "内部学习资料　严禁外传"]
)
def test_who_may_read_it_is_no_title(line: str) -> None:
    blocks = [Block(line, bold=True), Block("看桐花寨农商银行怎样管好“钱袋子”", level=1), TEXT]
    assert read_head(blocks, body_look(blocks)).title == "看桐花寨农商银行怎样管好“钱袋子”"


@pytest.mark.parametrize("title", ["清风岭：把信用变成钱", "龙埠经验：慢功夫里见真章"])
def test_a_title_with_a_colon_is_no_field(title: str) -> None:
    assert head(title, "学习时间：2025年5月12日—5月16日").title == title


@pytest.mark.parametrize(
    "line",
    [
        "清河口支行  莫晓岚",
        "南汊农商银行第二期青年干部跟岗学习班学员 盛小满",
        "公司业务部总经理　丁一帆",
        "城东支行客户经理　袁　野",
    ],
)
def test_who_wrote_it_is_told_below_the_title(line: str) -> None:
    found = head("赴云岫农商银行学习心得体会", line)
    assert found.title == "赴云岫农商银行学习心得体会"
    assert found.subtitle == (line,)


@pytest.mark.parametrize("line", ["省农信联社淮南办事处：", "市农商银行审计中心："])
def test_an_office_of_the_union_that_a_report_goes_to(line: str) -> None:
    assert head("关于赴雁塬农商银行考察的报告", line).imprint == (line,)


@pytest.mark.parametrize(
    "line", ["苔桥农商银行办公室 | 2023年10月27日", "苔桥农商银行团委　　2023年10月27日"]
)
def test_office_and_day_in_two_cells_are_no_title(line: str) -> None:
    above = (Block(t, centred=True, size=15) for t in ("学习考察情况通报", "2023年第5期", line))
    title = title_block("苔桥农商银行学习考察情况通报")
    text = "苔桥农商银行到槿湾农商银行学习考察，现通报如下。" * 3
    assert structured(*above, title, text).bulletin.title == title.text


@pytest.mark.parametrize(
    "title",
    [
        "柳湾农商银行“小微快贷”为什么快？",
        "贷款怎么放，不良怎么收？",
        "向柳湾学什么！",
        "柳湾农商银行“开门红”为何提前了？",
    ],
)
def test_a_question_alone_on_the_first_line_is_the_title(title: str) -> None:
    assert head(title, "桐口农商银行小微部").title == title


@pytest.mark.parametrize(
    "line", ["问：贷款怎么放？", "各位同事，大家好吗？", "你们的贷款怎么放？", "1.贷款怎么放？"]
)
def test_a_question_that_is_put_to_somebody_is_no_title(line: str) -> None:
    assert head(line).title == ""
