"""A title that was broken into lines: 关于选派骨干赴 / 青溪农商银行跟班学习情况的 / 汇　报."""

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

# A broken title begins among the first blocks; the most lines and characters that it has.
_WITHIN, _LINES, _LONGEST = 8, 4, 70
_OPEN = re.compile(
    r"(?:^关于(?!我们).{2,}|[的和与及暨、]|关于|印发|转发|赴|前往|走进|开展|进行|情况|(?:赴|到|走进)[^，。]{2,14}(?:银行|农商行|联社)(?:学习)?(?:考察|调研|观摩)|(?:学习|借鉴|对标|赴|到|走进)[^，。]{2,14}(?:银行|农商行|联社))$"
)
_CLOSED = re.compile(
    r"(?:报告|汇报|总结|小结|体会|启示|纪实|思考|建议|材料|通知|函|请示|意见|方案|通报|纪要|决定|讲话|心得|感悟|汇编|做法|经验)$"
)
# The first line may end so when the second only says what kind of paper it is.
_NAMED = re.compile(
    r"[”》]$|(?:学习|考察|跟班|跟岗|挂职|培训|调研|交流|工作|活动|建设|管理|服务|业务|走访|授信|营销|清收|转型)$"
)
_KIND_OF_PAPER = re.compile(
    r"(?:(?:工作法|典型|先进|主要|特色|有关|专题|阶段性?|经验|做法|学习|考察|跟班|跟岗|调研|交流|发言|汇报|总结|介绍|推广|事迹|情况|心得|体会|培训|工作|成果|及|与|和)){0,5}"
    r"(?:报告|汇报|总结|小结|体会|启示|纪实|材料|汇编|通报|纪要|心得|感悟|经验|做法|侧记|札记)"
)
# A line that goes on with a title: …整村授信 / 工作的考察报告; 学习计划 / 阶段性总结暨对……的报告.
_MIDDLE = re.compile(
    r"(?:工作|情况|业务|经验|活动|建设|管理|培训|改革)(?:情况|经验|做法)?的[^，。：]{2,}|[^，。：]{2,12}暨[^，。：]{2,}"
)
# It ends so where it has said who went where: 赴甲农商银行开展“清廉金融” / 专题研学的情况汇报.
_ENDS = re.compile(r"(?!关于)[^，。：“”]{2,12}的(?:情况|工作|经验|专题)?(?:报告|汇报|总结|通报)")
# A title longer than a heading: one clause that says at its end what paper it is.
_LONG_TITLE = re.compile(
    r"[^。，；：！？!?;:]{12,100}(?:报告|汇报|总结|小结|通报|纪要|体会|启示|方案|通知|请示|函)(?:[（(][^（()）]{1,12}[）)])?"
)
_BREAKS = re.compile(r"[。：:；;！!？?]|^(?:——|--)")
# The most and least characters of a line of a title in one rhythm (取柳湾之长， / 补自身之短).
_LINE, _SHORTEST = 16, 3
# The name of a paper that goes with the bank above it; a shorter one (考察报告) stands below a letterhead.
_PAPER = 8
_GREETING = re.compile(
    r"^(?:尊敬|亲爱|各位|大家|同志|您|你)|(?:领导|同事|同仁|来宾|朋友|家人)们?，$"
)
_NAME = re.compile(
    r"(?:银行|农商行|联社|信用社|农信|部|室|中心|委员会|支行|之石|之窗|园地|天地|专栏|论坛|课堂)$"
)
_BANK = re.compile(r"[一-鿿]{2,12}(?:银行|农商行|联社)(?:股份有限公司)?")
# People of a bank (甲农商银行中层干部), whose report it may be.
_PEOPLE = re.compile(
    rf"{_BANK.pattern}[一-鿿]{{0,8}}(?:干部|员工|骨干|学员|班子|成员|人员|[组团队班]|中心组|客户经理|行长)"
)
_WENT = re.compile(r"(?:关于)?(?:赴|到|走进|前往)[一-鿿]{2,12}(?:银行|农商行|联社)")
_QUOTES = (("《", "》"), ("“", "”"))


def is_long_title(text: str) -> bool:
    """Is this one clause that says at its end what paper it is, though longer than a heading?"""
    return _LONG_TITLE.fullmatch(text) is not None


def with_title_in_one(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; the lines of a title that is not finished in its first line are one block. Only
    lines that look alike are joined, and only when the title ends as titles of papers do."""
    first, lines = _rhythm(blocks)
    if lines > 1:
        return _joined(blocks, first, lines, _of_one_rhythm(blocks[first : first + lines]))
    for first in range(min(_WITHIN, len(blocks) - 1)):
        text, lines = unspread(blocks[first].text), 1
        if not _may_be_part(blocks[first]):
            continue
        while first + lines < len(blocks) and lines < _LINES:
            block = blocks[first + lines]
            goes_on = _is_open(text) or block.text.startswith("的")
            goes_on = goes_on or _says_kind(text, block.text) or _says_what(text, block.text)
            goes_on = goes_on or _is_middle(text, unspread(block.text))
            if not goes_on:
                break
            if not _may_be_part(block) or look_of(block) != look_of(blocks[first]):
                break
            text, lines = text + unspread(block.text), lines + 1
        if (
            lines > 1
            and _CLOSED.search(text)
            and not _has_open_quote(text)
            and len(text) <= _LONGEST
        ):
            return _joined(blocks, first, lines, text)
    return tuple(blocks)


def _joined(blocks: Sequence[Block], first: int, lines: int, text: str) -> tuple[Block, ...]:
    last = first + lines
    pictures = tuple(p for block in blocks[first:last] for p in block.pictures)
    title = replace(blocks[first], text=text, lead=0, pictures=pictures)
    return (*blocks[:first], title, *blocks[last:])


def _rhythm(blocks: Sequence[Block]) -> tuple[int, int]:
    """Where the lines of a title of one rhythm begin, and how many they are; (0, 1) when there is no
    such title. Above them stand only lines of another kind."""
    first = next((n for n, block in enumerate(blocks[:_WITHIN]) if not _above(block.text)), 0)
    while first + 1 < min(_WITHIN, len(blocks)) and _is_smaller(blocks[first], blocks[first + 1]):
        first += 1
    below = blocks[first:]
    lines = _lines_with_commas(below)
    if 1 < lines < len(below):
        found = below[:lines]
        alike = all(look_of(block) == look_of(found[0]) for block in found)
        return (first, lines) if alike and _in_rhythm(unspread(found[-1].text)) else (0, 1)
    return (first, 2) if _is_pair(below) else (0, 1)


def _is_smaller(block: Block, below: Block) -> bool:
    """Is this a short line in smaller type above a larger one, as a banner is above a title?"""
    return is_short(block.text) and not block.level and block.size < below.size


def _lines_with_commas(blocks: Sequence[Block]) -> int:
    """How many lines belong together at the beginning of some: short ones with a comma at the end of
    each but the last (取柳湾之长，/ 补自身之短)."""
    lines = 1
    for block in blocks[: _LINES - 1]:
        text = unspread(block.text)
        if not text.endswith("，") or not _in_rhythm(text[:-1]) or _GREETING.search(text):
            break
        lines += 1
    return lines


def _is_pair(blocks: Sequence[Block]) -> bool:
    """Do some blocks begin with two lines of the same length that look like a heading, or stand above
    a subtitle?"""
    pair, after = blocks[:2], blocks[2:]
    if len(pair) < 2 or not after or len({(len(b.text), look_of(b)) for b in pair}) > 1:
        return False
    look, level = look_of(pair[0]), pair[0].level
    if not after[0].text.startswith("——"):
        apart = not after[0].level > level > 0 and all(look_of(block) != look for block in after)
        if not apart or not (level == 1 or (pair[0].centred and pair[0].size > 0)):
            return False
    names = _is_open(unspread(pair[0].text)) or len(pair[0].text) <= _SHORTEST
    names = names or any(_NAME.search(block.text) or is_paper(block.text) for block in pair)
    twice = pair[0].text == pair[1].text
    return not twice and not names and all(_in_rhythm(block.text) for block in pair)


def _of_one_rhythm(blocks: Sequence[Block]) -> str:
    texts = [unspread(block.text) for block in blocks]
    return ("" if texts[0].endswith("，") else " ").join(texts)


def _above(text: str) -> bool:
    """Is this a line that stands above a title: name of a paper, issue, day, imprint?"""
    return (
        (is_paper(text) and len(text) <= _LINE)
        or is_period_line(text)
        or is_issue_line(text)
        or is_imprint(text)
        or is_site_furniture(text)
    )


def _in_rhythm(text: str) -> bool:
    return (
        _SHORTEST <= len(text) <= _LINE
        and re.search(r"[。：:；;！!？?]|——", text) is None
        and numbering(text) is None
        and not _above(text)
    )


def _is_open(text: str) -> bool:
    """Is this the beginning of a title that goes on in the next line?"""
    if _has_open_quote(text):
        return True
    return _OPEN.search(text) is not None and _CLOSED.search(text) is None


def _says_kind(text: str, below: str) -> bool:
    """Does a line below the first one only say what kind of paper it names (经验交流材料)?"""
    alone = _KIND_OF_PAPER.fullmatch(unspread(below)) is not None
    return alone and _NAMED.search(text) is not None and not is_paper(text)


def _is_middle(text: str, below: str) -> bool:
    """Does a line below go on with a title in its middle, where the title has not come to its end?"""
    ends = _ENDS.fullmatch(below) is not None and _WENT.search(text) is not None
    middle = ends or _MIDDLE.fullmatch(below) is not None
    return middle and not (_CLOSED.search(text) or is_paper(text))


def _says_what(text: str, below: str) -> bool:
    """Is a line the bank that a title is about, and the one below it what it did (赴甲农商银行学习) or
    the name of its paper (跟班学习总结)?"""
    if text in below:
        return False
    if _PEOPLE.fullmatch(text):
        went = _WENT.match(below) is not None and not below.startswith("关于")
        return went or _KIND_OF_PAPER.fullmatch(unspread(below)) is not None
    if _BANK.fullmatch(text) is None:
        return False
    named = len(unspread(below)) >= _PAPER and _CLOSED.search(below) is not None
    return named or _WENT.match(below) is not None


def _has_open_quote(text: str) -> bool:
    return any(text.count(begin) > text.count(end) for begin, end in _QUOTES)


def _may_be_part(block: Block) -> bool:
    text = block.text
    return (
        is_short(text)
        and not _BREAKS.search(text)
        and numbering(text) is None
        and not (is_period_line(text) or is_issue_line(text))
        and not (is_imprint(text) or is_site_furniture(text))
    )
