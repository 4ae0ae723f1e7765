"""What stands above the text: masthead, title, subtitle, imprint.

The title need not be the first line, nor one line. Each line before the text has a sort; of those
that may be a title, the best one is taken: by its look, by its words, and by the title that the
file itself states.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from kb.readers import Block
from kb.structure.days import is_period_line
from kb.structure.form import LABELLED
from kb.structure.looks import Look, is_short, stands_out
from kb.structure.roles import role_of
from kb.text import is_imprint, is_site_furniture, numbering

MAX_LINES = 16
_LONG_TITLE = 60
# A centred line of more characters that ends with a full stop is text, not a subtitle.
_SENTENCE = 20
_ISSUE_LINE = re.compile(
    r"^[(（【\[]?(?:(?:\d{4}|[〇○零一二三四五六七八九]{4})年\s*)?(?:总)?第\s*[一二三四五六七八九十百零〇\d]+\s*(?:[周期次批辑号]|季度(?=\s*(?:$|第|[（(])))"
)
_SUBTITLE = re.compile(r"^(?:——?|──|--|—)\s*\S")
# 时间：…, followed by 地点：…, is about the visit, not about publication.
_TIME_AND_PLACE = re.compile(
    r"时间\s*[:：][^\n]{3,30}\s(?:地点|学员|对象|参加人员|人员|对话人)\s*[:：]"
)
_SALUTATION = re.compile(
    r"^(?:同志们|各位(?:领导|同事|同仁|同志|学员|来宾|代表)?|尊敬的.{1,16}|.{0,10}领导|大家好|朋友们"
    r"|省?联社|总行|党委|[各全]\S{0,6}(?:支行|部室|部门|机构|单位|行社|网点|员工|同志|分理处|中心支行|农商银行|联社))(?:[、，,（(].{0,24})?[:：！!]$"
)
_MASTHEAD = re.compile(
    r"(?:^|[\s　])内部(?:资料|刊物|文件)|数字报|电子版|(?:委员会|公司|银行|联社|办公室|中心)文件$"
    r"|^.{0,8}(?:日报|晚报|时报|商报|周报)(?:$|\s)"
    r"|(?:^|[星期周][一二三四五六日天][\s　]+)第?\s*[A-Z]?\d{1,2}\s*版|版面导航|^本报讯"
    r"|^\S{2,16}(?:公众号|服务号|订阅号|视频号)$"
)
_DOCUMENT_NUMBER = re.compile(
    r"[一-鿿]{2,10}[〔\[（(【](?:19|20)\d\d[〕\]）)】]\s*(?:第\s*)?\d{1,4}\s*号[\s　]*$|0{2,}\d{2,4}$"
)
_MATERIAL = re.compile(
    r"材料(?:之[一二三四五六七八九十]+|[一二三四五六七八九十\d]+|汇编)?$|^附件\d*$|选登$|摘编$"
)
_ORGAN_AND_DAY = re.compile(
    r"(?:办公室|联社|银行|部|办|处|中心|委员会|编辑部|专班|组)"
    r"[^。，]{0,6}(?:[\s　]*(?:\d{4}|二[〇○零]..?)[年./-]\s*[\d一二三四五六七八九十]{1,2}[月./-].{1,4}"
    r"|[\s　]+[\d一二三四五六七八九十]{1,2}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日)$"
)
_WORDS = re.compile(
    r"学习|考察|经验|做法|简报|纪实|报告|汇报|小结|总结|银行|联社|赴|走进|日记|讲话|体会|启示|见闻"
    r"|专访|探访|调研|交流|授信|情况|跟班|对标|取经"
)
_OFFICE = re.compile(
    r"(?:董事长|行长|主任|书记|总经理|理事长|经理|科长|部长|办公室|委员会|专班|部)(?:[\s　]+\S{2,4})?$"
)
_BANK_ALONE = re.compile(
    r"^[一-鿿]{2,14}(?:农商银行|农村商业银行|农商行|村镇银行|联社|农信社)"
    r"(?:[\s　].{0,16}|[一-鿿]{0,8}(?:部|办公室|党委|支行|分理处|中心)(?:[\s　]+\S{2,4})?)?$"
)
_UNFINISHED = re.compile(r"(?:[的和与及暨、，]|关于|情况的|——)$")
# A title cut after the bank that was visited, and its second line.
_WENT = re.compile(r"(?:赴|到|走进|前往)[^，。]{2,20}(?:银行|农商行|联社)$")
_LEARNS = re.compile(r"(?:开展|进行)?(?:学习|考察|参观|交流|调研|观摩|跟班|对标)")
# A question as title, with its subtitle on the same line.
_ASKED = re.compile(r"[^。；;，,？?！!：:]{4,30}[？?！!]\s*(?:——?|──|--)\s*[^。；;？?！!]{2,30}")
_FORM = re.compile(
    r"^(?:调研|考察|学习|工作|专题|情况)*(?:报告|汇报|总结|小结|通知|函|纪要|简报|情况|体会|启示|方案|请示|通报|讲话|纪实)$"
)
_FORM_END = re.compile(
    r"(?:报告|汇报|总结|小结|情况|做法|体会|启示|经验|纪实|思考|简报|见闻|侧记|调查|探索|实践|建议|讲话|材料)$"
)
_SUFFIX = re.compile(r"\s*[-_|–—·｜»>]+\s*")


class _Sort(Enum):
    TITLE = auto()
    MASTHEAD = auto()
    IMPRINT = auto()
    PERIOD = auto()
    ISSUE = auto()
    SUBTITLE = auto()
    AUTHOR = auto()
    SALUTATION = auto()
    TEXT = auto()


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
    sorts = _sorts(blocks, body)
    candidates = [n for n, sort in enumerate(sorts) if sort in (_Sort.TITLE, _Sort.AUTHOR)]
    if not candidates or not _is_titled(blocks, body):
        return _headless(blocks, sorts)
    scores = _scores(blocks, sorts, candidates, body, stated)
    best = max(candidates, key=lambda n: (scores[n], -n))
    if scores[best] < 0:
        return _headless(blocks, sorts)
    title, position = blocks[best].text, best + 1
    while position < len(sorts):
        block = blocks[position]
        if block.text == blocks[best].text:
            position += 1
        elif _goes_on(title, blocks[best], block, sorts[position], body, stated):
            title += _unspaced(block.text)
            position += 1
        else:
            break
    above: dict[_Sort, list[str]] = {_Sort.PERIOD: [], _Sort.IMPRINT: [], _Sort.MASTHEAD: []}
    for block, sort in zip(blocks[:best], sorts, strict=False):
        above[sort if sort in above else _Sort.MASTHEAD].append(block.text)
    subtitle, imprint, masthead = above.values()
    # The looks of centred lines between the text: a first heading is no subtitle.
    later = {_look(block) for block in blocks[len(sorts) :] if is_short(block.text)}
    while position < len(sorts) and sorts[position] is not _Sort.TEXT:
        block, sort = blocks[position], sorts[position]
        if block.text == title:
            pass
        elif sort in (_Sort.IMPRINT, _Sort.SALUTATION, _Sort.MASTHEAD):
            imprint.append(block.text)
        elif _is_speaker(sorts, position, block.text):
            subtitle.append(block.text)
        elif sort is _Sort.TITLE and (not block.centred or body.centred or _look(block) in later):
            break
        else:
            subtitle.append(block.text)
        position += 1
    return Head(title, tuple(subtitle), tuple(masthead), tuple(imprint), position)


def _is_speaker(sorts: Sequence[_Sort], n: int, text: str) -> bool:
    """Is this the name of who makes the speech: a few characters above the salutation?"""
    return (
        n + 1 < len(sorts)
        and sorts[n + 1] is _Sort.SALUTATION
        and len(re.sub(r"\s", "", text)) <= 4
    )


def _headless(blocks: Sequence[Block], sorts: Sequence[_Sort]) -> Head:
    """A head without a title: lines of masthead and imprint before the text."""
    gone = (_Sort.MASTHEAD, _Sort.IMPRINT, _Sort.SALUTATION)
    count = next((n for n, sort in enumerate(sorts) if sort not in gone), len(sorts))
    if count == len(blocks):
        return Head()
    return Head(imprint=tuple(block.text for block in blocks[:count]), length=count)


def _is_titled(blocks: Sequence[Block], body: Look) -> bool:
    first = blocks[0]
    return not (numbering(first.text) and len(blocks) > 1 and not stands_out(first, body))


def _sorts(blocks: Sequence[Block], body: Look) -> list[_Sort]:
    """The sorts of the lines before the text, which begins with the first line that is like it."""
    sorts: list[_Sort] = []
    for n, block in enumerate(blocks[:MAX_LINES]):
        sort = _sort(block, body, titled=_Sort.TITLE in sorts)
        form = "\n".join((block.text, *(after.text for after in blocks[n + 1 : n + 2])))
        if sort is _Sort.IMPRINT and _TIME_AND_PLACE.match(form):
            sort = _Sort.SUBTITLE
        if sort is _Sort.TEXT:
            break
        sorts.append(sort)
    return sorts


def _sort(block: Block, body: Look, *, titled: bool) -> _Sort:
    text = block.text
    if is_period_line(text):
        return _Sort.PERIOD
    if _SALUTATION.match(text):
        return _Sort.SALUTATION
    if _DOCUMENT_NUMBER.match(text):
        return _Sort.IMPRINT
    if _ISSUE_LINE.match(text) and len(text) <= 24:
        return _Sort.ISSUE
    if _MASTHEAD.search(text) and len(text) <= 30 and not titled:
        return _Sort.MASTHEAD
    if is_site_furniture(text):
        return _Sort.MASTHEAD
    if is_imprint(text) or (len(text) <= 50 and _ORGAN_AND_DAY.search(text)):
        return _Sort.IMPRINT
    if not titled and _ASKED.fullmatch(text):
        return _Sort.TITLE
    if titled and len(text) <= _LONG_TITLE and (_SUBTITLE.match(text) or LABELLED.match(text)):
        return _Sort.SUBTITLE
    if not (is_short(text) or (len(text) <= _LONG_TITLE and stands_out(block, body))):
        return _Sort.TEXT
    if titled and len(text) > _SENTENCE and text[-1] == "。":
        return _Sort.TEXT
    if titled and (numbering(text) or (role_of(text) and not _ends_title(text))):
        return _Sort.TEXT if not _alike_title(block, body) else _Sort.TITLE
    if (
        len(text) <= 36
        and not _WENT.search(text)
        and (_BANK_ALONE.match(text) or _OFFICE.search(text))
    ):
        return _Sort.AUTHOR
    return _Sort.TITLE


def _ends_title(text: str) -> bool:
    """Could this line be the second half of a title, and not a heading (经验做法)?"""
    return bool(_FORM.match(text)) or (len(text) >= 10 and _FORM_END.search(text) is not None)


def _alike_title(block: Block, body: Look) -> bool:
    """Does a line look like a title (centred and larger) although it is worded like a heading?"""
    return block.centred and not body.centred and bool(body.size) and block.size > 1.2 * body.size


def _scores(
    blocks: Sequence[Block],
    sorts: Sequence[_Sort],
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
        score += 4.0 * _is_stated(block.text, stated)
        score += 1.0 * (block.level == 1) + 0.5 * stands_out(block, body)
        if largest > 0 and sizes[n] >= largest and min(sizes.values()) < largest:
            score += 2.0
        score += 0.8 * (_WORDS.search(block.text) is not None)
        later = [m for m in candidates if m > n and sorts[m] is _Sort.TITLE]
        if sorts[n] is _Sort.AUTHOR and len(candidates) > 1 and order > 0:
            score -= 2.0
        elif sorts[n] is _Sort.AUTHOR and later:
            score -= 1.0
        if n + 1 < len(sorts) and sorts[n + 1] is _Sort.SUBTITLE:
            score += 3.0
        if _MATERIAL.search(block.text) and later:
            score -= 2.0
        if later and _is_masthead(sorts, n, later[0]):
            score -= 2.5
        scores[n] = score
    return scores


def _is_masthead(sorts: Sequence[_Sort], n: int, later: int) -> bool:
    """Is the number of an issue or the publisher between this line and one that may be a title?
    Then this line is the name of the series."""
    between = [sort for sort in sorts[n + 1 : later] if sort is not _Sort.MASTHEAD]
    return _Sort.ISSUE in between and (_Sort.IMPRINT in between or len(between) == 1)


def _is_stated(text: str, stated: str) -> bool:
    """Is this the title that the file states, the name of the site taken off?"""
    mine, whole = _plain(text), _plain(stated)
    return len(mine) >= 4 and mine in whole and 2 * len(mine) >= len(whole) * 0.6


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _goes_on(title: str, first: Block, block: Block, sort: _Sort, body: Look, stated: str) -> bool:
    """Does this line continue the title?"""
    text = _unspaced(block.text)
    if sort not in (_Sort.TITLE, _Sort.ISSUE) or len(title + text) > 1.5 * _LONG_TITLE:
        return False
    if sort is _Sort.ISSUE:
        return stands_out(block, body) and len(text) <= 20 and _look(first) == _look(block)
    if _is_stated(title + text, stated) and not _is_stated(title, stated):
        return True
    if _look(first) != _look(block):
        return False
    if _WENT.search(title) and _LEARNS.match(text):
        return True
    if _UNFINISHED.search(title) or (_FORM.match(text) and not _FORM_END.search(title)):
        return True
    if _FORM_END.search(text) and not _FORM_END.search(title) and _WORDS.search(title):
        return len(title) >= 8 and len(text) >= 8 and "　" not in title
    return False


def _unspaced(text: str) -> str:
    """A word spread over the line (汇 报) without its spaces."""
    parts = text.split()
    return "".join(parts) if all(len(part) == 1 for part in parts) else text


def _look(block: Block) -> tuple[int, bool, bool, float]:
    return block.level, block.centred, block.bold, block.size


def without_site(title: str) -> str:
    """The title of a page without the name of the site after (or before) it."""
    parts = [part for part in _SUFFIX.split(title.strip()) if part]
    if len(parts) < 2:
        return title.strip()
    first = parts[0]
    return first if len(_plain(first)) >= 4 else title.strip()
