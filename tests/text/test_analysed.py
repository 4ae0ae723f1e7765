"""What is analysed of a very long paragraph."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.text import (
    MAX_ANALYSED,
    analysed,
    analysed_in_place,
    analysed_sentences,
    overlong,
    sentences,
)

SENTENCE = "走访客户30户，授信120万元。"
LONG = SENTENCE * (2 * MAX_ANALYSED // len(SENTENCE))


def test_a_paragraph_is_cut_after_a_sentence() -> None:
    cut = analysed(LONG)
    assert len(cut) <= MAX_ANALYSED
    assert cut.endswith("万元。")
    assert LONG.startswith(cut)


def test_a_number_is_not_cut_where_there_is_a_comma() -> None:
    text = "首季度，" + "1" * 2 * MAX_ANALYSED
    assert analysed(text) == "首季度，"


def test_without_any_mark_it_is_cut_at_the_bound() -> None:
    assert len(analysed("甲" * 2 * MAX_ANALYSED)) == MAX_ANALYSED


def test_every_paragraph_has_the_bound_for_itself() -> None:
    text = "\n".join([LONG, "第二段。", LONG])
    assert analysed(text).split("\n") == [analysed(LONG), "第二段。", analysed(LONG)]
    assert overlong(text) == (LONG, LONG)


def test_the_places_of_sentences_are_those_of_the_whole_text() -> None:
    text = f"{LONG}\n第二段。"
    found = analysed_sentences(text)
    assert found[-1].text == text[found[-1].start : found[-1].end] == "第二段。"
    assert [unit.text for unit in found[:-1]] == [u.text for u in sentences(analysed(LONG))]
    assert len(sentences(text)) > len(found)


@given(st.text("甲乙1。，\n", max_size=300))
def test_a_usual_text_is_analysed_whole(text: str) -> None:
    assert analysed(text) == text
    assert overlong(text) == ()
    assert analysed_sentences(text) == sentences(text)


@given(st.lists(st.sampled_from([LONG, SENTENCE, "短。"]), min_size=1, max_size=3))
def test_in_place_nothing_moves(lines: list[str]) -> None:
    text = "\n".join(lines)
    kept = analysed_in_place(text)
    assert len(kept) == len(text)
    assert all(mine in (" ", theirs) for mine, theirs in zip(kept, text, strict=True))
    assert [line.rstrip() for line in kept.split("\n")] == analysed(text).split("\n")
