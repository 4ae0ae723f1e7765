"""Which figures are facts of indicators that the lexicon has, and which are not."""

from __future__ import annotations

import pytest

from kb.corpus.indicator_lexicon import load_indicators
from kb.enrich import figures
from kb.insights.figure_standing import Standing, ends_clause, is_duration, leads_to, mark_of

LEXICON = load_indicators(
    "indicators: [{name: 贷款余额, units: [元], words: [余额]}]\n"
    "things: [用信, 签约]\nsuffixes: {户: 户数}\nsame: [[不良率, 不良贷款率]]",
    "indicators.yml",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("容忍度3%以内的小微贷款默认免责。", ["条件"]),
        ("10万元以下的农户贷款一年一查。", ["条件"]),
        ("100万元以上每季一查。", ["条件"]),
        ("10万元至100万元半年一查，1亿元的每季走访。", ["条件", "条件"]),
        ("余额8亿元，每季走访。", [""]),
        ("单笔不超过20万元。", ["条件"]),
        ("使用率低于10%的三个月注销。", ["条件", ""]),
        ("比如一笔50万元贷款，一年付息2万元。", ["举例", "举例"]),
        ("例如，存入100万元。", ["举例"]),
        ("假如逾期率升到2%，利润减少80万元。", ["举例", "举例"]),
        ("经测算，一年可增加利润9.3万元。", ["测算"]),
        ("用信率41.5%，比年初提高6个百分点。", ["", ""]),
        ("贷款余额超过100亿元，增长30%以上。", ["", ""]),
        ("三天打不通的换人再打。", ["条件"]),
        ("60岁以上客户存款净增3.3亿元。", ["条件", ""]),
        ("三个月无交易的收回，连续三个月排末三位的约谈。", ["条件", "条件"]),
        ("首页直接显示“您有8万元可用”。", ["举例"]),
        ("要是用信率能到40%，可新增贷款6亿元。", ["举例", "举例"]),
        ("期限半年，授信额度8万元。", ["", ""]),
    ],
)
def test_what_states_no_fact_is_marked(text: str, expected: list[str]) -> None:
    assert [mark_of(figure) for figure in figures(text)] == expected


def test_an_indicator_is_known_by_the_lexicon_and_what_it_makes() -> None:
    standing = Standing(LEXICON)
    known = ("贷款余额", "签约户数", "用信率", "用信率变化", "不良率", "不良贷款率")
    assert all(map(standing.knows, known))
    assert not any(map(standing.knows, ("交支行二占比", "且签约率", "户数", "")))


def test_names_of_one_meaning_are_one() -> None:
    standing = Standing(LEXICON)
    assert standing.name_of("不良贷款率") == standing.name_of("不良率") == "不良率"
    assert standing.name_of("不良贷款率变化") == "不良率变化"
    assert standing.name_of("用信率") == "用信率"


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("不良率压到1.5%以内。", True),
        ("不良率1.5%以内的支行加分。", False),
        ("把不良率压降至2.8%以内作为硬任务。", True),
        ("用信率38%以上，余额增加。", True),
    ],
)
def test_a_bound_at_the_end_of_its_clause_may_be_a_goal(text: str, *, ends: bool) -> None:
    assert [ends_clause(figure) for figure in figures(text)] == [ends]


@pytest.mark.parametrize(
    ("text", "indicator", "lasts"),
    [
        ("从支行抽调老信贷员，脱产一年。", "", True),
        ("三个月新开社保卡。", "历时", True),
        ("锻炼一年。", "锻炼时间", False),
        ("办贷缩短到三天。", "", False),
        ("最快15分钟出额度。", "", False),
    ],
)
def test_how_long_something_lasts_is_no_fact_of_its_own(
    text: str, indicator: str, *, lasts: bool
) -> None:
    assert [is_duration(figure, indicator) for figure in figures(text)] == [lasts]


@pytest.mark.parametrize(
    ("before", "leads"),
    [("不良率降到", True), ("审批时间压缩到", True), ("贷款", False), ("首笔贷款不超过", False)],
)
def test_a_goal_leads_to_its_figure(before: str, *, leads: bool) -> None:
    assert leads_to(before) is leads
