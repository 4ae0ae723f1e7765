"""The lines above the title of a bulletin, brought into the order in which the head is read.

Mastheads come in tables (期号 | 编印单位 | 日期), forms and editor's notes stand between masthead and
title: each is moved or taken apart here, so that what reads a head sees one shape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from kb.readers import Block
from kb.structure.bank_names import SUFFIX
from kb.structure.form import LABELLED
from kb.structure.groups import is_group_line
from kb.structure.issue_forms import plain_issue
from kb.structure.letter_opening import announces, is_salutation
from kb.structure.looks import Look, is_short, stands_out
from kb.structure.masthead_name import with_name_in_one
from kb.structure.series import DOUBLE, is_issue_line, issue_apart
from kb.structure.signed_headlines import is_signed_with_others
from kb.text import CELLS, is_imprint, numbering

# A masthead, a form and a note stand among the first blocks, this many.
_WITHIN = 10
# A cell of a masthead is no longer than this, and the lines of a note no more than these.
_CELL, _NOTE_LINES = 40, 4
# The most rows of a masthead.
_ROWS = 3
_SUBTITLE_BEHIND = re.compile(r"[\s　]+(?=——)")
_NOTE = re.compile(
    r"[【\[（(〔［]?\s*(?:编者按|编者的话|按语|按(?=\s*[:：】\]）)〕］])|导语|(?:[一-鿿]{0,8}(?:领导|批示|批语)(?:同志)?(?:批示|意见|批语)?)\s*[:：】\]）)〕］])"
)
_FORM_LINE = re.compile(rf"{LABELLED.pattern}|(?:填报|报送|上报)(?:单位|时间|日期|人|人员)\s*[:：]")
_SUBTITLE = re.compile(r"(?:——?|──|--)\s*\S")
_BLANK = re.compile(r"[ \t　]+")
_BANK = re.compile(rf"[一-鿿]{{2,8}}{SUFFIX}")
_PAPER = re.compile("[简通快专]报|动态|信息")
# The name of minutes alone, and the number below it.
_MINUTES = re.compile(r"^[一-鿿]{0,24}(?:会议?|办公会|例会|工作|专题)纪要$")
_MINUTES_NUMBER = re.compile(
    r"[（(]?[〔［\[(（【]?(?P<year>(?:19|20)\d\d)?年?[〕］\])）】]?\s?第?\s?0*(?P<number>\d{1,3})\s?[号期][)）]?"
)
_NUMBERED = re.compile(rf"第{DOUBLE}[期辑号]")


def with_masthead_in_order(blocks: Sequence[Block], body: Look) -> tuple[Block, ...]:
    """The blocks; cells of a masthead have a line each, a note or a form stands behind the title."""
    named = with_name_in_one(_with_cells_apart(_with_number_of_minutes(blocks)))
    return _form_behind_title(_note_behind_title(named, body))


def _with_number_of_minutes(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks; the number below the name of minutes (甲农商银行会议纪要 / 〔2026〕12号) is that of an issue."""
    for n, block in enumerate(blocks[1:_NOTE_LINES], 1):
        if (number := _MINUTES_NUMBER.fullmatch(block.text.strip())) and _MINUTES.search(
            _BLANK.sub("", blocks[n - 1].text)
        ):
            year = f"{number['year']}年" if number["year"] else ""
            issue = replace(block, text=f"{year}第{number['number']}期")
            return (*blocks[:n], issue, *blocks[n + 1 :])
    return blocks


def _with_cells_apart(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; rows of a table among the first or at the end that state the number of an issue have
    a line for each cell, column by column; a line of issue, day and publisher one for the issue."""
    result: list[Block] = []
    n = 0
    while n < len(blocks):
        at_edge = n < _WITHIN or n == len(blocks) - 1
        lines, count = _apart(blocks, n) if at_edge else ([], 1)
        pictures = tuple(p for block in blocks[n : n + count] for p in block.pictures)
        found = [replace(blocks[n], text=line, lead=0, pictures=()) for line in lines]
        result += [replace(found[0], pictures=pictures), *found[1:]] if found else [blocks[n]]
        n += count
    return tuple(result)


def _apart(blocks: Sequence[Block], n: int) -> tuple[list[str], int]:
    """The lines of a masthead that begins with a block, and how many blocks it takes; none and one
    when there is none."""
    rows = [block.text.split(CELLS) for block in blocks[n : n + _ROWS]]
    width = len(rows[0])
    if width > 1:
        count = len([*takewhile(width.__eq__, map(len, rows))])
        lines = _of_cells([rows[m][cell] for cell in range(width) for m in range(count)])
        return lines, count if lines else 1
    parts = issue_apart(blocks[n].text) if n else []
    return (parts if parts[1:] and is_issue_line(parts[0]) else []), 1


def _of_cells(cells: Sequence[str]) -> list[str]:
    """The lines of the cells of a masthead; none when this is another table."""
    cells = [cell.strip() for cell in cells if cell.strip()]
    lines = [
        line
        for cell in cells
        for part in _SUBTITLE_BEHIND.split(cell)
        for line in (issue_apart(part) or [part])
    ]
    short = max(map(len, cells), default=0) <= _CELL
    return lines if short and any(map(is_issue_line, lines)) else []


def _note_behind_title(blocks: tuple[Block, ...], body: Look) -> tuple[Block, ...]:
    """A note of the editor or a leader between masthead and title is moved behind the title, where it
    is read."""
    start = next((n for n, block in enumerate(blocks[:8]) if _NOTE.match(block.text)), -1)
    if start < 0:
        return blocks
    masthead = _BLANK.sub("", "\n".join(plain_issue(above.text) for above in blocks[:start]))
    numbered = _NUMBERED.search(masthead)
    if start and not (numbered or _PAPER.search(masthead)):
        return blocks
    deepest = max((block.level for block in blocks[:start]), default=0)
    for first in range(start + 1, min(start + _NOTE_LINES, len(blocks) - 1)):
        title = blocks[first]
        own = is_short(title.text) and not numbering(title.text) and not is_imprint(title.text)
        own = own and not announces(title.text) and not _opens_section(title.text)
        own = own and blocks[first + 1].text[0] not in "（("  # a section with its days
        own = own and not title.level > deepest > 1  # the title stands above the note
        own = own and not is_signed_with_others(blocks, first)
        alone = start == 0 and not any(is_short(block.text) for block in blocks[first + 1 :])
        known = (
            alone or len(title.text) >= 10 or _SUBTITLE.match(blocks[first + 1].text) or numbered
        )
        if own and (stands_out(title, body) or (first == start + 1 and known)):
            end = first + 1
            while end < len(blocks) and _goes_on(title, blocks[end], body):
                end += 1
            return (*blocks[:start], *blocks[first:end], *blocks[start:first], *blocks[end:])
    return blocks


def _opens_section(text: str) -> bool:
    """Is a line only the name of a group or of a bank, as the line above a section?"""
    bare = text.strip("【】[]〔〕：: ")
    return is_group_line(bare) or _BANK.fullmatch(bare) is not None


def _goes_on(title: Block, block: Block, body: Look) -> bool:
    """Is this the next line of a title that stands out, or its subtitle?"""
    alike = (block.centred, block.bold, block.size) == (title.centred, title.bold, title.size)
    return (
        bool(_SUBTITLE.match(block.text))
        or is_salutation(block.text)
        or (
            alike and stands_out(block, body) and is_short(block.text) and not numbering(block.text)
        )
    )


def _form_behind_title(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The lines of a form (学习时间：…) above the only heading of the first level are moved after
    it."""
    first = [n for n, block in enumerate(blocks) if block.level == 1]
    if len(first) != 1 or not 0 < first[0] <= 8 or numbering(blocks[first[0]].text):
        return blocks
    above = blocks[: first[0]]
    if not all(_FORM_LINE.match(block.text) for block in above):
        return blocks
    return (blocks[first[0]], *above, *blocks[first[0] + 1 :])
