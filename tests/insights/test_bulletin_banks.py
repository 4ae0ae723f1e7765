"""The banks of bulletins, by their sentences."""

from __future__ import annotations

from dataclasses import replace

from kb.index import documents
from kb.insights import Whose, banks_of_bulletins, described_banks
from kb.knowledge_base import KnowledgeBase
from kb.model import Group, Kind, Side
from tests.peers import EAST, WEST, bank_entries, stored, week

LESSON = "一、评议先行。东山农商银行设立评议小组，逐户打分。"
ADVICE = "二、学员打算。下一步，西河农商银行计划建立授信评议小组。"


def test_a_list_names_the_same_banks_as_the_page(sample_kb: KnowledgeBase) -> None:
    corpus = sample_kb.corpus
    ids = list(corpus.bulletin_ids())
    named = banks_of_bulletins(sample_kb, ids)
    whose = Whose(sample_kb)
    assert named == {id_: whose.banks_of_all(corpus.load_bulletin(id_)) for id_ in ids}
    assert all(named.values())


def test_learners_and_those_of_honours_are_not_named(kb: KnowledgeBase) -> None:
    honours = bank_entries(WEST, ["西河农商银行信贷部副总经理"], Kind.HONOUR)
    (advice,) = bank_entries(WEST, [ADVICE])
    advice = replace(advice, side=Side.LEARNER, group="")
    shown = week(1, *bank_entries(EAST, [LESSON]), advice, *honours)
    shown = replace(shown, groups=(Group("东山组", EAST),))
    stored(kb, shown)
    assert banks_of_bulletins(kb, [shown.id, "none"]) == {shown.id: (EAST,)}


def test_where_all_is_in_doubt_the_bank_of_the_section_is_named(kb: KnowledgeBase) -> None:
    made = list(documents(week(1, *bank_entries(EAST, ["评议小组逐户打分。"])), kb.vocabulary))
    doubted = [
        replace(one, subjects=tuple(("", "none", "拿不准", "", "") for _ in one.subjects))
        for one in made
    ]
    assert described_banks(doubted) == (EAST,)
