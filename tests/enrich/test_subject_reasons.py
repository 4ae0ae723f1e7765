"""Why a sentence stands where it is, in words for a reader."""

from __future__ import annotations

import pytest

from kb.enrich.subject_model import Guess
from kb.enrich.subject_reasons import reason
from kb.model import Side
from tests.enrich.test_sentence_context import read
from tests.enrich.test_subjects import HOST, LEARNER


def test_a_bank_that_is_named_is_the_first_reason() -> None:
    (context,) = read(f"{HOST}先评议。")
    assert reason(context, Guess(HOST, Side.HOST, 0.9, ()), None) == f"本句写明{HOST}"


def test_the_words_that_told_are_quoted() -> None:
    (context,) = read("建议先选两个村。")
    told = reason(context, Guess(LEARNER, Side.LEARNER, 0.9, ("无名&建议",)), None)
    assert told == "“建议”"


def test_places_are_told_with_the_bank() -> None:
    (context,) = read("名单张榜七天。")
    guess = Guess(HOST, Side.HOST, 0.9, ("节题名&host", "唯一host"))
    assert reason(context, guess, None) == f"所在章节的标题写着{HOST}，全文只学{HOST}"


@pytest.mark.parametrize("clue", ["数字", "引号", "其", "问"])
def test_a_digit_or_a_single_sign_is_no_reason(clue: str) -> None:
    (context,) = read(f"{HOST}每天走访“1”户，其余的呢？")
    assert reason(context, Guess(HOST, Side.HOST, 0.9, (clue,)), None) == f"本句写明{HOST}"


def test_our_bank_is_a_reason_only_where_it_is_said() -> None:
    ours, other = read("我行先评议。名单张榜七天。")
    guess = Guess(HOST, Side.HOST, 0.9, ("我行是host",))
    assert reason(ours, guess, None) == f"文中的“我行”是{HOST}"
    assert "我行" not in reason(other, guess, None)


def test_a_sentence_goes_on_with_the_one_before() -> None:
    first, second = read(f"{HOST}先评议。名单张榜七天。")
    guess = Guess(HOST, Side.HOST, 0.9, ())
    assert reason(second, guess, guess) == f"接着上句，讲{HOST}"
    assert "接着上句" not in reason(first, guess, guess)


def test_without_clues_the_side_is_told() -> None:
    (context,) = read("名单张榜七天。")
    assert reason(context, Guess("", Side.NONE, 0.9, ()), None) == "没有说哪家行"
    assert reason(context, Guess("", Side.LEARNER, 0.9, ()), None) == "说的是学习方"
    assert reason(context, Guess(HOST, Side.HOST, 0.9, ()), None) == f"全文讲{HOST}"
