"""The figure on a card: of the thing, the scope and the time that are asked for, and the newest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.knowledge_base import KnowledgeBase
from tests.peers import EAST, WEST
from tests.search.two_weeks import TwoWeeks, asked, knowledge_base_of

FIRST = [
    "一、蓝领贷随工厂走。东山农商银行蓝领贷签约企业37家，授信2,340人，用信率45.6%，不良率0.19%。",
    "二、季末盘点。全行用信率30.1%，其中城关支行用信率19.8%；代发企业441家，授信企业20家。",
    "三、村里有分别。6个渔村签约217户，逾期率2.7%；该行力争年底逾期率压到1%以内。",
    "四、驿站扩面。全行便民驿站增到84个，代发企业新增9家。",
]
SECOND = [
    "一、整村授信有后劲。全行授信村31个，用信率比月初提高6.6个百分点。",
    "二、听证不松劲。到7月13日，东山农商银行不良贷款率1.44%，听证收回率38.5%，而2017年末只有22.7%。",
    "三、代发单位稳中有升。全行代发单位452家、3.95万人。",
]
ELSEWHERE = [
    "一、试点先行。西河农商银行用信率12.0%。",
    "二、学东山。西河农商银行学习东山农商银行的听证办法，东山农商银行听证收回率40%。",
]


@pytest.fixture(scope="module")
def peers(tmp_path_factory: pytest.TempPathFactory, jieba_cache: Path) -> Iterator[KnowledgeBase]:
    """Two banks and two weeks. To be read, not changed."""
    told = TwoWeeks(FIRST, SECOND, ELSEWHERE)
    folder = tmp_path_factory.mktemp("stated") / "home"
    with knowledge_base_of(told, folder, jieba_cache) as kb:
        yield kb


@pytest.mark.parametrize(
    ("question", "fragment"),
    [
        ("东山用信率多少", "全行用信率30.1%"),  # not that of 蓝领贷 or 城关支行
        ("东山现在的用信率是多少？", "全行用信率30.1%"),
        ("蓝领贷用信率多少", "用信率45.6%"),
        ("东山不良率多少", "不良贷款率1.44%"),  # said otherwise, not that of 蓝领贷
        ("蓝领贷的不良率是多少", "不良率0.19%"),
        ("渔村逾期率多少", "6个渔村"),
        ("东山逾期率目标多少", "力争年底逾期率"),
        ("东山代发企业有多少家", "代发单位452家"),  # newer in other words
        ("东山有多少家代发企业", "代发单位452家"),
        ("东山授信企业有多少家", "授信企业20家"),
        ("东山便民驿站有多少个", "便民驿站增到84个"),
        ("驿站一共有几个", "便民驿站增到84个"),
        ("东山有几个授信村", "授信村31个"),
        ("东山听证收回率多少", "听证收回率38.5%"),
        ("东山2017年末听证收回率多少", "2017年末只有22.7%"),
    ],
)
def test_the_figure_is_what_is_asked_for(
    peers: KnowledgeBase, question: str, fragment: str
) -> None:
    ((bank, text),) = asked(peers, question)
    assert bank == EAST
    assert fragment in text


@pytest.mark.parametrize(
    "question",
    [
        "东山逾期率多少",  # of fishing villages, and a goal
        "西河逾期率多少",
        "西河不良率多少",
        "东山签约多少户",  # of fishing villages
        "东山签约率多少",
        "东山管户率多少",
        "西河代发企业有多少家",
        "东山渔村有多少个支行",
        "西河蓝领贷用信率多少",
    ],
)
def test_no_card_where_the_figure_is_of_something_else(peers: KnowledgeBase, question: str) -> None:
    assert asked(peers, question) == []


def test_a_figure_is_of_the_bank_named_last_before_it(peers: KnowledgeBase) -> None:
    assert {bank for bank, _ in asked(peers, "听证收回率多少")} == {EAST}


def test_one_figure_a_bank_the_newest_first(peers: KnowledgeBase) -> None:
    found = asked(peers, "各行用信率是多少")
    assert sorted(bank for bank, _ in found) == sorted((EAST, WEST))
