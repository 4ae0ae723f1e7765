"""What a question asks for, and which sentences state something of the kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.questions import MONEY, PEOPLE, RATES, SPANS, Wanted, asked_for


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("听证会由谁主持", Wanted.PERSON),
        ("哪些人当评议员", Wanted.PERSON),
        ("哪家的办贷中心三月初开张", Wanted.BANK),
        ("哪几家行设了内训师", Wanted.BANK),
        ("青枫什么时候启动整村授信", Wanted.TIME),
        ("晨会几点开", Wanted.TIME),
        ("客户经理怎么考核", Wanted.WAY),
        ("如何让村民听得进去", Wanted.WAY),
        ("一个村要几天", Wanted.AMOUNT),
        ("多久走访一次", Wanted.AMOUNT),
    ],
)
def test_what_is_wanted(text: str, wanted: Wanted) -> None:
    asked = asked_for(text)
    assert asked is not None
    assert asked.wanted is wanted


@pytest.mark.parametrize("text", ["整村授信", "几乎没有用信", "客户经理考核办法", "", "十几户"])
def test_no_question(text: str) -> None:
    assert asked_for(text) is None


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("蓝领贷顶多能借多少", MONEY),
        ("驿站站长每月补贴多少", MONEY),
        ("不良率降到多少了", RATES),
        ("一年期利率是多少", RATES),
        ("要多久才回得了本", SPANS),
        ("五十万以内几天能批下来", SPANS),
        ("一个村几个人", PEOPLE),
    ],
)
def test_the_units_that_fit(text: str, units: frozenset[str]) -> None:
    asked = asked_for(text)
    assert asked is not None
    assert asked.units == units


@pytest.mark.parametrize(
    ("question", "fits", "fits_not"),
    [
        ("蓝领贷顶多能借多少", "额度最高15万元。", "连续代发满6个月。"),
        ("签约了多少户", "签约1,524户。", "放款37万元。"),
        ("晨会几点开", "晨会每天8时10分开始。", "晨会只看两张表。"),
        ("听证会由谁主持", "听证由分管副行长主持。", "分管副行长旁听。"),
        ("哪些人当评议员", "村干部和老党员打分。", "额度最高15万元。"),
        ("多久走访一次", "网格长21天走完一遍。", "有三户逾期满60天。"),
        ("逾期满几天要上会", "贷款逾期满60天的上会。", "连续3天没有上会。"),
        ("蓝领贷利率是多少", "蓝领贷利率4.8%。", "蓝领贷用信率45.6%。"),
        ("客户经理怎么考核", "考核由户数和质量两部分组成。", "客户经理反映较好。"),
    ],
)
def test_what_states_an_answer(question: str, fits: str, fits_not: str) -> None:
    asked = asked_for(question)
    assert asked is not None
    assert asked.fits(fits)
    assert not asked.fits(fits_not)


@given(
    st.text(st.sampled_from("多少几谁哪家怎么什么时候率是由天人元0123456789，。？"), max_size=60)
)
def test_any_text_can_be_asked_about(text: str) -> None:
    asked = asked_for(text)
    if asked is not None:
        asked.fits(text)
