"""What a question measures: a rate, a number or a sum, in its words, and of whom."""

from __future__ import annotations

import pytest

from kb.corpus import IndicatorLexicon
from kb.search.measures import COUNT, RATE, SUM, Measure, measure_of
from kb.search.questions import asked_for

BANK = "东山农商银行"
LEXICON = IndicatorLexicon(same=(("代发企业", "代发单位"), ("不良率", "不良贷款率")))


def measured(text: str) -> Measure | None:
    asked = asked_for(text)
    assert asked is not None
    return measure_of(asked, ("东山",), frozenset({BANK}), LEXICON)


@pytest.mark.parametrize(
    ("question", "kind", "name"),
    [
        ("东山用信率多少", RATE, "用信率"),
        ("东山农商行现在的用信率是多少", RATE, "用信率"),
        ("东山用信率达到多少了", RATE, "用信率"),
        ("东山的首逾率降到多少", RATE, "首逾率"),
        ("东山蓝领贷用信率多少", RATE, "蓝领贷用信率"),
        ("东山代发企业有多少家", COUNT, "代发企业"),
        ("东山有多少家代发企业", COUNT, "代发企业"),
        ("东山有多少代发企业", COUNT, "代发企业"),
        ("东山代发企业家数是多少", COUNT, "代发企业"),
        ("东山听证开了多少场", COUNT, "听证"),
        ("东山整村授信多少个村", COUNT, "整村授信村"),
        ("东山贷款余额多少", SUM, "贷款余额"),
        ("东山预授信金额多少", SUM, "预授信"),
    ],
)
def test_the_thing_is_named_without_bank_and_fillers(question: str, kind: str, name: str) -> None:
    found = measured(question)
    assert found is not None
    assert (found.kind, found.names[0]) == (kind, name)


@pytest.mark.parametrize(
    "question",
    [
        "东山每户补贴多少",  # so much a household
        "东山蓝领贷最高能贷多少",  # at most
        "东山一个村要几天",  # a time
        "东山评分低于多少分退出",  # a rule
        "东山驿站站长能拿多少钱",
        "东山利率比挂牌高多少",
    ],
)
def test_other_questions_measure_nothing(question: str) -> None:
    assert measured(question) is None


def test_other_words_for_the_same_keep_what_stands_before() -> None:
    found = measured("东山蓝领贷不良率多少")
    assert found is not None
    assert found.names == ("蓝领贷不良率", "蓝领贷不良贷款率")


def test_a_goal_and_a_time_are_taken_out() -> None:
    goal, dated = measured("东山用信率目标多少"), measured("东山2017年末用信率多少")
    assert goal is not None
    assert dated is not None
    assert (goal.names, goal.target) == (("用信率",), True)
    assert dated.when is not None
    assert (dated.names, dated.when.year, dated.when.end) == (("用信率",), 2017, True)


def test_what_is_done_with_what() -> None:
    found = measured("东山打算先租几台终端")
    assert found is not None
    assert found.doing == ("先租", "终端")


def test_a_long_question_is_read_quickly() -> None:
    asked = asked_for("用信率" * 5_000 + "多少")
    assert asked is not None
    measure_of(asked, (), frozenset(), LEXICON)
