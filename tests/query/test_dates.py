"""Spans of days as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.query.dates import parse_span


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2018", "2018-01-01", "2018-12-31"),
        ("2018年", "2018-01-01", "2018-12-31"),
        ("2018-07", "2018-07-01", "2018-07-31"),
        ("2018年7月", "2018-07-01", "2018-07-31"),
        ("2018.2", "2018-02-01", "2018-02-28"),
        ("2020/02", "2020-02-01", "2020-02-29"),
        ("2018-07-02", "2018-07-02", "2018-07-02"),
        ("2018年7月2日", "2018-07-02", "2018-07-02"),
        ("２０１８－０７", None, None),
        ("2018-07..2018-09", "2018-07-01", "2018-09-30"),
        ("2018年7月至2018年9月", "2018-07-01", "2018-09-30"),
        ("2018-07-02~2018-07-06", "2018-07-02", "2018-07-06"),
        ("2017…2018", "2017-01-01", "2018-12-31"),
        ("2018-07..", "2018-07-01", None),
        ("..2018-07", None, "2018-07-31"),
    ],
)
def test_spans(text: str, start: str | None, end: str | None) -> None:
    if (start, end) == (None, None):
        with pytest.raises(ValueError, match=text):
            parse_span(text)
        return
    expected = tuple(date.fromisoformat(day) if day else None for day in (start, end))
    assert parse_span(text) == expected


@pytest.mark.parametrize(
    "text",
    "| .. |七月|18-07|2018-13|2018-02-30|2018-09..2018-07|0000|2018-07-02-06|2018..2019..2020"
    "|20180702|2018-00".split("|"),
)
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (calendar and datetime word it as they like)
        parse_span(text)


@given(st.dates(), st.dates())
def test_a_span_has_its_ends(one: date, other: date) -> None:
    start, end = sorted([one, other])
    text = f"{start.year:04}-{start.month}-{start.day}..{end.year:04}-{end.month}-{end.day}"
    assert parse_span(text) == (start, end)


@given(st.text("0123456789-./年月日.~至到 ²٣", max_size=24))
def test_any_text_is_a_span_or_a_value_error(text: str) -> None:
    try:
        start, end = parse_span(text)
    except ValueError:
        return
    assert start is None or end is None or start <= end
