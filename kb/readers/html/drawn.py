"""Headlines and headings that are drawn as pictures: their words are put next to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from kb.readers.html.inline import first_texts
from kb.readers.html.named_furniture import is_named_furniture
from kb.readers.html.page_dates import day_in
from kb.readers.html.page_lines import ancestors
from kb.readers.html.site_names import HOME
from kb.readers.html.stated_titles import plain
from kb.readers.html.title_marks import is_named_title

_DRAWN = re.compile(r"\.(?:gif|png)(?:$|\?)", re.I)
_HAN = re.compile(r"[一-鿿]")
# The least and most Chinese characters of a headline; the name of a site has fewer, and is a logo or a link home.
_LEAST, _MOST = 8, 60
# How many nodes are looked at to see that a picture has none around it.
_PIECES = 40
_TITLE_CLASS = re.compile(r"(?:^|[_-])(?:title|tit|bt|headline|subject)$", re.I)
_LOGO = re.compile(r"logo|brand|banner|header", re.I)


def draw_titles(soup: BeautifulSoup, titles: Sequence[str]) -> None:
    """Put the words of a headline that is drawn as a picture next to it: a picture without text around
    it, in an element for the title or with words of the title that the page states; or, on a page
    without such an element, right above a day."""
    stated = [plain(title) for title in titles]
    dated: Tag | None = None
    for picture in soup.find_all("img"):
        words = str(picture.get("alt") or "").strip()
        if not _LEAST <= len(_HAN.findall(words)) <= _MOST:
            continue
        if _is_logo(picture, named=plain(words) not in stated):
            continue
        around = picture.parent
        if around is None or any(map(str.strip, first_texts(around, _PIECES))):
            continue
        heading = any(tag.name in ("h1", "h2") for tag in list(ancestors(around))[:2])
        alone = heading or is_named_title(around)
        if alone or any(_states(title, plain(words)) for title in stated):
            _put_words(soup, picture, headline=plain(words) in stated)
            return
        if dated is None and not _is_linked(picture) and _is_above_day(picture):
            dated = picture
    if dated is not None and not _has_headline(soup):
        _put_words(soup, dated, headline=False)


def _put_words(soup: BeautifulSoup, picture: Tag, *, headline: bool) -> None:
    """Put the words of a picture behind it, if they are nowhere on the page; as a `headline` that
    counts as such wherever it stands."""
    words = str(picture["alt"]).strip()
    if plain(words) in plain(soup.body.get_text() if soup.body else soup.get_text()):
        return
    text = NavigableString(words)
    if headline:
        tag = Tag(name="h1")
        tag.append(text)
        picture.insert_after(tag)
    else:
        picture.insert_after(text)


def _is_linked(picture: Tag) -> bool:
    return any(tag.name == "a" for tag in list(ancestors(picture))[:4])


def _is_above_day(picture: Tag) -> bool:
    """Does the first text behind a picture tell a day, as the line below a headline does?"""
    for node in islice(picture.next_elements, _PIECES):
        if isinstance(node, NavigableString) and type(node) is NavigableString and node.strip():
            texts = first_texts(node.parent, _PIECES) if node.parent is not None else [node]
            return day_in(" ".join(texts).strip()) is not None
    return False


def _has_headline(soup: BeautifulSoup) -> bool:
    """Is there text in an element for the headline?"""
    headings = soup.find_all(["h1", "h2"], limit=_PIECES)
    named = soup.find_all(["div", "td", "p", "span"], class_=_TITLE_CLASS, limit=_PIECES)
    return any(len(plain(tag.get_text())) >= _LEAST for tag in (*headings, *named))


def _states(title: str, words: str) -> bool:
    return words in title and 2 * len(words) > len(title)


def _is_logo(picture: Tag, *, named: bool) -> bool:
    """Is this a picture with the name of the site: a link home, or `named` as such?"""
    for tag in list(ancestors(picture))[:4]:
        names = " ".join(
            map(str, (*tag.get_attribute_list("class"), tag.get("id"), tag.get("src")))
        )
        if named and (_LOGO.search(names) or tag.name == "header"):
            return True
        if tag.name == "a" and HOME.fullmatch(str(tag.get("href") or "")):
            return True
    return False


def draw_headings(root: Tag) -> None:
    """Put the words of headings that are drawn as pictures next to them. A drawing is a heading
    when several drawings of an article have Chinese words of their own."""
    drawn = [
        picture
        for picture in root.find_all("img")
        if 4 <= len(_HAN.findall(str(picture.get("alt") or ""))) <= 24
        and _DRAWN.search(str(picture.get("src") or ""))
        and not any(is_named_furniture(tag) for tag in list(ancestors(picture))[1:4])
    ]
    if len({str(picture["alt"]) for picture in drawn}) < 2:
        return
    for picture in drawn:
        bold = Tag(name="b")
        bold.append(NavigableString(str(picture["alt"])))
        picture.insert_after(bold)
