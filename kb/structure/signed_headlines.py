"""Headlines of plain text that each stand above the one who wrote what follows:

柜面的“减法”
运营部　陶小梅
江夏口的柜面……
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.readers import Block
from kb.structure.bylines import is_byline
from kb.structure.days import is_period_line
from kb.structure.issue_forms import names_paper
from kb.structure.looks import Look, is_short, stands_out
from kb.text import CELLS, is_imprint

# The level of a heading that such a line is.
_LEVEL = 2
# One such headline alone may be the title of the whole text.
_FEWEST = 2
_HEADLINE, _TEXT = 4, 40


def signed_headlines(blocks: Sequence[Block], body: Look) -> frozenset[int]:
    """The plain short lines above a byline and a paragraph of text, if there are two or more."""
    found = [
        n
        for n in range(len(blocks) - 2)
        if is_byline(blocks[n + 1].text)
        and len(blocks[n + 2].text) >= _TEXT
        and _is_headline(blocks[n], body)
    ]
    return frozenset(found if len(found) >= _FEWEST else ())


def with_signed_headlines(blocks: Sequence[Block], body: Look) -> tuple[Block, ...]:
    """The blocks; signed headlines are headings."""
    found = signed_headlines(blocks, body)
    return tuple(
        replace(block, level=_LEVEL) if n in found else block for n, block in enumerate(blocks)
    )


def is_signed_with_others(blocks: Sequence[Block], n: int) -> bool:
    """Is this a heading above a byline, and is there another one of its level below?"""
    level = blocks[n].level
    return (
        level > 1
        and is_byline(blocks[n + 1].text)
        and any(
            blocks[at].level == level and is_byline(blocks[at + 1].text)
            for at in range(n + 1, len(blocks) - 1)
        )
    )


def _is_headline(block: Block, body: Look) -> bool:
    text = block.text
    return (
        is_short(text)
        and len(text) >= _HEADLINE
        and CELLS not in text
        and not (stands_out(block, body) or block.after_image)
        and not (is_byline(text) or is_imprint(text) or is_period_line(text) or names_paper(text))
    )
