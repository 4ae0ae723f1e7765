"""A comparison of two banks, to be exported."""

from __future__ import annotations

import pytest

from kb.exports.collection import Handout, Options, handout
from kb.insights.comparison import compare
from kb.insights.matrix import Comparison
from kb.knowledge_base import KnowledgeBase
from tests.exports.handouts import DAY, example
from tests.peers import WEST, bank_entries, first_week, stored, week

AWKWARD = "二、=宣讲*有*[方]法。进村授信宣讲要说“|人|话”，_礼品_限`20元`<以内>。"


@pytest.fixture
def peers(kb: KnowledgeBase) -> KnowledgeBase:
    """The small corpus, and a lesson full of marks that mean something to file formats."""
    return stored(kb, first_week(), week(2, *bank_entries(WEST, [AWKWARD])))


@pytest.fixture
def comparison(peers: KnowledgeBase) -> Comparison:
    """整村授信 side by side."""
    return compare(peers, "整村授信")


@pytest.fixture
def made(kb: KnowledgeBase) -> Handout:
    """The handout of the example, as a teacher gets it."""
    return handout(kb, example(kb), Options(teacher=True), DAY)
