"""Words that a mistyped one can mean are found without looking at all words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.search.near_names import distance_of
from kb.text import MistypedWords

_WORD = st.text("授受信贷款评议村整", min_size=2, max_size=8)


@given(_WORD, st.lists(_WORD))
def test_nothing_that_may_be_meant_is_passed_over(typed: str, words: list[str]) -> None:
    known = MistypedWords(words)
    found = {
        word
        for length in (len(typed) - 1, len(typed), len(typed) + 1)
        for word in known.like(typed, length)
        if distance_of(typed, word) is not None
    }
    assert found == {
        word
        for word in words
        if abs(len(word) - len(typed)) <= 1 and distance_of(typed, word) is not None
    }


def test_words_that_share_neither_end_nor_sound_are_not_looked_at() -> None:
    known = MistypedWords(f"甲{char}丁" for char in map(chr, range(0x4E00, 0x9000)))
    assert not list(known.like("授信额", 3))
