"""HTML as article editors and Word save it.

Such pages carry no structure but look: every paragraph may be an <h3>, or a <section> of nested
<span>s. So the tree is walked once, without recursion, and each stretch of text between block
boundaries becomes a Block with the look its characters share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from kb.errors import EmptySource, TooLargeSource
from kb.readers.collector import Collector, Look, collapsed
from kb.readers.draft import Block, Draft
from kb.readers.encoding import decode
from kb.readers.pictures import Resources, from_addresses, nothing

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary"
    " table tbody td tfoot th thead tr ul".split()
)
_HIDDEN = frozenset(
    "script style noscript template head title iframe object svg select button audio video"
    " canvas".split()
)
_CELLS = ("td", "th")
_BOLD = frozenset("b strong th".split())
# html.parser's default size, in px, and the absolute sizes CSS names.
_SIZES = {"small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0}
_UNITS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "%": 0.16}
_FONT_SIZE = re.compile(r"(?<![-\w])font-size\s*:\s*([a-z-]+|[0-9.]+\s*(?:px|pt|rem|em|%))", re.I)
_LENGTH = re.compile(r"([0-9.]+)\s*(px|pt|rem|em|%)")
_ALIGN = re.compile(r"(?<![-\w])text-align\s*:\s*([a-z-]+)", re.I)
_WEIGHT = re.compile(r"(?<![-\w])font-weight\s*:\s*([a-z0-9]+)", re.I)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
# Where the article stands on the pages of known editors; the rest of such a page is furniture.
_ARTICLE = ("#js_content", "#img-content", ".rich_media_content", ".meipian-content")
_TITLE = ("h1.rich_media_title", "#activity-name", "h1.meipian-title")
# Where lazy loading keeps the address of a picture, and where one was put when the page was saved.
_ADDRESSES = ("src", "data-src", "data-original")
# What editors nest is a few dozen deep; paragraphs that nobody closed nest too.
MAX_DEPTH = 5000
MAX_TAGS = 100_000


class _Soup(BeautifulSoup):
    """A tree that refuses to grow without end."""

    tags = 0

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


def page_draft(text: str, name: str, resources: Resources = nothing) -> Draft:
    """The Draft of a page; `resources` has what was saved with it."""
    soup = _Soup(text, "html.parser")
    title = _text_of(soup.title) if soup.title else ""
    headline = next((found for css in _TITLE if (found := soup.select_one(css))), None)
    article = next((found for css in _ARTICLE if (found := soup.select_one(css))), None)
    blocks: list[Block] = []
    if article is not None and headline is not None and article not in headline.parents:
        blocks += [replace(block, level=1) for block in _blocks(headline)]
    blocks += _blocks(article if article is not None else soup, resources)
    if not blocks:
        raise EmptySource(
            "网页里没有文字", where=name, hint="图片里的文字读不出，请导入带文字的原稿"
        )
    return Draft(tuple(blocks), title)


def fragment_blocks(text: str) -> list[Block]:
    """The blocks of a piece of HTML, as it may stand within Markdown."""
    return _blocks(_Soup(text, "html.parser"))


def _text_of(tag: Tag) -> str:
    return collapsed(tag.get_text()).strip()


def _blocks(root: Tag, resources: Resources = nothing) -> list[Block]:
    out = Collector()
    for event, node, look in _walk(root):
        if event == "text":
            out.text(str(node), look)
        elif event == "image" and isinstance(node, Tag):
            addresses = [str(node[key]).strip() for key in _ADDRESSES if node.get(key)]
            out.picture(from_addresses(addresses, resources))
        elif event == "line break":
            out.line_break()
        else:
            out.flush()
    return out.finish()


def _walk(root: Tag) -> Iterator[tuple[str, object, Look]]:
    """Text, image, line break and break events in document order.

    By an explicit stack, for pages nest deep. What stands above `root` or on it hides nothing:
    a page may be saved before its script has shown the article.
    """
    stack: list[tuple[object, Look, bool, bool]] = [(root, Look(), False, False)]
    while stack:
        node, look, leaving, in_row = stack.pop()
        if leaving:
            yield "break", node, look
        elif isinstance(node, Tag):
            if node is not root and _is_hidden(node):
                continue
            if node.name == "img":
                yield "image", node, look
                continue
            if node.name == "br":
                yield ("text", " ", look) if in_row else ("line break", node, look)
                continue
            if in_row and node.name in _CELLS and node.find_previous_sibling(_CELLS):
                yield "text", " | ", look
            elif node.name in _BLOCKS and not in_row:
                yield "break", node, look
                stack.append((node, look, True, False))
            inner, in_row = _look(node, look), in_row or _is_row(node)
            stack.extend((child, inner, False, in_row) for child in reversed(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield "text", node, look


def _is_hidden(tag: Tag) -> bool:
    return tag.name in _HIDDEN or tag.has_attr("hidden") or _UNSEEN.search(_style(tag)) is not None


def _is_row(tag: Tag) -> bool:
    """Is this a row of short cells? It is one paragraph then, its cells parted by " | ".

    Cells of several paragraphs, or with pictures, are the columns of a layout; single-cell tables
    are mere frames around an article.
    """
    cells = tag.find_all(_CELLS, recursive=False) if tag.name == "tr" else []
    return len(cells) > 1 and not any(
        len(cell.find_all(_BLOCKS, limit=2)) > 1 or cell.find("img") for cell in cells
    )


def _style(tag: Tag) -> str:
    value = tag.get("style")
    return value if isinstance(value, str) else ""


def _look(tag: Tag, outer: Look) -> Look:
    style = _style(tag)
    look = outer
    if re.fullmatch("h[1-6]", tag.name):
        look = replace(look, level=int(tag.name[1]))
    align = _ALIGN.search(style)
    stated = align.group(1).lower() if align else str(tag.get("align") or "").lower()
    if stated:
        look = replace(look, centred=stated in ("center", "-webkit-center"))
    elif tag.name == "center":
        look = replace(look, centred=True)
    if weight := _WEIGHT.search(style):
        word = weight.group(1).lower()
        heavy = int(word) >= 600 if word.isdecimal() else word in ("bold", "bolder")
        look = replace(look, bold=heavy)
    elif tag.name in _BOLD:
        look = replace(look, bold=True)
    if size := _FONT_SIZE.search(style):
        look = replace(look, size=_px(size.group(1).lower()) or look.size)
    return look


def _px(value: str) -> float:
    if value in _SIZES:
        return _SIZES[value]
    length = _LENGTH.fullmatch(value)
    try:
        return round(float(length.group(1)) * _UNITS[length.group(2)], 1) if length else 0.0
    except ValueError:
        return 0.0
