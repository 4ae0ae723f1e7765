"""What documents that satisfy several conditions must have: tokens and values, for an engine that
finds documents by many of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kb.query import AnyOf, Contains, HasValue, Match, ValueHolds
from kb.text import decides, needed

# A token or value with its field, and several that one document must have.
Term: TypeAlias = tuple[str, str]
Terms: TypeAlias = tuple[Term, ...]
# Of each group a document must have one of the alternatives.
Groups: TypeAlias = Sequence[Sequence[Terms]]
# A condition with more alternatives says too little.
MOST = 24
# The values of a field that hold a string.
ValuesHolding: TypeAlias = Callable[[str, str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Necessary:
    """`groups` are necessary for all of some conditions; those in `open_` need a closer look, for the
    others the groups are enough."""

    groups: Groups
    open_: tuple[Match, ...]


def necessary(children: Sequence[Match], values_holding: ValuesHolding) -> Necessary:
    """What is necessary for all of some conditions."""
    groups: list[Sequence[Terms]] = []
    open_ = []
    for child in children:
        alternatives = _alternatives(child, values_holding)
        if alternatives is not None and len(alternatives) <= MOST:
            groups.append(alternatives)
            if _enough(child):
                continue
        open_.append(child)
    return Necessary(groups, tuple(open_))


def _alternatives(match: Match, values_holding: ValuesHolding) -> list[Terms] | None:
    """What documents must have one of; None when it cannot be said."""
    match match:
        case Contains(field, literal, _):
            return [tuple([(field, token) for token in needed(literal)])] if literal else None
        case ValueHolds(field, literal):
            return [((field, value),) for value in values_holding(field, literal)]
        case HasValue(field, values):
            return [((field, value),) for value in sorted(values)]
        case AnyOf(children):
            found: list[Terms] = []
            for child in children:
                some = _alternatives(child, values_holding)
                if some is None:
                    return None
                found += some
            return found
        case _:
            return None


def _enough(match: Match) -> bool:
    """Does a document that has one of the alternatives satisfy the condition?"""
    match match:
        case Contains(_, literal, whole):
            return not whole and decides(literal)
        case AnyOf(children):
            return all(map(_enough, children))
        case _:
            return True
