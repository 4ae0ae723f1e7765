"""Token ids as BERT has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.meaning import WordPiece
from tests.real_model import model_files

VOCABULARY = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "授", "信", "crm", "##s", "50", "##0", "%", "，")
FIRST, LAST, UNKNOWN = 2, 3, 1


def cut(text: str, limit: int = 512) -> list[str]:
    found = WordPiece(VOCABULARY).ids(text, limit)
    assert (found[0], found[-1]) == (FIRST, LAST)
    return [VOCABULARY[number] for number in found[1:-1]]


def test_a_han_character_and_a_mark_are_words_alone() -> None:
    assert cut("授信，授") == ["授", "信", "，", "授"]


def test_a_word_is_cut_into_its_longest_pieces() -> None:
    assert cut("crms 500%") == ["crm", "##s", "50", "##0", "%"]


def test_what_the_vocabulary_cannot_make_is_unknown_as_a_whole() -> None:
    assert cut("crmx 村") == ["[UNK]", "[UNK]"]
    assert cut("5" * 101) == ["[UNK]"]


def test_control_characters_are_nothing_and_blanks_part_words() -> None:
    assert cut("c\x00r\u200bm\u3000crm\tcrm") == ["crm", "crm", "crm"]


def test_a_long_text_is_cut_off() -> None:
    assert cut("授" * 600, limit=16) == ["授"] * 14


def test_a_vocabulary_must_have_the_special_tokens() -> None:
    with pytest.raises(ValueError, match="CLS"):
        WordPiece(("[UNK]", "授"))


@given(st.text(max_size=200), st.integers(2, 40))
def test_any_text_has_ids(text: str, limit: int) -> None:
    found = WordPiece(VOCABULARY).ids(text, limit)
    assert 2 <= len(found) <= limit
    assert all(0 <= number < len(VOCABULARY) for number in found)


def test_the_ids_of_the_library_tokenizers() -> None:
    """As tokenizers 0.22 cut them with the model's own tokenizer.json."""
    tokens = WordPiece(model_files().vocabulary)
    assert tokens.ids("整村授信一次办好，额度50万元。", 512) == IDS_OF_A_SENTENCE
    assert tokens.ids("crm系统 7x24 déjà\u0301 😀 3.85%", 512) == IDS_OF_A_MIXTURE


IDS_OF_A_SENTENCE = [
    101,
    3146,
    3333,
    2956,
    928,
    671,
    3613,
    1215,
    1962,
    8024,
    7583,
    2428,
    8145,
    674,
    1039,
    511,
    102,
]
IDS_OF_A_MIXTURE = [101, 9991, 5143, 5320, 12486, 100, 100, 124, 119, 8300, 110, 102]
