"""What a printer puts on every page: headers, footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kb.readers.pdf.lines import Line, leading_of

# How many lines from the upper and lower edge may be furniture.
EDGE_LINES = 2
# It is further from the text than lines are from each other by this factor, or of another size.
APART = 1.25
# In points: how far its place may vary from page to page.
SAME_PLACE = 3.0
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-—–·•~\s]*(?:第\s*)?(?:\d{1,3}|[ivx]{1,5})(?:\s*页)?"
    r"(?:\s*[,，、/／|]?\s*(?:共|of)?\s*\d{1,3}(?:\s*页)?)?[-—–·•~\s]*",
    re.IGNORECASE,
)
# What browsers print at the edges by default: the address, the time.
_ADDRESS = re.compile(r"(?:https?|file)://\S+(?:\s+\d+\s*/\s*\d+)?")
_TIME = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?\s*\d{1,2}:\d{2}")


def furniture_of(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The furniture among the lines of each page: lines set apart at the same edge that say the
    same on at least half of the pages, but for their digits; page numbers; what browsers add."""
    leading = leading_of([line for page in pages for line in page])
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_alike(line) for line in _apart(page, leading)})
    least = max(2, len(pages) / 2)
    found = []
    for page in pages:
        repeated = [line for line in _apart(page, leading) if seen[_alike(line)] >= least]
        printed = [line for line in _edges(page) if is_printed(line)]
        found.append(repeated + printed)
    return found


def _edges(page: Sequence[Line]) -> list[Line]:
    return [*page[:EDGE_LINES], *page[EDGE_LINES:][-EDGE_LINES:]]


def _apart(page: Sequence[Line], leading: float) -> Iterator[Line]:
    """The lines at the edges of a page that are set apart from its text."""
    for lines in (page, page[::-1]):
        borders = [
            number
            for number, (outer, inner) in enumerate(pairwise(lines[: EDGE_LINES + 1]), 1)
            if abs(outer.y - inner.y) > APART * leading or abs(outer.size - inner.size) > 0.5
        ]
        yield from lines[: max(borders, default=0)]


def _alike(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.y / SAME_PLACE)


def is_printed(line: Line) -> bool:
    """Is it what a printer adds: a page number, an address, the time?"""
    text = line.text.strip()
    return (
        _PAGE_NUMBER.fullmatch(text) is not None
        or _ADDRESS.fullmatch(text) is not None
        or (len(line.cells) > 1 and _TIME.match(text) is not None)
    )
