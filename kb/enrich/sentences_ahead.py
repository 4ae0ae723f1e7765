"""What comes next sheds light on a sentence: the words of the sentence behind it, and the banks that its
paragraph names only later. And how a sentence opens, which tells whether a new subject begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kb.enrich.subject_clues import leads, words_in
from kb.enrich.visits import Mention
from kb.text import Sentence, without_numbering

# So many of the next sentences of a paragraph are looked at.
_FAR = 5
# A bank that is named within this many characters opens the sentence; it stands as one sign.
_NEAR, _BANK = 3, "＠"


@dataclass(frozen=True, slots=True)
class Ahead:
    """What follows a sentence in its entry: clues of the words of the next sentence, the banks in it,
    whether it belongs to the same paragraph, and the banks that the rest of the paragraph names."""

    words: tuple[str, ...] = ("条末句",)
    text: str = ""
    named: tuple[Mention, ...] = ()
    sign: str = "下句"
    later: frozenset[str] = frozenset()

    def of(self, bank: str) -> Iterator[str]:
        """What is true of a bank."""
        mine = next((m for m in self.named if m.bank == bank), None)
        if mine:
            yield f"{self.sign}名"
            yield f"{self.sign}名{'主' if leads(self.text, mine) else '宾'}"
        elif self.named:
            yield f"{self.sign}他名"
        if self.later:
            yield "段后名" if bank in self.later else "段后他名"


def look_ahead(
    text: str, units: Sequence[Sentence], named: Sequence[tuple[Mention, ...]]
) -> list[Ahead]:
    """What follows each sentence of an entry; `named` are the banks that each names."""
    breaks = ["\n" in text[one.end : other.start] for one, other in pairwise(units)]
    found: list[Ahead] = []
    for at, breaks_here in enumerate(breaks):
        sign = "下段" if breaks_here else "下句"
        later: set[str] = set()
        for further in range(at, min(len(breaks), at + _FAR)):
            if breaks[further]:
                break
            later.update(m.bank for m in named[further + 1])
        behind = units[at + 1].text
        words = tuple(f"{sign}{word}" for word in words_in(behind))
        found.append(Ahead(words, behind, named[at + 1], sign, frozenset(later)))
    return [*found, *([Ahead()] if units else [])]


def opening(text: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The first one and two characters of a sentence, behind its number."""
    first = mentions[0] if mentions else None
    if first and first.start <= _NEAR:
        shown = _BANK + text[first.end : first.end + 1]
    else:
        shown = without_numbering(text).lstrip()[:2]
    return (f"起{shown}", f"起{shown[:1]}") if shown else ()
