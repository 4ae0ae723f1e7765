"""Is a page one of a site, with furniture around its article? A saved fragment or a page from Word is
not: all it holds belongs to the document, its masthead too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from kb.readers.html.column import ENTRIES, NAVIGATION, is_within
from kb.readers.html.core import Extents, are_alike, children
from kb.readers.html.fields import is_dated_below
from kb.readers.html.page_dates import day_in
from kb.readers.html.page_lines import Line
from kb.readers.html.stated_titles import SEPARATORS, plain, without_day
from kb.readers.html.title_marks import HEADINGS, is_named_title

# The least characters of the title of an article.
_SITE_TITLE, _SHORT_TITLE = 6, 4
# This many things to press, or entries of a menu, make a page of a site.
_CONTROLS = 2
_MENU = 4
# What programs for sites write into the head of a page.
_STATED = re.compile(
    r"og:|article:|(?:articletitle|sitename|columnname|contentsource|pubdate|publishdate)$"
)
# The elements in which programs draw a whole page.
_DRAWN_IN = ["app", "root", "__next", "__nuxt"]
# So near to the text a headline stands, so long is the row with its day, and so much more text than above
# it stands below it.
_NEAR, _ROW, _ABOVE = 12, 60, 4
_PAIR = ("div", "span")
_ABOUT = re.compile(r"关于(?:我行|我们|本行|本社|我社)\s?[:：>＞»]{0,2}")
_ENTRY = re.compile(r"[^\W\d_]{2,8}")


def is_of_a_site(soup: BeautifulSoup, stated: str, lines: Sequence[Line], menus: set[int]) -> bool:
    """Does a page show in any way that it is one of a site?"""
    return (
        _has_furniture(lines)
        or _names_its_site(stated, lines)
        or _is_made_by_a_program(soup)
        or soup.find("table", class_="properties") is not None
        or (soup.find("nav") is not None and soup.find("footer") is not None)
        or bool(menus)
        or _has_headline_below_others(lines)
    )


def _has_headline_below_others(lines: Sequence[Line]) -> bool:
    """Does a line made as a headline, with its day in it or right below it, stand right above the text and
    below other lines that are none, as in programs that show a menu above the article? A word on the
    column (本专栏刊登……) may stand above it."""
    before, whole = 0, sum(line.mass for line in lines)
    for n, line in enumerate(lines):
        if before * _ABOVE > whole:
            return False
        below = lines[n : n + 3]
        if (
            n
            and (
                line.block.name in HEADINGS or is_named_title(line.block) or _is_drawn(line, below)
            )
            and not (line.names_site or line.named)
            and any(day_in(one.text) and len(one.text) <= _ROW for one in below)
            # Where all paragraphs are headings, being one says nothing.
            and any(
                one.mass and one.block.name not in HEADINGS for one in lines[n + 1 : n + 1 + _NEAR]
            )
        ):
            return True
        before += line.mass
    return False


def _is_drawn(line: Line, below: Sequence[Line]) -> bool:
    """Are a line and the row with a day right below it elements that a style sheet draws? Word has only
    paragraphs."""
    pair = (line, *below[1:2])
    return (
        len(pair) > 1
        and is_dated_below(pair, 0, len(pair))
        and all(one.block.name in _PAIR and one.block.has_attr("class") for one in pair)
        and pair[0].block is not pair[1].block
    )


def _has_furniture(lines: Sequence[Line]) -> bool:
    """Are there links, and lines that are furniture by their words?"""
    junk = [line for line in lines if line.junk]
    if sum(NAVIGATION.fullmatch(line.text) is not None for line in junk) >= ENTRIES:
        return True  # its links are drawn by scripts
    return len(junk) >= 2 and (
        sum(line.linked > 0 for line in lines) >= 2 or sum(line.is_furniture for line in lines) >= 2
    )


def _names_its_site(stated: str, lines: Sequence[Line]) -> bool:
    """Does <title> name the article and then its column or site (…通报 - 工作通报 - 内部网站)? A page
    whose links are drawn by scripts may show no other sign of a site."""
    first, *names = [part for part in SEPARATORS.split(stated.strip()) if plain(part)] or [""]
    last = plain(names[-1]) if names else ""
    # The site may stand first: 某某学习 - 掌灯走访.
    if len(last) >= _SHORT_TITLE and any(
        plain(without_day(line)) == last for line in lines[1:] if not line.names_site
    ):
        return True
    if not names or len(plain(first)) < _SITE_TITLE:
        return False
    name = plain(first)
    own = (plain(line.text) for line in lines if not line.mass)
    return any(name in line or (len(line) >= _SITE_TITLE and line in name) for line in own)


def _is_made_by_a_program(soup: BeautifulSoup) -> bool:
    """Does the head state the article for programs, or is there something to press?"""
    if len(soup.find_all(["button", "input", "textarea"], limit=_CONTROLS)) >= _CONTROLS:
        return True
    if soup.find(id=_DRAWN_IN) is not None:
        return True
    if len(soup.find_all(onclick=True, limit=_CONTROLS)) >= _CONTROLS:
        return True
    return any(
        _STATED.match(str(meta.get("property") or meta.get("name") or "").lower())
        for meta in soup.find_all("meta")
    )


def mark_about(lines: Sequence[Line]) -> None:
    """Mark what the page says of who runs it: an element that begins with 关于我们, below the headline."""
    titled = next((n for n, line in enumerate(lines) if line.titled), 0)
    for n, line in enumerate(lines):
        around = line.block.parent
        if n <= titled or around is None or _ABOUT.fullmatch(line.text) is None:
            continue
        if is_within(lines[n - 1].block, around):
            continue  # a heading within the text
        for other in islice(lines, n, None):
            if not is_within(other.block, around):
                break
            other.named = True


def menus_of(lines: Sequence[Line], found: Extents) -> set[int]:
    """The numbers of the lines before the first text that are rows of short words: elements of one
    kind side by side, each with nothing but a word; or one line of such elements."""
    text = next((n for n, line in enumerate(lines) if line.mass), 0)
    menus: set[int] = set()
    for held in found.values():
        if held.first >= text or (held.tag.name == "tr" and _has_other_rows(held.tag)):
            continue
        if held.first == held.last and held.tag is lines[held.first].block:
            if len(_words(held.tag)) >= _MENU:
                menus.add(held.first)
            continue
        entries = [
            kid
            for kid in children(found, held.tag)
            if kid.first == kid.last < text and _ENTRY.fullmatch(lines[kid.first].text)
        ]
        one = entries[0].tag if entries else held.tag
        if one.name == "p" or len(entries) < _MENU:
            continue
        if all(are_alike(found, kid.tag, one) for kid in entries):
            menus |= {kid.first for kid in entries}
    return menus


def _has_other_rows(row: Tag) -> bool:
    return any(
        found is not None
        for found in (row.find_next_sibling("tr"), row.find_previous_sibling("tr"))
    )


def _words(tag: Tag) -> list[str]:
    """The words of an element that is made of inline elements with one word each; else nothing."""
    words = []
    for child in tag.children:
        if isinstance(child, NavigableString) and child.strip():
            return []
        if isinstance(child, Tag):
            words.append(child.get_text().strip())
    return words if all(_ENTRY.fullmatch(word) for word in words) else []
