"""The article of a web page, and the furniture around it.

No list of sites: the article is the element that holds most running text and least furniture. Text
adds to the weight of its element and of all around it; what is linked, named or worded as furniture
reduces it. The headline is the line that agrees with <title>; running text between it and the
article belongs to the article. Where no element is clearly the article, the whole page is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from kb.readers.html.beside_title import (
    SUBTITLE,
    beside_headline,
    centred,
    mark_beside,
    names_series,
    subtitle_among,
)
from kb.readers.html.captions import is_caption
from kb.readers.html.column import (
    ENTRIES,
    LEAST_TEXT,
    NAVIGATION,
    SECTION,
    below_headline,
    find_column,
    is_within,
    lines_in,
    mass_in,
)
from kb.readers.html.core import densest, extents_of, find_core, table_behind
from kb.readers.html.counted import counted_points
from kb.readers.html.datelines import OF_MAIL, is_dateline, is_of_the_visit, names_author
from kb.readers.html.drawn import draw_headings, draw_titles
from kb.readers.html.edges import contents_listed, drop_links_behind, headings_listed, links_below
from kb.readers.html.forms import furniture_texts
from kb.readers.html.headline import (
    find_headline,
    mark_titled,
    masthead_above,
    plain,
    stated_titles,
)
from kb.readers.html.inline import first_texts
from kb.readers.html.page_dates import day_in, stated_day
from kb.readers.html.page_head import mail_head
from kb.readers.html.page_lines import Line, ancestors, page_lines
from kb.readers.html.published import published_anywhere, published_in_form, published_near
from kb.readers.html.site import is_of_a_site, menus_of
from kb.readers.html.site_names import mark_site_names, names_of_site
from kb.readers.html.split_titles import with_headlines_in_one
from kb.text import begins_tail, is_imprint

# An article has at least this share of the running text of a page.
_CLEAR = 0.5
# Comments and further reading are at most this share of what comes before them; sections about who
# runs the site, its wares and its approvals may be longer.
_TAIL = 0.4
_SECTIONS = 3.0
_CLOSES = re.compile(
    r"^[（(【\[]?\s*(?:责任?编辑?|编辑|审核|终审|监制|责编)\s*[:：丨|/]|^[（(【\[]?(?:免责声明|版权声明|声明|本文来源|来源)[:：]"
)
_SUMMARY = re.compile(
    r"[【\[]?(?:摘要|导读|内容提要|内容摘要|核心提示|简介|提要|导语)[】\]]?\s*[:：]?\s*"
)
# So many characters of a summary are compared with the text.
_SUMMARY_LENGTH = 20
# A lead, a name and the day may stand between headline and text.
_LEAD_AND_DATELINE = 4
# How deep in its cell a figure may stand, and how many nodes of the cell are looked at.
_IN_CELL, _NODES_OF_CELL = 5, 16
_ZERO_WIDTH = "\u200b\u3000\xa0"
_STUB = re.compile(r"^[\d\s|·•›»>\-/]+$")


@dataclass(frozen=True, slots=True)
class Article:
    """What is the article of a page: elements to read in order, each with a heading level (0: its
    own); lines that are furniture; the day of publication; whether the whole page was taken though
    it has furniture, because no part of it is clearly the article."""

    parts: tuple[tuple[Tag, int], ...]
    furniture: tuple[str, ...] = ()
    published: date | None = None
    in_doubt: bool = False


def article_of(soup: BeautifulSoup, stated: str) -> Article:
    """The article of a page; furniture is taken out of the tree. `stated` is the text of <title>."""
    titles = stated_titles(soup, stated)
    draw_titles(soup, titles)
    lines = page_lines(soup)
    if mail := mail_head(lines):
        return Article(((soup, 0),), published=mail.published)
    mark_site_names(lines, names_of_site(soup, titles))
    mark_beside(lines)
    lines = with_headlines_in_one(lines, titles)
    mark_titled(lines, titles)
    text = next((n for n, line in enumerate(lines) if line.mass), 0)
    navigation = [line for line in lines[:text] if NAVIGATION.fullmatch(line.text)]
    if len(navigation) >= ENTRIES:
        for line in navigation:
            line.named = True
    published = stated_day(soup)
    whole = Article(((soup, 0),), published=published_in_form(soup, stated, lines, text))
    mass = sum(line.mass for line in lines)
    if mass < LEAST_TEXT:
        return whole
    found = extents_of(lines)
    menus = menus_of(lines, found)
    for n in menus:
        lines[n].named = True
    root = densest(found)
    inside = lines_in(lines, root)
    column = find_column(lines, found, root, inside, titles)
    if column is None and not is_of_a_site(soup, stated, lines, menus):
        listed = contents_listed(lines)
        for n in listed:
            lines[n].extract()
        return replace(whole, furniture=tuple(lines[n].text for n in sorted(listed)))
    if column is None and mass_in(lines, inside) < _CLEAR * mass:
        column = below_headline(lines, titles, _CLEAR * mass)
    if column:
        root, inside = column, lines_in(lines, column)
    elif mass_in(lines, inside) < _CLEAR * mass:
        return Article(((soup, 0),), published=published, in_doubt=True)
    texts = [n for n in inside if lines[n].mass]
    headline, words = find_headline(lines, texts[0], titles)
    root, limit = find_core(lines, found, root, headline)
    inside = lines_in(lines, root)
    first = headline + 1 if headline is not None else inside[0]
    end = inside[-1] + 1
    while end < limit and _goes_on(lines[end], root):
        end += 1
    kept = _kept(lines, range(min(first, inside[0]), end), set(inside), headline)
    table = table_behind(lines, found, root)
    kept |= set(range(table.first, table.last + 1)) if table else set()
    rows = _rows_above(lines, root, headline, inside[0]) | masthead_above(lines, headline)
    beside = beside_headline(lines, headline)
    in_place = headline is not None and any(
        n in kept for n in inside if n < headline and n not in beside
    )
    beside = [] if in_place else beside
    kept -= set(beside)
    rows -= set(beside)
    told = subtitle_among(lines, headline, beside)
    kept |= {n for n in rows if headline is not None and n > headline}
    over = sorted(rows - kept - set(inside))
    above = [n for n in kept if n < inside[0]]
    below = [n for n in kept if inside[-1] < n < end]
    draw_headings(root)
    gone = []
    for n, line in enumerate(lines):
        if n in told:
            line.extract()
        elif n not in kept and n not in rows and n != headline:
            gone.append(n)
            line.extract()
        elif n != headline:
            drop_links_behind(line)
    published = published or published_near(lines, headline, texts[0])
    published = published or published_anywhere(soup, stated, lines)
    parts = _around(lines, over)
    parts += _title_part(soup, lines, headline, words, in_place=in_place)
    parts += [(centred(soup, lines[n].text), 0) for n in told]
    parts += [*_around(lines, above), (root, 0)]
    parts += [*_around(lines, below), *([(table.tag, 0)] if table else [])]
    for picture in soup.find_all("img"):
        if not is_within(picture, root):
            picture.extract()
    furniture = furniture_texts(lines, gone, found)
    return Article(tuple(parts), tuple(furniture), published)


def _kept(lines: Sequence[Line], span: range, inside: set[int], headline: int | None) -> set[int]:
    """The lines of the article among those of a span; lines before the densest element belong to it
    only if they are text."""
    kept: set[int] = set()
    span = _without_tail(lines, span)
    last = max((n for n in span if lines[n].mass), default=-1)
    title = plain(lines[headline].text) if headline is not None else ""
    within = [n for n in span if n in inside]
    apart = links_below(lines, within) | headings_listed(lines, within)
    begun = False
    points = counted_points(lines, span)
    below_lead = headline + _LEAD_AND_DATELINE if headline is not None else -1
    for n in span:
        line = lines[n]
        above = headline is not None and n < headline
        if n in apart or _repeats_text(lines, n, last) or (above and line.link_share > 0.5):
            continue
        if not begun and OF_MAIL.match(line.text):
            continue
        begun = begun or bool(line.mass)
        if n in points and n in inside:
            kept.add(n)
            continue
        if n not in inside:
            if (line.mass or SUBTITLE.match(line.text)) and not line.is_furniture:
                kept.add(n)
            continue
        if _is_junk(line, after_text=n > last) or (title and plain(line.text) == title):
            continue
        if (
            not begun
            and not is_of_the_visit(lines, n)
            and (day_in(line.text) or is_imprint(line.text) or _STUB.match(line.text))
        ):
            continue
        if n <= below_lead and (is_dateline(line) or names_author(lines, n)):
            continue
        kept.add(n)
    if headline and names_series(lines[headline - 1]):
        kept.add(headline - 1)
    return kept


def _rows_above(lines: Sequence[Line], root: Tag, headline: int | None, first: int) -> set[int]:
    """The lines above the text, but the headline, that stand in rows of the text's own table, as in
    papers laid out with tables: name, number of the issue, who publishes, a title below the name."""
    table = root.find_parent("table") if root.name == "td" else None
    if table is None or headline is None or lines[headline].block.find_parent("table") is not table:
        return set()
    texts = [n for n in range(headline) if lines[n].mass]  # another article stands above
    return {
        n
        for n in range(headline + 1 if texts else 0, first)
        if n != headline
        and lines[n].block.find_parent("table") is table
        and not (lines[n].linked or lines[n].named or lines[n].is_furniture)
    }


def _repeats_text(lines: Sequence[Line], n: int, last: int) -> bool:
    """Is this a summary (摘要：…) whose words stand in the article again?"""
    match = _SUMMARY.match(lines[n].text)
    if match is None:
        return False
    words = plain(lines[n].text[match.end() :])[:_SUMMARY_LENGTH]
    return len(words) >= _SUMMARY_LENGTH and any(
        words in plain(line.text) for line in lines[n + 1 : last + 1]
    )


def _without_tail(lines: Sequence[Line], span: range) -> range:
    """The span up to the line that opens what stands below the article (相关阅读, 评论, 责任编辑),
    unless much of the text comes after it."""
    whole = sum(lines[n].mass for n in span)
    before = 0
    for n in span:
        line = lines[n]
        closes = begins_tail(line.text) or _CLOSES.match(line.text)
        if closes or SECTION.fullmatch(line.text):
            after = whole - before
            share = _SECTIONS if SECTION.fullmatch(line.text) else _TAIL
            if before >= LEAST_TEXT and after <= share * before:
                return range(span.start, n)
        before += line.mass
    return span


def _is_junk(line: Line, *, after_text: bool) -> bool:
    text = line.text
    if line.is_furniture or line.named or (line.carded and line.link_share > 0.5):
        return True
    if _STUB.match(text) and line.block.name not in ("td", "th", "p") and not _fills_cell(line):
        return True
    if is_caption(line):
        return True
    return after_text and line.link_share > 0.5


def _fills_cell(line: Line) -> bool:
    """Is a line all the text of a cell of a table, in an element of its own there?"""
    for cell in list(ancestors(line.block))[:_IN_CELL]:
        if cell.name in ("td", "th"):
            whole = "".join(first_texts(cell, _NODES_OF_CELL))
            return whole.strip(f"{_ZERO_WIDTH} \n\t") == line.text
    return False


def _title_part(
    soup: BeautifulSoup,
    lines: Sequence[Line],
    headline: int | None,
    words: str,
    *,
    in_place: bool,
) -> list[tuple[Tag, int]]:
    """The headline as an element of its own, removed from its old place; none where it stays there,
    as below the masthead of a paper."""
    if headline is None:
        return []
    tag = soup.new_tag("h1")
    tag.append(NavigableString(words))
    if in_place:
        lines[headline].strings[0].insert_before(tag)
    lines[headline].extract()
    return [] if in_place else [(tag, 1)]


def _goes_on(line: Line, root: Tag) -> bool:
    """Is this line, right after the densest element, text next to it?"""
    around = root.parent
    return bool(line.mass) and around is not None and is_within(line.block, around)


def _around(lines: Sequence[Line], kept: Sequence[int]) -> list[tuple[Tag, int]]:
    """The elements of the article's lines before or after its densest element, each once."""
    found: dict[int, Tag] = {id(lines[n].block): lines[n].block for n in sorted(kept)}
    return [(tag, 0) for tag in found.values() if not any(id(p) in found for p in tag.parents)]
