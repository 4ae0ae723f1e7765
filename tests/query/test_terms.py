"""The tokens of a query that tell what is looked for."""

from __future__ import annotations

import pytest
from hypothesis import given

from kb.knowledge_base import KnowledgeBase
from kb.query.stop_words import joined_asking
from kb.query.terms import joined_words, lone_pairs, telling_tokens
from kb.text.normalize import normalize
from tests.builders import mixed_text


@pytest.mark.parametrize(
    ("typed", "tokens"),
    [
        ("整村授信", {"整村", "村授", "授信"}),
        ("整村授信的流程是什么", {"整村", "村授", "授信", "流程"}),
        ("哪一年成立", {"成立"}),
        ("什么", {"什么"}),
        ("锦地罗", {"锦地", "地罗", "锦", "罗"}),  # a name the dictionary does not know
        ("蓍的别名", {"别名", "蓍"}),
    ],
)
def test_words_that_say_nothing_have_none(
    sample_kb: KnowledgeBase, typed: str, tokens: set[str]
) -> None:
    assert set(telling_tokens([typed], sample_kb.segmenter.words)) == tokens


@given(mixed_text)
def test_they_stand_in_what_was_typed(sample_kb: KnowledgeBase, text: str) -> None:
    literal = normalize(text)
    assert all(token in literal for token in telling_tokens([literal], sample_kb.segmenter.words))


def test_characters_next_to_each_other_that_are_words_are_joined() -> None:
    words = ["睡", "村", "指", "的", "是", "什么"]
    assert lone_pairs("睡村指的是什么", words) == ["睡村", "村指"]
    assert lone_pairs("授信村", ["授信", "村"]) == []
    assert joined_words("授信村评议", ["授信", "村", "评议"]) == ["授信村", "评议"]
    assert joined_words("锦地罗", ["锦", "地", "罗"]) == ["锦地罗"]


def test_lone_characters_in_a_row_are_a_word_of_their_own() -> None:
    assert joined_words("青枫用信率", ["青枫", "用", "信", "率"]) == ["青枫", "用信率"]
    assert joined_words("青枫用信率多少", ["青枫", "用", "信", "率", "多少"]) == [
        "青枫", "用信率", "多少",
    ]  # fmt: skip


def test_a_grade_is_one_word() -> None:
    assert joined_asking(["d", "等", "多少", "户"]) == ["d等", "多少", "户"]
    assert joined_asking(["授信", "等", "户"]) == ["授信", "等", "户"]


@pytest.mark.parametrize(
    "asked", ["哪些行没有做整村授信", "哪几家行有整村授信", "别的行整村授信怎么做"]
)
def test_which_bank_is_no_word_to_look_for(sample_kb: KnowledgeBase, asked: str) -> None:
    """行 would match 支行, and leave out the entries without it."""

    def words(text: str) -> list[str]:
        return joined_asking(sample_kb.segmenter.words(text))

    assert set(telling_tokens([asked], words)) == {"整村", "村授", "授信"}
