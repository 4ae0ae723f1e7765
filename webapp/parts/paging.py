"""Page numbers under a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

# Neighbours of the current page that are shown on each side.
AROUND = 2


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page number to go to; `gap` says that numbers before it are left out."""

    number: int
    url: str
    current: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Paging:
    """`previous` and `next` are addresses, "" at the ends."""

    links: tuple[PageLink, ...]
    previous: str
    next: str


def paging(current: int, last: int, url: Callable[[int], str]) -> Paging:
    """The links of page `current` of `last`; `url` gives the address of a page."""
    near = set(range(current - AROUND, current + AROUND + 1))
    shown = sorted(n for n in near | {1, last} if 1 <= n <= last)
    return Paging(
        links=tuple(
            PageLink(number, url(number), number == current, gap=number > before + 1)
            for before, number in zip([0, *shown], shown, strict=False)
        ),
        previous=url(current - 1) if current > 1 else "",
        next=url(current + 1) if current < last else "",
    )
