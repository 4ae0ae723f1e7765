"""What stands above the text: masthead, title, subtitle, imprint.

The title need not be the first line, nor one line. Each line before the text has a sort; of those
that may be a title, the best one is taken: by its look, by its words, and by the title that the
file itself states.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kb.readers import Block
from kb.structure.groups import is_banks_point
from kb.structure.head_lines import LONG_TITLE, Sort, sorts_of
from kb.structure.issue_forms import names_paper
from kb.structure.looks import (
    Look,
    is_in_brackets,
    is_short,
    look_of,
    mark_of,
    stands_out,
    unspread,
)
from kb.structure.stated_title import is_stated
from kb.structure.tables import is_row
from kb.structure.title_forms import FORM, FORM_END, WENT
from kb.structure.title_scores import (
    BRACKETED,
    COLUMN,
    WORDS,
    is_column_name,
    is_descriptive,
    title_scores,
)
from kb.text import numbering

_UNFINISHED = re.compile(r"(?:[的和与及暨、，]|关于|(?:印发|转发|下发)|情况的|——)$")
# Who wrote the text, and when: 甲农商银行计划财务部　2026年8月.
_WRITTEN_BY = re.compile(
    r"[一-鿿]{2,12}(?:银行|联社|农商行)[一-鿿]{0,10}(?:部|室|科|中心|支行)?[\s　]*(?:20\d\d年\d{1,2}月(?:\d{1,2}日)?)?"
)
_LEARNS = re.compile(r"(?:开展|进行)?(?:学习|考察|参观|交流|调研|观摩|跟班|对标)")
# A label that says what this issue holds stands for itself: 本期导读：…….
_LEADS_IN = re.compile(
    r"[【\[（(]?(?:本期|本刊|内容|今日)?(?:导读|要目|看点|提要|关注|主题|话题|人物|嘉宾)[】\]）)]?\s*[:：]"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the text. `subtitle` are lines of subtitle, author, days and issue, `masthead`
    those above the title, `imprint` who published it and when, `length` the number of blocks."""

    title: str = ""
    subtitle: tuple[str, ...] = ()
    masthead: tuple[str, ...] = ()
    imprint: tuple[str, ...] = ()
    length: int = 0


def read_head(blocks: Sequence[Block], body: Look, stated: str = "") -> Head:
    """The head of a file. `stated` is the title that the format states, "" when none does."""
    sorts = sorts_of(blocks, body)
    named = [n for n, sort in enumerate(sorts) if sort in (Sort.TITLE, Sort.AUTHOR)]
    candidates = [n for n in named if not _is_in_table(blocks, n)]
    siblings = Counter(kind for block in blocks if (kind := _section(block)))
    # A heading with siblings is that of a section, where another line may be the title.
    columns = [n for n in candidates if is_column_name(blocks, n)]
    candidates = [
        n
        for n in candidates
        if siblings[_section(blocks[n])] < 2
        or n - 1 in columns
        or _is_below_paper(blocks, sorts, candidates, n)
    ] or candidates
    if not candidates or not _is_titled(blocks, body):
        return _headless(blocks, sorts)
    scores = title_scores(blocks, sorts, candidates, body, stated)
    best = max(candidates, key=lambda n: (scores[n], -n))
    if scores[best] < 0:
        return _headless(blocks, sorts)
    if best - 1 in candidates and _UNFINISHED.search(blocks[best - 1].text):
        best -= 1  # the title begins one line earlier: 关于印发
    title, position = unspread(blocks[best].text), best + 1
    while position < len(sorts):
        block = blocks[position]
        if block.text == blocks[best].text:
            position += 1
        elif _goes_on(title, blocks[best], block, sorts[position], body, stated):
            title += unspread(block.text)
            position += 1
        else:
            break
    kinds = (Sort.PERIOD, Sort.SUBTITLE, Sort.IMPRINT, Sort.MASTHEAD)
    above: dict[Sort, list[str]] = {kind: [] for kind in kinds}
    for block, sort in zip(blocks[:best], sorts, strict=False):
        above[sort if sort in above else Sort.MASTHEAD].append(block.text)
    period, labels, imprint, masthead = above.values()
    subtitle = [*period, *labels]
    # The looks of centred lines between the text: a first heading is no subtitle.
    later = {look_of(block) for block in blocks[len(sorts) :] if is_short(block.text)}
    only_table = Sort.TEXT not in sorts  # the rows of a short table below a title are the text
    while position < len(sorts) and sorts[position] is not Sort.TEXT:
        block, sort = blocks[position], sorts[position]
        if block.text == title:
            pass
        elif only_table and _is_in_table(blocks, position):
            break
        elif sort in (Sort.IMPRINT, Sort.SALUTATION, Sort.MASTHEAD):
            imprint.append(block.text)
        elif (
            BRACKETED.fullmatch(block.text)
            or names_paper(block.text)
            or _is_speaker(sorts, position, block.text)
            or (position == best + 1 and is_descriptive(block, blocks[best]))
        ):
            subtitle.append(block.text)
        elif sort is Sort.TITLE and (not block.centred or body.centred or look_of(block) in later):
            break
        else:
            subtitle.append(block.text)
        position += 1
    return Head(title, tuple(subtitle), tuple(masthead), tuple(imprint), position)


def _is_in_table(blocks: Sequence[Block], n: int) -> bool:
    """Is a line a row of a table, the last one too?"""
    return is_row(blocks, n) or (n > 0 and is_row(blocks, n - 1))


def _section(block: Block) -> str:
    """Of what kind the heading of a section is that a block may be: of a level, behind a mark, or of a
    bank and its point; "" when it is none."""
    if block.level > 1:
        return str(block.level)
    if not is_short(block.text):
        return ""
    mark = mark_of(block.text) or "【】" * is_in_brackets(block.text)
    return mark or "bank" * is_banks_point(block.text)


def _is_below_paper(
    blocks: Sequence[Block], sorts: Sequence[Sort], candidates: Sequence[int], n: int
) -> bool:
    """Does a heading with headings of its own stand right below the name of a paper and the number of
    its issue?"""
    first = candidates[0]
    between = set(sorts[first + 1 : n])
    behind = next((block.level for block in blocks[n + 1 :] if block.level), 0)
    if behind <= blocks[n].level:  # it has no headings of its own
        return False
    above = COLUMN.search(blocks[first].text) is not None and Sort.ISSUE in between
    return above and between <= {Sort.ISSUE, Sort.IMPRINT, Sort.AUTHOR, Sort.PERIOD}


def _is_speaker(sorts: Sequence[Sort], n: int, text: str) -> bool:
    """Is this the name of who makes the speech: a few characters above the salutation?"""
    return (
        n + 1 < len(sorts) and sorts[n + 1] is Sort.SALUTATION and len(re.sub(r"\s", "", text)) <= 4
    )


def _headless(blocks: Sequence[Block], sorts: Sequence[Sort]) -> Head:
    """A head without a title: lines of masthead and imprint before the text."""
    gone = (Sort.MASTHEAD, Sort.IMPRINT, Sort.SALUTATION)
    count = next((n for n, sort in enumerate(sorts) if sort not in gone), len(sorts))
    if count == len(blocks):
        return Head()
    return Head(imprint=tuple(block.text for block in blocks[:count]), length=count)


def _is_titled(blocks: Sequence[Block], body: Look) -> bool:
    first = blocks[0]
    return not (numbering(first.text) and len(blocks) > 1 and not stands_out(first, body))


def _goes_on(title: str, first: Block, block: Block, sort: Sort, body: Look, stated: str) -> bool:
    """Does this line continue the title?"""
    text = unspread(block.text)
    if sort not in (Sort.TITLE, Sort.ISSUE) or len(title + text) > 1.5 * LONG_TITLE:
        return False
    if _LEADS_IN.match(text):
        return False
    if sort is Sort.ISSUE:
        if BRACKETED.fullmatch(text):  # （第7期） stands for itself, in whatever size
            return False
        return stands_out(block, body) and len(text) <= 20 and look_of(first) == look_of(block)
    if is_stated(title + text, stated) and not is_stated(title, stated):
        return True
    if look_of(first) != look_of(block):
        return False
    if WENT.search(title) and _LEARNS.match(text):
        return True
    if text.startswith("暨") and len(text) > 2:  # 甲农商银行召开工作会 / 暨学习交流会
        return True
    if title[-1] in "：:" and sort is Sort.TITLE and stands_out(block, body):
        return True
    if _WRITTEN_BY.fullmatch(text):
        return False
    if _UNFINISHED.search(title) or (FORM.match(text) and not FORM_END.search(title)):
        return True
    if FORM_END.search(text) and not FORM_END.search(title) and WORDS.search(title):
        return len(title) >= 8 and len(text) >= 8 and "　" not in title
    return False
