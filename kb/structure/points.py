"""Which paragraphs of a section open a lesson, where no heading says so.

A run of paragraphs that open alike (a number, a bold phrase, 首先 … 其次 … 最后, a question) are
parallel points. One of them alone says little, so siblings are judged together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kb.structure.conversations import points_of_answers, questions, speeches
from kb.structure.day_points import day_points
from kb.structure.looks import mark_of
from kb.structure.ordered_points import (
    SHORTEST_POINT,
    Points,
    chained,
    explained_points,
    in_order,
    with_ordinals,
)
from kb.structure.parallel import opening, wording
from kb.structure.sections import Paragraph
from kb.structure.short_points import short_points
from kb.text import without_numbering

# A paragraph of this many characters is a long one; if none is, half of it.
LONG = 80
_CONTINUES = re.compile(
    r"^(?:[一二三四五六七八九]是|其[一二三四]|首先|其次|再次|最后|同时|此外|另外|例如|比如|具体)"
)


def begins_with_point(text: str) -> bool:
    """Does a paragraph open with a short sentence that its rest explains?"""
    body = without_numbering(text)
    first = re.split(r"[。：:]", body, maxsplit=1)[0]
    return 0 < len(first) <= 30 and len(body) > len(first) + 20


def continues(text: str) -> bool:
    """Does a paragraph continue the one before it, by its first word?"""
    return _CONTINUES.match(text) is not None


def parallel_points(paragraphs: Sequence[Paragraph]) -> Points:
    """The points of a section that no heading calls lessons; none where nothing is parallel."""
    texts = [paragraph.text for paragraph in paragraphs]
    if len(asked := questions(texts)) >= 2:
        return Points(points_of_answers(texts, asked), between=True, followed=True)
    if spoken := speeches(texts):
        return Points(spoken)
    if (numbered := explained_points(texts)).opens:
        return numbered
    for opens in (
        in_order(texts),
        chained(texts),
        with_ordinals(texts),
        _marked(texts),
        bold_points(paragraphs),
    ):
        if len(opens) >= 2:
            last = max(opens)
            # A headline is explained by what follows, and so is the last of points that all are.
            explained = len(texts[last]) < SHORTEST_POINT or opens.isdisjoint(n + 1 for n in opens)
            return Points(opens, True, followed=explained and last + 1 < len(texts))
    return Points(day_points(texts) or short_points(texts))


def _marked(texts: Sequence[str]) -> frozenset[int]:
    """The paragraphs that open with one mark (■ 走访有日历。……), when there are several."""
    marks = [mark_of(text) if len(text) >= SHORTEST_POINT else "" for text in texts]
    counts = Counter(filter(None, marks)).most_common(1)
    if not counts or counts[0][1] < 2:
        return frozenset()
    return frozenset(n for n, mark in enumerate(marks) if mark == counts[0][0])


def opens_bold(lead: int, text: str) -> bool:
    """Is the beginning of a text, of which `lead` characters are bold, a point that its rest
    explains?"""
    return 2 <= lead <= 40 and len(text) > lead + 15


def bold_points(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The paragraphs that open with a bold phrase, when there are several, and those whose opening is
    worded like these."""
    found = frozenset(n for n, p in enumerate(paragraphs) if opens_bold(p.lead, p.text))
    if len(found) < 2:
        return frozenset()
    bold = wording([opening(paragraphs[n].text) for n in found])
    return found.union(n for n, p in enumerate(paragraphs) if bold.fits(opening(p.text)))
