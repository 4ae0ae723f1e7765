"""The tokens of a query that say what is searched for (kb/text/grams.py).

They are pairs of characters, except those of stop words, and characters that are words by
themselves: a rare name that the dictionary does not know is cut into these (锦地罗, 蓍).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from kb.query.stop_words import STOP_WORDS
from kb.text import pairs


def telling_tokens(
    literals: Iterable[str], words_of: Callable[[str], list[str]]
) -> tuple[str, ...]:
    """The tokens of some strings in normal form; all their pairs when no others are left."""
    found: dict[str, None] = {}
    every: dict[str, None] = {}
    for literal in literals:
        words = _placed(literal, words_of(literal))
        found |= dict.fromkeys(pairs(_without_silent(literal, words)))
        found |= dict.fromkeys(word for _, word in words if _is_lone(word))
        every |= dict.fromkeys(pairs(literal))
    return tuple(found or every)


def _placed(literal: str, words: list[str]) -> list[tuple[int, str]]:
    """The words with their places in the string."""
    placed = []
    end = 0
    for word in words:
        if (at := literal.find(word, end)) >= 0:
            placed.append((at, word))
            end = at + len(word)
    return placed


def _is_lone(word: str) -> bool:
    """Is it a Chinese character that is a word by itself and not a stop word?"""
    return len(word) == 1 and not word.isascii() and word not in STOP_WORDS


def _without_silent(literal: str, words: list[tuple[int, str]]) -> str:
    """The string with each character of a stop word replaced by a line feed. Such a character
    between two lone ones is kept: all can be parts of a name (锦地罗)."""
    telling = list(literal)
    lone = {at for at, word in words if _is_lone(word)}
    for at, word in words:
        if word not in STOP_WORDS or (len(word) == 1 and {at - 1, at + 1} <= lone):
            continue
        telling[at : at + len(word)] = "\n" * len(word)
    return "".join(telling)


def joined_words(literal: str, words: list[str]) -> list[str]:
    """The words of a string, lone characters joined to each other, and one by itself to the word in
    front of it: of 用信率, which the dictionary does not know, the characters would match anywhere.
    青枫用信率 is 青枫 and 用信率."""
    pieces: list[str] = []
    at, end = 0, -1
    for n, word in enumerate(words):
        start = literal.find(word, at)
        if start < 0:  # words are listed once, where they stand first
            start = literal.find(word)
        alone = len(word) == 1
        begins = alone and len(words[n - 1]) > 1 and _goes_on(literal, start + 1, words[n + 1 :])
        if pieces and start == end and alone and not begins:
            pieces[-1] += word
        else:
            pieces.append(word)
        at = end = start + len(word)
    return list(dict.fromkeys(pieces))


def _goes_on(literal: str, at: int, following: list[str]) -> bool:
    """Is the next word a single character that stands at this place?"""
    return bool(following) and len(following[0]) == 1 and literal.startswith(following[0], at)


def lone_pairs(literal: str, words: list[str]) -> list[str]:
    """The pairs of neighbouring words of one character that do not only join others: 睡村 of
    睡村指什么, which the dictionary does not know."""
    placed = _placed(literal, words)
    return [
        word + following
        for (at, word), (next_at, following) in pairwise(placed)
        if next_at == at + 1 and _is_lone(word) and _is_lone(following)
    ]
