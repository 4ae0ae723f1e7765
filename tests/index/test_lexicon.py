"""The words of an index are arranged by a thread where nobody is to wait for them."""

from __future__ import annotations

import time

from kb.index.lexicon import Lexicon
from kb.index.update import update_index
from kb.knowledge_base import KnowledgeBase
from tests.builders import bulletin, entry

PATIENCE = 60.0


def test_words_are_arranged_meanwhile(kb: KnowledgeBase) -> None:
    kb.corpus.save_bulletin(bulletin(entry("夜校先听农户讲。"), entry("夜校再请专家讲。")))
    update_index(kb)
    lexicon = Lexicon(kb.engine)
    assert lexicon.at_hand is None
    lexicon.soon()
    lexicon.soon()  # once is enough
    deadline = time.monotonic() + PATIENCE
    while lexicon.at_hand is None or lexicon._thread:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert "夜校" in set(lexicon.at_hand.like("叶校", 2))


def test_without_an_index_there_are_none(kb: KnowledgeBase) -> None:
    lexicon = Lexicon(kb.engine)
    lexicon.soon()
    deadline = time.monotonic() + PATIENCE
    while lexicon._thread:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert lexicon.at_hand is None
