"""Which documents of the index some people may see."""

from __future__ import annotations

from collections.abc import Collection

from kb.index.fields import EVERYBODY
from kb.query import HasValue, Match, NoneOf, all_of


def visible_match(names: Collection[str], hidden: Collection[str]) -> Match:
    """True of the documents that people with these names may see, by what is indexed, and not of
    those of the bulletins `hidden`: the corpus knows of a change before the index does."""
    seen: Match = HasValue("visible_to", frozenset((EVERYBODY, *names)))
    if not hidden:
        return seen
    return all_of([seen, NoneOf(HasValue("bulletin", frozenset(hidden)))])
