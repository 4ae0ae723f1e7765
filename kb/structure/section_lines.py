"""Lines of plain text that open the section of a bank or of the group that learns there:
杜鹃坡农商银行学习小组, 蓼河组：向管理要效益, 朔林农商银行（5人）.

One such line alone may be anything; two of one form with different names, each above a text, are
headings.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from kb.readers import Block
from kb.structure.bank_lines import bank_lines
from kb.structure.bank_names import SUFFIX
from kb.structure.groups import group_of, is_group_line
from kb.structure.looks import Look, is_short, look_of, stands_out
from kb.structure.section_closing import closing_lines
from kb.text import numbering, without_numbering

_UNIT = "(?:学习|跟班|考察|跟岗)?(?:小?组|队)"
_LINE = re.compile(
    rf"[\W_]{{0,3}}(?P<label>(?:组别|组名|小组)[:：]\s*)?(?:赴|驻)?(?P<name>[一-鿿]{{2,6}}?)(?:(?P<kind>{SUFFIX})(?P<unit>{_UNIT})?|(?P<group>{_UNIT}))"
    r"(?P<aside>[（(][^（）()]{1,20}[）)])?(?P<tail>[一-鿿]{0,8})"
    r"(?P<says>\s*[:：|｜—·-]{1,2}.{0,24})?[】〕\]）)]?"
)
# What stands behind the name of a group that is called by a place.
_TAIL = re.compile(
    "的?(?:学习|跟班|本周|每周|每日|一周)?(?:动态|手记|答卷|周报|日志|声音|小结|收获|见闻|汇报|周记|一报|一记)?(?:选登?|摘[编登要]?)?"
)
# Behind the name of a group in brackets, who belongs to it: 【石桥组】组长：严冬 组员：沙欣. Unlike a line
# of `rosters` it needs no colon.
_MEMBERS = re.compile(
    r"(?<=[】\]〕])[\s　]{0,3}(?:副?组长|组员|成员|队长|队员|带队|领队|导师|联络员|学员)[^。]{0,40}$"
)
# The level of the heading that such a line is.
_LEVEL = 2
# What is about all banks stands next to their sections, never below the last one.
_CLOSING_LEVEL = 1
# No more names than these are looked for, so that the cost stays linear in the text.
_MOST = 20


@dataclass(frozen=True, slots=True)
class _Line:
    """The place that a line names, and what else it consists of: the kind of bank, a group behind it,
    words behind that, a colon or dash with more, and behind brackets its members."""

    name: str
    form: tuple[bool, bool, bool, bool, bool]


def with_section_lines(blocks: Sequence[Block], body: Look) -> tuple[Block, ...]:
    """The blocks; lines that open the sections of banks or groups are headings."""
    forms: dict[tuple[bool, ...], dict[int, str]] = {}
    for n, block in enumerate(blocks[:-1]):
        plain = is_short(block.text) and not stands_out(block, body) and not block.after_image
        if plain and (line := _read(block.text)):
            forms.setdefault(line.form, {})[n] = line.name
    text = "\n".join(block.text for block in blocks)
    found = {
        n for form, lines in forms.items() if _opens(lines, text, sure=form[-1]) for n in lines
    }
    found |= _counted_on(blocks, found, body)
    of_banks = bank_lines(blocks)
    found |= {n for n in of_banks if not _stands_apart(blocks[n], body)}
    closing = _closing(blocks, of_banks, body)
    return tuple(
        replace(block, level=_CLOSING_LEVEL if n in closing else _LEVEL)
        if n in found | closing
        else block
        for n, block in enumerate(blocks)
    )


def _counted_on(blocks: Sequence[Block], found: set[int], body: Look) -> set[int]:
    """The plain lines that go on with the numbers of such headings, or come before them (四、下一步打算
    behind 三、昭岭组)."""
    counted = {n: at for n in sorted(found) if (at := numbering(blocks[n].text))}
    styles = {at.style for at in counted.values()}
    if len(counted) < 2 or len(counted) < len(found) or len(styles) > 1:
        return set()
    style, values = styles.pop(), [at.value for at in counted.values()]
    first, last = min(counted), max(counted)
    looks = {look_of(blocks[n]) for n in counted}
    on: set[int] = set()
    before, expected = values[0], values[-1] + 1
    for n, block in enumerate(blocks[:-1]):
        at = numbering(block.text) if is_short(block.text) and look_of(block) in looks else None
        if at is None or at.style != style or stands_out(block, body):
            continue
        if (n < first and at.value < before) or (n > last and at.value == expected):
            on.add(n)
            expected += n > last
    return on


def _closing(blocks: Sequence[Block], of_banks: Collection[int], body: Look) -> set[int]:
    """The plain lines that close the sections of banks or of groups."""
    plain = frozenset(n for n, block in enumerate(blocks) if not _stands_apart(block, body))
    short = (n for n in sorted(plain) if is_short(blocks[n].text))
    groups = [n for n in short if is_group_line(blocks[n].text)]
    found: set[int] = set()
    if of_banks:
        found |= closing_lines(blocks, of_banks, plain, groups=False)
    if len(groups) > 1:
        found |= closing_lines(blocks, groups, plain, groups=True)
    return found


def _stands_apart(block: Block, body: Look) -> bool:
    return stands_out(block, body) or block.after_image


def opens_section(block: Block) -> bool:
    """Is a heading such a line, and so never part of the head?"""
    return block.level >= _LEVEL and _read(block.text) is not None


def _read(text: str) -> _Line | None:
    """A line that names a group of learners, or a bank with something in brackets, as read."""
    whole = without_numbering(text)
    bare = _MEMBERS.sub("", whole)
    match = _LINE.fullmatch(bare)
    if match is None:
        return None
    kind, unit, aside, tail, says = (
        bool(match[part]) for part in ("kind", "unit", "aside", "tail", "says")
    )
    if kind:
        named = unit or (aside and not tail)
    else:
        group = group_of(match["name"] + match["group"])
        named = bool(group) and _TAIL.fullmatch(match["tail"]) is not None
    if unit:  # 阮陵农商银行组 is a group as 湖熟桥组 is
        kind = unit = False
    return _Line(match["name"], (kind, unit, tail, says, bare != whole)) if named else None


def _opens(lines: dict[int, str], text: str, *, sure: bool) -> bool:
    """Do some lines of one form (number → name) open sections: each name once, none directly above
    another, and one of the names that of a bank, unless it is `sure` that they are groups?"""
    apart = all(n + 1 not in lines for n in lines)
    alike = len(lines) > 1 and len(set(lines.values())) == len(lines)
    names = islice(lines.values(), _MOST)
    return apart and alike and (sure or any(re.search(name + SUFFIX, text) for name in names))
