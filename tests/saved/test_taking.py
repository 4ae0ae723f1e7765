"""Excerpts are verbatim, and say when their source was corrected."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.corpus import Mark
from kb.errors import NotFoundError
from kb.index.update import update_index
from kb.knowledge_base import KnowledgeBase
from kb.model import Entry
from kb.saved.excerpts import Contents, Excerpt, with_chapter, with_excerpt
from kb.saved.taking import BadExcerpt, Sources, Standing, checked, take, warnings
from tests.peers import EAST_LESSON, first_week

SENTENCE = "每签约一户奖励客户经理30元。"


def entry_of(kb: KnowledgeBase, text: str) -> str:
    bulletin = first_week()
    anchor = next(e.anchor for e in bulletin.entries if text in e.text)
    return f"{bulletin.id}#{anchor}"


def taken(kb: KnowledgeBase, quoted: str) -> Excerpt:
    return take(Sources(kb.corpus), entry_of(kb, quoted), quoted=quoted)


def corrected(kb: KnowledgeBase, old: str, new: str) -> None:
    (id_,) = kb.corpus.bulletin_ids()
    bulletin = kb.corpus.load_bulletin(id_)
    content = tuple(
        replace(item, text=item.text.replace(old, new)) if isinstance(item, Entry) else item
        for item in bulletin.content
    )
    kb.corpus.save_bulletin(replace(bulletin, content=content))
    update_index(kb)


def test_a_whole_entry_and_a_sentence_of_it(peers: KnowledgeBase) -> None:
    id_ = entry_of(peers, SENTENCE)
    whole = take(Sources(peers.corpus), id_)
    assert whole.text == EAST_LESSON
    sentence = taken(peers, SENTENCE)
    assert EAST_LESSON[sentence.start : sentence.end] == sentence.text == SENTENCE


@given(st.integers(0, 80), st.integers(1, 80))
def test_every_range_is_verbatim(start: int, length: int) -> None:
    class One(Sources):
        def __init__(self) -> None:
            pass

        def entry(self, entry_id: str):  # type: ignore[no-untyped-def]
            return first_week(), Entry("e", first_week().entries[1].kind, text, "题")

    text = " 甲乙。\n" + EAST_LESSON + " "
    end = min(len(text), start + length)
    if not text[start:end].strip():
        with pytest.raises(BadExcerpt):
            take(One(), "b#e", start, end)
        return
    found = take(One(), "b#e", start, end)
    assert text[found.start : found.end] == found.text == text[start:end].strip()


def test_a_range_that_is_not_what_was_quoted_is_looked_for(peers: KnowledgeBase) -> None:
    id_ = entry_of(peers, SENTENCE)
    found = take(Sources(peers.corpus), id_, 0, 5, quoted=SENTENCE)
    assert found.text == SENTENCE
    with pytest.raises(BadExcerpt, match="与原文不一致"):
        take(Sources(peers.corpus), id_, 0, 5, quoted="奖励客户经理50元")


@pytest.mark.parametrize("span", [(5, 5), (-1, 4), (0, 10_000)])
def test_a_range_beyond_the_entry_is_refused(peers: KnowledgeBase, span: tuple[int, int]) -> None:
    with pytest.raises(BadExcerpt):
        take(Sources(peers.corpus), entry_of(peers, SENTENCE), *span)
    with pytest.raises(NotFoundError):
        take(Sources(peers.corpus), "2018-07-02-没有#e1")


def test_a_correction_elsewhere_in_the_entry_leaves_the_excerpt(peers: KnowledgeBase) -> None:
    excerpt = replace(taken(peers, SENTENCE), id="x1")
    corrected(peers, "整村授信贵在评议", "整村授信，贵在民主评议")
    found = checked(peers, [excerpt])["x1"]
    assert found.standing is Standing.CURRENT
    assert found.now is not None
    assert found.now.text == SENTENCE
    assert found.now.start == excerpt.start + 3


def test_a_corrected_sentence_is_offered_with_the_difference(peers: KnowledgeBase) -> None:
    excerpt = replace(taken(peers, SENTENCE), id="x1", note="批注")
    corrected(peers, "客户经理30元", "客户经理50元")
    found = checked(peers, [excerpt])["x1"]
    assert found.standing is Standing.CHANGED
    assert found.now is not None
    assert found.now.text == "每签约一户奖励客户经理50元。"
    assert found.now.note == "批注"
    assert [(p.mark, p.text) for p in found.pieces if p.mark is not Mark.SAME] == [
        (Mark.REMOVED, "30"),
        (Mark.ADDED, "50"),
    ]


def test_a_sentence_that_grew_is_offered_whole(peers: KnowledgeBase) -> None:
    excerpt = replace(taken(peers, SENTENCE), id="x1")
    corrected(peers, "客户经理30元。", "客户经理30元，由支行当月兑现。")
    now = checked(peers, [excerpt])["x1"].now
    assert now is not None
    assert now.text == "每签约一户奖励客户经理30元，由支行当月兑现。"


def test_an_entry_under_another_id_is_found_by_its_text(peers: KnowledgeBase) -> None:
    excerpt = replace(taken(peers, SENTENCE), id="x1")
    (old,) = peers.corpus.bulletin_ids()
    new = "2018-07-02-改了标题的纪实"
    peers.corpus.rename_bulletin(old, new)
    update_index(peers)
    found = checked(peers, [excerpt])["x1"]
    assert found.standing is Standing.MOVED
    assert found.now is not None
    assert found.now.entry.startswith(f"{new}#")


def test_what_is_gone_is_gone(peers: KnowledgeBase) -> None:
    excerpt = Excerpt("x1", "2018-07-02-没有#e1", 0, 3, "谁也没有说过这句话", "d")
    assert checked(peers, [excerpt])["x1"].standing is Standing.GONE


def test_the_same_twice_is_warned_of() -> None:
    contents, first = with_chapter(Contents(), "组织考核")
    contents, second = with_chapter(contents, "流程做法")
    said = "评议会请村干部和老党员打分。"
    contents = with_excerpt(contents, Excerpt("", "b#e", 0, 14, said, "d"), first)
    contents = with_excerpt(contents, Excerpt("", "b#e", 5, 14, said[5:], "d"), second)
    contents = with_excerpt(contents, Excerpt("", "b#f", 0, 14, said, "d"), second)
    found = warnings(contents)
    one, two, three = (e.id for e in contents.excerpts)
    assert one not in found
    assert found[two] == ("与“组织考核”一章里的摘录重复",)
    assert found[three] == (f"“{said}”在“组织考核”一章里已经有了",)
