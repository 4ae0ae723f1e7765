"""Key figures: value, qualifiers, and the sentence that states it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given

from kb.enrich.key_figures import KeyFigure, figures
from kb.intake.options import IngestOptions
from kb.intake.understand import understand
from kb.knowledge_base import KnowledgeBase
from kb.model import Bulletin, Kind
from tests.builders import mixed_text


def only(text: str) -> KeyFigure:
    (figure,) = figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "phrase", "qualifiers"),
    [
        ("授信50万元及以下由支行审批", "50万元及以下", ("及以下",)),
        ("对100万以上的逾期贷款", "100万以上", ("以上",)),
        ("办贷最快两天放款", "最快两天", ("最快",)),
        ("逾期额度达到20万元的", "达到20万元", ("达到",)),
        ("不超过12个村", "不超过12个村", ("不超过",)),
        ("按不低于20%的比例", "不低于20%", ("不低于",)),
        ("约占四成", "约占四成", ("约", "占")),
        ("近一倍", "近一倍", ("近",)),
        ("走了上千户", "上千户", ()),
        ("较年初提高21个百分点", "较年初提高21个百分点", ("较年初", "提高")),
        ("比上周提高了2.1个百分点", "比上周提高了2.1个百分点", ("比上周", "提高了")),
        ("同比增长9.7%", "同比增长9.7%", ("同比", "增长")),
        ("差错率降到3.1%", "降到3.1%", ("降到",)),
        ("利率下浮20BP", "下浮20BP", ("下浮",)),
        ("每户30元", "每户30元", ("每户",)),
        ("户均6.2万元左右", "户均6.2万元左右", ("户均", "左右")),
        ("三个工作日内办结", "三个工作日内", ("内",)),
        ("到场130余人", "130余人", ("余",)),
        ("每人每天不超过12条", "每人每天不超过12条", ("每人", "每天", "不超过")),
        ("签约6户", "6户", ()),
        ("聘内训师32名内训师任教", "32名", ()),
    ],
)
def test_a_figure_and_its_qualifiers(text: str, phrase: str, qualifiers: tuple[str, ...]) -> None:
    figure = only(text)
    assert (figure.phrase, figure.qualifiers) == (phrase, qualifiers)
    assert figure.qualifier == "、".join(qualifiers)


def test_a_figure_knows_where_it_stands_and_what_says_it() -> None:
    text = "一、先评议。首次用信每户30元，签约13,160户，用信率38.6%。再公示。"
    first, second, third = figures(text)
    for figure in (first, second, third):
        assert text[slice(*figure.span)] == figure.value
        assert text[slice(*figure.sentence_span)] == figure.sentence
        assert figure.sentence == "首次用信每户30元，签约13,160户，用信率38.6%。"
    assert [f.clause for f in (first, second, third)] == [
        "首次用信每户30元", "签约13,160户", "用信率38.6%",
    ]  # fmt: skip


def test_amounts_of_like_units_compare() -> None:
    million, hundred = only("7,564万元"), only("1.28亿元")
    assert million.base_unit == hundred.base_unit == "元"
    assert million.amount == Decimal(75_640_000) < hundred.amount == Decimal(128_000_000)
    assert (million.number, million.unit) == (Decimal(7564), "万元")


def test_numbers_in_words_are_marked() -> None:
    assert [f.spelled for f in figures("用两天走完，共12户，５户在外")] == [True, False, False]


def test_text_without_figures() -> None:
    assert figures("一、整村授信要先评议、后公示，2018年7月2日起试行。") == ()


@given(mixed_text)
def test_every_figure_stands_where_it_says(text: str) -> None:
    for figure in figures(text):
        assert text[slice(*figure.span)] == figure.value
        assert text[slice(*figure.sentence_span)] == figure.sentence
        assert figure.value in figure.phrase
        assert figure.value in figure.clause
        assert figure.clause in figure.sentence


@pytest.fixture(scope="module")
def bulletin(sample_kb: KnowledgeBase, real_source: Path) -> Bulletin:
    data = real_source.read_bytes()
    return understand(
        data,
        real_source.name,
        IngestOptions(date(2026, 11, 23)),
        sample_kb.vocabulary.organisations,
    ).bulletin


def test_the_figures_of_the_real_bulletin(bulletin: Bulletin) -> None:
    """What a careful reader lists of its lessons, in order; no date, number or name among them."""
    lessons = [e for e in bulletin.entries if e.kind is Kind.LESSON]
    said = {e.bank: [f.phrase for x in lessons if x.bank == e.bank for f in figures(x.text)]
            for e in lessons}  # fmt: skip
    assert said == {
        "临海农商银行": ["三年", "100个", "500个", "66%"],
        "路桥农商银行": [],
        "温岭农商银行": [
            "50万元及以下", "60%", "20%", "20%", "先后5次", "100万以上", "达到20万元", "最快两天", "30元",
        ],
    }  # fmt: skip
    for entry in bulletin.entries:
        if entry.kind is Kind.HONOUR:
            assert figures(entry.text) == ()


@pytest.mark.parametrize(
    ("phrase", "number", "unit", "sentence"),
    [
        ("100个", 100, "个", "工程开始定位就是一个长期工程"),
        ("500个", 500, "个", "工程开始定位就是一个长期工程"),
        ("66%", 66, "%", "工程开始定位就是一个长期工程"),
        ("50万元及以下", 50, "万元", "坚定做小、做散、做实"),
        ("60%", 60, "%", "坚定做小、做散、做实"),
        ("先后5次", 5, "次", "强化不良听证力度"),
        ("100万以上", 100, "万", "强化不良听证力度"),
        ("达到20万元", 20, "万元", "强化不良听证力度"),
        ("最快两天", 2, "天", "在实际营销过程中"),
        ("30元", 30, "元", "凡是在进村授信期间"),
    ],
)
def test_each_with_the_right_sentence(
    bulletin: Bulletin, phrase: str, number: int, unit: str, sentence: str
) -> None:
    """Parts joined by ；, half-width too, are one rule: the sentence is the whole of it."""
    found = [f for e in bulletin.entries for f in figures(e.text) if f.phrase == phrase]
    assert [(f.number, f.unit) for f in found] == [(Decimal(number), unit)]
    assert found[0].sentence.startswith(sentence)


@pytest.mark.parametrize(
    ("text", "value", "condition"),
    [
        ("不良率低于1%的，加付20%奖励", "20%", "不良率低于1%"),
        ("低于1%的，加付20%奖励；高于2%的，扣减绩效30%", "30%", "高于2%"),
        ("新增授信满100户，另奖500元", "500元", "新增授信满100户"),
        ("连续两月末位的，扣发当月绩效20%", "20%", "连续两月末位"),
        ("逾期超过3天的，每笔扣50元", "50元", "逾期超过3天"),
        ("按期还清的，次年利率下浮50个基点；逾期一次的，额度压缩三成", "50个基点", "按期还清"),
        ("按期还清的，次年利率下浮50个基点；逾期一次的，额度压缩三成", "三成", "逾期一次"),
    ],
)
def test_the_condition_of_an_amount(text: str, value: str, condition: str) -> None:
    found = {figure.value: figure.qualifiers for figure in figures(text)}
    assert found[value][0] == condition


@pytest.mark.parametrize(
    "text", ["存款达到3亿元，贷款增加2亿元", "晨会开完的，客户经理8人进村。奖励200元"]
)
def test_what_is_no_condition(text: str) -> None:
    assert all(len(word) < 5 for figure in figures(text) for word in figure.qualifiers)
