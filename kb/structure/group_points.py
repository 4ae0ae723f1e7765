"""The points in the section of a group, whose heading does not say that it holds lessons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.structure.ordered_points import Points, explained_points, lesson_style
from kb.structure.points import begins_with_point
from kb.structure.practice import is_occasion, tells_occasion, tells_practice
from kb.structure.roles import role_of
from kb.structure.short_points import longest_run
from kb.text import without_numbering

# The most characters of a first sentence that works as the headline of its paragraph.
_HEADLINE = 10
# A line that announces what was learned.
_ANNOUNCES = re.compile(
    r"(?:收获|心得|体会|感受|经验|做法|启示|亮点|特点|学到)[^。；]{0,20}[：:]\s*$"
)
_NONE = Points(frozenset())


def group_points(texts: Sequence[str]) -> Points:
    """The paragraphs that open a point: from the first on with a very short sentence, or numbered
    headlines (一、检查不重复。) that the paragraphs below explain."""
    if lesson_style(texts):
        return _numbered_headlines(texts)
    headlined = longest_run(texts, _is_headlined, 2)
    return Points(headlined) if 0 in headlined else _NONE


def _is_headlined(text: str) -> bool:
    """Does a paragraph begin with a very short sentence, and tell of no visit or event?"""
    first = re.split(r"[。：:]", text, maxsplit=1)[0]
    short = 2 <= len(first) <= _HEADLINE and begins_with_point(text)
    return short and not is_occasion(first) and not tells_occasion(text)


def _numbered_headlines(texts: Sequence[str]) -> Points:
    """Numbered headlines with what explains them, where a line announces them (本周学习收获如下：) or half of them
    tell a practice, and none of them tells what the group did."""
    points = explained_points(texts)
    opens = sorted(points.opens)
    if not points.between:
        return _NONE
    wholes = [
        "。".join(texts[start:end])
        for start, end in zip(opens, [*opens[1:], len(texts)], strict=True)
    ]
    if opens[0] and _ANNOUNCES.search(texts[opens[0] - 1]):
        return points
    heads = [without_numbering(texts[n]) for n in opens]
    if any(role_of(head) or is_occasion(head) for head in heads):
        return _NONE
    if any(map(tells_occasion, wholes)):
        return _NONE
    return points if 2 * sum(map(tells_practice, wholes)) >= len(wholes) else _NONE
