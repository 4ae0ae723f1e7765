"""Front matter: split off, parsed, and put back."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import CorpusError
from kb.files.front_matter import join, line_of, load_mapping, load_yaml, places, split
from tests.builders import mixed_text

_values = st.recursive(
    mixed_text | st.booleans() | st.integers(-9999, 9999) | st.dates() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(mixed_text, inner, max_size=3),
    max_leaves=6,
)


def test_front_matter_body_and_the_line_where_it_begins() -> None:
    text = "---\ntitle: 纪实\nn: 1\n---\n正文\n---\n"
    assert split(text, "x") == ({"title": "纪实", "n": 1}, "正文\n---\n", 5)
    assert split(text.replace("\n", "\r\n"), "x") == split("\ufeff" + text, "x") == split(text, "x")


@given(st.dictionaries(st.text(string.ascii_letters, min_size=1), _values, min_size=1), mixed_text)
def test_what_was_joined_is_split_again(data: dict[str, object], body: str) -> None:
    found, rest, _ = split(join(data, body), "x")
    assert found == data
    assert rest.strip() == body.replace("\r\n", "\n").strip()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("title: x", 1),
        ("---\ntitle: x", 1),
        ("---\n---\n", 2),
        ("---\ntitle: x\n  bad: y\n---\n", 3),
        ("---\n1: x\n---\n", 2),
    ],
)
def test_errors_name_the_line(text: str, line: int) -> None:
    with pytest.raises(CorpusError) as caught:
        split(text, "做法.md")
    assert caught.value.where == f"做法.md 第 {line} 行"


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/object:os.system x",
        "a: 2018-99-99",
        "a: \x00",
        "a: &a [*b]",
        "- " * 3000 + "a",
        "a: !!timestamp x",
        "a: !!bool x",
        "a: !!int ''",
        "a: !!float ''",
        "a: !!binary é",
        "a: !!int ':'",
        "a: !!set {[1]: x}",
    ],
)
def test_yaml_does_nothing_but_hold_data(text: str) -> None:
    with pytest.raises(CorpusError):
        load_mapping(text, "x")


@given(st.text("-:[]{}&*!|>'\"%@`#?,ab1 \n", max_size=40))
def test_any_yaml_is_read_or_an_error_of_ours(text: str) -> None:
    try:
        load_yaml(text, "x")
    except CorpusError as error:
        assert error.where.startswith("x")  # noqa: PT017 (either way is right)


def test_the_line_of_a_key() -> None:
    text = "---\ntitle: x\nsource:\n  name: y\n---\n"
    assert line_of(text, "source") == 3
    assert line_of(text, "name") == line_of(text, "缺") == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", 3),
        ("-12", -12),
        ("0.5", 0.5),
        ("1:1:1", "1:1:1"),
        ("1e999", "1e999"),
        (".inf", ".inf"),
        ("0x1F", "0x1F"),
        ("007", "007"),
        ("9" * 400, "9" * 400),
        ("true", True),
    ],
)
def test_what_is_no_plain_number_is_text(text: str, value: object) -> None:
    assert load_yaml(text, "a.md") == value


LISTED = "all:\n  - name: 甲\n    note: 一\n\n  # 注\n  - name: 乙\n    note: 二"


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\n# 完\n", "\n\ufeff", "\nmore: 1\n"])
def test_an_item_ends_with_its_last_line_whatever_ends_the_file(end: str) -> None:
    found = places(LISTED + end, "all")
    assert found
    assert [(one.name, one.start, one.end) for one in found] == [("甲", 1, 3), ("乙", 5, 7)]
