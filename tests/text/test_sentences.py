"""Sentences: what a reader would quote by itself, with its place in the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.sentences import chains, sentences
from kb.text.titles import title_of
from tests.builders import MIXED, mixed_text


def cut(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


def test_each_closing_mark_ends_a_sentence() -> None:
    assert cut("先评议。再公示！谁来办？归档……结束") == [
        "先评议。", "再公示！", "谁来办？", "归档……", "结束",
    ]  # fmt: skip


def test_parts_of_one_rule_stay_together() -> None:
    rule = "逾期的先上门；三个月不还的起诉；续贷的加重处罚。"
    assert cut(rule) == [rule]
    assert cut("分三档：一是自批；二是会签；三是上报。") == [
        "分三档：", "一是自批；", "二是会签；", "三是上报。",
    ]  # fmt: skip
    assert cut("材料要全：（1）身份证；（2）户口簿。") == [
        "材料要全：",
        "（1）身份证；",
        "（2）户口簿。",
    ]


def test_marks_that_stand_together_are_one_end() -> None:
    assert cut("真的吗？！是的。。好……。") == ["真的吗？！", "是的。。", "好……。"]


def test_commas_and_colons_end_nothing() -> None:
    text = "流程为：申请、调查，审查,审批:四步"
    assert cut(text) == [text]


def test_half_width_marks_of_a_real_bulletin() -> None:
    assert cut("拜访客户;推广一码通;学习评议流程!会上问:为何?当场答.下一步推广.") == [
        "拜访客户;推广一码通;学习评议流程!", "会上问:为何?", "当场答.", "下一步推广.",
    ]  # fmt: skip


def test_a_line_feed_always_ends() -> None:
    assert cut("（一）考核机制\n整村授信占20分\r\n\n按季通报") == [
        "（一）考核机制", "整村授信占20分", "按季通报",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sheltered",
    [
        "行长说“先看人品。再看收入；后定额度”最稳妥",
        "按「先摸底。后签约」办理",
        "落实（三查；三审。）制度",
        '抓住关键"点。面;线"三处',
        "印发《办法；细则》一册",
        "（见附件；共三份）以此为准",
    ],
)
def test_marks_within_quotes_and_brackets_end_nothing(sheltered: str) -> None:
    assert cut(f"{sheltered}。另起一句。") == [f"{sheltered}。", "另起一句。"]


def test_a_mark_without_its_partner_shelters_nothing() -> None:
    assert cut("他说“先评议。再公示。") == ["他说“先评议。", "再公示。"]
    assert cut('只有一个"号。下一句。') == ['只有一个"号。', "下一句。"]
    assert cut("1）先评议。2）再公示。") == ["1）先评议。", "2）再公示。"]


def test_a_closing_mark_behind_the_end_stays_with_its_sentence() -> None:
    assert cut("先评议。”再公示。") == ["先评议。”", "再公示。"]


def test_speech_that_ends_its_sentence() -> None:
    assert cut("他说：“不急。”下一步再办。") == ["他说：“不急。”", "下一步再办。"]
    assert cut("“不急。”行长说完就走。") == ["“不急。”行长说完就走。"]
    assert cut("喊出“干就完了！”的口号。") == ["喊出“干就完了！”的口号。"]
    assert cut("他问：“够吗？”，无人回答。") == ["他问：“够吗？”，无人回答。"]


@pytest.mark.parametrize(
    "number", ["一、", "（一）", "1.", "1、", "(1)", "第一，", "①", "一.", "(一)."]
)
def test_a_number_in_front_stays_with_its_sentence(number: str) -> None:
    assert cut(f"{number}先做试点。再铺开。") == [f"{number}先做试点。", "再铺开。"]


@pytest.mark.parametrize(
    "whole",
    [
        "用信率升到38.6%",
        "由3.5万元增至1.28亿元",
        "见 www.kb.cn/a?b=c;d 一页",
        "按V2.0版执行",
        "A;B",
    ],
)
def test_decimals_addresses_and_versions_stay_whole(whole: str) -> None:
    assert cut(f"{whole}。完") == [f"{whole}。", "完"]


def test_dots_that_go_on() -> None:
    assert cut("整村授信、阳光信贷……等做法一并推行") == ["整村授信、阳光信贷……等做法一并推行"]


def test_each_item_of_a_chain_is_a_unit_with_its_lead() -> None:
    text = "驿站承担三件事：一是代办缴费；二是收集信息；三是预约入户。另有补贴。"
    lead, first, second, third, rest = sentences(text)
    assert lead.text == "驿站承担三件事："
    assert [first.text, second.text, third.text] == [
        "一是代办缴费；", "二是收集信息；", "三是预约入户。",
    ]  # fmt: skip
    assert {text[slice(*item.lead)] for item in (first, second, third) if item.lead} == {lead.text}
    assert lead.lead is None
    assert rest.lead is None
    assert lead.introduces
    assert not first.introduces


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("第一，抓早；第二，抓小。", ["第一，抓早；", "第二，抓小。"]),
        ("首先摸底；其次评议；最后签约。", ["首先摸底；", "其次评议；", "最后签约。"]),
        ("其一，管住人；其二，管住钱。", ["其一，管住人；", "其二，管住钱。"]),
        ("一要走到；二要问到；三要记到。", ["一要走到；", "二要问到；", "三要记到。"]),
        (
            "一是批量获客，与商会签订合作协议，二是交叉验证，把水表、电表与老板口述对照。",
            ["一是批量获客，与商会签订合作协议，", "二是交叉验证，把水表、电表与老板口述对照。"],
        ),
    ],
)
def test_chains_of_other_words(text: str, items: list[str]) -> None:
    assert cut(text) == items


@pytest.mark.parametrize(
    "whole",
    [
        "做到一是早，不做二是晚",  # no chain: 二是 alone begins a clause
        "一户一档，二户联保",  # measure words count things, not points
        "第一，先做试点",
        "最后由行长签字",
        "要点是“一是早，二是小”八个字",
        "有了第十一是好事，第十二是难事",
    ],
)
def test_what_only_looks_like_a_chain(whole: str) -> None:
    assert cut(whole) == [whole]


@pytest.mark.parametrize(
    "whole",
    [
        "三种情形：一是记录不全的退回，二是亲属评议超三分之一的重评，三是90天未见面的冻结。",
        "首先摸底，其次评议，最后签约。",
        "一要走到，二要问到，三要记到。",
        "一是早，二是批量获客，与商会签订合作协议，一次导入名单。",
    ],
)
def test_short_items_between_commas_are_one_sentence(whole: str) -> None:
    assert cut(f"先说总的。{whole}另有补贴。") == ["先说总的。", whole, "另有补贴。"]


def test_a_chain_over_several_sentences_has_a_lead_only_where_one_is() -> None:
    found = sentences("做法有二。一是评议。评议要公开。二是公示。")
    assert [s.text for s in found] == ["做法有二。", "一是评议。", "评议要公开。", "二是公示。"]
    assert [s.lead for s in found] == [None] * 4


def test_nothing_is_found_in_nothing() -> None:
    assert sentences("") == sentences(" \n\u3000\n") == ()


MARKS = '一二三是第，。；！？：、“”"（）()1.2…\n 首先其次最后要'


@given(mixed_text | st.text(st.sampled_from(MARKS + MIXED), max_size=80))
def test_units_cover_the_text_without_loss_or_overlap(text: str) -> None:
    at = 0
    for sentence in sentences(text):
        assert text[at : sentence.start].strip() == ""
        assert sentence.start < sentence.end
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        assert not re.search(r"[\n\r]", sentence.text)
        if sentence.lead:
            start, end = sentence.lead
            assert 0 <= start < end <= sentence.start
        at = sentence.end
    assert text[at:].strip() == ""


@given(mixed_text, mixed_text)
def test_paragraphs_are_cut_each_by_itself(first: str, second: str) -> None:
    assert cut(f"{first}\n{second}") == cut(first) + cut(second)


def test_the_title_of_a_lesson_is_its_first_sentence() -> None:
    text = "一、先做试点村,再铺开面。青枫农商银行选定一个中等村先行。"
    assert cut(text)[0] == f"一、{title_of(text)}。"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("先说别的。驿站三件事：一是取款；二是缴费。再说别的。", "驿站三件事：一是取款；二是缴费。"),
        ("收获如下：\n一是先评后授。\n二是先试后推。\n末了。", "收获如下：\n一是先评后授。\n二是先试后推。"),
        ("都做完了。一是先评。二是后授。", "一是先评。二是后授。"),
        ("做法：（1）评议；（2）公示。", "做法：（1）评议；（2）公示。"),
    ],
)  # fmt: skip
def test_an_enumeration_stands_with_what_introduces_it(text: str, whole: str) -> None:
    assert [text[start:end] for start, end in chains(text)] == [whole]


@given(mixed_text | st.text(st.sampled_from("一是二是三是：，；。\n甲乙（1）（2）"), max_size=60))
def test_enumerations_begin_and_end_with_units(text: str) -> None:
    units = sentences(text)
    last = 0
    for start, end in chains(text):
        assert start in {unit.start for unit in units}
        assert end in {unit.end for unit in units}
        assert last <= start < end
        last = end


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "在考核上，甲、看建档的真实率，抽错一户扣两分；乙、看签约的转化率，低于三成的不评先。",
            ["在考核上，", "甲、看建档的真实率，抽错一户扣两分；", "乙、看签约的转化率，低于三成的不评先。"],
        ),
        ("流程：1.收名单，编号；2.评议，打分；3.公示。", ["流程：", "1.收名单，编号；", "2.评议，打分；", "3.公示。"]),
        ("分三步：第一步，上门拍照；第二步，评议打分。", ["分三步：", "第一步，上门拍照；", "第二步，评议打分。"]),
        ("A、经理自查，三天报；B、风险复核，五天回。", ["A、经理自查，三天报；", "B、风险复核，五天回。"]),
    ],
)  # fmt: skip
def test_items_marked_by_letters_and_figures_are_units(text: str, units: list[str]) -> None:
    assert cut(text) == units


@pytest.mark.parametrize(
    "text",
    [
        "甲、乙两村各有一名专员；丙、丁两村没有。",
        "利率为3.5；4.2；5.1三档。",
        "存款1.2亿元；贷款2.3亿元。",
        "表1.收入；2.支出。",
        "分A、B、C三类；D类不贷。",
    ],
)
def test_letters_and_figures_of_the_text_are_no_marks(text: str) -> None:
    assert cut(text) == [text]
