"""The name of a paper in two lines: 全市农商银行系统青年干部 / 跟班学习简报 / 第6期."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.readers import Block
from kb.structure.days import is_period_line
from kb.structure.issue_forms import is_paper
from kb.structure.looks import is_short, look_of, unspread
from kb.structure.series import is_issue_line
from kb.text import is_imprint, is_site_furniture, numbering

# Such a name begins among so many blocks; its lines have so many characters.
_WITHIN = 5
_FIRST, _SECOND = range(4, 21), range(4, 17)
_BREAKS = re.compile(r"[，。：:；;！!？?《》]|——|--")
# The name of a bank or an office stands for itself.
_OFFICE = re.compile(
    r"(?:银行|农商行|联社|信用社|农信|总行|公司|(?<!干)部|室|处|科|中心|办|办事处|委员会|团委|党委|工会|支行)$"
)
# A line that ends so says whose paper it is or of when, and is no headline.
_WHOSE = re.compile(
    r"(?:[年月]度?份?|季度?|半年|系统|干部|学员|人员|员工|骨干|经理|行长|青年|人才|新人|[训修习干员]班|队|活动|工程|计划|行动)$"
)


def with_name_in_one(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; two lines of one look that name a paper together, above the number of its issue,
    are one block. A headline above the name of its paper stays apart."""
    for first in range(min(_WITHIN, len(blocks) - 2)):
        above, below = blocks[first : first + 2]
        if not _begins(above.text) or not _ends(below.text):
            continue
        behind = first + 2 + is_imprint(blocks[first + 2].text)
        if look_of(above) != look_of(below) or not is_issue_line(_text(blocks, behind)):
            continue
        while is_imprint(_text(blocks, behind + 1)):
            behind += 1
        headed = behind + 2 < len(blocks) and is_short(_text(blocks, behind + 1))
        if headed or _WHOSE.search(unspread(above.text)):
            name = replace(
                above,
                text=unspread(above.text) + unspread(below.text),
                lead=0,
                pictures=(*above.pictures, *below.pictures),
            )
            return (*blocks[:first], name, *blocks[first + 2 :])
    return tuple(blocks)


def _text(blocks: Sequence[Block], n: int) -> str:
    return blocks[n].text if n < len(blocks) else ""


def _begins(text: str) -> bool:
    """May a line be the first one of the name of a paper?"""
    bare = unspread(text)
    return (
        len(bare) in _FIRST
        and _BREAKS.search(bare) is None
        and _OFFICE.search(bare) is None
        and not is_paper(bare)
        and numbering(bare) is None
        and not (is_period_line(text) or is_issue_line(text))
        and not (is_imprint(text) or is_site_furniture(text))
    )


def _ends(text: str) -> bool:
    bare = unspread(text)
    return len(bare) in _SECOND and _BREAKS.search(bare) is None and is_paper(bare)
