"""Names by their sound: typed as letters, in pinyin (yongxinlv, qingfeng yongxinlv) or by initials
(yxl), or with other characters (整村受信).

Letters are read as the fewest names that spell all of them; initials count only where they are all
that was typed. What may be meant is offered, and looked for below what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property

from kb.text import sound, syllables

# The least letters that may be pinyin or initials.
SHORTEST = 3
# A name in a row of names has at least two syllables and this many letters.
SHORTEST_PART = 4
# Of letters longer than this nothing is read.
LONGEST = 60
# Names with the same spelling.
MOST = 3

_HAN = re.compile("[㐀-鿿]+")
_LETTERS = re.compile(r"[a-zü']+(?: +[a-zü']+)*")

Reading = tuple[tuple[str, ...], ...]


class SpelledNames:
    """Names, found again by how they are spelled. All are read aloud at the first question with
    letters, some 20 ms for a thousand: make one and keep it."""

    def __init__(self, names: Iterable[str]) -> None:
        self._known = frozenset(names)
        self._names = sorted(self._known, key=lambda name: (len(name), name))

    def read(self, normal: str, means_itself: Callable[[str], bool]) -> dict[str, Reading]:
        """The strings of letters in a text in normal form that spell names: for each part in turn the
        names that it may be. `means_itself` says of letters that they are a word, as wifi is."""
        found: dict[str, Reading] = {}
        for run in _LETTERS.findall(normal)[:MOST]:
            words = run.split()
            for typed in dict.fromkeys((run, *words)):
                reading = self.names_of(typed)
                if reading and not any(map(means_itself, typed.split())):
                    found[typed] = reading
                    if typed == run:
                        break
        return found

    def names_of(self, typed: str) -> Reading:
        """The fewest names that spell all letters, in turn; none where there are no such names."""
        letters = re.sub("[ ']", "", typed).replace("ü", "v")
        if not SHORTEST <= len(letters) <= LONGEST:
            return ()
        if alone := self._by_letters.get(letters) or self._by_initials.get(letters):
            return (tuple(alone[:MOST]),)
        # best[end]: the fewest names that spell the letters up to there.
        best: list[Reading | None] = [(), *[None] * len(letters)]
        for end in range(SHORTEST_PART, len(letters) + 1):
            for start in range(max(0, end - self._longest), end - SHORTEST_PART + 1):
                before, names = best[start], self._by_letters.get(letters[start:end])
                if before is None or not names:
                    continue
                known = best[end]
                if known is None or len(before) + 1 < len(known):
                    best[end] = (*before, tuple(names[:MOST]))
        return best[-1] or ()

    def heard(self, normal: str) -> dict[str, tuple[str, ...]]:
        """The pieces of a text in normal form that sound like names of three characters and more,
        with these names; the longest at each place. Names themselves are passed over, and long
        texts."""
        found: dict[str, tuple[str, ...]] = {}
        # Reading aloud loads a dictionary; a row of names needs none.
        if len(normal) > LONGEST or self._known.issuperset(normal.split()):
            return found
        sounds = [sound(char) for char in normal]
        at = 0
        while at < len(normal):
            lengths = self._by_first_sound.get(sounds[at], ())
            for length in lengths:
                names = self._by_sound.get(" ".join(sounds[at : at + length]))
                if names and at + length <= len(normal):
                    piece = normal[at : at + length]
                    if piece not in names:
                        found[piece] = tuple(names[:MOST])
                    at += length
                    break
            else:
                at += 1
        return found

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        """How names of Chinese characters sound, character by character → names."""
        names = (name for name in self._names if len(name) >= SHORTEST and _HAN.fullmatch(name))
        return _grouped((" ".join(map(sound, name)), name) for name in names)

    @cached_property
    def _by_first_sound(self) -> dict[str, tuple[int, ...]]:
        """The sound of a first character → how long such names are, the longest first."""
        found: dict[str, set[int]] = {}
        for heard, names in self._by_sound.items():
            found.setdefault(heard.partition(" ")[0], set()).add(len(names[0]))
        return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}

    @cached_property
    def _spelled(self) -> list[tuple[str, list[str]]]:
        return [(name, syllables(name)) for name in self._names]

    @cached_property
    def _by_letters(self) -> dict[str, list[str]]:
        """Pinyin of two syllables and more → names."""
        return _grouped(("".join(parts), name) for name, parts in self._spelled if len(parts) > 1)

    @cached_property
    def _by_initials(self) -> dict[str, list[str]]:
        """First letters of the syllables → names."""
        return _grouped(
            ("".join(part[:1] for part in parts), name)
            for name, parts in self._spelled
            if len(parts) >= SHORTEST
        )

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_letters), default=0)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for letters, name in pairs:
        found.setdefault(letters, []).append(name)
    return found
