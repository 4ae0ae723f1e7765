"""Which paragraphs are rows of one table.

A table is one entry, so that each row stands under the heads of its columns; where its rows are about
several banks, each row is an entry of its own, with the heads before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile

from kb.readers import Block
from kb.structure.practice import tells_occasion
from kb.text import CELLS, bars

# The most characters of the head of a column, and the least of a cell that tells a point.
_HEAD, _TELLS = 12, 30
# The same where a column is named after practices; columns of what learners have or plan.
_TELLS_THERE = 15
_PRACTICES = re.compile("做法|经验|举措|亮点|措施")
_OF_LEARNERS = re.compile("我[行社们]|本[行社]|改进|打算|差距|不足|落实|计划|责任|建议|现状")

# What stands above a table: 表1　三年主要指标, 附表：…, 各行用信情况表, （单位：万元）.
_CAPTION = re.compile(
    r"附?[图]?表\s*[0-9０-９一二三四五六七八九十]{0,3}(?:[-—.．][0-9]{1,2})?[\s　:：.．、]"
    r"|.*(?:表|指标|数据|情况|对照|对比|一览|统计)\s*(?:[（(][^（()）]{1,20}[）)])?[:：]?$"
    r"|[（(【\[]?\s*(?:金额|计量|数据|货币|统计|本表|表内|以下)?(?:单位|口径)\s*[:：]"
)
_LONGEST_CAPTION = 40


def is_caption(text: str) -> bool:
    """Is a line the caption of a table below it?"""
    short = len(text) <= _LONGEST_CAPTION and CELLS not in text and "。" not in text
    return short and _CAPTION.match(text) is not None


def is_row(blocks: Sequence[Block], n: int) -> bool:
    """Is a line a row of a table: with as many cells as the line below?"""
    cells = bars(blocks[n].text)
    return bool(cells) and n + 1 < len(blocks) and bars(blocks[n + 1].text) == cells


def tells_point(row: str, head: str = "") -> bool:
    """Does a row of a register of what was learned tell a point, and not only that there is none
    (5 | 信用卡 | 同左 | 暂不调整)? Where the head of a column says that it holds practices, less is
    enough, outside the columns of the learners."""
    cells, heads = row.split(CELLS), head.split(CELLS)
    if max(map(len, cells)) >= _TELLS:
        return True
    if len(heads) != len(cells) or not any(map(_PRACTICES.search, heads)):
        return False
    of_hosts = (c for c, h in zip(cells, heads, strict=True) if not _OF_LEARNERS.search(h))
    return max(map(len, of_hosts), default=0) >= _TELLS_THERE


def are_points(rows: Sequence[str]) -> bool:
    """Do the rows of a table below its heads, all but one of four, each tell a point of its own, as in a
    register of what was learned (序号 | 内容 | 具体做法)?"""
    heads, *others = rows
    if len(others) < 2 or max(map(len, heads.split(CELLS))) > _HEAD:
        return False
    telling = [row for row in others if tells_point(row)]
    occasions = sum(tells_occasion(max(row.split(CELLS), key=len)) for row in telling)
    return 4 * len(telling) >= 3 * len(others) and 2 * occasions <= len(telling)


def find_tables(
    texts: Sequence[str], apart: AbstractSet[int] = frozenset()
) -> dict[int, list[int]]:
    """The first row of each table, and the rows behind it: paragraphs in a row with as many cells.
    What is in `apart` belongs to no table."""
    tables: dict[int, list[int]] = {}
    head, cells = 0, 0
    for at, text in enumerate(texts):
        count = bars(text) if at not in apart else 0
        if count and count == cells:
            tables.setdefault(head, []).append(at)
        else:
            head, cells = at, count
    return tables


def heads_among(opens: AbstractSet[int], texts: Sequence[str]) -> frozenset[int]:
    """Those of some paragraphs that open a point by their look which are only the heads of a table: bold
    rows above others that are not."""
    found: set[int] = set()
    for head, rows in find_tables(texts).items():
        table = (head, *rows)
        leading = list(takewhile(opens.__contains__, table))
        if len(leading) < len(table) and not opens & set(table[len(leading) :]):
            found.update(leading)
    return frozenset(found)
