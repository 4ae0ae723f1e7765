"""The piece of an entry that a result shows."""

from __future__ import annotations

import re

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


def test_rows_of_a_table_are_shown_whole() -> None:
    rows = [
        "项目 | 桐墟农商银行 | 菱渡农商银行",
        "授信 | 每村五人评议，十五天完成，结果公示七天，谁有异议谁来说。 | 客户经理上门。没有评议，平均四十天。",
        "审批 | 三十万元以下支行审批；当天办结。 | 十万元以上都报总行。",
        "免责 | 全年免责六十一人次；免责率七成。 | 没有办法；全年免责三人次。",
    ]
    text = "\n".join(rows)
    marked = [match.span() for match in re.finditer("免责", text)]
    for length in (40, 60, 80, 100):
        shown = snippet(text, marked, length)
        assert set(shown.text.split("\n")) <= set(rows), length
