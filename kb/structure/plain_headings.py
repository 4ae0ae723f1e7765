"""Headings of plain text, which look like the paragraphs around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kb.readers import Block
from kb.structure.day_headings import is_day_at_bank
from kb.structure.days import is_period_line
from kb.structure.groups import is_banks_point
from kb.structure.looks import Look, is_short, mark_of, stands_out
from kb.text import CELLS, without_numbering

# The lengths of headings in plain text, and of the paragraphs under them.
_PLAIN = 20
_LONG = 40
# The bank of what follows, in a collection of visits.
_VISITED = re.compile(
    r"(?:被?学习|跟班|被?考察|对标|受访|参观|交流|走访)(?:单位|对象|机构|银行|行)\s*[:：]\s*\S{2,14}(?:银行|农商行|联社|农信社)"
)
# Where one went, as a heading of plain text: 在木槿农商银行学管客户.
_WENT = re.compile(
    r"(?:在|到|赴|去|走进|走访|考察|看|学)(?P<bank>[一-鿿]{2,10}(?:银行|农商行|联社|农信社))[^，。：:]{0,16}"
)
# What ends the paragraph above a heading of plain text.
_ENDS = "。！？”」）：:"


def plain_headings(blocks: Sequence[Block], body: Look) -> frozenset[int]:
    """Headings of plain text: short lines that look like the text around them and take turns with
    long paragraphs, three times or more; or twice, where each says what a bank does."""
    found = []
    of_banks = []
    visited = []
    went = []
    days = []
    for n, block in enumerate(blocks[:-1]):
        like = (
            CELLS not in block.text
            and not stands_out(block, body)
            and not block.after_image
            and is_short(block.text)
        )
        short = like and 2 <= len(block.text) <= _PLAIN and block.text[-1] not in "：:"
        above = blocks[n - 1].text if n else "。"
        longer = len(blocks[n + 1].text) > max(_PLAIN, len(block.text))
        if like and longer and block.text[-1] not in "：:" and is_banks_point(block.text):
            of_banks.append(n)
        if like and _VISITED.fullmatch(without_numbering(block.text)):
            visited.append(n)
        if like and above[-1] in _ENDS and _went(block.text) and _tells(blocks, n):
            went.append(n)
        if like and longer and is_day_at_bank(block.text):
            days.append(n)
        below = blocks[n + 1].text
        long = len(below) >= _LONG or (
            len(below) >= _LONG // 2 and below[-1] in "。！？…" and not block.text[0].isdigit()
        )
        if short and long and above[-1] in _ENDS:
            found.append(n)
    banks = {_went(blocks[n].text) for n in went}
    for parts in (of_banks, visited, days, went if len(banks) == len(went) else []):
        if len(parts) >= 2:
            return frozenset(parts)
    others = sum(len(block.text) <= _PLAIN for block in blocks) - len(found)
    if len(found) < 3 or others > len(found) // 2:
        return frozenset()
    return frozenset(found) | _of_same_mark(found, blocks)


def _of_same_mark(found: Sequence[int], blocks: Sequence[Block]) -> frozenset[int]:
    """The longer lines above a text that open with the mark of three headings or more that were found."""
    mark, times = Counter(mark_of(blocks[n].text) for n in found).most_common(1)[0]
    if not mark or times < 3:
        return frozenset()
    return frozenset(
        n
        for n, block in enumerate(blocks[:-1])
        if mark_of(block.text) == mark and is_short(block.text) and _tells_below(blocks, n)
    )


def _went(text: str) -> str:
    """The bank that a line says one went to, and nothing else; "" when it says none."""
    match = _WENT.fullmatch(without_numbering(text))
    return match["bank"] if match else ""


def _tells(blocks: Sequence[Block], n: int) -> bool:
    """Does a paragraph of text follow, perhaps behind a line of days?"""
    below = blocks[n + 1 : n + 3]
    if below and is_short(below[0].text) and len(below) > 1:
        below = below[1:] if is_period_line(below[0].text) or below[0].text[0] in "（(" else ()
    return bool(below) and len(below[0].text) >= _LONG


def _tells_below(blocks: Sequence[Block], n: int) -> bool:
    """Does a paragraph of text follow a line?"""
    return n + 1 < len(blocks) and len(blocks[n + 1].text) >= _LONG
