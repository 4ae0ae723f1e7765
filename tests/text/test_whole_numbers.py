"""Strings found in a text, and whether they cut one of its numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.whole_numbers import stands_whole, touches_number


@pytest.mark.parametrize(
    ("text", "literal", "whole"),
    [
        ("上限50万元,", "50万元", True),
        ("新增1,200.50万元", "50万元", False),
        ("新增1,200.50万元,上限50万元", "50万元", True),
        ("占5%", "5%", True),
        ("利率3.85%", "5%", False),
        ("利率85%", "5%", False),
        ("新增1,200户", "200户", False),
        ("新增1,200.50万元", "1,200", False),
        ("新增1,200.50万元", "1,200.50", True),
        ("第3,5,7条", "5", True),
        ("2018-07-02", "07", True),
        ("12", "1", False),
        ("二十二项", "十二项", False),
        ("共十二项", "十二项", True),
        ("整村授信", "授信", True),
        ("整村授信", "听证", False),
        ("", "", True),
    ],
)
def test_what_cuts_a_number(text: str, literal: str, whole: bool) -> None:
    assert stands_whole(text, literal) is whole


@given(st.text("0123.,万%十二"), st.integers(0, 20), st.integers(0, 20))
def test_what_stands_whole_stands_there(text: str, start: int, length: int) -> None:
    piece = text[start : start + length]
    assert touches_number(piece) or stands_whole(text, piece)
    assert stands_whole(text, text)
    assert not stands_whole(text, piece + "a")
