"""Captions of pictures, which say no more than the picture shows."""

from __future__ import annotations

import re

from bs4.element import Tag

from kb.readers.html.page_lines import Line

_CAPTION = re.compile(
    r"^(?:资料图|图[①-⑨为\d:：]|图片来源|▲|△|↑)|(?:摄|供图|/图|资料图片)[）)]?$|图文无关"
)
_CAPTION_NAMES = re.compile(
    r"caption|(?:^|[\s_-])im-t(?:$|[\s_-])|pic-?(?:desc|txt|text)|img-?(?:desc|txt|text)|figcaption",
    re.I,
)
# A caption with a figure says something that the text may not say.
_TELLS = re.compile(r"\d\s*(?:[%％‰]|个百分点|[万亿]元?|元|户|笔)")
_LONGEST = 60
_CREDIT = re.compile(r"(?:摄|供图|资料图片)[）)]?$")


def is_caption(line: Line) -> bool:
    """Is this line a caption, by its words or by the name of its element, without a figure?"""
    text = line.text
    if _TELLS.search(text):
        return False
    worded = len(text) <= _LONGEST and _CAPTION.search(text) is not None
    return worded or any(_CAPTION_NAMES.search(name) for name in _names(line.block))


def is_credited(line: Line) -> bool:
    """Is this a caption that names who took the picture?"""
    return is_caption(line) and _CREDIT.search(line.text) is not None


def _names(tag: Tag) -> list[str]:
    classes = tag.get("class")
    return [tag.name, *(classes if isinstance(classes, list) else [])]
