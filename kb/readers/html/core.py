"""Which element holds the text of an article alone: told by the shape of the page, not by words.

A page is a tree, and whoever made it put the paragraphs of an article into one element, or into
elements of one kind. So from an element that holds the article the search goes inwards, to the
child with most running text, as long as what it leaves outside is of another kind: comments,
rights, further reading. Elements of one kind side by side are the parts of one article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bs4.element import NavigableString, Tag

from kb.readers.html.page_dates import day_in
from kb.readers.html.page_lines import Line, ancestors
from kb.text import numbering

# The densest element has this share of the running text.
NEARLY = 0.92
# An element without a name of its own is part of the article if it has more than this share of it;
# a lead above the text has at most this share.
_TAIL = 0.4
_LEAD = 0.4
# What holds text, and other elements too.
CONTAINERS = frozenset("div section article td main form body aside center dd details".split())
_TABLE = frozenset("table tbody tr".split())
# What stands within the text of an article, and seldom is all of it.
_WITHIN = frozenset("p ol ul dl blockquote".split())
# The least cells of a table of figures.
_CELLS = 4
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
# sec-1 and part2 count; q5 and css-1x2 may be any names.
_COUNT = re.compile(r"(?:(?<=[A-Za-z]{2})|(?<=[A-Za-z])[-_])\d{1,3}(?=\s|$)")
# How wide a column is, of twelve.
_WIDTH = re.compile(
    r"(?:(?:el|ant|layui)-)?(?:col|span|grid|column)s?(?:-(?:xs|sm|md|lg|xl))?-?(?P<width>\d{1,2})"
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}|\d\s*(?:分钟|小时|天|周|个?月)前")
_FIELD = re.compile(r"[^\W\d]{2,6}\s?[:：]\s*\S")
_LONGEST_DAY = 40
# An article is at most nested so deep.
_MAX_DEPTH = 60


@dataclass(slots=True)
class Extent:
    """An element with lines: which they are, and how many characters of them are running text and
    furniture."""

    tag: Tag
    depth: int
    first: int
    last: int
    mass: int = 0
    junk: int = 0
    made: frozenset[str] | None = None


Extents = dict[int, Extent]


def extents_of(lines: Sequence[Line]) -> Extents:
    """The elements that hold lines, by id()."""
    found: Extents = {}
    for n, line in enumerate(lines):
        mass, junk = line.mass, line.junk
        for depth, tag in enumerate(ancestors(line.block)):
            held = found.setdefault(id(tag), Extent(tag, depth, n, n))
            held.depth = max(held.depth, depth)
            held.last = n
            held.mass += mass
            held.junk += junk
    return found


def densest(found: Extents) -> Tag:
    """The innermost element that has nearly as much running text less furniture as any: what it
    leaves out is too little to be part of the article, such as the replies of a forum."""
    weighty = [held for held in found.values() if held.mass or held.junk]
    most = max(held.mass - held.junk for held in weighty)
    least = NEARLY * most if most > 0 else most  # there may be more furniture than text
    near = [held for held in weighty if held.mass - held.junk >= least]
    tag = min(near, key=lambda held: held.depth).tag
    if tag.name not in _WITHIN:
        return tag
    # One paragraph or list holds nearly all text of a short article, whose other lines stand around it.
    return next((up for up in ancestors(tag) if up.name in CONTAINERS and id(up) in found), tag)


def find_core(
    lines: Sequence[Line], found: Extents, root: Tag, headline: int | None
) -> tuple[Tag, int]:
    """The element within `root` that holds the text of the article, and the number of the first line
    behind it that is other text."""
    chain = _inwards(lines, found, found[id(root)])
    core = chain[-1]
    end = len(lines)
    for around, inner in zip(chain[-2::-1], chain[:0:-1], strict=True):
        others = [kid for kid in children(found, around.tag) if kid.mass and kid is not inner]
        behind = lines[core.last + 1 : inner.last + 1]
        between = any(line.block.name in CONTAINERS for line in behind)
        if all(
            _is_apart(lines, found, kid, inner, core, headline, between=between) for kid in others
        ):
            end = min([end, *(kid.first for kid in others if kid.first > core.last)])
        else:
            core, end = around, len(lines)
    tag = core.tag
    while tag.name in _TABLE and tag is not root and tag.parent is not None:
        tag = tag.parent  # a table with text in its rows is part of the article as a whole
    return tag, end


def table_behind(lines: Sequence[Line], found: Extents, core: Tag) -> Extent | None:
    """A table right behind the element with the text, when it may be of the article: with cells, and
    no links, days or furniture, which a list of approvals or of other articles has."""
    behind = core.find_next_sibling(True)
    held = found.get(id(behind)) if behind is not None and behind.name == "table" else None
    if held is None or held.junk or held.last - held.first < _CELLS - 1:
        return None
    cells = lines[held.first : held.last + 1]
    apart = is_dated(lines, held) or any(cell.linked or cell.named for cell in cells)
    return None if apart or held.first != found[id(core)].last + 1 else held


def _inwards(lines: Sequence[Line], found: Extents, held: Extent) -> list[Extent]:
    """An element, its child with most text, and so on, as far as they hold several paragraphs."""
    chain = [held]
    for _ in range(_MAX_DEPTH):
        kids = [kid for kid in children(found, chain[-1].tag) if kid.mass]
        if not kids or sum(kid.mass for kid in kids) < chain[-1].mass:
            break
        best = max(kids, key=lambda kid: kid.mass)
        if best.first == best.last or best.tag.name not in CONTAINERS | _TABLE:
            break
        if best.tag.name == "td" and _paragraphs(lines, best) < 2:
            break
        chain.append(best)
    return chain


def _paragraphs(lines: Sequence[Line], held: Extent) -> int:
    return sum(lines[n].mass > 0 for n in range(held.first, held.last + 1))


def children(found: Extents, tag: Tag) -> list[Extent]:
    """The children of an element that hold lines."""
    return [
        found[id(child)] for child in tag.children if isinstance(child, Tag) and id(child) in found
    ]


def _is_apart(
    lines: Sequence[Line],
    found: Extents,
    other: Extent,
    best: Extent,
    core: Extent,
    headline: int | None,
    *,
    between: bool,
) -> bool:
    """Is an element next to the one with most text no part of its article?"""
    above = headline is not None and other.last < headline
    if are_alike(found, other.tag, best.tag):
        small = other.mass <= _TAIL * best.mass and not _has_headings(other.tag)
        dated = is_dated(lines, other) and is_dated(lines, best)
        return above or (small and (dated or _is_peer(lines, other, best, headline)))
    if other.tag.name not in CONTAINERS | _TABLE:
        return above
    titled = headline is not None and best.first <= headline < best.last
    if titled and 0 < 2 * _width_of(other.tag) <= _width_of(best.tag):
        return True  # a column beside that with headline and text
    if other.last < best.first:
        lead = all(lines[n].mass for n in range(other.first, other.last + 1))
        return above or lead or other.mass <= _LEAD * best.mass
    named = bool(_class_of(other.tag)) and bool(_class_of(best.tag))
    small = other.mass <= _TAIL * best.mass
    return (
        _is_foreign(lines, found, other, best, core, between=between)
        if named and other.tag.name != "td"
        else small
    )


def _is_peer(lines: Sequence[Line], other: Extent, best: Extent, headline: int | None) -> bool:
    """Is the first line of an element of one kind with the headline of the other, as in panels of a
    portal? Headings of sections look unlike it, or are numbered."""
    if headline is None or not best.first <= headline < best.last or other.first < best.last:
        return False
    first, title = lines[other.first], lines[headline]
    return (
        not first.mass
        and numbering(first.text) is None
        and bool(title.block.get("class"))
        and (first.block.name, first.block.get("class"))
        == (title.block.name, title.block.get("class"))
    )


def _is_foreign(
    lines: Sequence[Line],
    found: Extents,
    other: Extent,
    best: Extent,
    core: Extent,
    *,
    between: bool,
) -> bool:
    """Does an element of another name behind the text show that it is no further section of it:
    other lines come in between, it begins with a field (作者：…), it has days, links or furniture?"""
    begins = lines[other.first]
    if (
        other.first < other.last
        and made_of(found, other.tag) == made_of(found, core.tag) == {"p"}
        and all(line.mass for line in lines[other.first : other.last + 1])
    ):
        return False  # nothing but paragraphs, as the text itself
    return (
        other.first > best.last + 1
        or between
        or (not begins.mass and _FIELD.match(begins.text) is not None)
        or is_dated(lines, other)
        or any(
            lines[n].junk or (lines[n].linked and not lines[n].mass)
            for n in range(other.first, other.last + 1)
        )
    )


def _has_headings(tag: Tag) -> bool:
    return tag.find(_HEADINGS) is not None


def are_alike(found: Extents, one: Tag, other: Tag) -> bool:
    """Are two elements of one kind: of the same name and class, or without class and made of the
    same elements?"""
    if one.name != other.name or _class_of(one) != _class_of(other):
        return False
    if _class_of(one):
        return True
    mine, its = made_of(found, one), made_of(found, other)
    return 2 * len(mine & its) >= len(mine | its)


def is_dated(lines: Sequence[Line], held: Extent) -> bool:
    """Does an element have a short line with a day or a time of day?"""
    for line in lines[held.first : held.last + 1]:
        day = day_in(line.text) is not None
        clock = len(line.text) <= _LONGEST_DAY and _CLOCK.search(line.text) is not None
        if (day and clock) or (not line.mass and len(line.text) <= _LONGEST_DAY and (day or clock)):
            return True
    return False


def _class_of(tag: Tag) -> str:
    """The class and id of an element without its count: sec-1 and sec-2 are one kind, but col-9 and
    col-3 are a column with the text and one beside it."""
    classes = tag.get("class")
    names = " ".join(classes) if isinstance(classes, list) else ""
    plain = _COUNT.sub("", f"{names} {tag.get('id') or ''}").strip()
    width = _width_of(tag)
    return f"{plain} {width}" if width else plain


def _width_of(tag: Tag) -> int:
    """How wide a column of a grid is, by its name (col-md-9); 0 for anything else."""
    classes = tag.get("class")
    found = map(_WIDTH.fullmatch, classes if isinstance(classes, list) else ())
    return max((int(match["width"]) for match in found if match), default=0)


def made_of(found: Extents, tag: Tag) -> frozenset[str]:
    """The names of the children of an element that hold lines; # for text of its own."""
    held = found[id(tag)]
    if held.made is None:
        made = {kid.tag.name for kid in children(found, tag)}
        own = any(isinstance(child, NavigableString) and child.strip() for child in tag.children)
        held.made = frozenset(made | {"#"}) if own else frozenset(made)
    return held.made
