"""Sibling sections of one form hold entries of one kind.

In a weekly with a section for each group or bank, the points of one section may tell their rules in
words that are recognised and those of the next may not. What is said in one form is of one kind.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kb.model import Entry, Kind, Side
from kb.structure.looks import mark_of
from kb.structure.points import begins_with_point, continues
from kb.structure.practice import tells_occasion, tells_practice
from kb.structure.roles import role_of
from kb.text import numbering, without_numbering

# The only paragraph of a section is a lesson only if it has at least this many characters.
_SAYS = 25
# Entries begin with the same words if this many characters are the same.
_SAME = 4
# A paragraph that names its subject before it says its point: 关于讲差错，每周三……
_NAMES_TOPIC = re.compile(r"(?:关于|至于|说到|谈到|讲到|说起|再说|还有就是)[^，。：；]{2,12}[，：]")
# A paragraph that begins so explains the one before.
_REFERS = re.compile(
    r"[这此其那该]|如此|为此|对此|据此|因此|由此|于是|同时|通过|结果|目前|截至|一年|如今|今年|去年"
)
_Form = tuple[tuple[str, ...], str, object, str]


def like_siblings(entries: Sequence[Entry]) -> list[Entry]:
    """The entries; where all numbered points of a section are lessons, or its only paragraph is,
    those of a sibling section of the same form are too, unless one of them only tells an occasion.
    """
    sections: dict[tuple[str, ...], list[Entry]] = {}
    under = Counter(entry.heading_path for entry in entries)
    for entry in entries:
        path = entry.heading_path
        if path and (numbering(entry.text) or mark_of(entry.text) or under[path] == 1):
            sections.setdefault(path, []).append(entry)
    forms: dict[_Form, list[tuple[str, ...]]] = {}
    for path, points in sections.items():
        forms.setdefault(_form(path, points[0]), []).append(path)
    raised: set[int] = set()
    for paths in forms.values():
        if any(_all_lessons(sections[path]) for path in paths):
            raised.update(id(e) for p in paths if _may_be(sections[p]) for e in sections[p])
    return [replace(e, kind=Kind.LESSON) if id(e) in raised else e for e in entries]


def like(entry: Entry, lesson: Entry) -> bool:
    """Does an entry next to a lesson begin with the same words, and tell more than an occasion?"""
    return (
        entry.side is Side.HOST
        and entry.text[:_SAME] == lesson.text[:_SAME]
        and len(entry.text) >= _SAYS
        and not tells_occasion(entry.text)
    )


def is_among_points(text: str, least: int) -> bool:
    """Is a paragraph of a section of points one of them? It says its point first, names its subject,
    or tells a practice and does not go on with the paragraph before."""
    if begins_with_point(text):
        return True
    if len(text) < least:
        return False
    if _NAMES_TOPIC.match(text):
        return True
    own = not continues(text) and not _REFERS.match(text) and not tells_occasion(text)
    return own and tells_practice(text)


def _form(path: tuple[str, ...], first: Entry) -> _Form:
    """Where a section stands, what its heading looks like and says it is, and how it numbers."""
    heading, inner = numbering(path[-1]), numbering(first.text)
    words = without_numbering(path[-1])
    return (
        path[:-1],
        heading.style if heading else "",
        role_of(words),
        inner.style if inner else mark_of(first.text),
    )


def _all_lessons(points: Sequence[Entry]) -> bool:
    alone = len(points) == 1 and not numbering(points[0].text)
    return (alone or len(points) >= 2) and all(point.kind is Kind.LESSON for point in points)


def _may_be(points: Sequence[Entry]) -> bool:
    return all(
        point.kind in (Kind.LESSON, Kind.ACTIVITY, Kind.OVERVIEW)
        and point.side is Side.HOST
        and (begins_with_point(point.text) if numbering(point.text) else len(point.text) >= _SAYS)
        and not tells_occasion(point.text)
        for point in points
    )
