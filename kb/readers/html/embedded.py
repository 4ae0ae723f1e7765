"""Articles that a page holds apart from its own tree: in the source of a frame (srcdoc), in the shadow
of an element (<template shadowrootmode>), or in a template that a script would have drawn."""

from __future__ import annotations

from collections.abc import Callable

from bs4 import BeautifulSoup
from bs4.element import Tag

_SHADOW = ("shadowrootmode", "shadowroot")
# The most such parts of a page, and the least sentences of one that is read.
_PARTS, _SENTENCES = 8, 2


def open_embedded(soup: BeautifulSoup, parsed: Callable[[str], BeautifulSoup]) -> None:
    """Put the articles of frames and templates into the tree, in their places. Other templates are read
    only where nothing else on the page is a sentence."""
    for frame in soup.find_all("iframe", srcdoc=True, limit=_PARTS):
        _open(frame, parsed(str(frame["srcdoc"])))
    templates = soup.find_all("template", limit=_PARTS)
    shadows = [tag for tag in templates if any(map(tag.has_attr, _SHADOW))]
    for tag in shadows or ([] if "。" in soup.get_text() else templates):
        _open(tag, parsed(tag.decode_contents()))


def _open(tag: Tag, inner: BeautifulSoup) -> None:
    """Put the elements of a page of its own in the place of an element, if they hold sentences."""
    if inner.get_text().count("。") < _SENTENCES or tag.parent is None:
        return
    body = inner.body or inner
    body.name = "div"
    tag.replace_with(body)
