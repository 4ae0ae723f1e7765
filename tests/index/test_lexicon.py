"""The words of an index are arranged by a thread where nobody is to wait for them."""

from __future__ import annotations

import time

from kb.index.lexicon import Lexicon
from kb.index.update import update_index
from kb.knowledge_base import KnowledgeBase
from kb.text import MistypedWords
from tests.builders import bulletin, entry

PATIENCE = 60.0


def arranged(lexicon: Lexicon) -> MistypedWords | None:
    """The words at hand when the thread has ended."""
    deadline = time.monotonic() + PATIENCE
    while lexicon._thread:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return lexicon.at_hand


def test_words_are_arranged_meanwhile(kb: KnowledgeBase) -> None:
    kb.corpus.save_bulletin(bulletin(entry("夜校先听农户讲。"), entry("夜校再请专家讲。")))
    update_index(kb)
    lexicon = Lexicon(kb.engine)
    before = lexicon.at_hand
    lexicon.soon()
    lexicon.soon()  # once is enough
    words = arranged(lexicon)
    assert before is None
    assert words is not None
    assert "夜校" in set(words.like("叶校", 2))


def test_without_an_index_there_are_none(kb: KnowledgeBase) -> None:
    lexicon = Lexicon(kb.engine)
    lexicon.soon()
    assert arranged(lexicon) is None
