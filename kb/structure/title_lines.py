"""A title that was broken into lines: 关于选派骨干赴 / 青溪农商银行跟班学习情况的 / 汇　报."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.readers import Block
from kb.structure.days import is_period_line
from kb.structure.looks import is_short, look_of, unspread
from kb.structure.series import is_issue_line
from kb.text import is_imprint, is_site_furniture, numbering

# A broken title begins among so many blocks, and has so many lines and characters.
_WITHIN, _LINES, _LONGEST = 8, 4, 70
_OPEN = re.compile(
    r"(?:^关于(?!我们).{2,}|[的和与及暨、]|关于|印发|转发|赴|前往|走进|开展|进行|情况|(?:学习|借鉴|对标|赴|到|走进)[^，。]{2,14}(?:银行|农商行|联社))$"
)
_CLOSED = re.compile(
    r"(?:报告|汇报|总结|小结|体会|启示|纪实|思考|建议|材料|通知|函|请示|意见|方案|通报|纪要|决定|讲话|心得|感悟|汇编|做法|经验)$"
)
_BREAKS = re.compile(r"[。：:；;！!？?]|^(?:——|--)")
_QUOTES = (("《", "》"), ("“", "”"))


def with_title_in_one(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; the lines of a title that is not finished in its first line are one block. Only
    lines that look alike are joined, and only when the title ends as titles of papers do."""
    for first in range(min(_WITHIN, len(blocks) - 1)):
        text, lines = unspread(blocks[first].text), 1
        if not _may_be_part(blocks[first]):
            continue
        while first + lines < len(blocks) and lines < _LINES:
            block = blocks[first + lines]
            if not (_is_open(text) or block.text.startswith("的")):
                break
            if not _may_be_part(block) or look_of(block) != look_of(blocks[first]):
                break
            text, lines = text + unspread(block.text), lines + 1
        if (
            lines > 1
            and _CLOSED.search(text)
            and not _has_open_quote(text)
            and len(text) <= _LONGEST
        ):
            last = first + lines
            pictures = tuple(p for block in blocks[first:last] for p in block.pictures)
            title = replace(blocks[first], text=text, lead=0, pictures=pictures)
            return (*blocks[:first], title, *blocks[last:])
    return tuple(blocks)


def _is_open(text: str) -> bool:
    """Is this the beginning of a title that goes on in the next line?"""
    if _has_open_quote(text):
        return True
    return _OPEN.search(text) is not None and _CLOSED.search(text) is None


def _has_open_quote(text: str) -> bool:
    return any(text.count(begin) > text.count(end) for begin, end in _QUOTES)


def _may_be_part(block: Block) -> bool:
    text = block.text
    return (
        is_short(text)
        and not _BREAKS.search(text)
        and numbering(text) is None
        and not (is_period_line(text) or is_issue_line(text))
        and not (is_imprint(text) or is_site_furniture(text))
    )
