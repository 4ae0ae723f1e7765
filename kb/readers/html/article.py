"""The article of a web page, and the furniture around it.

No list of sites: the article is the element that holds most running text and least furniture. Text
adds to the weight of its element and of all around it; what is linked, named or worded as furniture
reduces it. The headline is the line that agrees with <title>; running text between it and the
article belongs to the article. Where no element is clearly the article, the whole page is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from kb.readers.html.beside_title import beside_headline, centred, mark_beside, subtitle_among
from kb.readers.html.column import (
    ENTRIES,
    LEAST_TEXT,
    NAVIGATION,
    around_brief,
    below_headline,
    below_other_texts,
    find_column,
    is_within,
    lines_in,
    mass_in,
    with_sections,
)
from kb.readers.html.core import densest, extents_of, find_core, table_behind
from kb.readers.html.drawn import draw_headings, draw_titles
from kb.readers.html.edges import contents_listed, drop_links_behind
from kb.readers.html.forms import furniture_texts
from kb.readers.html.headline import find_headline, first_below_headline, is_headed, masthead_above
from kb.readers.html.kept_lines import ends_text, kept_lines, rows_above
from kb.readers.html.page_dates import stated_day
from kb.readers.html.page_head import mail_head
from kb.readers.html.page_lines import Line, free_banners, page_lines
from kb.readers.html.published import published_anywhere, published_in_form, published_near
from kb.readers.html.site import is_of_a_site, mark_about, menus_of
from kb.readers.html.site_names import mark_site_names, names_of_site
from kb.readers.html.split_titles import with_headlines_in_one
from kb.readers.html.stated_titles import (
    SENTENCE_ENDS,
    mark_titled,
    stated_titles,
    title_of_head,
)

# An article has at least this share of the running text of a page.
_CLEAR = 0.5


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
    mark_site_names(lines, names_of_site(soup, titles), stated)
    mark_beside(lines)
    lines = with_headlines_in_one(lines, titles)
    mark_titled(lines, titles)
    free_banners(lines)
    mark_about(lines)
    text = next((n for n, line in enumerate(lines) if line.mass), 0)
    navigation = [line for line in lines[:text] if NAVIGATION.fullmatch(line.text)]
    if len(navigation) >= ENTRIES:
        for line in navigation:
            line.named = True
    published = stated_day(soup)
    whole = Article(((soup, 0),), published=published_in_form(soup, stated, lines, text))
    mass = sum(line.mass for line in lines)
    found = extents_of(lines)
    menus = menus_of(lines, found)
    brief = mass < LEAST_TEXT
    if brief and not is_of_a_site(soup, stated, lines, menus):
        return whole
    text = text if mass else first_below_headline(lines)
    if brief and not (text and is_headed(lines, text, titles)):
        return whole
    for n in menus:
        lines[n].named = True
    root = with_sections(lines, found, densest(found)) if mass else lines[text].block
    inside = lines_in(lines, root)
    column = find_column(lines, found, root, inside, titles) if mass else None
    if column is None and not is_of_a_site(soup, stated, lines, menus):
        listed = contents_listed(lines)
        for n in listed:
            lines[n].extract()
        return replace(whole, furniture=tuple(lines[n].text for n in sorted(listed)))
    column = column or below_other_texts(lines, inside)
    if column is None and mass_in(lines, inside) < _CLEAR * mass:
        column = below_headline(lines, titles, _CLEAR * mass)
    if column:
        root, inside = column, lines_in(lines, column)
    elif mass_in(lines, inside) < _CLEAR * mass:
        return Article(((soup, 0),), published=published, in_doubt=True)
    texts = [n for n in inside if lines[n].mass] or [text]
    headline, words = find_headline(lines, texts[0], titles)
    if brief:
        root, limit = around_brief(lines, root, headline or 0, texts[-1])
    else:
        root, limit = find_core(lines, found, root, headline)
    inside = lines_in(lines, root)
    first = headline + 1 if headline is not None else inside[0]
    end = inside[-1] + 1
    while end < limit and _goes_on(lines[end], root):
        end += 1
    kept = kept_lines(lines, range(min(first, inside[0]), end), set(inside), headline)
    table = table_behind(lines, found, root)
    kept |= set(range(table.first, table.last + 1)) if table else set()
    rows = rows_above(lines, root, headline, inside[0]) | masthead_above(lines, headline)
    begin = lines[min(kept, default=0)]
    if headline is None and (begin.mass or begin.text[-1] in SENTENCE_ENDS):
        words = title_of_head(stated, named=any(line.names_site for line in lines))
    beside = beside_headline(lines, headline)
    in_place = headline is not None and any(
        n in kept for n in inside if n < headline and n not in beside
    )
    beside = [] if in_place else beside
    kept -= set(beside)
    rows -= set(beside)
    subtitles = subtitle_among(lines, headline, beside)
    kept |= {n for n in rows if headline is not None and n > headline}
    over = sorted(rows - kept - set(inside))
    above = [n for n in kept if n < inside[0]]
    below = [n for n in kept if inside[-1] < n < end]
    draw_headings(root)
    gone = []
    for n, line in enumerate(lines):
        if n in subtitles:
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
    parts += [(centred(soup, lines[n].text), 0) for n in subtitles]
    parts += [*_around(lines, above), (root, 0)]
    parts += [*_around(lines, below), *([(table.tag, 0)] if table else [])]
    for picture in soup.find_all("img"):
        if not is_within(picture, root):
            picture.extract()
    furniture = furniture_texts(lines, gone, found)
    return Article(tuple(parts), tuple(furniture), published)


def _title_part(
    soup: BeautifulSoup,
    lines: Sequence[Line],
    headline: int | None,
    words: str,
    *,
    in_place: bool,
) -> list[tuple[Tag, int]]:
    """The headline as an element of its own, removed from its old place, if it has one; none where it
    stays there, as below the masthead of a paper."""
    if not words:
        return []
    tag = soup.new_tag("h1")
    tag.append(NavigableString(words))
    if headline is None:
        return [(tag, 1)]
    if in_place:
        lines[headline].strings[0].insert_before(tag)
    lines[headline].extract()
    return [] if in_place else [(tag, 1)]


def _goes_on(line: Line, root: Tag) -> bool:
    """Is this line, right after the densest element, text next to it?"""
    around = root.parent
    text = line.mass or ends_text(line)
    return bool(text) and around is not None and is_within(line.block, around)


def _around(lines: Sequence[Line], kept: Sequence[int]) -> list[tuple[Tag, int]]:
    """The elements of the article's lines before or after its densest element, each once."""
    found: dict[int, Tag] = {id(lines[n].block): lines[n].block for n in sorted(kept)}
    return [(tag, 0) for tag in found.values() if not any(id(p) in found for p in tag.parents)]
