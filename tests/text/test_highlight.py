"""Highlights: exactly what matched, in the original text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kb.text.highlight import highlights, merge
from kb.text.normalize import normalize

_TEXT = st.text("整村授信授信ＡaＢb 　\n，“", max_size=24)


def marked(text: str, *literals: str) -> list[str]:
    return [text[start:end] for start, end in highlights(text, map(normalize, literals))]


def test_what_matched_is_marked_as_it_is_written() -> None:
    assert marked("推进整村授信，「整村 授信」见效", "整村授信") == ["整村授信", "整村 授信"]
    assert marked("使用ＣＲＭ系统和crm", "CRM") == ["ＣＲＭ", "crm"]
    assert marked("農商銀行", "农商") == ["農商"]
    assert marked("占地30㎡", "m2") == ["㎡"]


def test_overlapping_and_touching_spans_are_one() -> None:
    assert marked("贷款贷款贷", "贷款贷") == ["贷款贷款贷"]
    assert marked("整村授信", "整村", "授信") == ["整村授信"]
    assert merge([(4, 6), (0, 2), (2, 3)]) == [(0, 3), (4, 6)]


def test_nothing_is_marked_for_nothing() -> None:
    assert marked("整村授信") == marked("整村授信", "") == marked("", "授信") == []


@given(_TEXT, st.lists(_TEXT.map(lambda t: normalize(t[:3])), max_size=3))
def test_a_character_is_marked_when_and_only_when_a_match_covers_it(
    text: str, literals: list[str]
) -> None:
    covered = set()
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            ends_tight = normalize(text[start]) and normalize(text[end - 1])
            if ends_tight and normalize(text[start:end]) in literals:
                covered |= set(range(start, end))
    spans = highlights(text, literals)
    assert {place for span in spans for place in range(*span)} == covered
    assert spans == sorted(spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))
