"""Which elements of a web page are furniture by their names: tags, classes and ids that builders of sites use."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup
from bs4.element import Tag

_FURNITURE_TAGS = frozenset("nav footer aside form textarea marquee".split())
# Words that builders of sites use in the names of what surrounds an article, as whole parts of a
# name.
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navbar|menu|topnav|subnav|sidenav|crumbs?|breadcrumbs?|share|bdshare|jiathis|shares?bar"
    r"|comments?|cmt|discuss|reply|replies|respond|related|relate|recommend|tuijian|xgwz|xgxw|hot|rank|sidebar|side|aside"
    r"|foot|footer|copyright|cp|toolbar|tools?|pager|paging|prevnext|tags?|tagcloud|ads?|banner|login|search|toc|reward"
    r"|propert(?:y|ies)|qrcode|qr|links?|friendlinks?|(?<!elementor-)widget|digg|newdigg|sign|signature|pstatus|cookie|notice|newsletter|signup|popup|modal|hotboard|handle|actbox|zan"
    r"|context|flow|editor-?info|author-?(?:info|card|box|bio|profile)|paywall|disclaimer|rights|feedback|vote|like|likes|social|subscribe)(?:$|[\s_\d-])"
    r"|share|comment|breadcrumb|copyright|sidebar|related|recommend|(?:^|[\s_-])footer|qrcode|navigation|reward|prev-?next",
    re.IGNORECASE,
)
_CONTENT_NAMES = re.compile(
    r"content|article|entry|post|main|body|detail|text|zoom|editor", re.IGNORECASE
)
# What forums put next to a post: who wrote it, and what can be done.
_FORUM = re.compile(
    r"(?:^|[\s_-])(?:pls|authi|pi|po|pob|user-?info|userinfo|poster|avatar|opinions?|approvals?|workflow|rlog|readlog|flowlog)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Elements that may hold the article, though they are named for furniture; not if named so.
_HOLDING = ("aside", "form")
_TALK = re.compile(r"comment|repl|discuss|relate|recommend|hot|cmt|message|feedback", re.I)
_FOOT = re.compile(r"(?:^|[\s_-])(?:foot|footer|copyright)(?:$|[\s_\d-])", re.I)
BANNER = re.compile(r"(?:^|[\s_-])banner(?:$|[\s_\d-])", re.I)
# So many elements that are named as furniture are looked at.
_WRAPPING = 40


def is_named_furniture(tag: Tag) -> bool:
    """Does an element say by its name, class or id that it is furniture?"""
    if tag.name in _FURNITURE_TAGS:
        return True
    if tag.name in ("body", "html", "article", "main"):
        return False
    names = names_of(tag)
    if _FORUM.search(names):
        return True
    return bool(_NAMES.search(names)) and not (
        _CONTENT_NAMES.search(names) and re.search(r"comment|share|related", names, re.I) is None
    )


def wrapping(soup: BeautifulSoup) -> frozenset[int]:
    """What is named as furniture, by id(), but holds most of a page, as the forms of ASP.NET and
    SharePoint do, or most of its sentences, as an <aside> may that is the main column: it is none."""
    whole = len(soup.get_text())
    named = soup.find_all(is_named_furniture, limit=_WRAPPING)
    sentences = _sentences(soup)
    around = [
        tag
        for tag in named
        if 2 * len(tag.get_text()) > whole and not (_is_below(tag) and sentences > _sentences(tag))
    ]
    around += _builders_parts(named, sentences)
    around += [
        tag
        for tag in named
        if tag.name in _HOLDING and 2 * _sentences(tag) > sentences and not _is_talk(tag)
    ]
    return frozenset(map(id, around))


def _builders_parts(named: Sequence[Tag], sentences: int) -> list[Tag]:
    """Of elements named as furniture, those of one name that hold most sentences of a page together:
    the parts that a builder of pages makes everything of (elementor-widget)."""
    kinds: dict[str, list[Tag]] = {}
    for tag in named:
        classes = tag.get("class")
        name = " ".join(classes) if isinstance(classes, list) else ""
        if name and not _is_below(tag):
            kinds.setdefault(name, []).append(tag)
    return [
        tag
        for tags in kinds.values()
        if len(tags) > 1 and 2 * sum(map(_sentences, tags)) > sentences
        for tag in tags
    ]


def _is_below(tag: Tag) -> bool:
    """Is an element named as the foot of a page, or as talk below an article?"""
    return tag.name == "footer" or _FOOT.search(names_of(tag)) is not None or _is_talk(tag)


def _sentences(tag: Tag) -> int:
    """How many sentences an element has, roughly."""
    return tag.get_text().count("。")


def _is_talk(tag: Tag) -> bool:
    """Is an element named as what readers say, or as further reading?"""
    return _TALK.search(names_of(tag)) is not None


def names_of(tag: Tag) -> str:
    """The classes and the id of an element."""
    classes = tag.get("class")
    return " ".join([*(classes if isinstance(classes, list) else []), str(tag.get("id") or "")])
