"""What stands at the edges of an article, inside its own element: links to other articles below its
last sentence, links of the site in the last paragraph, and a list of its headings above the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bs4.element import Tag

from kb.readers.html.page_lines import Line, ancestors
from kb.readers.html.stated_titles import plain
from kb.text import is_site_furniture

# A line is a link if more than this share of it is.
_LINK = 0.5
# What is above a list of links (往期推荐) is at most so long.
_LABEL = 12
# Fewer links may be part of the text.
_LINKS = 2
# What a link behind the last sentence of a paragraph may say, besides what is furniture as a line.
_MORE = re.compile(r"\W{0,3}(?:查看|阅读|点击|展开|收起)?(?:更多|详[情细]|全文|原文|来源)\W{0,4}")


def drop_links_behind(line: Line) -> None:
    """Take out the links of the site right behind the last sentence of a paragraph (返回搜狐，查看更多)."""
    if not line.mass or not line.linked:
        return
    for string in reversed(line.strings):
        words = string.strip()
        if not words:
            continue
        linked = string.parent is not None and _is_linked(string.parent, line.block)
        if not linked or not (is_site_furniture(words) or _MORE.fullmatch(words)):
            break
        before = line.text.removesuffix(words).rstrip()
        if not before or before[-1] not in "。！？…”）)":
            break
        line.text = before
        string.extract()


def _is_linked(tag: Tag, block: Tag) -> bool:
    for around in ancestors(tag):
        if around is block:
            return False
        if around.name == "a":
            return True
    return False


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


def contents_listed(lines: Sequence[Line]) -> set[int]:
    """The lines that list the headings of a document: nothing but links to places in it, several in a
    line or each with the words of a later heading."""
    rows = {n for n, line in enumerate(lines) if line.linked and _links_within(line) >= _LINKS}
    return rows | headings_listed(lines, range(len(lines)))


def _links_within(line: Line) -> int:
    """How many links to places in the page a line is made of; 0 when it has anything else."""
    found = set()
    for string in line.strings:
        if not string.strip():
            continue
        links = [tag for tag in ancestors(string.parent or line.block) if tag.name == "a"]
        if not links or not str(links[0].get("href") or "").startswith("#"):
            return 0
        found.add(id(links[0]))
    return len(found)


def _is_label(line: Line) -> bool:
    return len(plain(line.text)) <= _LABEL and line.text[-1] not in "。！？；"
