"""The aspect that an editor gives a sentence: its field, its place in the corpus, and what follows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.corpus import bulletin_markdown, differences
from kb.enrich.vocabulary import Vocabulary
from kb.errors import CorpusError
from kb.identity import keep_anchors, sentence_digest
from kb.model import AspectCorrection, Bulletin, Entry, Heading
from kb.uploads.aspect_corrections import NO_ASPECT, aspect_field
from kb.uploads.corrections import corrected, fields_of
from tests.builders import LESSONS, ORGANISATIONS, bulletin, entry

VOCABULARY = Vocabulary((), ORGANISATIONS)
NAMES = ("组织考核", "流程做法")
SAID = "每户都要评议。"
LESSON = entry(f"整村授信先建档。{SAID}")
BULLETIN = bulletin(Heading("一、学习小结", 2), LESSON, entry(LESSONS[0]))
FIELD = aspect_field(BULLETIN.entries[0].anchor, SAID)
DIGEST = sentence_digest(SAID)


def given(value: str, base: Bulletin = BULLETIN) -> Bulletin:
    """The bulletin with this aspect of the sentence."""
    made = corrected(base, {FIELD: value}, VOCABULARY, NAMES)
    assert made.wrong == {}
    return made.bulletin


def said(made: Bulletin) -> tuple[AspectCorrection, ...]:
    return made.entries[0].aspects


def test_a_sentence_is_given_an_aspect_none_of_them_and_left_to_the_program_again() -> None:
    assert fields_of(BULLETIN, VOCABULARY)[FIELD] == ""
    made = given("组织考核")
    assert said(made) == (AspectCorrection(DIGEST, "组织考核"),)
    assert fields_of(made, VOCABULARY)[FIELD] == "组织考核"
    none = given(NO_ASPECT, made)
    assert said(none) == (AspectCorrection(DIGEST, ""),)
    assert fields_of(none, VOCABULARY)[FIELD] == NO_ASPECT
    assert given("", none) == BULLETIN


def test_an_aspect_that_is_none_is_refused() -> None:
    made = corrected(BULLETIN, {FIELD: "天气"}, VOCABULARY, NAMES)
    assert made.wrong == {FIELD: "没有“天气”这个方面"}
    assert made.bulletin == BULLETIN


@pytest.mark.parametrize("name", ["组织考核", "", "流程;做法", 'a"b{c}', "空 格", "100%"])
def test_it_stands_in_the_line_of_the_entry(name: str) -> None:
    first = replace(BULLETIN.entries[0], aspects=(AspectCorrection(DIGEST, name),))
    made = replace(BULLETIN, content=(BULLETIN.content[0], first, BULLETIN.content[2]))
    text = bulletin_markdown.dumps(made)
    assert f'aspects="{DIGEST}:' in text
    assert bulletin_markdown.loads(text, made.id, "") == made


@pytest.mark.parametrize("value", ["x", "12345678", "1234567g:甲", ":甲"])
def test_a_malformed_one_is_told(value: str) -> None:
    text = bulletin_markdown.dumps(given("组织考核"))
    with pytest.raises(CorpusError):
        bulletin_markdown.loads(text.replace(f"{DIGEST}:组织考核", value), BULLETIN.id, "")


def test_it_survives_a_new_reading_of_the_file() -> None:
    again = keep_anchors(BULLETIN, given("组织考核"))
    assert said(again) == (AspectCorrection(DIGEST, "组织考核"),)


def test_the_history_says_what_was_changed() -> None:
    (change,) = differences(BULLETIN, given("组织考核")).entries
    assert change.details == (f"“{SAID}”归入的方面：由程序判断 → 组织考核",)


def test_entries_of_the_same_words_keep_their_own() -> None:
    other: Entry = BULLETIN.entries[1]
    assert given("组织考核").entries[1] == other
