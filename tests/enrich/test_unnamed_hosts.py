"""Texts in which a bank learns from one that has no name: whose practice is told is not said."""

from __future__ import annotations

from kb.enrich import SentenceSubject, subjects_of
from kb.model import Side, Source
from kb.readers import read
from kb.structure import structure
from tests.builders import TODAY


def subjects(text: str) -> dict[str, SentenceSubject]:
    made = structure(
        read(text.encode(), "a.md"), Source("a.md", "md", "0" * 64, TODAY), today=TODAY
    )
    found = subjects_of(made.bulletin, ())
    return {one.sentence.text: one for _, told in found for one in told}


def test_the_practice_of_a_bank_without_a_name_is_not_that_of_the_named_one() -> None:
    told = subjects(
        "# 学习先进经验 提升服务水平——东江农商银行组织跟班学习\n\n一、整村授信\n\n"
        "一家先进行把辖内村庄分成四类，一村一档。用信率达62%。客户经理每周驻村两天。\n\n"
        "二、打算\n\n东江农商银行将先选三个村试点。\n"
    )
    assert not any(one.side is Side.HOST for one in told.values())


def test_what_is_told_of_the_named_bank_in_plain_words_is_its_practice() -> None:
    # All of such a text was left to the editor once.
    told = subjects(
        "# 跟班学习简报第3期\n\n东江农商银行城南支行门口有一块小黑板，每天写着今天去哪个村、谁去、电话多少。"
        "客户按电话找人，办不办都有回音。\n"
    )
    assert {(one.bank, one.side) for one in told.values()} == {("东江农商银行", Side.HOST)}
