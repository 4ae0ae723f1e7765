"""Whose practice a bulletin without groups is about."""

from __future__ import annotations

import pytest

from kb.model import Kind
from kb.readers.draft import Block, Draft
from kb.structure.understand import Structured, structure
from tests.builders import SOURCE, TODAY, structured, title_block
from tests.structure.weekly import EXPLAINED, OPENING, TITLE, heading


def test_a_bulletin_about_no_bank_names_none() -> None:
    made = structured(TITLE, OPENING, heading("经验做法"), f"一、整村授信先评议。{EXPLAINED}")
    assert {entry.bank for entry in made.bulletin.entries} == {""}


def test_the_host_is_the_bank_that_they_go_to() -> None:
    """It used to be the first bank that the title names."""
    made = structured(
        title_block("东湖农商银行赴南溪农商银行跟班学习第三期简报"),
        Block("按照安排，东湖农商银行选派12名客户经理前往学习，东湖农商银行领导到会动员。"),
    )
    assert {entry.bank for entry in made.bulletin.entries} == {"南溪农商银行"}


def test_sections_that_name_a_bank_and_what_it_does_are_of_lessons() -> None:
    """A digest of several banks without groups; its short paragraphs were overviews."""
    made = structured(
        title_block("学习交流简报"),
        Block("2024年第15期（总第115期）", centred=True),
        Block("2024年4月29日—5月3日", centred=True),
        Block("我行组织三批人员外出学习，现将各行做法摘报如下。"),
        Block("一、青山农商银行：整村授信“三上门”", bold=True),
        Block("（一）名单上门。青山农商银行由村两委提供名单，客户经理逐户核对，全年走访2.6万户。"),
        Block("（二）额度上门。预授信额度由系统测算，户均8.5万元，利率较普通贷款下浮60BP。"),
        Block("二、绿水农商银行：不良清收“三张网”", bold=True),
        Block(
            "绿水农商银行建立司法、村级、亲情三张网，一季度清收不良3200万元，较年初下降0.35个百分点。"
        ),
        Block(
            "一是司法网。与法院共建金融法庭；二是村级网。聘请协管员128名；三是亲情网。请亲友劝还。"
        ),
        Block("办公室　供稿"),
    )
    lessons = [e for e in made.bulletin.entries if e.kind is Kind.LESSON]
    assert [(entry.bank, entry.title) for entry in lessons] == [
        ("青山农商银行", "名单上门"),
        ("青山农商银行", "额度上门"),
        ("绿水农商银行", "绿水农商银行建立司法、村级、亲情三张网"),
    ]
    assert lessons[-1].text.endswith("请亲友劝还。")


def test_a_line_beneath_the_title_may_name_the_bank() -> None:
    made = structured(
        title_block("跟班学习日报"),
        Block("白云农商银行 2022.3.31-4.1"),
        Block("今天在营业部学习，行长在晨会上点评了前一天的营销情况。"),
    )
    assert {entry.bank for entry in made.bulletin.entries} == {"白云农商银行"}


def of_visitors(stated: str) -> Structured:
    blocks = (
        Block("迎接同业考察 共话普惠金融", centred=True),
        Block("12月3日，桑坞、鹿滩两家农商银行考察组到我行考察普惠金融工作，听取了情况介绍。"),
        Block("我行在163个行政村设立服务点，每点月均办理240笔业务，年终评出十佳，各奖一千元。"),
        Block("桑坞农商银行分享了夜校的经验。鹿滩农商银行谈到免填表。"),
    )
    return structure(Draft(blocks, stated), SOURCE, today=TODAY)


def test_the_owner_of_the_site_is_who_says_we() -> None:
    entries = of_visitors("迎接同业考察 共话普惠金融 - 芦汀农商银行").bulletin.entries
    assert next(e.bank for e in entries if "163个" in e.text) == "芦汀农商银行"


def test_visitors_are_not_the_bank_they_came_to() -> None:
    entries = of_visitors("迎接同业考察 共话普惠金融").bulletin.entries
    assert next(e.bank for e in entries if "163个" in e.text) == ""


@pytest.mark.parametrize("marks", ["【】", "[]", "〔〕"])
def test_who_collects_what_others_do_is_no_host(marks: str) -> None:
    deeds = (
        "每月结息，客户经理挨家送结息单，一天看八户。",
        "行长信箱装在菜市场，每周五由行长亲自开。",
    )
    banks = ("玉泉农商银行", "灵岩农商银行")
    made = structured(
        title_block("兄弟行快讯"),
        Block("云门农商银行办公室"),
        Block("编者按：我行六个小组分赴兄弟行，现摘登各组来信。"),
        *(
            Block(f"{marks[0]}{bank}{marks[1]}{deed}")
            for bank, deed in zip(banks, deeds, strict=True)
        ),
    )
    assert {entry.bank for entry in made.bulletin.entries} - {""} == set(banks)


def test_the_writer_of_an_interview_is_no_group() -> None:
    """The line with the writer was a heading of a group, its day the period, answers the learners'."""
    made = structured(
        title_block("十年只做一件事"),
        Block("——访金塔农商银行董事长韩立民", centred=True, size=14),
        Block("辛庄农商银行学习组　采写：徐洁　2026年7月6日", size=14),
        "金塔农商银行偏居县域，却连续六年监管评级保持二级。辛庄农商银行学习组就此专访了该行董事长。",
        "问：红线守住了，规模从哪里来？",
        "答：从人多来。我们把柜员往外赶，现在客户经理占全员的52%，一个人守两个村，户均贷款14.6万元。",
        "问：客户经理不愿意下村怎么办？",
        "答：先让干部下去。我自己包了两个村，每个月住一晚。考核也改了，不比存款比户数。",
    )
    assert made.bulletin.groups == ()
    assert made.bulletin.period is None
    assert {entry.bank for entry in made.bulletin.entries} == {"金塔农商银行"}


_HEAD = (
    title_block("苔桥农商银行赴槿湾农商银行学习报告"),
    "2025年6月9日，我行到槿湾农商银行学习。",
)


def test_a_point_that_contains_the_word_of_a_section_is_a_lesson() -> None:
    told = "该行把绩效明细每月发到个人手机，谁有疑问三日内申请复核。"
    points = (Block(h, bold=True) for h in ("（一）绩效拿得出差距", "（二）支行长有“三权”"))
    below = [block for point in points for block in (point, told)]
    lacks = (Block("三、存在的差距", bold=True), "我行绩效平均。")
    made = structured(*_HEAD, Block("二、主要经验做法", bold=True), *below, *lacks)
    kinds = [entry.kind for entry in made.bulletin.entries if "手机" in entry.text]
    assert kinds == [Kind.LESSON, Kind.LESSON]


def test_an_office_that_gets_a_paper_signs_nothing() -> None:
    told = "一、早课讲错账。槿湾农商银行每周由柜员轮流上台讲一件办砸的事。"
    made = structured(*_HEAD, told, "报送：省联社北山审计中心", "发送：苔桥农商银行各支行")
    assert "审计中心" not in made.bulletin.signed
    assert "苔桥农商银行各支行" in made.bulletin.signed
