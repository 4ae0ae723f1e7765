"""Lines that close the sections of several banks or groups."""

from __future__ import annotations

import pytest

from kb.readers import Block
from kb.structure.section_closing import is_of_all
from tests.builders import structured

TITLE = "松岭农商银行跟班学习视频周会实录"
INTRO = "松岭农商银行派往青溪农商银行、白鹭洲农商银行的两个小组开视频周会，以下为摘要。"
FIRST = "客户经理当场认领名单，做不完的第二天补，月底由支行长逐户回访。"
SECOND = "每村聘两名联络员，按线索付报酬，成交一条另奖五十元。"
LAST = "副行长要求两组各交一份照做清单，下周五前报总行办公室，做不到的写明原因。"


def bank_of_last(*texts: str) -> str:
    return structured(*map(Block, (TITLE, INTRO, *texts))).bulletin.entries[-1].bank


@pytest.mark.parametrize(
    ("one", "other", "closing"),
    [
        ("连线青溪小组", "连线白鹭洲小组", "连线总部"),
        ("连线青溪小组", "连线白鹭洲小组", "总行回应"),
        ("【连线青溪小组】", "【连线白鹭洲小组】", "【会议小结】"),
        ("【连线青溪小组】", "【连线白鹭洲小组】", "【下周安排】"),
        ("第一组（青溪农商银行）", "第二组（白鹭洲农商银行）", "两组对比"),
        ("第一组（青溪农商银行）", "第二组（白鹭洲农商银行）", "编者按"),
        ("青溪组", "白鹭洲组", "学习组手记"),
        ("青溪组：", "白鹭洲组：", "学员感言："),
        ("第一站：青溪", "第二站：白鹭洲", "几点启示"),
        ("青溪农商银行", "白鹭洲农商银行", "讨论情况"),
        ("第一站：青溪", "第二站：白鹭洲", "归来的话"),
        ("第一站：青溪", "第二站：白鹭洲", "返程路上"),
        ("第一站：青溪", "第二站：白鹭洲", "回来以后怎么办？"),
        ("第一站：青溪", "第二站：白鹭洲", "我们带回了什么"),
    ],
)
def test_what_closes_the_sections_is_of_no_bank(one: str, other: str, closing: str) -> None:
    assert bank_of_last(one, FIRST, other, SECOND, closing, LAST) == ""


def test_a_line_that_every_section_has_is_of_its_bank() -> None:
    banks = bank_of_last(
        *("第一站：青溪", FIRST, "夜间小结", SECOND),
        *("第二站：白鹭洲", SECOND, "夜间小结", FIRST),
    )
    assert banks == "白鹭洲农商银行"


def test_letters_count_sections_of_banks_and_what_closes_them() -> None:
    texts = (
        "A 石桥篇",
        "石桥农商银行最让人服气的是放权，二十万元以内两个人签字就能放。",
        "B 桃川篇",
        "桃川农商银行的会计主管每月换一次网点，轮到哪家，先数库，再看三天录像。",
        "C 安乡篇",
        "安乡农商银行给每位柜员配了一块小黑板，客户夸一句画一个圈。",
        "D 我们的功课",
        "放权、轮岗、画圈，三样里最难的是放权。建议先从十万元做起。",
    )
    found = structured(Block("三县取经归来谈"), *map(Block, texts)).bulletin
    assert [entry.bank[:2] for entry in found.entries] == ["石桥", "桃川", "安乡", ""]
    assert [entry.heading_path[-1][0] for entry in found.entries] == list("ABCD")


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("总行回应", True),
        ("【编后记】", True),
        ("两组互评", True),
        ("学员感言：", True),
        ("学习小结", False),
        ("本周心得", False),
        ("三组客户经理分片走访", False),
    ],
)
def test_what_is_of_all_groups(text: str, *, closes: bool) -> None:
    assert is_of_all(text) is closes
