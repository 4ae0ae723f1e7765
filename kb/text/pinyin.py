"""How Chinese text sounds, without tones: for typing without choosing characters, and for typos.

pypinyin reads whole words; the few banking terms that it misreads are corrected here.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Found by reading the vocabulary aloud: the names that pypinyin 0.55 reads differently.
_READINGS: dict[str, list[str]] = {
    "支行": ["zhi", "hang"],
    "分行": ["fen", "hang"],
    "还款": ["huan", "kuan"],
    "还贷": ["huan", "dai"],
    "还本": ["huan", "ben"],
}
_WORDS = re.compile(f"({'|'.join(_READINGS)})")


def _spoken(text: str) -> list[str]:
    """pypinyin's reading; imported here, since it takes longer to load than most verbs to run."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text)


def syllables(text: str) -> list[str]:
    """The syllables of a text, lower case and toneless, ü as v; anything that is not Chinese stays
    whole.

    >>> syllables("支行行长")
    ['zhi', 'hang', 'hang', 'zhang']
    """
    found: list[str] = []
    for part in _WORDS.split(text):
        if part in _READINGS:
            found += _READINGS[part]
        elif part:
            found += [syllable.lower() for syllable in _spoken(part)]
    return found


def initials(text: str) -> str:
    """The first letters of the syllables: "zcsx" of 整村授信."""
    return "".join(syllable[:1] for syllable in syllables(text))


@lru_cache(maxsize=32768)
def _sound_of(char: str) -> str:
    return _spoken(char)[0].lower()


@lru_cache(maxsize=65536)
def sound(text: str) -> str:
    """How a text sounds character by character, for comparing: 授信 and 受信 are the same.

    A character has one reading here, whatever word it is in; comparing needs no more.
    """
    return " ".join(map(_sound_of, text))
