"""Which of the lines above a text is most likely its title: a score by look, words and neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.readers import Block
from kb.structure.bylines import is_byline
from kb.structure.days import is_day_line, is_period_line
from kb.structure.head_lines import Sort
from kb.structure.issue_forms import ends_with_issue, names_paper
from kb.structure.looks import Look, is_short, look_of, stands_out, unspread
from kb.structure.publication_lines import is_document_number
from kb.structure.stated_title import is_stated, plain_words
from kb.structure.title_forms import FORM_END

# A paper among others: 交流材料之三, 附件2.
_MATERIAL = re.compile(
    r"材料(?:之[一二三四五六七八九十]+|[一二三四五六七八九十\d]+|汇编)?$|^附件\d*$|选登$|摘编$"
)
# Words that titles of bulletins have.
WORDS = re.compile(
    r"学习|考察|经验|做法|简报|纪实|报告|汇报|小结|总结|银行|联社|赴|走进|日记|讲话|体会|启示|见闻"
    r"|专访|探访|调研|交流|授信|情况|跟班|对标|取经"
)
# A headline is no shorter than this; shorter lines are names of columns and papers.
_HEADLINE = 6
# The end of such a name: 跟班学习简报, 他山之石.
COLUMN = re.compile(
    r"(?:简报|动态|通讯|信息|快报|专刊|园地|之石|交流|参考|简讯|天地|之窗|课堂|论坛|专栏|周报|月报|快讯|活动|材料)\W*$"
)
# The name of an office: 丁县农商银行办公室文件.
_ORGAN = re.compile(r"[^，。：:]{2,20}(?:银行|联社|委员会|办公室|中心|部)(?:文件)?$")
# Who went where, as a description: 甲行赴乙行学习小记.
_WENT_TO = re.compile(
    r"(?:赴|到|走进)[^，。]{2,24}(?:小记|纪实|侧记|见闻|札记|报告|随笔|掠影|印象|记|随想|体会|综述|速写|剪影|花絮|感悟|启示|(?:发言|成果|体会|心得)(?:摘登|摘编|选登))$"
)
# Who talked with whom, as such: 甲行学员与乙行行长的对话.
_TALKED_WITH = re.compile(
    "[与和同][^，。]{2,24}的(?:对话|对谈|问答|访谈|座谈)(?:录|实录|记录|摘录)?$"
)
_GOES = re.compile(r"(?:赴|到|走进|考察|学习)[^，。：:]{2,20}(?:银行|农商行|联社|农信社)")
# A line in brackets says who, when or which issue.
BRACKETED = re.compile(r"[（(][^（）()]+[）)]")
# The name of a bank alone is a kicker above a headline.
_BANK_ONLY = re.compile("[一-鿿]{2,12}(?:银行|农商行|联社|农信社)")


def is_column_name(blocks: Sequence[Block], n: int) -> bool:
    """Is a line only the name of a column (他山之石) above one that says who learned where, or above a
    headline with its byline?"""
    text, below = blocks[n].text, blocks[n + 1].text if n + 1 < len(blocks) else ""
    short = len(plain_words(text)) < _HEADLINE
    if ends_with_issue(text):
        return False
    if short and _is_signed_headline(blocks, n + 1):
        return True
    named = (short and not WORDS.search(text)) or (
        COLUMN.search(text) is not None and len(text) < 2 * _HEADLINE
    )
    return named and FORM_END.search(below) is not None and _GOES.search(below) is not None


def _is_signed_headline(blocks: Sequence[Block], n: int) -> bool:
    """Is this a headline right above a byline?"""
    if n + 1 >= len(blocks) or not is_byline(blocks[n + 1].text):
        return False
    text = blocks[n].text
    dated = is_day_line(text) or is_period_line(text) or is_byline(text)
    return is_short(text) and not dated and _is_headline(blocks[n], Sort.TITLE)


def title_scores(
    blocks: Sequence[Block],
    sorts: Sequence[Sort],
    candidates: Sequence[int],
    body: Look,
    stated: str,
) -> dict[int, float]:
    """How likely each candidate is the title; below zero, it is none."""
    sizes = {n: blocks[n].size for n in candidates}
    largest = max(sizes.values())
    scores: dict[int, float] = {}
    for order, n in enumerate(candidates):
        block = blocks[n]
        score = 1.0 - 0.4 * order
        later = [
            m
            for m in candidates
            if m > n and sorts[m] is Sort.TITLE and not BRACKETED.fullmatch(blocks[m].text)
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
        score += 0.8 * (WORDS.search(unspread(block.text)) is not None)
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
        if order and is_descriptive(blocks[n], blocks[candidates[order - 1]]):
            score -= 1.5
        before = any(_is_headline(blocks[m], sorts[m]) for m in candidates[:order])
        if (later or before) and names_paper(block.text):
            score -= 2.5
        if is_column_name(blocks, n):
            score -= 2.5
        if len(candidates) > 1 and BRACKETED.fullmatch(block.text):
            score -= 2.5
        scores[n] = score
    return scores


def _is_headline(block: Block, sort: Sort) -> bool:
    """Could a line be a headline by its words: not the name of a paper or an office?"""
    text = unspread(block.text)
    names = COLUMN.search(text) or _ORGAN.match(text) or names_paper(text)
    return sort is Sort.TITLE and len(plain_words(text)) >= _HEADLINE and not names


def is_descriptive(block: Block, above: Block) -> bool:
    """Does a line only say what the headline above it, of the same look, is about: who went where to
    learn (甲农商银行赴乙农商银行学习小记), who talked with whom?"""
    if look_of(block) != look_of(above) or not _is_headline(above, Sort.TITLE):
        return False
    return any(pattern.search(block.text) for pattern in (_WENT_TO, _TALKED_WITH))


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
