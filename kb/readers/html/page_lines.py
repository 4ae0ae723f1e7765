"""The lines of a web page in reading order, with what tells article from furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from kb.readers.collector import collapsed
from kb.readers.html.inline import is_folding_heading
from kb.readers.html.look import is_block, style_of
from kb.readers.html.named_furniture import BANNER, is_named_furniture, names_of, wrapping
from kb.text import is_imprint, is_site_furniture

BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html li main marquee nav ol p pre section"
    " summary table tbody td tfoot th thead tr ul".split()
)
_UNREAD = frozenset(
    "script style noscript noembed noframes template head title iframe object svg audio video canvas"
    " button select input datalist".split()
)
_NONE = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
# A stop; commas and quotation marks are in headlines too, unless the line is long.
_STOPS = re.compile(r"[。；]")
_CALLS = re.compile(r"[！？]")
_MARKS = re.compile(r"[，、]")
_LONG = 40
_LEAST = 20
# A sentence may be shorter.
_SENTENCE = re.compile(r"(?=.{12}).*，.*[。！？]$")
# The posts of a forum count themselves: post_2, pid308, floor-3.
_POST = re.compile(r"^(?:post|pid|floor|reply)[_-]?\d{1,12}$", re.IGNORECASE)
_HOLDERS = ("div", "li", "table", "article", "section")
# A day in an element of its own: <span>2025-07-19</span><span>10:19</span>.
_DAY_ALONE = re.compile(r"(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}|(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
_INLINE = frozenset("span em i b strong small a font abbr label".split())
# This many characters of an element are weighed one by one; a longer text is certainly an article.
MAX_UP = 40


@dataclass(slots=True)
class Line:
    """A stretch of text without a break. `block` is the element it stands in, `linked` the number
    of its characters within links, `named` whether an element around it is named as furniture, `titled`
    whether it is the title that the page states, `carded` whether it is a part of a link that holds
    paragraphs, as to another article, `names_site` whether it is a logo in words, `beside` whether it
    is marked as the kicker of a headline (-1) or as its subtitle (1)."""

    block: Tag
    named: bool
    strings: list[NavigableString] = field(default_factory=list)
    linked: int = 0
    text: str = ""
    titled: bool = False
    carded: bool = False
    names_site: bool = False
    beside: int = 0

    def extract(self) -> None:
        """Take the line out of the page."""
        for string in self.strings:
            string.extract()

    @property
    def link_share(self) -> float:
        """The share of its characters that are links."""
        return self.linked / max(1, sum(not c.isspace() for c in self.text))

    @property
    def is_furniture(self) -> bool:
        """Is it furniture by its words?"""
        return is_site_furniture(self.text) or (len(self.text) <= 60 and is_imprint(self.text))

    @property
    def mass(self) -> int:
        """How many characters of running text it has."""
        if self.named or self.titled or self.link_share > 0.5 or self.is_furniture:
            return 0
        count = len(self.text)
        stops = _STOPS.search(self.text) is not None or (
            # A headline ends without a mark: 学什么？怎么学？甲行学员的体会.
            _CALLS.search(self.text) is not None and not self.text[-1].isalnum()
        )
        running = (count >= _LEAST and stops) or (
            count >= _LONG and _MARKS.search(self.text) is not None
        )
        return count if running or _SENTENCE.match(self.text) else 0

    @property
    def junk(self) -> int:
        """How many characters of furniture it has."""
        unlike = self.named or self.link_share > 0.5 or self.is_furniture
        return len(self.text) if unlike else 0


@dataclass(frozen=True, slots=True)
class _Visit:
    node: object
    block: Tag
    linked: bool
    named: bool
    leaving: bool = False
    carded: bool = False


def page_lines(soup: BeautifulSoup) -> list[Line]:
    """The lines of a page that hold text."""
    lines: list[Line] = []
    current: Line | None = None
    for event in _walk(soup, wrapping(soup), _replies(soup)):
        if event.leaving or not isinstance(event.node, NavigableString):
            current = None
            continue
        if current is None:
            current = Line(event.block, event.named, carded=event.carded)
            lines.append(current)
        current.strings.append(event.node)
        if event.linked:
            current.linked += sum(not c.isspace() for c in event.node)
    for line in lines:
        pieces = [f"{text} " if _is_apart(text) else text for text in line.strings]
        line.text = collapsed("".join(pieces)).strip(" \u3000\xa0\u200b")
    return [line for line in lines if line.text]


def _is_apart(text: NavigableString) -> bool:
    """Does a text stand in a <time>, or is it a day in an element of its own? Pages set it apart from what
    follows."""
    if text.parent is None:
        return False
    return text.parent.name == "time" or (
        text.parent.name in _INLINE and _DAY_ALONE.fullmatch(text.strip()) is not None
    )


def _replies(soup: BeautifulSoup) -> frozenset[int]:
    """The posts of a page of a forum, by id(), but the first: it is the article."""
    first = soup.find(_HOLDERS, id=_POST)
    return (
        frozenset(map(id, first.find_next_siblings(_HOLDERS, id=_POST))) if first else frozenset()
    )


def _walk(
    soup: BeautifulSoup, wrapping: frozenset[int], replies: frozenset[int]
) -> Iterator[_Visit]:
    """Texts, and breaks between lines, in order, by an explicit stack."""
    stack = [_Visit(soup, soup, linked=False, named=False)]
    while stack:
        visit = stack.pop()
        node = visit.node
        if visit.leaving:
            yield visit
        elif isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                yield visit
        elif isinstance(node, Tag):
            unread = node.name in _UNREAD and not (
                node.name == "button" and is_folding_heading(node)
            )
            if unread or node.has_attr("hidden") or _NONE.search(style_of(node)):
                continue
            block = is_block(node, BLOCKS)
            breaks = block or node.name == "br"
            inner = node if block else visit.block
            named = visit.named or id(node) in replies
            named = named or (id(node) not in wrapping and is_named_furniture(node))
            linked = visit.linked or (node.name == "a" and not _is_place(node))
            carded = visit.carded or (block and visit.linked)
            if breaks:
                yield _Visit(node, inner, linked, named, leaving=True)
                stack.append(_Visit(node, inner, linked, named, leaving=True))
            stack.extend(
                _Visit(child, inner, linked, named, carded=carded)
                for child in reversed(list(node.contents))
            )


def _is_place(tag: Tag) -> bool:
    """Does an <a> only name a place of the page? Editors of old often leave it open."""
    return not tag.has_attr("href") and (tag.has_attr("name") or tag.has_attr("id"))


def free_banners(lines: Sequence[Line]) -> None:
    """The lines of a banner are no furniture where it holds the headline that the page states in <h1>, as
    pages drawn in full width do."""
    headlines = (line for line in lines if line.titled and line.named and line.block.name == "h1")
    headline = next(headlines, None)
    named = (
        [tag for tag in ancestors(headline.block) if is_named_furniture(tag)] if headline else []
    )
    if not named or not all(BANNER.search(names_of(tag)) for tag in named):
        return
    inside = set(map(id, named))
    for line in lines:
        around = [tag for tag in ancestors(line.block) if is_named_furniture(tag)]
        if around and inside.issuperset(map(id, around)):
            line.named = False


def ancestors(tag: Tag) -> Iterator[Tag]:
    """An element and those around it, from the inside out, as far as is worth looking."""
    node: Tag | None = tag
    for _ in range(MAX_UP):
        if node is None:
            return
        yield node
        node = node.parent
