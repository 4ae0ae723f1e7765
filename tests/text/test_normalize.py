"""The normal form: the property that exact search depends on, and what counts as equal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text.normalize import normalize, normalize_with_offsets, simplified
from tests.builders import mixed_text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("整村授信", "整村授信"),
        ("ＣＲＭ", "crm"),
        ("５０万元", "50万元"),
        ("農村商業銀行", "农村商业银行"),
        ("“一站式”", '"一站式"'),
        ("７月２日——６日", "7月2日--6日"),
        ("（一）制度，规范：完整；！？", "(一)制度,规范:完整;!?"),
        ("整村\n授信", "整村授信"),
        ("整 村　授\xa0信", "整村授信"),
        ("整\u200b村\ufeff授信", "整村授信"),
        ("①㎡", "1m2"),
        ("New  \n York", "new york"),
        ("张·三", "张•三"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert normalize(one) == normalize(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("授信", "授权"), ("50万", "50元"), ("new york", "newyork"), ("1.5", "15"), ("一", "1")],
)
def test_different(one: str, other: str) -> None:
    assert normalize(one) != normalize(other)


@given(mixed_text)
def test_with_offsets_it_is_the_same(text: str) -> None:
    assert normalize_with_offsets(text).text == normalize(text)


@given(mixed_text)
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


def test_of_no_character_the_normal_form_changes_again() -> None:
    known = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    text = "。".join(c for c in known if unicodedata.category(c) not in ("Cn", "Co"))
    assert normalize(normalize(text)) == normalize(text)


@given(mixed_text, st.data())
def test_every_piece_of_a_text_is_found_in_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert normalize(text[start:end]) in normalize(text)


@given(mixed_text, st.data())
def test_a_span_of_the_normal_form_leads_back_to_its_text(text: str, data: st.DataObject) -> None:
    normalized = normalize_with_offsets(text)
    if not normalized.text:
        return
    start = data.draw(st.integers(0, len(normalized.text) - 1))
    end = data.draw(st.integers(start + 1, len(normalized.text)))
    first, last = normalized.origins[start], normalized.origins[end - 1] + 1
    assert 0 <= first < last <= len(text)
    # More than the piece only where one character becomes several (㎡ → m2).
    assert normalized.text[start:end].strip() in normalize(text[first:last])


@given(st.text("整村授信銀行ＡＢab，。 \n\u3000\u200b", min_size=1))
def test_without_such_characters_the_span_is_exact(text: str) -> None:
    normalized = normalize_with_offsets(text)
    for start in range(len(normalized.text)):
        for end in range(start + 1, len(normalized.text) + 1):
            first, last = normalized.origins[start], normalized.origins[end - 1] + 1
            assert normalize(text[first:last]) == normalized.text[start:end].strip()


def test_the_table_of_traditional_characters_is_settled() -> None:
    table = simplified()
    assert table["農"] == "农"
    assert len(table) > 2000
    assert not {char for char in table.values() if table.get(char, char) != char}
