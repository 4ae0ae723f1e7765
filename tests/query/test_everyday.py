"""Everyday words in a question."""

from __future__ import annotations

import pytest

from kb.enrich import Vocabulary
from kb.model import Practice
from kb.query.everyday import LONGEST, MOST, EverydayWords
from kb.text import Segmenter

VOCABULARY = Vocabulary((Practice("不良贷款清收", aliases=("清收",)),))
WORDS = EverydayWords(
    {"还钱": ("归还",), "不还钱": ("不良贷款清收",), "老赖": ("逾期",)}, VOCABULARY, Segmenter()
)


def test_the_longest_words_at_a_place_count() -> None:
    assert WORDS.said_in("老赖不还钱怎么办") == {"老赖": ("逾期",), "不还钱": ("不良贷款清收",)}


def test_a_text_without_such_words_has_none() -> None:
    assert WORDS.said_in("整村授信怎么做") == {}
    assert EverydayWords({}, VOCABULARY, Segmenter()).said_in("老赖") == {}


def test_a_term_that_names_a_practice_brings_its_other_names() -> None:
    assert WORDS.names_of("不良贷款清收") == ("不良贷款清收", "清收")
    assert WORDS.names_of("ＰＡＤ") == ("pad",)


def test_there_are_bounds() -> None:
    assert WORDS.said_in("老赖" + "啊" * LONGEST) == {}
    many = EverydayWords({f"词{n}": ("逾期",) for n in range(10)}, VOCABULARY, Segmenter())
    assert len(many.said_in("".join(f"词{n}" for n in range(10)))) == MOST


@pytest.mark.parametrize(
    "text",
    [
        "蓝领贷多少户",  # the end of a name
        "代发工资企业有多少家",  # inside a name
        "整村授信村长什么样",  # over the end of one
        "房贷多少",  # a word of the dictionary
        "新的奖金池怎么分",  # an accepted word
    ],
)
def test_a_known_name_that_goes_over_the_edge_is_what_was_typed(text: str) -> None:
    known = ("蓝领贷", "代发工资", "整村授信村", "奖金池")
    said = dict.fromkeys(("贷多少", "发工资", "村长", "奖金"), ("额度",))
    assert EverydayWords(said, VOCABULARY, Segmenter(), known).said_in(text) == {}


@pytest.mark.parametrize("text", ["最多能贷多少", "给厂里发工资的", "村长不配合", "奖金怎么发"])
def test_everyday_words_by_themselves_or_around_a_name_are_found(text: str) -> None:
    said = dict.fromkeys(("贷多少", "发工资", "村长", "奖金"), ("额度",))
    words = EverydayWords(said, VOCABULARY, Segmenter(), ("工资", "贷", "奖金"))
    assert len(words.said_in(text)) == 1


def test_whether_something_can_be_done_is_asked_in_the_middle_of_a_verb() -> None:
    words = EverydayWords({"回本": ("收回成本",), "还不了": ("逾期",)}, VOCABULARY, Segmenter())
    assert words.said_in("几年回得了本") == {"回本": ("收回成本",)}
    assert words.said_in("还不了怎么办") == {"还不了": ("逾期",)}
