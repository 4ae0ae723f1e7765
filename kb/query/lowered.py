"""What a query is lowered to, and what lowering asks of vocabulary and segmenter."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from kb.query.conditions import Match


class Names(Protocol):
    """What lowering asks the vocabulary."""

    def alternatives(self, normal: str) -> tuple[str, ...]:
        """The other names of the practice that the string names."""

    def with_full_bank_names(self, normal: str) -> str:
        """The string with the usual names of banks in the place of short ones."""

    def organisations_named(self, normal: str) -> tuple[str, ...]:
        """The full names of organisations with a name that holds the string."""


class Cutter(Protocol):
    """What lowering asks the segmenter."""

    def words(self, normal: str) -> list[str]:
        """The words of a normal form."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that ranks, with the other names it is also looked for under."""

    text: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lowered:
    """A query ready to run.

    `match` decides what is found: all strings that were asked for; `whole` is the same with the
    numbers whole, None where that makes no difference. `scattered` holds of entries with all the
    words anywhere, None where that makes no difference. `hard` is what must hold even of a partial
    match, and None when alternatives hold conditions or quotes, so that they are never loosened.
    `literals` are the strings as typed, for the exact-string bonus; `strings` are these with their
    other spellings and names, for highlights; `pieces` are what scattered matches highlight.
    `words` rank; `tokens` of the text find candidates (kb/query/terms.py); `phrases` were quoted.
    `expanded` maps a practice's name as typed to the names also looked for; `everyday` maps everyday
    words to the terms meant by them, and `meant` has the names of each of these terms.
    """

    match: Match
    whole: Match | None = None
    scattered: Match | None = None
    hard: Match | None = None
    literals: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    tokens: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    expanded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    everyday: dict[str, tuple[str, ...]] = field(default_factory=dict)
    meant: tuple[tuple[str, ...], ...] = ()
