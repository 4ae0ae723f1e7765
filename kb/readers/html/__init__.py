"""HTML as article editors and Word save it.

Such pages have no structure, only looks: every paragraph may be an <h3>, or a <section> of nested
<span>s. So the tree is walked once, without recursion, and each stretch of text between block
boundaries becomes a Block with the look its characters share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from kb.errors import EmptySource, TooLargeSource
from kb.readers.collector import collapsed
from kb.readers.draft import Block, Draft
from kb.readers.encoding import decode
from kb.readers.html.article import Article, article_of
from kb.readers.html.blocks import blocks_of
from kb.readers.html.broken_off import with_open_ends_as_text
from kb.readers.html.captions import is_credited
from kb.readers.html.edges import drop_links_behind, links_below
from kb.readers.html.embedded import open_embedded
from kb.readers.html.entities import with_semicolons
from kb.readers.html.linked_data import headline_listed
from kb.readers.html.lists import with_labels
from kb.readers.html.page_dates import day_in, stated_day
from kb.readers.html.page_head import take_disclosure
from kb.readers.html.page_lines import ancestors, page_lines
from kb.readers.html.stated_titles import says_nothing
from kb.readers.html.style_sheets import mark_hidden
from kb.readers.left_out import LeftOut
from kb.readers.pictures import Resources, nothing

# Where the article is on the pages of known editors; the rest of such a page is furniture.
_ARTICLE = ("#js_content", "#img-content", ".rich_media_content", ".meipian-content")
_TITLE = ("h1.rich_media_title", "#activity-name", "h1.meipian-title")
_DAY = "#publish_time, #post-date, .rich_media_meta_text, .meipian-info, .publish-time"
# The most characters of a title; a longer one is no title and would cost much to understand.
_LONGEST_TITLE = 1000
# What programs write before a title: 页面 - (SharePoint), 打印： (a view for the printer).
_VIEW = re.compile(
    r"(?:(?:站点|网站)?页面|网页|Site\s?Pages?|Pages?|打印(?:预览|页面?|版)?|预览|查看|文档|文章|阅读模式)"
    r"(?:\s?[:：]|\s[-–—|](?=\s))\s*(?=.{6})",
    re.I,
)
_ARTICLE_TITLE = re.compile("^articletitle$", re.I)
# Editors nest a few dozen levels; paragraphs that were never closed nest too.
_PERMALINKS = ("#", "¶", "§", "🔗")
# What a row is whose cells are taken out.
_EMPTY_ROW = " |"
MAX_DEPTH = 5000
MAX_TAGS = 100_000


# Which unclosed elements an element ends, and where the search for them upwards stops.
_ROW_SCOPE = frozenset(("table", "thead", "tbody", "tfoot"))
_ENDS = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol"))),
    "td": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "tr": (frozenset(("td", "th", "tr")), _ROW_SCOPE),
    "option": (frozenset(("option",)), frozenset(("select",))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",))),
}
# Blocks that no paragraph holds: they end one that was left open (HTML, 13.2.6.4.7). Editors do nest
# <div> and <section> in paragraphs, and mean it.
_NOT_IN_PARAGRAPHS = frozenset(
    "address aside blockquote details dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header"
    " hr main nav ol p pre table ul".split()
)
_HOLDS_PARAGRAPHS = frozenset(
    "article button caption center dd div dt foreignobject li section td template th".split()
)
_ENDS |= dict.fromkeys(
    _NOT_IN_PARAGRAPHS,
    (frozenset(("p",)), _HOLDS_PARAGRAPHS | _NOT_IN_PARAGRAPHS - {"p"}),
)
_MAX_UP = 50


class _Soup(BeautifulSoup):
    """A tree with a limit on its size, which closes items and cells that the page left open."""

    tags = 0

    def handle_starttag(self, name: str, *args: Any, **options: Any) -> Tag | None:
        """Begin an element."""
        ends, scope = _ENDS.get(name, (frozenset(), frozenset()))
        ended = ""
        for tag in self.tagStack[: -_MAX_UP - 1 : -1] if ends else ():
            if tag.name in scope:
                break
            ended = tag.name if tag.name in ends else ended
        if ended:
            self.endData()
            self._popToTag(ended)
        return super().handle_starttag(name, *args, **options)

    def pushTag(self, tag: Tag) -> None:  # noqa: N802 (its name in bs4)
        super().pushTag(tag)
        self.tags += 1
        if self.tags > MAX_TAGS:
            raise TooLargeSource(
                f"网页的标签超过 {MAX_TAGS // 10000} 万个", hint="请拆成几个文件后再导入"
            )
        if len(self.tagStack) > MAX_DEPTH:
            raise TooLargeSource(
                f"网页的标签嵌套超过 {MAX_DEPTH} 层",
                hint="请在浏览器中打开，另存或复制正文后再导入",
            )


def read_html(data: bytes, name: str) -> Draft:
    """The Draft of an HTML page or fragment; SourceError when it holds no text."""
    return page_draft(decode(data, name), name)


def _parsed(text: str) -> _Soup:
    """The tree of a page or fragment."""
    return _Soup(with_semicolons(with_open_ends_as_text(text)), "html.parser")


def page_draft(text: str, name: str, resources: Resources = nothing) -> Draft:
    """The Draft of a page; `resources` has what was saved with it."""
    soup = _parsed(text)
    open_embedded(soup, _parsed)
    mark_hidden(soup)
    _drop_permalinks(soup)
    head = take_disclosure(soup)
    title = (head.title or _stated_title(soup))[:_LONGEST_TITLE]
    left_out = LeftOut()
    blocks: list[Block] = []
    article = _known_editor(soup) or article_of(soup, title)
    doubt = ("没有认准网页里哪一部分是正文，整页读入，请核对",) if article.in_doubt else ()
    for part, level in article.parts:
        found = blocks_of(part, left_out, resources)
        blocks += [
            replace(block, level=level or block.level)
            for block in found
            if block.pictures or block.text.strip(_EMPTY_ROW)
        ]
    if not blocks:
        raise EmptySource(
            "网页里没有文字", where=name, hint="图片里的文字读不出，请导入带文字的原稿"
        )
    warnings = (*left_out.warnings(), *doubt)
    blocks = with_labels(blocks)
    furniture = (*head.lines, *article.furniture)
    return Draft(tuple(blocks), title, warnings, furniture, article.published or head.published)


def _stated_title(soup: BeautifulSoup) -> str:
    """The title that a page states: in <title>, else for programs that share it or list it, else in
    the line that its editor marks as such. A <title> may only say what kind of page it is."""
    title = _text_of(soup.title).strip() if soup.title else ""
    if view := _VIEW.match(title):
        title = title[view.end() :]
    if title and not says_nothing(title):
        return title
    shared = soup.find("meta", attrs={"property": "og:title"})
    listed = soup.find("meta", attrs={"name": _ARTICLE_TITLE})
    for meta in (shared, listed):
        if isinstance(meta, Tag) and (words := str(meta.get("content") or "").strip()):
            return words
    marked = (_text_of(tag) for css in _TITLE for tag in soup.select(css))
    return headline_listed(soup) or next(marked, "") or title


def _known_editor(soup: BeautifulSoup) -> Article | None:
    """The article of a page, if the page is from an editor that marks it; else None."""
    parts = _parts(soup)
    if not parts:
        return None
    days = (day_in(_text_of(tag)) for tag in soup.select(_DAY))
    published = stated_day(soup) or next(filter(None, days), None)
    read = {id(part) for part, _ in parts}
    around = []
    lines = page_lines(soup)
    inside = {
        n for n, line in enumerate(lines) if any(id(tag) in read for tag in ancestors(line.block))
    }
    apart = links_below(lines, sorted(inside)) if len(parts) <= 2 else set()
    for n, line in enumerate(lines):
        left_out = n in apart or is_credited(line)
        if n not in inside or left_out:
            around.append(line.text)
        if n in inside and left_out:
            line.extract()
        elif n in inside:
            drop_links_behind(line)
    return Article(tuple(parts), tuple(around), published)


def _parts(soup: BeautifulSoup) -> list[tuple[Tag, int]]:
    """What to read of a page of a known editor, in order, with the heading level it has as a whole
    (0: its own).

    A page saved from several articles has several bodies, each after its headline.
    """
    articles = next((found for css in _ARTICLE if (found := _outermost(soup.select(css)))), [])
    if not articles:
        return []
    inside = {id(article) for article in articles}
    found = next((found for css in _TITLE if (found := soup.select(css))), [])
    headlines = [
        headline for headline in found if not inside & {id(tag) for tag in headline.parents}
    ]
    if len(headlines) != len(articles):
        return [*((headline, 1) for headline in headlines[:1]), *((part, 0) for part in articles)]
    pairs = zip(headlines, articles, strict=True)
    return [part for headline, article in pairs for part in ((headline, 1), (article, 0))]


def _outermost(found: Sequence[Tag]) -> list[Tag]:
    """Those of some elements that are inside none of the others."""
    inside = {id(tag) for tag in found}
    return [tag for tag in found if not inside & {id(parent) for parent in tag.parents}]


def fragment_blocks(text: str, left_out: LeftOut) -> list[Block]:
    """The blocks of a piece of HTML, as Markdown may contain it; what is not read is added to
    `left_out`."""
    return blocks_of(_parsed(text), left_out)


def _drop_permalinks(soup: BeautifulSoup) -> None:
    """Take out the signs by which headings link to themselves, and the buttons to edit them."""
    for button in soup.select(".mw-editsection, .editsection, .edit-section"):
        button.decompose()
    for link in soup.find_all("a"):
        if len(link.contents) == 1 and link.get_text().strip() in _PERMALINKS:
            link.decompose()


def _text_of(tag: Tag) -> str:
    return collapsed(tag.get_text()).strip()
