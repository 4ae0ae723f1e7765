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
from kb.structure.days import is_day_line
from kb.structure.groups import is_banks_point
from kb.structure.head_lines import LONG_TITLE, Sort, sorts_of
from kb.structure.issue_forms import ends_with_issue, names_paper
from kb.structure.looks import (
    Look,
    is_in_brackets,
    is_short,
    look_of,
    mark_of,
    stands_out,
    unspread,
)
from kb.structure.publication_lines import is_document_number
from kb.structure.stated_title import is_stated, plain_words
from kb.structure.tables import is_row
from kb.structure.title_forms import FORM, FORM_END, WENT
from kb.text import numbering

_MATERIAL = re.compile(
    r"材料(?:之[一二三四五六七八九十]+|[一二三四五六七八九十\d]+|汇编)?$|^附件\d*$|选登$|摘编$"
)
_WORDS = re.compile(
    r"学习|考察|经验|做法|简报|纪实|报告|汇报|小结|总结|银行|联社|赴|走进|日记|讲话|体会|启示|见闻"
    r"|专访|探访|调研|交流|授信|情况|跟班|对标|取经"
)
_UNFINISHED = re.compile(r"(?:[的和与及暨、，]|关于|(?:印发|转发|下发)|情况的|——)$")
_LEARNS = re.compile(r"(?:开展|进行)?(?:学习|考察|参观|交流|调研|观摩|跟班|对标)")
# A headline has so many characters; shorter ones, and these, are names of columns and papers.
_HEADLINE = 6
_COLUMN = re.compile(
    r"(?:简报|动态|通讯|信息|快报|专刊|园地|之石|交流|参考|简讯|天地|之窗|课堂|论坛|专栏|周报|月报|快讯|活动|材料)\W*$"
)
_ORGAN = re.compile(r"[^，。：:]{2,20}(?:银行|联社|委员会|办公室|中心|部)(?:文件)?$")
_WENT_TO = re.compile(
    r"(?:赴|到|走进)[^，。]{2,24}(?:小记|纪实|侧记|见闻|札记|报告|随笔|掠影|印象|记|随想|体会|综述|速写|剪影|花絮|感悟|启示|(?:发言|成果|体会|心得)(?:摘登|摘编|选登))$"
)
_GOES = re.compile(r"(?:赴|到|走进|考察|学习)[^，。：:]{2,20}(?:银行|农商行|联社|农信社)")
# A line in brackets says who, when or which issue.
_BRACKETED = re.compile(r"[（(][^（）()]+[）)]")
# A label that says what this issue holds stands for itself: 本期导读：…….
_LEADS_IN = re.compile(
    r"[【\[（(]?(?:本期|本刊|内容|今日)?(?:导读|要目|看点|提要|关注|主题|话题|人物|嘉宾)[】\]）)]?\s*[:：]"
)
# The name of a bank alone is a kicker above a headline.
_BANK_ONLY = re.compile("[一-鿿]{2,12}(?:银行|农商行|联社|农信社)")


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
    candidates = [n for n in named if not is_row(blocks, n)]
    siblings = Counter(kind for block in blocks if (kind := _section(block)))
    # A heading with siblings is that of a section, where another line may be the title.
    columns = [n for n in candidates if _names_column(blocks, n)]
    candidates = [
        n
        for n in candidates
        if siblings[_section(blocks[n])] < 2
        or n - 1 in columns
        or _is_below_paper(blocks, sorts, candidates, n)
    ] or candidates
    if not candidates or not _is_titled(blocks, body):
        return _headless(blocks, sorts)
    scores = _scores(blocks, sorts, candidates, body, stated)
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
    while position < len(sorts) and sorts[position] is not Sort.TEXT:
        block, sort = blocks[position], sorts[position]
        if block.text == title:
            pass
        elif sort in (Sort.IMPRINT, Sort.SALUTATION, Sort.MASTHEAD):
            imprint.append(block.text)
        elif (
            _BRACKETED.fullmatch(block.text)
            or names_paper(block.text)
            or _is_speaker(sorts, position, block.text)
            or (position == best + 1 and _is_descriptive(block, blocks[best]))
        ):
            subtitle.append(block.text)
        elif sort is Sort.TITLE and (not block.centred or body.centred or look_of(block) in later):
            break
        else:
            subtitle.append(block.text)
        position += 1
    return Head(title, tuple(subtitle), tuple(masthead), tuple(imprint), position)


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
    above = _COLUMN.search(blocks[first].text) is not None and Sort.ISSUE in between
    return above and between <= {Sort.ISSUE, Sort.IMPRINT, Sort.AUTHOR, Sort.PERIOD}


def _names_column(blocks: Sequence[Block], n: int) -> bool:
    """Is a line only the name of a column (他山之石) above one that says who learned where?"""
    text, below = blocks[n].text, blocks[n + 1].text if n + 1 < len(blocks) else ""
    short = len(plain_words(text)) < _HEADLINE and not _WORDS.search(text)
    if ends_with_issue(text):
        return False
    named = short or (_COLUMN.search(text) is not None and len(text) < 2 * _HEADLINE)
    return named and FORM_END.search(below) is not None and _GOES.search(below) is not None


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


def _scores(
    blocks: Sequence[Block],
    sorts: Sequence[Sort],
    candidates: Sequence[int],
    body: Look,
    stated: str,
) -> dict[int, float]:
    sizes = {n: blocks[n].size for n in candidates}
    largest = max(sizes.values())
    scores: dict[int, float] = {}
    for order, n in enumerate(candidates):
        block = blocks[n]
        score = 1.0 - 0.4 * order
        later = [
            m
            for m in candidates
            if m > n and sorts[m] is Sort.TITLE and not _BRACKETED.fullmatch(blocks[m].text)
        ]
        masthead = bool(later) and _is_masthead(blocks, sorts, n, later[0])
        # A page may state the name of the paper above a headline that stands out.
        column = masthead and stands_out(blocks[later[0]], body) and blocks[later[0]].level < 2
        # A page of an account may be called after it, and its name stands above the headline.
        account = bool(later) and _BANK_ONLY.fullmatch(block.text) is not None
        score += 4.0 * (is_stated(block.text, stated) and not (column or account))
        named = block.level == 1 and not (column or account)
        score += 1.0 * named + 0.5 * stands_out(block, body)
        if masthead:
            score -= 2.5  # the name of a paper is larger than its headlines
        elif largest > 0 and sizes[n] >= largest and min(sizes.values()) < largest:
            score += 2.0
        # The only line between an office and the number of the issue names the paper.
        above = sorts[candidates[order - 1]] if order else None
        issued = n + 1 < len(sorts) and sorts[n + 1] is Sort.ISSUE
        score += 1.0 * (above is Sort.AUTHOR and issued and not later)
        score += 0.8 * (_WORDS.search(unspread(block.text)) is not None)
        if sorts[n] is Sort.AUTHOR and len(candidates) > 1 and order > 0:
            score -= 2.0
        elif sorts[n] is Sort.AUTHOR and later:
            score -= 2.0 if account else 1.0
        below = order > 0 and _BANK_ONLY.fullmatch(block.text) is not None
        stated_later = not block.level and any(blocks[m].level == 1 for m in later)
        paper = stated_later and names_paper(block.text)
        if n + 1 < len(sorts) and sorts[n + 1] is Sort.SUBTITLE and not (below or paper):
            score += 3.0
        if _MATERIAL.search(block.text) and later:
            score -= 2.0
        if order and _is_descriptive(blocks[n], blocks[candidates[order - 1]]):
            score -= 1.5
        before = any(_is_headline(blocks[m], sorts[m]) for m in candidates[:order])
        if (later or before) and names_paper(block.text):
            score -= 2.5
        if _names_column(blocks, n):
            score -= 2.5
        if len(candidates) > 1 and _BRACKETED.fullmatch(block.text):
            score -= 2.5
        scores[n] = score
    return scores


def _is_headline(block: Block, sort: Sort) -> bool:
    """Could a line be a headline by its words: not the name of a paper or an office?"""
    text = unspread(block.text)
    names = _COLUMN.search(text) or _ORGAN.match(text)
    return sort is Sort.TITLE and len(plain_words(text)) >= _HEADLINE and not names


def _is_descriptive(block: Block, above: Block) -> bool:
    """Does a line only say what the headline above it, of the same look, is about: who went where to
    learn (甲农商银行赴乙农商银行学习小记)?"""
    return (
        look_of(block) == look_of(above)
        and _is_headline(above, Sort.TITLE)
        and _WENT_TO.search(block.text) is not None
    )


def _is_masthead(blocks: Sequence[Block], sorts: Sequence[Sort], n: int, later: int) -> bool:
    """Is the number of an issue, or of a document with its day, between this line and one that may be
    a title? Then this line is the name of the series or of the office."""
    number = next((m for m in range(n + 1, len(sorts)) if is_document_number(blocks[m].text)), None)
    if number and any(_may_name_document(blocks[m], sorts[m]) for m in range(number, len(sorts))):
        return True
    if sorts[n] is Sort.AUTHOR and sorts[n + 1] is Sort.MASTHEAD:  # an office above 内部信息
        return _may_name_document(blocks[later], sorts[later])
    between = [sort for sort in sorts[n + 1 : later] if sort is not Sort.MASTHEAD]
    issued = Sort.ISSUE in between
    if issued and set(between) <= {Sort.ISSUE, Sort.AUTHOR}:
        return len(between) == 1 or _may_name_document(blocks[later], sorts[later])
    dated = any(is_day_line(block.text) for block in blocks[n + 1 : later])
    return issued and (
        Sort.IMPRINT in between or (dated and _may_name_document(blocks[later], sorts[later]))
    )


def _may_name_document(block: Block, sort: Sort) -> bool:
    text = unspread(block.text)
    return sort is Sort.TITLE and len(text) >= _HEADLINE and text[-1] not in "：:。"


def _goes_on(title: str, first: Block, block: Block, sort: Sort, body: Look, stated: str) -> bool:
    """Does this line continue the title?"""
    text = unspread(block.text)
    if sort not in (Sort.TITLE, Sort.ISSUE) or len(title + text) > 1.5 * LONG_TITLE:
        return False
    if _LEADS_IN.match(text):
        return False
    if sort is Sort.ISSUE:
        if _BRACKETED.fullmatch(text):  # （第7期） stands for itself, in whatever size
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
    if _UNFINISHED.search(title) or (FORM.match(text) and not FORM_END.search(title)):
        return True
    if FORM_END.search(text) and not FORM_END.search(title) and _WORDS.search(title):
        return len(title) >= 8 and len(text) >= 8 and "　" not in title
    return False
