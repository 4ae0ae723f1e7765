"""Papers in which two banks learn from each other, section by section."""

from __future__ import annotations

import pytest

from kb.enrich import subjects_of
from kb.model import Side
from tests.builders import structured

ONE, OTHER = "铁牛坳农商银行", "金桥滩农商银行"
OF_OTHER = "金桥滩农商行把客户按年龄分四层来管。每一层有一个专属的活动，高龄层是“上门量血压”。"
OF_ONE = "铁牛坳的信贷员骑马进寨，带着流动POS机。寨子里的贷款七年没有不良，全行有十一个这样的寨子。"


def sides(*headings: str) -> dict[str, tuple[str, Side]]:
    made = structured(
        "结对共建第一季度工作小结",
        f"去年底，{ONE}与{OTHER}签订结对共建协议，约定双方每季度互派三名骨干跟班学习。",
        headings[0],
        OF_OTHER,
        headings[1],
        OF_ONE,
        "三、下季度安排",
        "铁牛坳拟引入年龄分层，先从县医院一家单位试起。",
    ).bulletin
    return {
        one.sentence.text: (one.bank, one.side)
        for _, subjects in subjects_of(made, ())
        for one in subjects
    }


@pytest.mark.parametrize(
    "headings",
    [
        ("一、铁牛坳学到了什么", "二、金桥滩学到了什么"),
        ("一、铁牛坳农商行的收获", "二、金桥滩农商行的收获"),
        ("一、铁牛坳看金桥滩", "二、金桥滩看铁牛坳"),
        ("一、铁牛坳眼里的金桥滩", "二、金桥滩眼里的铁牛坳"),
        ("一、铁牛坳的同志带回了什么", "二、金桥滩的同志带回了什么"),
    ],
)
def test_the_heading_says_whose_practice_its_section_describes(headings: tuple[str, str]) -> None:
    told = sides(*headings)
    assert told["每一层有一个专属的活动，高龄层是“上门量血压”。"] == (OTHER, Side.HOST)
    assert told["铁牛坳的信贷员骑马进寨，带着流动POS机。"] == (ONE, Side.HOST)
    assert told["寨子里的贷款七年没有不良，全行有十一个这样的寨子。"] == (ONE, Side.HOST)


def test_what_they_plan_is_nobodys_practice() -> None:
    told = sides("一、铁牛坳学到了什么", "二、金桥滩学到了什么")
    assert told["铁牛坳拟引入年龄分层，先从县医院一家单位试起。"][1] is not Side.HOST
