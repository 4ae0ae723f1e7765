"""Names typed as letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.query import SpelledNames

NAMES = SpelledNames(("青枫", "青枫农商银行", "用信率", "整村授信", "授信", "收信", "村"))


def never(_: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("letters", "names"),
    [
        ("yongxinlv", [("用信率",)]),
        ("yongxinlü", [("用信率",)]),
        ("yong xin lv", [("用信率",)]),
        ("yxl", [("用信率",)]),
        ("qingfeng yongxinlv", [("青枫",), ("用信率",)]),
        ("shouxin", [("授信", "收信")]),
        ("zhengcunshouxin", [("整村授信",)]),  # one name rather than two
        ("cun", []),  # one syllable is any word
        ("qf", []),
        ("wifi", []),
        ("yxlx", []),
        ("x" * 5000, []),
    ],
)
def test_the_fewest_names_that_spell_all_letters(
    letters: str, names: list[tuple[str, ...]]
) -> None:
    assert list(NAMES.names_of(letters)) == names


def test_letters_among_other_characters_are_read_by_themselves() -> None:
    found = NAMES.read("qingfeng的yxl和crm", never)
    assert found == {"qingfeng": (("青枫",),), "yxl": (("用信率",),)}


def test_a_word_that_means_itself_is_not_read() -> None:
    found = NAMES.read("yxl qingfeng", lambda word: word == "yxl")
    assert found == {"qingfeng": (("青枫",),)}


@given(st.text("qingfeyoxlv '", max_size=80))
def test_any_letters_can_be_read(text: str) -> None:
    for parts in NAMES.read(text, never).values():
        assert all(parts)


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("整村受信怎么做", {"整村受信": ("整村授信",)}),
        ("政村授心的流程", {"政村授心": ("整村授信",)}),
        ("用心率", {"用心率": ("用信率",)}),
        ("整村授信", {}),
        ("守信", {}),  # two characters sound like many words
        ("村" * 500, {}),
        ("整村", {}),
    ],
)
def test_other_characters_that_sound_like_a_name(
    text: str, heard: dict[str, tuple[str, ...]]
) -> None:
    assert NAMES.heard(text) == heard
