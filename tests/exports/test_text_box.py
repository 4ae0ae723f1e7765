"""Texts are cut so that every piece fits, at sentences, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.exports.text_box import Box, fits, lines_of, shortened, split_to_fit, width_of

BOX = Box(width=200, height=120, size=20)  # 9 full-width characters, 4 lines


def test_a_full_width_character_is_one_em() -> None:
    assert width_of("整村授信") == 4
    assert width_of("100") < 3


def test_lines_are_counted() -> None:
    assert BOX.lines == 4
    assert lines_of("整" * 9, BOX) == 1
    assert lines_of("整" * 10, BOX) == 2
    assert lines_of("整\n\n村", BOX) == 3
    assert lines_of("a" * 60, BOX) > 3


def test_a_text_is_cut_between_sentences() -> None:
    text = "第一句话有十一个字啊。第二句话也有十一个字。第三句话还有比十一个多出不少的字。"
    assert split_to_fit(text, BOX) == (
        "第一句话有十一个字啊。第二句话也有十一个字。",
        "第三句话还有比十一个多出不少的字。",
    )


def test_a_long_sentence_is_cut_behind_a_comma() -> None:
    text = "一" * 30 + "，" + "二" * 30 + "。"
    assert split_to_fit(text, BOX) == ("一" * 30 + "，", "二" * 30 + "。")


@pytest.mark.parametrize("text", ["一" * 500, "a" * 500, "，" * 200, ""])
def test_what_has_no_place_to_cut_is_cut_anywhere(text: str) -> None:
    pieces = split_to_fit(text, BOX)
    assert "".join(pieces) == text
    assert all(fits(piece, BOX) for piece in pieces)


@given(st.text(alphabet="整村。，；！“”a1% \n（）", max_size=300))
def test_every_piece_fits_and_nothing_is_lost(text: str) -> None:
    pieces = split_to_fit(text, BOX)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert all(fits(piece, BOX) for piece in pieces)


@given(st.text(max_size=200))
def test_a_title_is_shortened_to_fit(text: str) -> None:
    assert fits(shortened(text, BOX), BOX)
