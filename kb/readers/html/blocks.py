"""From the tree of a page to blocks.

What a person does not see is not read: hidden text, text that was struck out, the pronunciation above
a character. What is left out is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4.element import NavigableString, PreformattedString, Tag

from kb.readers.collector import Collector, Look
from kb.readers.draft import Block
from kb.readers.html.inline import CONTROLS, control_text, is_folding_heading, linear
from kb.readers.html.lists import labels_of
from kb.readers.html.look import is_block, look_of, style_of, symbol_font_of
from kb.readers.html.table import CELLS, cells_of, is_wide
from kb.readers.left_out import LeftOut, shown
from kb.readers.marks import MAX_DATA, MAX_LINE, is_head, is_sentence, lowered, raised
from kb.readers.pictures import Resources, from_addresses, nothing
from kb.readers.symbols import shown_as

_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary"
    " table tbody td tfoot th thead tr ul".split()
)
# Elements that are not content.
_NO_CONTENT = frozenset(
    "script style noscript noembed noframes template head title button datalist rt rp rtc annotation"
    " annotation-xml".split()
)
# Content that no reader can read, and what a person calls it.
_UNREAD = {
    "iframe": "嵌入的网页或视频",
    "object": "嵌入的对象",
    "embed": "嵌入的对象",
    "audio": "音频",
    "mpvoice": "音频",
    "video": "视频",
    "canvas": "画布",
}
_STRUCK = frozenset("del s strike".split())
_STRUCK_STYLE = re.compile(r"text-decoration[-a-z]*\s*:[^;]{0,60}line-through", re.I)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|(?<![-\w])opacity\s*:\s*0?\.?0+(?![.\d])|(?<![-\w])font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)",
    re.I,
)
_SCRIPTS = {"sup": raised, "sub": lowered}
MAX_SCRIPT = 40
# Inside a drawing only these contain text.
_DRAWN_TEXT = ("foreignobject", "text")
# The attributes in which lazy loading keeps the address of a picture, and those used when a page is
# saved.
_ADDRESSES = ("src", "data-src", "data-original")
_KEPT_BREAKS = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)
_PREFORMATTED = ("pre", "textarea", "listing")
ROW = " | "
# A cell with one of these is a part of a layout.
_LAYOUT = ("table", "img")


@dataclass(frozen=True, slots=True)
class _Step:
    """A node that is still to be visited, or to be left if `leaving`; `symbols` is the symbol font it
    is set in."""

    node: object
    look: Look
    in_row: bool = False
    kept_breaks: bool = False
    symbols: str = ""
    leaving: bool = False


def blocks_of(root: Tag, left_out: LeftOut, resources: Resources = nothing) -> list[Block]:
    """The blocks of an element; what is not read is added to `left_out`. A style that hides `root`
    itself is ignored: a page may be saved before its script has shown the article."""
    out = Collector()
    for event, node, look in _Walk(root, left_out).events():
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


class _Walk:
    """A walk through a tree with an explicit stack, because pages nest deeply."""

    def __init__(self, root: Tag, left_out: LeftOut) -> None:
        self._root = root
        self._left_out = left_out
        self._rows: dict[int, list[Tag]] = {}
        self._headed: set[int] = set()  # the rows of tables of data
        self._numbers: dict[int, str] = {}
        self._label = ""

    def events(self) -> Iterator[tuple[str, object, Look]]:
        """Text, image, line break and break events in document order."""
        stack = [_Step(self._root, Look())]
        while stack:
            step = stack.pop()
            node = step.node
            if step.leaving:
                yield "break", node, step.look
            elif isinstance(node, Tag):
                yield from self._enter(node, step, stack)
            elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                if self._label and node.strip():
                    yield "text", self._label, step.look
                    self._label = ""
                if step.symbols:
                    node = NavigableString(shown_as(str(node), step.symbols))
                yield from _text(node, step)

    def _enter(
        self, node: Tag, step: _Step, stack: list[_Step]
    ) -> Iterator[tuple[str, object, Look]]:
        if node is not self._root and self._is_left_out(node):
            return
        if node.name == "img":
            yield "image", node, step.look
        elif node.name == "br":
            yield ("text", " ", step.look) if step.in_row else ("line break", node, step.look)
        elif node.name in _SCRIPTS and not node.find("img") and (text := _short(node)):
            stack.append(_Step(NavigableString(_SCRIPTS[node.name](text)), step.look))
        elif node.name in CONTROLS:
            stack.append(_Step(NavigableString(control_text(node)), step.look))
        else:
            in_row = step.in_row
            children: list[object] = linear(node)
            kept = step.kept_breaks or _keeps_breaks(node)
            if node.name == "table":
                children.sort(key=_is_foot)  # a browser shows it last
            if node.name == "table" and not in_row:
                rows = cells_of(node)
                self._rows |= rows
                self._headed |= rows.keys() if _has_heads(rows) else set()
            elif node.name in ("ol", "ul"):
                self._numbers |= labels_of(node)
            elif node.name == "tr" and not in_row and (row := self._row(node)):
                children, in_row = row, True
                yield "break", node, step.look
                stack.append(_Step(node, step.look, leaving=True))
            block = is_block(node, _BLOCKS)
            if block and step.in_row and node.name not in CELLS:
                yield "text", " ", step.look
            if block and not in_row:
                yield "break", node, step.look
                stack.append(_Step(node, step.look, leaving=True))
            self._label = self._numbers.get(id(node), self._label)
            inner = look_of(node, step.look)
            font = symbol_font_of(node, step.symbols)
            stack.extend(_Step(child, inner, in_row, kept, font) for child in reversed(children))

    def _is_left_out(self, tag: Tag) -> bool:
        name = tag.name
        if name in _NO_CONTENT:
            return name != "button" or not is_folding_heading(tag)
        if name in _UNREAD:
            self._left_out.add(_UNREAD[name])
            return True
        closed = name == "dialog" and not tag.has_attr("open")
        if closed or tag.has_attr("hidden") or _UNSEEN.search(style_of(tag)):
            what = "隐藏的文字"
        elif name in _STRUCK or _STRUCK_STYLE.search(style_of(tag)):
            what = "用删除线划去的文字"
        else:
            return name != "svg" and tag.parent is not None and _is_drawn(tag)
        if text := tag.get_text().strip():
            self._left_out.add(what, shown(text))
        return True

    def _row(self, row: Tag) -> list[object]:
        """The contents of a row of short cells, or of a table with heads, which is one paragraph, its
        cells joined by " | "; else none.

        Else cells of several paragraphs, or with pictures, are the columns of a layout; single-cell
        tables only frame an article.
        """
        cells = self._rows.get(id(row)) or row.find_all(CELLS, recursive=False)
        if len(cells) < 2 or _is_filled_in(cells):
            return []
        own = {id(cell): cell for cell in cells}
        if id(row) not in self._headed and not all(map(_is_short, own.values())):
            return []
        joined: list[object] = []
        for number, cell in enumerate(cells):
            joined += [NavigableString(ROW), cell] if number else [cell]
        return joined


def _text(node: NavigableString, step: _Step) -> Iterator[tuple[str, object, Look]]:
    if not step.kept_breaks or step.in_row or "\n" not in node:
        yield "text", node, step.look
        return
    for number, line in enumerate(node.splitlines()):
        if number:
            yield "line break", node, step.look
        yield "text", line, step.look
    if node.endswith("\n"):
        yield "line break", node, step.look


def _keeps_breaks(tag: Tag) -> bool:
    return tag.name in _PREFORMATTED or _KEPT_BREAKS.search(style_of(tag)) is not None


def _is_short(cell: Tag) -> bool:
    """Does a cell have at most one paragraph and no picture? Lines of a long text count as
    paragraphs. Looks no further than it must: tables may stand in tables."""
    blocks, lines = 0, False
    for inner in cell.descendants:
        if isinstance(inner, Tag):
            blocks += inner.name in _BLOCKS
            lines = lines or inner.name == "br"
            if blocks > 1 or inner.name == "img":
                return False
    return not (lines and len(cell.get_text()) > MAX_LINE)


def _is_filled_in(cells: list[Tag]) -> bool:
    """Is this a row of a form: a label, and sentences in one cell that reaches to the edge?"""
    label, wide = cells[0], cells[1]
    return (
        is_wide(wide)
        and all(cell is wide for cell in cells[1:])
        and is_head(label.get_text().strip())
        and is_sentence(wide.get_text().strip())
    )


def _has_heads(rows: dict[int, list[Tag]]) -> bool:
    """Is it a table of data: a row of short heads above cells that hold text of bounded length?"""
    first, *others = rows.values() or [[]]
    return (
        bool(others)
        and len(first) > 1
        and all(_is_short(cell) and is_head(cell.get_text().strip()) for cell in first)
        and not any(cell.find(_LAYOUT) for row in others for cell in row)
        and all(len(cell.get_text()) <= MAX_DATA for row in others for cell in row)
    )


def _is_drawn(tag: Tag) -> bool:
    """Is it a part of a drawing that holds no text?"""
    parent = tag.parent
    return (
        parent is not None
        and (parent.name == "svg" or parent.name == "g")
        and tag.name not in (*_DRAWN_TEXT, "g", "a", "switch", "svg")
        and tag.find(_DRAWN_TEXT) is None
    )


def _is_foot(node: object) -> bool:
    return isinstance(node, Tag) and node.name == "tfoot"


def _short(tag: Tag) -> str:
    text = "".join(tag.stripped_strings)
    return text if len(text) <= MAX_SCRIPT else ""
