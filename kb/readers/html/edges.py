"""What stands at the edges of an article, inside its own element: links to other articles below its
last sentence, and a list of its headings above the text."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kb.readers.html.headline import plain
from kb.readers.html.page_lines import Line

# A line is a link if more than this share of it is.
_LINK = 0.5
# What is above a list of links (往期推荐) is at most so long.
_LABEL = 12
# Fewer links may be part of the text.
_LINKS = 2


def links_below(lines: Sequence[Line], numbers: Sequence[int]) -> set[int]:
    """Of some lines in order, the links to other articles below the last sentence, with the label
    above them and what comes behind."""
    last = max((n for n in numbers if lines[n].mass), default=None)
    if last is None:
        return set()
    below = [n for n in numbers if n > last]
    linked = [n for n in below if lines[n].link_share > _LINK]
    if len(linked) < _LINKS or linked[-1] - linked[0] > 2 * len(linked):
        return set()
    start = below.index(linked[0])
    if start and _is_label(lines[below[start - 1]]):
        start -= 1
    return set(below[start:])


def headings_listed(lines: Sequence[Line], numbers: Collection[int]) -> set[int]:
    """Of some lines, the links within the page whose words are a later line: a list of headings."""
    own = {plain(lines[n].text): n for n in numbers if not lines[n].linked}
    return {
        n for n in numbers if lines[n].link_share > _LINK and own.get(plain(lines[n].text), -1) > n
    }


def _is_label(line: Line) -> bool:
    return len(plain(line.text)) <= _LABEL and line.text[-1] not in "。！？；"
