"""How the text of an element of a page looks."""

from __future__ import annotations

import re
from dataclasses import replace

from bs4.element import Tag

from kb.readers.collector import Look, is_heavy_font
from kb.readers.symbols import is_symbol_font

_BOLD = frozenset("b strong th".split())
# html.parser's default size, in px, and the absolute sizes CSS names.
_SIZES = {"small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0, "xx-large": 32.0}
_UNITS = {"px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "%": 0.16}
_FONT_SIZE = re.compile(r"(?<![-\w])font-size\s*:\s*([a-z-]+|[0-9.]+\s*(?:px|pt|rem|em|%))", re.I)
# Those of <font size=1> to <font size=7>; +1 is one more than the usual 3.
_FONT_SIZES = (10.0, 13.0, 16.0, 18.0, 24.0, 32.0, 48.0)
_USUAL = 3
# Those of headings, the share that small and large text has, and how far up a size is looked for.
_HEADING_SIZES = {1: 32.0, 2: 24.0, 3: 18.7, 4: 16.0, 5: 13.3, 6: 10.7}
_SHARES = {"small": 0.83, "big": 1.2, "sub": 0.83, "sup": 0.83}
_UP = 12
_LENGTH = re.compile(r"([0-9.]+)\s*(px|pt|rem|em|%)")
_ALIGN = re.compile(r"(?<![-\w])text-align\s*:\s*([a-z-]+)", re.I)
_BLOCK = re.compile(
    r"(?<![-\w])display\s*:\s*(?:block|flex|grid|list-item|table)\s*(?:;|!|$)", re.I
)
_FAMILY = re.compile(
    r"(?<![-\w])font(?:-family\s*:\s*([^;]{1,200})|\s*:[^;\"']{0,80}?[\s\"']([A-Za-z][^;]{1,200}))",
    re.I,
)
_WEIGHT = re.compile(r"(?<![-\w])font-weight\s*:\s*([a-z0-9]+)", re.I)


def symbol_font_of(tag: Tag, outer: str) -> str:
    """The symbol font that text within an element is set in, "" for any other font."""
    name = _font_of(tag, style_of(tag))
    return (name if is_symbol_font(name) else "") if name else outer


def _font_of(tag: Tag, style: str) -> str:
    """The first font that an element names, "" when it names none."""
    found = _FAMILY.search(style)
    name = (found[1] or found[2]) if found else str(tag.get("face") or "")
    return name.split(",")[0].strip(" \t\"'")


def style_of(tag: Tag) -> str:
    """The style attribute of an element, "" when it has none."""
    value = tag.get("style")
    return value if isinstance(value, str) else ""


# What programs for pages call the elements of their own that are blocks: uni-view, app-header, rich-text.
_DRAWN_BLOCK = re.compile(
    r"-(?:view|page|wrapper|container|content|article|detail|body|head|header|foot|footer|section|main|panel|layout|root|rich-text)$"
)


def is_block(tag: Tag, blocks: frozenset[str]) -> bool:
    """Does an element begin and end a line: by its name, one of `blocks`, or by its style?"""
    return (
        tag.name in blocks
        or _BLOCK.search(style_of(tag)) is not None
        or ("-" in tag.name and _DRAWN_BLOCK.search(tag.name) is not None)
    )


def look_of(tag: Tag, outer: Look) -> Look:
    """The look of the text within an element, by its name and style, inside `outer`."""
    style = style_of(tag)
    look = outer
    if re.fullmatch("h[1-6]", tag.name):
        look = replace(look, level=int(tag.name[1]))
    elif tag.get("role") == "heading":
        level = str(tag.get("aria-level") or "")
        look = replace(look, level=int(level) if re.fullmatch("[1-6]", level) else 2)
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
    if name := _font_of(tag, style):
        look = replace(look, heavy=is_heavy_font(name))
    if size := _FONT_SIZE.search(style):
        look = replace(look, size=_px(size.group(1).lower()) or look.size)
    elif tag.name == "font" and tag.has_attr("size"):
        look = replace(look, size=_px_of_font(str(tag["size"]).strip()) or look.size)
    return look


def size_at(tag: Tag) -> float:
    """The size in px of the text within an element, by the elements close around it; 0 if unknown."""
    around: list[Tag] = []
    node: Tag | None = tag
    while node is not None and len(around) < _UP:
        around.append(node)
        node = node.parent
    look, share = Look(), 1.0
    for one in reversed(around):
        look = look_of(one, look)
        share *= _SHARES.get(one.name, 1.0)
    usual = _HEADING_SIZES.get(look.level, 0.0)
    return (look.size or usual or (16.0 if share != 1 else 0.0)) * share


def _px_of_font(value: str) -> float:
    if not re.fullmatch(r"[+-]?[1-7]", value):
        return 0.0
    step = int(value) if value[0].isdecimal() else _USUAL + int(value)
    return _FONT_SIZES[max(1, min(step, len(_FONT_SIZES))) - 1]


def _px(value: str) -> float:
    if value in _SIZES:
        return _SIZES[value]
    length = _LENGTH.fullmatch(value)
    try:
        return round(float(length.group(1)) * _UNITS[length.group(2)], 1) if length else 0.0
    except ValueError:
        return 0.0
