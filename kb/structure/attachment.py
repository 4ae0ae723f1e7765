"""A notice that passes a text on: below its signature stands the attachment, with a title of its own.

The notice is short and the attachment is what is read. Signature, day and the word 附件 between them
are no part of the text; the title of the attachment is a heading in one line. Where the word is missing, the
title that the notice quotes tells where the attachment begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.readers import Block
from kb.structure.days import is_day_line
from kb.structure.looks import is_short
from kb.text import numbering

_MARK = re.compile(
    r"[【\[（(]?附[\s　]*件[\s　]*[一二三四五六七八九十\d]{0,2}[】\]）)]?[\s　]*[:：]?"
)
_LIST = re.compile(r"附[\s　]*件[\s　]*[:：][\s　]*\S")
_ENTRY = re.compile(r"[\s　]*\d{1,2}[.．、]\s*\S")
_OFFICE = re.compile(r"[^。，；：]{2,30}")
_SUBTITLE = re.compile(r"——|──|--")
# The title that a notice quotes, in one of its first lines.
_QUOTED, _OPENING = re.compile(r"《([^《》]{4,60})》"), 3
# The notice ends within this many blocks; a title or an entry of its list has at most this many
# characters.
_WITHIN, _TITLE = 30, 60


@dataclass(frozen=True, slots=True)
class Attached:
    """The blocks without what stands between notice and attachment, and the texts of that."""

    blocks: tuple[Block, ...]
    furniture: tuple[str, ...] = ()


def with_attachment(blocks: Sequence[Block]) -> Attached:
    """The blocks of a notice and its attachment; all of them where there is none."""
    mark = next((n for n, b in enumerate(blocks[:_WITHIN]) if _MARK.fullmatch(b.text.strip())), 0)
    begins = mark + 1 if mark else _repeated(blocks)
    mark = mark or begins
    start = _signature(blocks, mark)
    if not 1 < start < mark < len(blocks) - 2 or any(b.pictures for b in blocks[start:begins]):
        return Attached(tuple(blocks))
    title, rest = _title(blocks[begins:])
    gone = tuple(block.text for block in blocks[start:begins])
    return Attached((*blocks[:start], *title, *rest), gone)


def _repeated(blocks: Sequence[Block]) -> int:
    """Where the title that a notice quotes (关于转发《…》的通知) stands below it; 0 when it does not."""
    quoted = {title for block in blocks[:_OPENING] for title in _QUOTED.findall(block.text)}
    below = enumerate(blocks[_OPENING:_WITHIN], _OPENING)
    return next((n for n, block in below if block.text.strip() in quoted), 0)


def _signature(blocks: Sequence[Block], mark: int) -> int:
    """Where the lines begin that end the notice above `mark`: the list of attachments, who signs, the
    day; 0 when no day stands there."""
    n = mark - 1
    if n < 2 or not is_day_line(blocks[n].text.strip()):
        return 0
    if _OFFICE.fullmatch(blocks[n - 1].text.strip()) and is_short(blocks[n - 1].text):
        n -= 1
    first = n
    while (
        first > 2 and len(blocks[first - 1].text) <= _TITLE and _ENTRY.match(blocks[first - 1].text)
    ):
        first -= 1
    listed = first > 1 and _LIST.match(blocks[first - 1].text.strip()) is not None
    return first - 1 if listed else n


def _title(blocks: Sequence[Block]) -> tuple[list[Block], Sequence[Block]]:
    """The title of an attachment as one heading, its subtitle behind it, and the other blocks."""
    first, below = blocks[0], blocks[1]
    if not is_short(first.text) or numbering(first.text) or len(first.text) > _TITLE:
        return [], blocks
    parts = 1 + (_SUBTITLE.match(below.text) is not None and len(below.text) <= _TITLE)
    text = "".join(block.text for block in blocks[:parts])
    pictures = tuple(p for block in blocks[:parts] for p in block.pictures)
    return [replace(first, text=text, level=first.level or 2, pictures=pictures)], blocks[parts:]
