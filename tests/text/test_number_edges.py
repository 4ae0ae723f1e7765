"""The marks of a text say the same as looking at it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.text.number_edges import BOTH, END, NO_EDGE, edges, ends_in_number, needs_begin, singles
from kb.text.whole_numbers import stands_whole, touches_number

texts = st.text(st.sampled_from("0123,.,.二十百a万元"), max_size=24)


def holds(text: str, literal: str) -> bool:
    """What a cluster is asked, on a text at hand."""
    if len(literal) == 1:
        return literal in singles(text, edges(text))
    marks = edges(text) or NO_EDGE * (len(text) + 1)
    return any(
        text.startswith(literal, at)
        and (marks[at] == BOTH or not needs_begin(literal))
        and (marks[at + len(literal)] in (BOTH, END) or not ends_in_number(literal))
        for at in range(len(text))
    )


def test_a_number_that_is_cut_has_no_mark_inside() -> None:
    assert edges("1,200.50万") == "b.......b."
    assert edges("二十二项") == ".e..."
    assert edges("没有数字") == ""
    assert singles("第5条、15条", edges("第5条、15条")) == ["5"]


@given(text=texts, ends=st.tuples(st.integers(0, 23), st.integers(1, 8)))
def test_a_piece_stands_whole_where_the_marks_say_so(text: str, ends: tuple[int, int]) -> None:
    literal = text[ends[0] : ends[0] + ends[1]]
    if literal and touches_number(literal):
        assert holds(text, literal) == stands_whole(text, literal)


@given(text=texts, literal=texts.filter(bool))
def test_another_string_does_so_too(text: str, literal: str) -> None:
    if touches_number(literal):
        assert holds(text, literal) == stands_whole(text, literal)
