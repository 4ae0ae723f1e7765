"""Words by what a mistyped one shares with them: its length and an end, or how it sounds.

Of 43,000 words a few hundred are left to be compared with what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.text.pinyin import sound, syllables

# From so many characters on, two of a word may be wrong: it need not share an end with it.
TWO_WRONG = 6


class MistypedWords:
    """Words, found again by one that is mistyped. Make one and keep it."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_length: dict[int, list[str]] = {}
        self._by_end: dict[tuple[int, int, str], list[str]] = {}
        self._by_sound: dict[int, dict[str, list[str]]] = {}
        self._by_letters: dict[str, list[str]] = {}
        for word in words:
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

    def spelled(self, letters: str) -> tuple[str, ...]:
        """The words that letters are the pinyin of, or the first letters of its syllables. All words
        are read at the first call: meant for some thousands."""
        if not self._by_letters:
            for words in self._by_length.values():
                for word in words:
                    parts = syllables(word)
                    for spelling in {"".join(parts), "".join(part[:1] for part in parts)}:
                        self._by_letters.setdefault(spelling, []).append(word)
        return tuple(sorted(self._by_letters.get(letters, ()), key=lambda word: (-len(word), word)))

    def _sounding(self, length: int) -> dict[str, list[str]]:
        """The words of a length by the sound of their first character, worked out when needed."""
        if length not in self._by_sound:
            found: dict[str, list[str]] = {}
            for word in self._by_length.get(length, ()):
                found.setdefault(sound(word[:1]), []).append(word)
            self._by_sound[length] = found
        return self._by_sound[length]
