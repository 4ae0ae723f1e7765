"""Words by what a mistyped one shares with them: its length and an end, or how it sounds.

Of 43,000 words a few hundred are left to be compared with what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.text.pinyin import sound

# In a word of at least this many characters two may be wrong: it need not share an end with the right one.
TWO_WRONG = 6


class MistypedWords:
    """Words, found again by one that is mistyped. Make one and keep it."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_length: dict[int, list[str]] = {}
        self._by_end: dict[tuple[int, int, str], list[str]] = {}
        self._by_sound: dict[int, dict[str, list[str]]] = {}
        self._words = frozenset(words)
        for word in self._words:
            self._by_length.setdefault(len(word), []).append(word)
            self._by_end.setdefault((len(word), 0, word[:1]), []).append(word)
            self._by_end.setdefault((len(word), 1, word[-1:]), []).append(word)

    def prepare(self) -> None:
        """Work out now what is otherwise worked out at the first question."""
        for length in self._by_length:
            self._sounding(length)

    def like(self, typed: str, length: int) -> Iterator[str]:
        """The words of a length that can be meant by what was typed, and others: of the same
        length and beginning with a character that sounds the same, or with the same first or last
        character, or long enough for two mistakes. A word may come twice."""
        if length == len(typed):
            yield from self._sounding(length).get(sound(typed[:1]), ())
        if length >= TWO_WRONG:
            yield from self._by_length.get(length, ())
        elif length > 2:
            yield from self._by_end.get((length, 0, typed[:1]), ())
            yield from self._by_end.get((length, 1, typed[-1:]), ())

    def has(self, text: str) -> bool:
        """Is a text one of the words?"""
        return text in self._words

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where words stand in a text: start and end of the longest that begins at each place."""
        longest = max(self._by_length, default=0)
        for start in range(len(text)):
            for end in range(min(len(text), start + longest), start + 1, -1):
                if text[start:end] in self._words:
                    yield start, end
                    break

    def _sounding(self, length: int) -> dict[str, list[str]]:
        """The words of a length by the sound of their first character, worked out when needed."""
        if length not in self._by_sound:
            found: dict[str, list[str]] = {}
            for word in self._by_length.get(length, ()):
                found.setdefault(sound(word[:1]), []).append(word)
            self._by_sound[length] = found
        return self._by_sound[length]
