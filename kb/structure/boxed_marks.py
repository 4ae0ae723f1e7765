"""Marks that an editor's template sets in boxes of their own: the quotation marks around what somebody
said, the Q and A of a card. They go with the text they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.readers import Block, DraftPicture

_OPENING, _CLOSING = "“「『❝〝", "”」』❞〞"
_STRAIGHT = '"＂'
# A quotation in a box has so many paragraphs.
_MOST = 6
# Who said it, behind a dash, stands outside the quotation marks.
_SAID_BY = re.compile(r"(?<=[。！？…])\s*(?:——?|──|--)\s*[^。！？，；]{2,30}$")
_BADGE = re.compile(r"(?:[QAＱＡ]|问|答)\s*(?:\d{1,2}|[一二三四五六七八九十])?[.、:：]?")
_LABELLED = re.compile(r"(?:[QAＱＡ]\s*\d{0,2}|[问答])\s*[.、:：]")


@dataclass(frozen=True, slots=True)
class Joined:
    """The blocks without marks of their own, and the marks that belong nowhere."""

    blocks: tuple[Block, ...]
    furniture: tuple[str, ...] = ()


def with_marks_joined(blocks: Sequence[Block]) -> Joined:
    """The blocks; a mark in a block of its own is joined to the text it belongs to."""
    result: list[Block] = []
    gone: list[str] = []
    pictures: tuple[DraftPicture, ...] = ()
    before = closes = -1
    label = ""
    for n, block in enumerate(blocks):
        text = block.text.strip()
        if n == closes:
            pictures += block.pictures
            continue
        if n > closes and _opens(text):
            found = _closing_of(blocks, n)
            if found > n + 1:
                before, closes, pictures = n, found, (*pictures, *block.pictures)
                continue
        if _is_alone(text) and len(blocks) > 1:
            gone.append(text)
            pictures += block.pictures
            continue
        if _BADGE.fullmatch(text) and _has_text_below(blocks, n):
            label, pictures = text.rstrip(".、:： ") + "：", (*pictures, *block.pictures)
            continue
        told = label + block.text if label and not _LABELLED.match(block.text) else block.text
        lead = block.lead + len(told) - len(block.text) if block.lead else 0
        if before >= 0 and n < closes:
            told = _in_marks(told, blocks, before, closes, n)
            lead = 0
        joined = (*pictures, *block.pictures)
        result.append(replace(block, text=told, lead=lead, pictures=joined))
        label, pictures = "", ()
        if n == closes - 1:
            before = -1
    if pictures and result:
        result[-1] = replace(result[-1], pictures=(*result[-1].pictures, *pictures))
    return Joined(tuple(result), tuple(gone)) if result else Joined(tuple(blocks))


def _opens(text: str) -> bool:
    return 0 < len(text) <= 2 and (set(text) <= set(_OPENING) or set(text) <= set(_STRAIGHT))


def _is_alone(text: str) -> bool:
    """Is a text only quotation marks?"""
    return 0 < len(text) <= 2 and set(text) <= set(_OPENING + _CLOSING + _STRAIGHT)


def _closing_of(blocks: Sequence[Block], opening: int) -> int:
    """Where the closing mark of an opening one stands alone, -1 when it does not."""
    for n, block in enumerate(blocks[opening + 1 : opening + _MOST + 2], opening + 1):
        if _is_alone(text := block.text.strip()):
            return n if set(text) <= set(_CLOSING + _STRAIGHT) else -1
    return -1


def _has_text_below(blocks: Sequence[Block], n: int) -> bool:
    """Does a text stand below a badge?"""
    below = blocks[n + 1].text.strip() if n + 1 < len(blocks) else ""
    return len(below) > _MOST and not _BADGE.fullmatch(below)


def _in_marks(text: str, blocks: Sequence[Block], opening: int, closing: int, n: int) -> str:
    """A paragraph of a quotation with the marks that stand around it, unless it has its own."""
    if text[0] in _OPENING and closing - opening == 2:
        return text
    if n == opening + 1:
        text = blocks[opening].text.strip() + text
    if n == closing - 1:
        who = _SAID_BY.search(text)
        end = who.start() if who else len(text)
        text = text[:end] + blocks[closing].text.strip() + text[end:]
    return text
