"""HTML as article editors and Word save it.

Such pages carry no structure but look: every paragraph may be an <h3>, or a <section> of nested
<span>s. So the tree is walked once, without recursion, and each stretch of text between block
boundaries becomes a Block with the look its characters share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from kb.errors import EmptySource
from kb.readers.draft import Block, Draft
from kb.readers.encoding import decode
from kb.text.numerals import numbering

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary"
    " table tbody td tfoot th thead tr ul".split()
)
_HIDDEN = frozenset("script style noscript template head iframe object svg select button".split())
_BOLD = frozenset("b strong th".split())
# html.parser's default size, in px, and the absolute sizes CSS names.
_SIZES = {"small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0}
_UNITS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "%": 0.16}
_FONT_SIZE = re.compile(r"(?<![-\w])font-size\s*:\s*([a-z-]+|[0-9.]+\s*(?:px|pt|rem|em|%))", re.I)
_LENGTH = re.compile(r"([0-9.]+)\s*(px|pt|rem|em|%)")
_ALIGN = re.compile(r"(?<![-\w])text-align\s*:\s*([a-z-]+)", re.I)
_WEIGHT = re.compile(r"(?<![-\w])font-weight\s*:\s*([a-z0-9]+)", re.I)
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
# Where the article stands on the pages of known editors; the rest of such a page is furniture.
_ARTICLE = ("#js_content", "#img-content", ".rich_media_content", ".meipian-content")
_TITLE = ("h1.rich_media_title", "#activity-name", "h1.meipian-title")
# Source line breaks next to a Chinese character are the wrapping of the program that saved the
# page (Word breaks between any two), not spaces.
_CJK = "[⺀-鿿\u3000-〿＀-￯]"
_CJK_BREAK = re.compile(rf"(?<={_CJK})[ \t]*[\r\n]\s*|[ \t]*[\r\n]\s*(?={_CJK})")
_UNFINISHED = ("，", ",", "、")
_FINISHED = ("。", "！", "？", "；", ";")
MIN_BROKEN = 12
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class _Look:
    """What an element hands down to the text within it."""

    level: int = 0
    centred: bool = False
    bold: bool = False
    size: float = 0.0


def read_html(data: bytes, name: str) -> Draft:
    """The Draft of an HTML page or fragment; SourceError when it holds no text."""
    soup = BeautifulSoup(decode(data, name), "html.parser")
    title = _text_of(soup.title) if soup.title else ""
    headline = next((found for css in _TITLE if (found := soup.select_one(css))), None)
    article = next((found for css in _ARTICLE if (found := soup.select_one(css))), None)
    blocks: list[Block] = []
    if article is not None and headline is not None and article not in headline.parents:
        blocks += [replace(block, level=1) for block in _blocks(headline)]
    blocks += _blocks(article if article is not None else soup)
    if not blocks:
        raise EmptySource(
            "网页里没有文字", where=name, hint="图片里的文字读不出，请导入带文字的原稿"
        )
    return Draft(tuple(blocks), title)


def fragment_blocks(text: str) -> list[Block]:
    """The blocks of a piece of HTML, as it may stand within Markdown."""
    return _blocks(BeautifulSoup(text, "html.parser"))


def _text_of(tag: Tag) -> str:
    return _BLANKS.sub(" ", tag.get_text()).strip()


_Line = list[tuple[str, _Look]]


class _Collector:
    """Gathers runs of text into lines, and lines into blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._lines: list[_Line] = [[]]
        self._after_image = False

    def text(self, text: str, look: _Look) -> None:
        """More text of the same line."""
        self._lines[-1].append((text, look))

    def image(self) -> None:
        """A picture: what comes next may be its caption."""
        self.flush()
        self._after_image = True

    def line_break(self) -> None:
        """A <br>: the line ends, and the paragraph with it unless the sentence goes on."""
        self._lines.append([])

    def flush(self) -> None:
        """End the paragraph."""
        lines, self._lines = self._lines, [[]]
        paragraphs: list[_Line] = []
        for line in lines:
            if not _clean(line):
                paragraphs.append([])
            elif paragraphs and _goes_on(paragraphs[-1], line):
                paragraphs[-1] += line
            else:
                paragraphs.append(line)
        for paragraph in paragraphs:
            if text := _clean(paragraph):
                self.blocks.append(_block(text, paragraph, self._after_image))
                self._after_image = False


def _clean(line: _Line) -> str:
    """The text of a line as a browser shows it, "" when nothing is to be seen."""
    text = _BLANKS.sub(" ", _CJK_BREAK.sub("", "".join(run for run, _ in line))).strip()
    return text if text.strip("\u200b\ufeff\u2060 \u3000\xa0") else ""


def _goes_on(line: _Line, following: _Line) -> bool:
    """Was a sentence broken by hand? Its first part ends with a comma, or is long, has no end of
    its own and no number, and the second part ends like a sentence and looks the same."""
    first, second = _clean(line), _clean(following)
    if not first or first.endswith(_UNFINISHED):
        return bool(first)
    return (
        len(first) >= MIN_BROKEN
        and first[-1].isalnum()
        and second.endswith(_FINISHED)
        and numbering(first) is None
        and numbering(second) is None
        and line[-1][1] == following[0][1]
    )


def _block(text: str, line: _Line, after_image: bool) -> Block:
    looks = [(look, sum(not c.isspace() for c in run)) for run, look in line]
    looks = [(look, weight) for look, weight in looks if weight]
    total = sum(weight for _, weight in looks)
    sizes: dict[float, int] = {}
    for look, weight in looks:
        sizes[look.size] = sizes.get(look.size, 0) + weight
    return Block(
        text=text,
        level=max(look.level for look, _ in looks),
        centred=all(look.centred for look, _ in looks),
        bold=sum(weight for look, weight in looks if look.bold) >= 0.9 * total,
        size=max(sizes, key=lambda size: sizes[size]),
        after_image=after_image,
    )


def _blocks(root: Tag) -> list[Block]:
    out = _Collector()
    for event, node, look in _walk(root):
        if event == "text":
            out.text(str(node), look)
        elif event == "image":
            out.image()
        elif event == "line break":
            out.line_break()
        else:
            out.flush()
    out.flush()
    return out.blocks


def _walk(root: Tag) -> Iterator[tuple[str, object, _Look]]:
    """Text, image, line break and break events in document order, by an explicit stack: pages nest deep."""
    stack: list[tuple[object, _Look, bool]] = [(root, _Look(), False)]
    while stack:
        node, look, leaving = stack.pop()
        if leaving:
            yield "break", node, look
        elif isinstance(node, Tag):
            if node.name in _HIDDEN or _INVISIBLE.search(_style(node)):
                continue
            if node.name == "img":
                yield "image", node, look
                continue
            if node.name == "br":
                yield "line break", node, look
                continue
            if node.name in _BLOCKS and not (node.name in ("td", "th") and _is_inline_cell(node)):
                yield "break", node, look
                stack.append((node, look, True))
            elif node.name in ("td", "th") and node.find_previous_sibling(("td", "th")):
                yield "text", " | ", look
            inner = _look(node, look)
            stack.extend((child, inner, False) for child in reversed(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield "text", node, look


def _is_inline_cell(cell: Tag) -> bool:
    """A cell of a table with several columns: its row is one paragraph, cells parted by " | ".

    Single-cell tables are mere frames around an article.
    """
    row = cell.parent
    return row is not None and len(row.find_all(("td", "th"), recursive=False)) > 1


def _style(tag: Tag) -> str:
    value = tag.get("style")
    return value if isinstance(value, str) else ""


def _look(tag: Tag, outer: _Look) -> _Look:
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
