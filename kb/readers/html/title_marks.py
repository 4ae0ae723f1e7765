"""How the elements of a web page mark a line as a title: by their name, or by their look."""

from __future__ import annotations

import re

from bs4.element import Tag

from kb.readers.html.beside_title import beside_by_name
from kb.readers.html.page_lines import Line, ancestors

HEADINGS = ("h1", "h2", "h3")
_NAMED_TITLE = re.compile(
    r"(?:^|[\s_-])(?:\w*title|tit|bt|biaoti|headline|subject|hd)\d?(?:$|[\s_-])", re.I
)
# <font size> of 18 px and more.
_LARGE_FONT = re.compile(r"[4-7]|\+[1-4]")


def is_named_title(tag: Tag) -> bool:
    """Does an element, or the one around it, say by its name that it is for the title?"""
    for around in list(ancestors(tag))[:2]:
        classes = around.get("class")
        names = [*(classes if isinstance(classes, list) else []), str(around.get("id") or "")]
        if any(_NAMED_TITLE.search(name) for name in names) and not beside_by_name(around):
            return True
    return False


def is_large(line: Line) -> bool:
    """Is a line centred and bold or large, by the elements right around it?"""
    marks, large = "", None
    for tag in list(ancestors(line.strings[0].parent or line.block))[:5]:
        marks += (
            f" {tag.name} {tag.get('style') or ''} {tag.get('align') or ''} {tag.get('size') or ''}"
        )
        large = large or (tag.name == "font" and _LARGE_FONT.fullmatch(str(tag.get("size") or "")))
    bold = large or re.search(
        r"\b(?:b|strong)\b|font-weight\s*:\s*(?:bold|[6-9])|font-size\s*:\s*(?:1[89]|[2-9]\d)",
        marks,
    )
    return bool(bold) and "center" in marks
