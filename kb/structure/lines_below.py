"""Lines that look like headings and belong to the heading right above them: the days of a stay, the label
of the part of the host (他们怎么做) that each point has, and a saying that closes a section."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from kb.readers import Block
from kb.structure.day_headings import is_day_heading
from kb.structure.days import is_day_line, is_period_line
from kb.structure.looks import is_short
from kb.structure.roles import Role, is_learners, role_of
from kb.text import numbering

# What somebody said, as the heading of the text about it: “宁可慢三天”——风险总监老温.
SAYING = re.compile(r"[“「][^”」]{4,30}[”」]\s*——\s*[^。，]{2,16}")
_BANK = re.compile("银行|联社|农商|农信|支行|[部室组]$")
_FEWEST = 2


def remarks(
    blocks: Sequence[Block],
    is_heading: Callable[[Block], bool],
    stands_out: Callable[[Block], bool],
) -> frozenset[int]:
    """The blocks that are no headings of their own."""
    headings = {n for n, block in enumerate(blocks) if is_heading(block)}
    sayings = {
        n
        for n, (block, _) in enumerate(pairwise(blocks))
        if n
        and n + 1 in headings
        and SAYING.fullmatch(block.text)
        and not stands_out(block)
        and not is_short(blocks[n - 1].text)
    }
    return frozenset({*sayings, *_stays(blocks, headings), *_labels(blocks, headings)})


def _stays(blocks: Sequence[Block], headings: set[int]) -> set[int]:
    """The days of a journey's stays, where all such lines stand right below other headings."""
    found = {
        n for n in headings if is_period_line(blocks[n].text) and not is_day_line(blocks[n].text)
    }
    below = {n for n in found if n - 1 in headings and not is_day_heading(blocks[n - 1].text)}
    return found if len(found) >= _FEWEST and below == found else set()


def _labels(blocks: Sequence[Block], headings: set[int]) -> set[int]:
    """The labels of the host's part, where each stands between its point and paragraphs, and the part
    of the learners follows."""
    times = Counter(blocks[n].text for n in headings)
    found = {
        n
        for n in headings
        if times[blocks[n].text] >= _FEWEST
        and role_of(blocks[n].text) is Role.LESSON
        and not is_learners(blocks[n].text)
    }
    return {n for n in found if _is_within_point(blocks, headings, n)}


def _is_within_point(blocks: Sequence[Block], headings: set[int], n: int) -> bool:
    above = blocks[n - 1].text if n - 1 in headings else ""
    if not above or _BANK.search(above) or role_of(above) is Role.LESSON:
        return False
    at = n + 1
    while at < len(blocks) and at not in headings:
        if numbering(blocks[at].text):
            return False
        at += 1
    return n + 1 < at < len(blocks) and is_learners(blocks[at].text)
