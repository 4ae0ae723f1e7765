"""Interviews and talks: who asks, who answers, what is a point."""

from __future__ import annotations

import pytest

from kb.structure.conversations import questions, speeches
from tests.builders import structured, title_block
from tests.structure.visiting import DEEDS, lessons


def test_questions_with_their_answers() -> None:
    asked = ("问：走访怎么排？", "问：评议谁来做？")
    talk = [line for q, a in zip(asked, DEEDS, strict=False) for line in (q, f"答：{a}")]
    assert lessons(*talk) == [f"{q}\n答：{a}" for q, a in zip(asked, DEEDS, strict=False)]


def test_questions_of_one_line_are_points_with_their_answers() -> None:
    texts = ["工资怎么算？", "柜员每办一笔业务按难度计件，月底自己就能算出工资。", "奖金怎么发？",
             "信贷员的奖金当年发一半，第二年发三成，第三年没出问题再发两成。"]  # fmt: skip
    assert questions(texts) == {0, 2}


def test_who_tells_something_in_a_chat_has_a_point() -> None:
    told = "柜员每办一笔业务按难度计件，开户一元二，挂失两元，月底自己就能算出工资，大家没有争议，主任也省心。"
    texts = [f"【老方 03-10】{told}", "【马莉 03-11】今天休息。", f"【老方 03-12】{told}"]
    assert speeches(texts) == {0, 2}


@pytest.mark.parametrize("paper", ["《学习与交流》", "《取经》编辑部", "本刊《同业》"])
def test_a_paper_that_asks(paper: str) -> None:
    texts = [
        f"{paper}：您怎么看走访？",
        f"关行长：{DEEDS[0]}",
        f"{paper}：评议呢？",
        f"关行长：{DEEDS[1]}",
    ]
    assert questions(texts) == {0, 2}


@pytest.mark.parametrize("verb", ["访", "对话", "专访"])
def test_who_is_asked_and_went_elsewhere_is_no_host(verb: str) -> None:
    opening = "今年5月，石坝农商银行派出六名支行行长，到柳湾农商银行跟班学习一个月。"
    asked = "问：什么最触动您？"
    answer = (
        "答：他们的客户经理分成两队，一队只管开新户，一队只管养老户，考核表完全不同，互不拉扯。"
    )
    made = structured(title_block(f"{verb}石坝农商银行行长荀立"), opening, asked, answer)
    assert {entry.bank for entry in made.bulletin.entries} == {"柳湾农商银行"}


def test_who_answers_may_be_named_with_their_office() -> None:
    asked = ("编辑：快在哪里？", "编辑：快了会不会乱？")
    told = (f"严冬生（信贷管理部）：{DEEDS[0]}", f"江雨桐（风险合规部）：{DEEDS[1]}")
    found = lessons(*(text for pair in zip(asked, told, strict=True) for text in pair))
    assert found == [f"{question}\n{answer}" for question, answer in zip(asked, told, strict=True)]


def test_the_last_turn_of_an_interview_that_only_thanks_is_no_point() -> None:
    turns = ["问：怎么走访？", "答：" + DEEDS[0], "问：怎么考核？", "答：" + DEEDS[2]]
    thanks = ["问：感谢您接受我们的访谈。", "答：不客气，欢迎再来。"]
    assert questions([*turns, *thanks]) == {0, 2}
    assert questions([*turns, "问：辛苦了，最后一个问题，怎么评议？", DEEDS[1]]) == {0, 2, 4}


@pytest.mark.parametrize(
    "openings",
    [
        ("第一，走访扎实。", "第二，评议公开。", "第三，考核严格。"),
        ("首先是走访扎实。", "其次是评议公开。", "最后是考核严格。"),
        ("一是走访扎实。", "二是评议公开。", "三是考核严格。"),
        ("1.走访扎实。", "2.评议公开。", "3.考核严格。"),
        ("贺一宁：第一，走访扎实。", "第二，评议公开。", "第三，考核严格。"),
    ],
)
def test_points_that_an_answer_counts_are_each_a_lesson(openings: tuple[str, ...]) -> None:
    points = [opening + deed for opening, deed in zip(openings, DEEDS, strict=True)]
    talk = ("记者：在柳湾印象最深的有哪些？", *points, "记者：回来以后打算怎么做？")
    assert lessons(*talk, "贺一宁：先把我们支行的晨会压到十分钟。") == points


def test_questions_of_which_only_the_answers_are_labelled() -> None:
    texts = [
        "费用包怎么分？",
        "答：跟着人走。",
        "协办员靠得住吗？",
        "答：靠不住的换。",
        "会后各自返程。",
    ]
    assert questions(texts) == {0, 2}
    cards = ["Q1费用包怎么分？", "答：跟着人走。", "Q2“村情簿”谁来记？", "答：村会计。"]
    assert questions(cards) == {0, 2}
