"""What a person sees of a source file, found by simple code of its own; the measure of completeness."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from kb.model import Bulletin, Heading

_VOID = set("area base br col embed hr img input link meta source track wbr".split())
_UNSEEN = set("script style head title".split())
# On the page of an official account the article is in these two; the rest is furniture.
_ARTICLE = {"activity-name", "js_content"}


class _Visible(HTMLParser):
    def __init__(self, *, article_only: bool) -> None:
        super().__init__()
        self.text: list[str] = []
        self._article_only = article_only
        self._open: list[tuple[str, bool, bool]] = []  # name, in the article, unseen

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        _, inside, unseen = self._open[-1] if self._open else ("", not self._article_only, False)
        inside = inside or dict(attrs).get("id") in _ARTICLE
        self._open.append((tag, inside, unseen or tag in _UNSEEN))

    def handle_endtag(self, tag: str) -> None:
        if any(name == tag for name, *_ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        _, inside, unseen = self._open[-1] if self._open else ("", not self._article_only, False)
        if inside and not unseen:
            self.text.append(data)


def decoded(data: bytes) -> str:
    """The text of a page that is UTF-8 or, where it declares gb2312, GB18030."""
    return data.decode("gb18030" if b"charset=gb2312" in data else "utf-8")


def visible(html: str) -> str:
    """The characters of a page that a person sees, without blanks."""
    parser = _Visible(article_only='id="js_content"' in html)
    parser.feed(html)
    parser.close()
    return squeezed("".join(parser.text))


def squeezed(text: str) -> str:
    """The text without blanks and invisible characters."""
    return re.sub(r"[\s\u200b\u200c\u200d\u2060\ufeff\xad]", "", text)


def kept(bulletin: Bulletin) -> str:
    """All that the corpus keeps of a source, in order, without blanks."""
    body = (item.text for item in bulletin.content)
    return squeezed("".join((bulletin.title, bulletin.subtitle, *body)))


def headings(bulletin: Bulletin) -> list[str]:
    """The texts of the headings."""
    return [item.text for item in bulletin.content if isinstance(item, Heading)]


def in_order(wanted: str, text: str) -> str:
    """The first stretch of `wanted` that does not stand in `text` in order; "" when all does."""
    rest = iter(text)
    for index, char in enumerate(wanted):
        if char not in rest:
            return wanted[max(0, index - 10) : index + 20]
    return ""
