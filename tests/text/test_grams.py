"""Tokens: where a string is, its tokens are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.text.grams import decides, needed, pairs, tokens
from kb.text.normalize import normalize
from tests.builders import mixed_text


def test_pairs_end_where_a_run_ends() -> None:
    assert pairs("整村授信,贷款") == ["整村", "村授", "授信", "贷款"]
    assert pairs("50万元") == ["50", "0万", "万元"]
    assert pairs("贷") == pairs("贷,款") == pairs("") == []


@given(mixed_text, st.data())
def test_what_a_piece_needs_is_among_the_tokens_of_the_text(text: str, data: st.DataObject) -> None:
    normal = normalize(text)
    start = data.draw(st.integers(0, len(normal)))
    piece = normal[start : data.draw(st.integers(start, len(normal)))]
    assert needed(piece) <= tokens(piece) <= tokens(normal)


def test_a_string_needs_its_pairs_and_what_stands_alone() -> None:
    assert needed("授信,贷") == {"授信", ",", "贷"}
    assert needed("授信贷") == {"授信", "信贷"}
    assert needed("") == frozenset()


@given(mixed_text, mixed_text)
def test_a_string_that_is_one_token_is_where_the_token_is(text: str, literal: str) -> None:
    text, literal = normalize(text), normalize(literal)[:2]
    if decides(literal):
        assert (literal in text) == (literal in tokens(text))


def test_what_decides() -> None:
    assert decides("授信")
    assert decides("授")
    assert decides(",")
    assert not decides("授,")
    assert not decides("授信贷")
    assert not decides("")
