"""The piece of an entry that a result shows."""

from __future__ import annotations

import pytest

from bench.growth_of_input import LINEAR, ratio
from kb.search.snippets import snippet
from kb.text import highlights

ATTEMPTS = 4


def _snippet(text: str) -> object:
    return snippet(text, highlights(text, ["贷款"]), length=20)


def test_the_window_with_most_of_what_was_asked_is_shown() -> None:
    text = "先说背景。" * 10 + "贷款要看贷款人。" + "再说别的。" * 10
    shown = _snippet(text)
    assert "贷款要看贷款人。" in repr(shown)


def test_a_long_sentence_is_cut_where_most_of_what_was_asked_stands() -> None:
    text = "贷款" + "说" * 60 + "贷款、贷款" + "说" * 60
    assert "贷款、贷款" in repr(_snippet(text))


@pytest.mark.parametrize("unit", ["贷款（", "贷款。", "“贷款"])
def test_as_many_hits_as_a_text_holds_take_linear_time(unit: str) -> None:
    ratios = (ratio(_snippet, unit, 12_000)[0] for _ in range(ATTEMPTS))
    assert any(found <= LINEAR for found in ratios)
