"""Whether a line is the title that a file itself states, by name or by style."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.readers import Block
from kb.structure.looks import Look, is_short, stands_out
from kb.structure.roles import role_of
from kb.text import numbering

# At least and at most so many lines of buttons stand above the title of a page.
_BUTTONS, _FAR = 3, 12
# The heading of a section (学习体会) is shorter than this.
_TITLE = 8


def only_first_level(blocks: Sequence[Block], body: Look) -> int:
    """The number of the only heading of the first level, above which stand several plain lines and no text, as
    the buttons of a page do; -1 where there is none."""
    first = [n for n, block in enumerate(blocks) if block.level == 1]
    if len(first) != 1 or not _BUTTONS <= first[0] <= _FAR or body.level:
        return -1
    text = blocks[first[0]].text
    plain = all(
        is_short(block.text) and not stands_out(block, body) and not numbering(block.text)
        for block in blocks[: first[0]]
    )
    heads = role_of(text) is not None and len(text) < _TITLE
    return -1 if numbering(text) or heads or not plain else first[0]


def is_stated(text: str, stated: str) -> bool:
    """Is this the title that the file states, the name of the site taken off?"""
    mine, whole = plain_words(text), plain_words(stated)
    title, _, subtitle = stated.partition("——")
    if len(plain_words(title)) >= 4 and mine and subtitle:  # the file states both in one line
        if mine == plain_words(title):
            return True
        if plain_words(subtitle).startswith(mine):
            return False
    return len(mine) >= 4 and mine in whole and 2 * len(mine) >= len(whole) * 0.6


def plain_words(text: str) -> str:
    """The text without blanks and marks."""
    return re.sub(r"[\W_]+", "", text)


def is_title_by_style(blocks: Sequence[Block], n: int, body: Look) -> bool:
    """Is this the title by the style of a Word file, though it is worded like a heading: of the first
    level, larger than all other lines, below a page header or two?"""
    block = blocks[n]
    if block.level != 1 or not is_short(block.text) or numbering(block.text):
        return False
    alone = not any(above.level for above in blocks[:n])
    others = max((other.size for other in (*blocks[:n], *blocks[n + 1 :])), default=0.0)
    return alone and body.size > 0 and block.size > max(others, 1.2 * body.size)
