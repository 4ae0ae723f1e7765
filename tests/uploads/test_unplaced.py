"""Corrections whose sentence is not there any more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.identity import sentence_digest
from kb.model import AspectCorrection, Entry, Side, SubjectCorrection
from kb.text import analysed_sentences
from kb.uploads.corrections import corrected, fields_of
from kb.uploads.unplaced import forget_field, unplaced
from tests.builders import bulletin, entry
from tests.uploads.typed_forms import VOCABULARY

ROW = "审批 | 支行当天办结。 | 都要报总行。"
TABLE = f"环节 | 临海农商银行 | 温岭农商银行\n{ROW}"
CHAIN = "推进分三步：一是摸底建档，逐户登记；二是村民评议，当场打分；三是公示签约，张榜七天。"


def said(text: str, about: str) -> Entry:
    """An entry with an editor's word on a passage that may be no sentence."""
    word = SubjectCorrection(sentence_digest(about), Side.LEARNER, "温岭农商银行")
    return replace(entry(text), subjects=(word,))


@pytest.mark.parametrize(("text", "about"), [(TABLE, ROW), (f"试点先行。\n{CHAIN}", CHAIN)])
def test_a_row_or_an_enumeration_that_is_cut_now_is_found_again(text: str, about: str) -> None:
    assert about not in [unit.text for unit in analysed_sentences(text)]
    ((gone,),) = unplaced([said(text, about)]).values()
    assert (gone.text, gone.said) == (about, "说的是温岭农商银行（学习方）")


def test_a_sentence_of_an_earlier_version_is_named() -> None:
    old = bulletin(entry("支行当天办结。总行不参与。"))
    shown = replace(
        entry("支行三天办结。总行不参与。"),
        aspects=(AspectCorrection(sentence_digest("支行当天办结。"), "流程做法"),),
    )
    ((gone,),) = unplaced([shown], [old]).values()
    assert (gone.text, gone.said) == ("支行当天办结。", "方面是流程做法")
    ((unknown,),) = unplaced([shown]).values()
    assert unknown.text == ""


def test_a_word_on_a_sentence_that_is_there_is_none() -> None:
    assert unplaced([said("支行当天办结。总行不参与。", "总行不参与。")]) == {}
    assert unplaced([entry("支行当天办结。")]) == {}


def test_it_goes_when_the_editor_says_so_and_others_stay() -> None:
    shown = said(TABLE, ROW)
    kept = SubjectCorrection(sentence_digest("审批 | 支行当天办结。"), Side.HOST, "临海农商银行")
    shown = replace(shown, subjects=(*shown.subjects, kept))
    before = bulletin(shown)
    assert fields_of(before, VOCABULARY)[forget_field(shown)] == ""
    assert corrected(before, {}, VOCABULARY).bulletin == before
    made = corrected(before, {forget_field(shown): "1"}, VOCABULARY).bulletin
    assert made.entries[0].subjects == (kept,)
    assert forget_field(shown) not in fields_of(made, VOCABULARY)
