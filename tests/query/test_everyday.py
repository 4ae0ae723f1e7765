"""Everyday words in a question."""

from __future__ import annotations

from kb.enrich import Vocabulary
from kb.model import Practice
from kb.query.everyday import LONGEST, MOST, EverydayWords

VOCABULARY = Vocabulary((Practice("不良贷款清收", aliases=("清收",)),))
WORDS = EverydayWords(
    {"还钱": ("归还",), "不还钱": ("不良贷款清收",), "老赖": ("逾期",)}, VOCABULARY
)


def test_the_longest_words_at_a_place_count() -> None:
    assert WORDS.said_in("老赖不还钱怎么办") == {"老赖": ("逾期",), "不还钱": ("不良贷款清收",)}


def test_a_text_without_such_words_has_none() -> None:
    assert WORDS.said_in("整村授信怎么做") == {}
    assert EverydayWords({}, VOCABULARY).said_in("老赖") == {}


def test_a_term_that_names_a_practice_brings_its_other_names() -> None:
    assert WORDS.names_of("不良贷款清收") == ("不良贷款清收", "清收")
    assert WORDS.names_of("ＰＡＤ") == ("pad",)


def test_there_are_bounds() -> None:
    assert WORDS.said_in("老赖" + "啊" * LONGEST) == {}
    many = EverydayWords({f"词{n}": ("逾期",) for n in range(10)}, VOCABULARY)
    assert len(many.said_in("".join(f"词{n}" for n in range(10)))) == MOST
