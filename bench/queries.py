"""Queries to measure with: questions, words and pieces of text, drawn at random with a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Sequence

from kb.index import IndexDocument
from kb.text import Segmenter

SEED = 20180702
MOST_WORDS = 4


def some(texts: Sequence[str], size: int) -> list[str]:
    """`size` of the texts, or all, in random order."""
    return random.Random(SEED).sample(list(texts), min(size, len(texts)))


def keywords(documents: Sequence[IndexDocument], segmenter: Segmenter, size: int) -> list[str]:
    """Queries of one to four words that stand in one passage."""
    chance = random.Random(SEED)
    found: list[str] = []
    while len(found) < size:
        document = chance.choice(documents)
        words = [word for word in segmenter.words(document.normal_text) if len(word) > 1]
        if len(words) >= MOST_WORDS:
            found.append(" ".join(chance.sample(words, chance.randint(1, MOST_WORDS))))
    return found


def pieces(documents: Sequence[IndexDocument], size: int, longest: int) -> list[str]:
    """Substrings of one to `longest` characters of the texts as written, within one line."""
    chance = random.Random(SEED)
    found: list[str] = []
    while len(found) < size:
        text = chance.choice(documents).text
        start = chance.randrange(len(text)) if text else 0
        piece = text[start : start + chance.randint(1, longest)]
        if piece.strip() and "\n" not in piece:
            found.append(piece)
    return found
