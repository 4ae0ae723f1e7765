"""Cutting a text into the tokens of a BERT model: the same ids as the library `tokenizers`.

WordPiece: Schuster & Nakajima 2012; splitting as in BERT (Devlin et al. 2019): a Han character and
a punctuation mark are words by themselves, other words are separated by white space.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"
CONTINUES = "##"
LONGEST_WORD = 100
# Han characters as BERT counts them; kana and hangul are letters.
_HAN = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


class WordPiece:
    """A vocabulary of tokens; a token's id is its place. ValueError when a special one is missing."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {token: number for number, token in enumerate(vocabulary)}
        for token in (UNKNOWN, FIRST, LAST):
            if token not in self._ids:
                raise ValueError(token)

    def ids(self, text: str, limit: int) -> list[int]:
        """The ids of a text, framed by the two special tokens, at most `limit` in all."""
        found = [self._ids[FIRST]]
        for word in _words(text):
            found += self._of_word(word)
            if len(found) >= limit - 1:
                break
        return [*found[: limit - 1], self._ids[LAST]]

    def _of_word(self, word: str) -> list[int]:
        """The longest pieces of a word from left to right, or the unknown token for all of it."""
        unknown = [self._ids[UNKNOWN]]
        if len(word) > LONGEST_WORD:
            return unknown
        found: list[int] = []
        at = 0
        while at < len(word):
            before = CONTINUES if at else ""
            for end in range(len(word), at, -1):
                number = self._ids.get(before + word[at:end])
                if number is not None:
                    found.append(number)
                    at = end
                    break
            else:
                return unknown
        return found


def _words(text: str) -> Iterator[str]:
    word = ""
    for char in text:
        role = _role(char)
        if role == "letter":
            word += char
        elif role != "nothing":
            if word:
                yield word
                word = ""
            if role == "alone":
                yield char
    if word:
        yield word


@lru_cache(maxsize=20_000)
def _role(char: str) -> str:
    """How BERT sees a character: ignored, a blank, a word by itself, or a letter of a word."""
    code = ord(char)
    if char in "\t\n\r" or unicodedata.category(char) == "Zs":
        return "blank"
    if code in (0, 0xFFFD) or unicodedata.category(char).startswith("C"):
        return "nothing"
    if any(first <= code <= last for first, last in _HAN):
        return "alone"
    if (code < 128 and not char.isalnum()) or unicodedata.category(char).startswith("P"):
        return "alone"
    return "letter"
