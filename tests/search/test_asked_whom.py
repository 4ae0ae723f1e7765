"""Whom and what a question is about: banks, branches, products and times, known and unknown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.knowledge_base import KnowledgeBase
from tests.peers import EAST, WEST
from tests.search.two_weeks import TwoWeeks, asked, knowledge_base_of

FIRST = [
    "一、整村授信。全行用信率30.1%，便民驿站38个，其中湖湾支行9个。",
    "二、支行有差距。湖湾支行用信率31.2%，城关支行用信率19.6%。",
    "三、产品分开管。“果农贷”最高额度30万元，年利率4.35%；“船东贷”最高额度50万元，年利率4.8%。",
    "四、船东贷控风险。“船东贷”要求投保渔船险，目前授信905户、用信率35.0%、不良率1.12%。",
    "五、上年收官。到2017年末，东山农商银行累计听证38场，听证收回率35.9%。",
    "六、驿站站长。驿站站长每月固定补贴300元。",
    "七、会议主持。听证会由分管副行长主持，监事长列席。",
]
SECOND = [
    "一、降息。自7月起，“果农贷”年利率由4.35%降到3.95%。",
    "二、听证。到7月13日累计听证47场，听证收回率38.5%，较2017年末提高2.6个百分点。",
    "三、进度。全行授信村118个，签约13160户，用信5080户、余额3.24亿元，用信率38.6%。",
]
ELSEWHERE = [
    "一、整村授信。全行用信率12.0%。",
    "二、支行名单。城关支行用信率17.7%。",
    "三、打算。来学习的西河农商银行学员计划回去后建驿站20个，对驿站站长每月补贴400元。",
]


@pytest.fixture(scope="module")
def peers(tmp_path_factory: pytest.TempPathFactory, jieba_cache: Path) -> Iterator[KnowledgeBase]:
    """Two banks that both have a 城关支行, and two weeks. To be read, not changed."""
    told = TwoWeeks(FIRST, SECOND, ELSEWHERE, "湖湾支行, 城关支行", "城关支行")
    folder = tmp_path_factory.mktemp("whom") / "home"
    with knowledge_base_of(told, folder, jieba_cache) as kb:
        yield kb


@pytest.mark.parametrize(
    "question",
    [
        "东山洲农商银行用信率多少",  # no bank of this name
        "新东山农商银行用信率多少",
        "湖湾农商银行用信率多少",  # a branch is called so
        "北岭支行用信率多少",  # no branch of this name
        "西河湖湾支行用信率多少",  # not a branch of this bank
        "哪家支行用信率最高",  # figures of whole banks are no answer
        "粮农贷年利率多少",  # no product of this name
        "商户贷用信率多少",
        "东山监事长是谁",  # named, but not by whom the post is held
        "东山3月末用信率多少",  # nothing is as of then
    ],
)
def test_what_nothing_is_said_about_has_no_card(peers: KnowledgeBase, question: str) -> None:
    assert asked(peers, question) == []


@pytest.mark.parametrize(
    ("question", "fragment"),
    [
        ("湖湾支行用信率多少", "湖湾支行用信率31.2%"),
        ("东山城关支行用信率多少", "城关支行用信率19.6%"),
        ("西河农商银行城关支行用信率多少", "城关支行用信率17.7%"),
        ("果农贷年利率多少", "降到3.95%"),
        ("果农贷的利率是多少", "降到3.95%"),
        ("船东贷不良率多少", "不良率1.12%"),
        ("请问东山用信率到底有几个百分点呢", "用信率38.6%"),
        ("东山农商银行用信率有多高", "用信率38.6%"),
        ("东山用信余额多少", "余额3.24亿元"),
        ("东山2017年听证收回率多少", "听证收回率35.9%"),
        ("东山去年听证收回率多少", "听证收回率35.9%"),
    ],
)
def test_the_card_is_of_what_is_named(peers: KnowledgeBase, question: str, fragment: str) -> None:
    found = asked(peers, question)
    assert len(found) == 1
    assert fragment in found[0][1]


def test_a_branch_that_two_banks_have_is_shown_for_both(peers: KnowledgeBase) -> None:
    found = asked(peers, "城关支行用信率多少")
    assert sorted(bank for bank, _ in found) == sorted([EAST, WEST])
    assert all("城关支行用信率" in text for _, text in found)


def test_what_learners_plan_is_no_fact(peers: KnowledgeBase) -> None:
    assert [bank for bank, _ in asked(peers, "驿站补贴多少")] == [EAST]


def test_an_amount_of_money_is_not_a_number_of_meetings(peers: KnowledgeBase) -> None:
    assert asked(peers, "东山收回了多少不良") == []
