"""Figures of sentences that set two banks against each other."""

from __future__ import annotations

import pytest

from bench.growth_of_input import LINEAR, ratio
from kb.enrich import SentenceSubject, figures_of
from kb.enrich.figure_sides import our_bank, turned_from
from kb.enrich.sentence_subject import DOUBTFUL
from kb.model import Side
from kb.text import sentences

HOST, OTHER = "桂花井农商银行", "鲤鱼洲农商银行"


def sides(text: str, bank: str, side: Side) -> list[tuple[str, Side] | None]:
    (unit,) = sentences(text)
    told = SentenceSubject(unit, bank, side, "")
    banks = (HOST, OTHER)
    return [turned_from(told, unit.text[: figure.span[0]], banks) for figure in figures_of(unit)]


@pytest.mark.parametrize(
    "turn",
    ["而我行同期只签了", "但本行仅有", "我们行才", "反观我行，只有", "我联社只有"],
)
def test_a_clause_of_ours_has_our_figure(turn: str) -> None:
    text = f"{HOST}春节前后签约1.27万户，{turn}2300户。"
    assert sides(text, HOST, Side.HOST) == [None, ("", Side.LEARNER)]


@pytest.mark.parametrize(
    "text",
    [
        f"{HOST}副行长说，我行去年签约2300户。",
        f"{HOST}：去年以来，我行签约2300户。",
        f"{HOST}来的客人问得多，我行同期签约少，{HOST}签约2300户。",
        "去年签约，我行有2300户。",
        f"{HOST}有一条，我行可学：每户2300元。",
    ],
)
def test_who_speaks_or_is_named_again_keeps_the_figure(text: str) -> None:
    assert sides(text, HOST, Side.HOST) == [None]


def test_a_figure_before_the_second_bank_is_of_the_first() -> None:
    text = f"{HOST}去年签约420户，而{OTHER}只有185户。"
    assert sides(text, OTHER, Side.LEARNER) == [(HOST, Side.HOST), None]
    assert sides(text, OTHER, Side.THIRD) == [(HOST, Side.HOST), None]
    assert sides("桂花井签约420户，鲤鱼洲185户。", OTHER, Side.THIRD)[0] == (HOST, Side.HOST)


def test_each_bank_of_a_list_has_its_figure() -> None:
    text = "三家都比我们低：桂花井1.32%，鲤鱼洲农商银行为1.51%，我行2.16%。"
    expected = [(HOST, Side.HOST), (OTHER, Side.HOST), ("", Side.LEARNER)]
    assert sides(text, "", Side.LEARNER) == expected


def test_a_long_list_takes_linear_time() -> None:
    def turned(text: str) -> None:
        (unit,) = sentences(text)
        told = SentenceSubject(unit, "", Side.LEARNER, "")
        for figure in figures_of(unit):
            start = figure.span[0]
            turned_from(told, unit.text[max(0, start - 60) : start], (HOST, OTHER))

    ratios = (ratio(turned, "桂花井1.32%，鲤鱼洲1.51%，", 4_000)[0] for _ in range(4))
    assert any(found <= LINEAR for found in ratios)


def test_a_name_before_one_figure_is_no_list() -> None:
    assert sides("建议向桂花井看齐，不良率1.32%以下。", "", Side.LEARNER) == [None]


def test_who_only_looks_has_no_figure() -> None:
    text = f"{OTHER}学员看到，签约有420户，{HOST}的办法管用。"
    assert sides(text, HOST, Side.HOST) == [None]
    assert sides("鲤鱼洲县去年签约420户，桂花井农商银行牵头。", HOST, Side.HOST) == [None]


def test_in_a_doubtful_comparison_our_figures_are_not_the_hosts() -> None:
    text = f"{HOST}贷款余额132亿元，我行为97亿元；{HOST}不良率0.98%，我行为1.87%。"
    (unit,) = sentences(text)
    told = SentenceSubject(unit, "", Side.NONE, DOUBTFUL)
    found = [turned_from(told, text[: f.span[0]], (HOST, OTHER)) for f in figures_of(unit)]
    assert found == [None, ("", Side.NONE), None, ("", Side.NONE)]


def test_the_other_side_is_the_only_other_bank() -> None:
    text = f"{OTHER}不良率则相反，对方是0.8%，我们是1.9%。"
    assert sides(text, OTHER, Side.LEARNER) == [(HOST, Side.HOST), None]
    assert sides(f"{OTHER}客户说，对方是0.8%。", OTHER, Side.LEARNER) == [None]


def test_a_place_that_opens_a_sentence_may_be_named_twice() -> None:
    (unit,) = sentences("桂花井户均管户260户，而鲤鱼洲农商银行要管420户。")
    told = SentenceSubject(unit, OTHER, Side.LEARNER, "")
    assert turned_from(told, unit.text[:7], (HOST, OTHER, HOST)) == (HOST, Side.HOST)


def test_who_we_are_is_told_elsewhere_or_in_the_title() -> None:
    title = f"{OTHER}赴{HOST}学习对照检查"
    assert our_bank([], title) == OTHER
    assert our_bank([(HOST, Side.HOST)], f"走进{HOST}") == ""
    assert our_bank([("岭上农商银行", Side.LEARNER)], title) == "岭上农商银行"
    assert our_bank([("岭上农商银行", Side.LEARNER), (OTHER, Side.LEARNER)], title) == ""


def test_figures_of_several_banks_are_not_those_of_the_one_set_against_them() -> None:
    text = f"两家银行人均存款分别为1.86亿元和1.52亿元，而{OTHER}仅为0.97亿元。"
    assert sides(text, OTHER, Side.LEARNER) == [("", Side.NONE), ("", Side.NONE), None]
