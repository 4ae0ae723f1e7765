"""Points that run in where their siblings stand above their text: （一）棚门挂卡 / … / （二）下班三查。柜员…….

Who numbers the points of a text does not always begin a new line behind each. Where the number of a
paragraph counts up to a heading of the same numbering or on from it, its first sentence is a heading as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.readers import Block
from kb.structure.looks import is_short
from kb.text import CELLS, numbering

# A point has at most this many characters, and what explains it at least so many.
_POINT, _TEXT = 24, 30
# The least length of the paragraph under the heading before.
_PARAGRAPH = 40


def with_run_in_siblings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; where a numbered line stands above a text and paragraphs of the same numbering count up
    to it or on from it, their first sentences are lines of their own."""
    cuts: dict[int, int] = {}
    looks: dict[int, Block] = {}
    for run in _runs(blocks):
        heads = [n for n in run if _heads(blocks, n)]
        others = {n: _cut(blocks[n]) for n in run if n not in heads}
        if heads and all(others.values()):
            cuts |= others
            looks |= dict.fromkeys(others, blocks[heads[0]])
    found: list[Block] = []
    for n, block in enumerate(blocks):
        if n in cuts:
            point = block.text[: cuts[n] - 1]
            found.append(replace(looks[n], text=point, pictures=(), after_image=False))
            block = replace(block, text=block.text[cuts[n] :].lstrip(), lead=0)
        found.append(block)
    return tuple(found)


def _runs(blocks: Sequence[Block]) -> list[list[int]]:
    """The numbered blocks that count up from one in one style."""
    runs: list[list[int]] = []
    counting: dict[str, tuple[int, list[int]]] = {}
    for n, block in enumerate(blocks):
        number = numbering(block.text) if CELLS not in block.text else None
        if number is None:
            continue
        value, run = counting.get(number.style, (0, []))
        if number.value == value + 1 and run:
            run.append(n)
        elif number.value == 1:
            run = [n]
            runs.append(run)
        else:
            run = []
        counting[number.style] = (number.value, run)
    return [run for run in runs if len(run) > 1]


def _heads(blocks: Sequence[Block], n: int) -> bool:
    """Is this a line above a paragraph that counts nothing?"""
    below = blocks[n + 1].text if n + 1 < len(blocks) else ""
    return is_short(blocks[n].text) and len(below) >= _PARAGRAPH and not numbering(below)


def _cut(block: Block) -> int:
    """Where the first sentence of a numbered paragraph ends, or a bold opening with a colon, if it is a
    point that the rest explains; 0 else."""
    text = block.text
    number = numbering(text)
    start = number.length if number else 0
    bold = block.lead and text[: block.lead].rstrip()[-1:] in tuple("：:")
    stop = len(text[: block.lead].rstrip()) - 1 if bold else text.find("。", start)
    point = text[start:stop]
    explained = 0 < stop < len(text) - _TEXT
    return stop + 1 if explained and point and len(point) <= _POINT and is_short(point) else 0
