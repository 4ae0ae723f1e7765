"""Headlines and headings that are drawn as pictures: their words are put next to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from kb.readers.html.headline import is_named_title, plain
from kb.readers.html.inline import first_texts
from kb.readers.html.page_lines import ancestors, is_named_furniture
from kb.readers.html.site_names import HOME

_DRAWN = re.compile(r"\.(?:gif|png)(?:$|\?)", re.I)
_HAN = re.compile(r"[一-鿿]")
# A headline has so many Chinese characters; the name of a site has fewer, and is a logo or a link home.
_LEAST, _MOST = 8, 60
# So many nodes are looked at to see that a picture has none around it.
_PIECES = 40
_LOGO = re.compile(r"logo|brand|banner|header", re.I)


def draw_titles(soup: BeautifulSoup, titles: Sequence[str]) -> None:
    """Put the words of a headline that is drawn as a picture next to it: a picture without text around
    it, in an element for the title or with words of the title that the page states."""
    stated = [plain(title) for title in titles]
    whole = ""
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
            whole = whole or plain(soup.body.get_text() if soup.body else soup.get_text())
            if plain(words) not in whole:
                headline = Tag(name="h1")  # wherever it stands: the page states it
                headline.append(NavigableString(words))
                picture.insert_after(headline if plain(words) in stated else NavigableString(words))
            return


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
