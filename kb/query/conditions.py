"""What must be true of an entry: the lowered query. Every engine evaluates it the same way.

Strings are in normal form. An engine knows two text fields, "text" (the entry's own) and "title"
(its title and the headings above it), and the value fields of kb/index/fields.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Everything:
    """True of every entry."""


class Contains(NamedTuple):
    """The text field contains the string, character for character; with `whole`, at a place where
    it cuts no number (kb/text/whole_numbers.py). A tuple, since a search makes and compares
    dozens."""

    field: str
    literal: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class HasValue:
    """The value field has one of the values, written exactly like this."""

    field: str
    values: frozenset[str]


class ValueHolds(NamedTuple):
    """A value of the value field contains the string. A tuple of another length than Contains, so
    that the two are never equal."""

    field: str
    literal: str


@dataclass(frozen=True, slots=True)
class Within:
    """The entry's period shares a day with the span; open ends are None."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of them are true (none given: everything matches)."""

    children: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of them is true (none given: nothing matches)."""

    children: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """The condition is not true."""

    child: Match


Match = Everything | Contains | HasValue | ValueHolds | Within | AllOf | AnyOf | NoneOf


def all_of(children: list[Match]) -> Match:
    """AllOf, flattened: no nesting, no Everything; a single child stands alone."""
    flat: dict[Match, None] = {}
    for child in children:
        flat |= dict.fromkeys(child.children if isinstance(child, AllOf) else (child,))
    flat.pop(Everything(), None)
    if len(flat) == 1:
        return next(iter(flat))
    return AllOf(tuple(flat)) if flat else Everything()


def any_of(children: list[Match]) -> Match:
    """AnyOf, flattened; a single child stands alone."""
    flat: dict[Match, None] = {}
    for child in children:
        flat |= dict.fromkeys(child.children if isinstance(child, AnyOf) else (child,))
    return next(iter(flat)) if len(flat) == 1 else AnyOf(tuple(flat))


def is_among(condition: Match, match: Match) -> bool:
    """Is what a condition allows written among the alternatives of a match, so that all that satisfies
    the condition satisfies the match?"""
    allowed = match.children if isinstance(match, AnyOf) else (match,)
    wanted = condition.children if isinstance(condition, AnyOf) else (condition,)
    return all(one in allowed for one in wanted)
