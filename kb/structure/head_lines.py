"""What sort each line above the text of a bulletin is: title, masthead, imprint, subtitle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from kb.readers import Block
from kb.structure.bylines import is_byline
from kb.structure.day_headings import opens_diary
from kb.structure.days import days_in, is_period_line, is_weather_line, plain_digits
from kb.structure.form_fields import (
    form_begins,
    heads_form,
    is_about_visit,
    is_line_of_fields,
    is_one_of_fields,
)
from kb.structure.issue_forms import MONTHLY, closed_up, plain_issue
from kb.structure.letter_opening import announces, is_salutation
from kb.structure.looks import Look, is_caption_of_picture, is_short, look_of, mark_of, stands_out
from kb.structure.publication_lines import is_document_number, is_masthead, names_publisher
from kb.structure.question_titles import is_question_title
from kb.structure.roles import role_of
from kb.structure.section_lines import opens_section
from kb.structure.series import DOUBLE
from kb.structure.spans import is_months_line
from kb.structure.stated_title import is_title_by_style, only_first_level
from kb.structure.title_forms import WENT, ends_title
from kb.structure.title_lines import is_long_title
from kb.text import CELLS, is_imprint, is_site_furniture, numbering

# The most lines of a head.
_MOST_LINES = 16
# A line of more characters is no title.
LONG_TITLE = 60
# One that the format states as a heading of the first level may be as long as this.
_LONGEST_TITLE = 120
# A centred line of more characters that ends with a full stop is text, not a subtitle.
_SENTENCE = 20
# A heading of the first level with this many characters behind the number of an issue is a title.
_NAME = 4
# The most characters of a line with the number of an issue.
_LONGEST_ISSUE = 24
# The most characters of a bank or an office as the author.
_LONGEST_AUTHOR = 36
# The most characters of a heading that announces what follows (主要做法).
_HEADING = 14
_ISSUE_LINE = re.compile(
    rf"^[(（【\[]?(?:(?:\d{{4}}|[〇○零一二三四五六七八九]{{4}})年度?\s*)?(?:总)?(?:(?:增刊|特刊|副刊|号外)\s*)?第\s*{DOUBLE}\s*(?:[周期次批辑号](?:合刊)?|季度?刊?(?=[\s·•|｜/—-]*(?:$|第|[（(]))|(?:轮次?|学期|阶段)(?=[\s·•|｜/—-]*第))"
)
_MONTHLY = re.compile(rf"[（(【\[]?{MONTHLY}(?:[\s　]*[（(]?总第?\s?\d{{1,4}}期)?[）)】\]]?")
# What stands behind the number of an issue in a title (第9期问答摘录, 第四周 | 工资怎么发).
_NAMES_ITSELF = re.compile(
    r"[\s　]*(?:[|｜:：丨][\s　]*\S{4}|(?!总|学习$)[一-鿿]{5}|[一-鿿“《]{2,4}[，“”》])"
)
_SUBTITLE = re.compile(r"^(?:——?|──|--|—)\s*\S")
# The same where no title stands above (2025年第21周工作周报).
_NAMES_REPORT = re.compile(r"[一-鿿]{0,6}(?:周报|小结|总结|汇报|纪实|周记)(?=\s*(?:$|[（(\d]))")
_OFFICE = re.compile(
    r"(?:董事长|行长|主任|书记|总经理|理事长|经理|科长|部长|办公室|委员会|专班|部)(?:[\s　]+\S{2,4})?$"
)
# What may stand next to the days of a visit in a line of its own.
_PLACE_ONLY = re.compile(
    r"(?:[于在]|地点|承办行?|主办|学习行|(?:学习|跟班)?时间|[\s　:：，,·（(]){1,6}"
    r"(?:[^，。：:]{0,14}(?:银行|联社|农商行|总行|支行)[）)]?)?"
)
_PUBLISHER = re.compile(r"[^\s，。：:、]{2,18}(?:银行|联社|农商行|支行|部|室|中心|报社|日报)")
# The month of a paper, alone below its title.
_MONTH = re.compile(
    r"[（(]?(?:\d{4}|[〇○零一二三四五六七八九]{4})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?[）)]?"
)
# Whose article it is, alone below its title.
_SOURCE = re.compile("[一-鿿]{2,8}(?:日报|晚报|时报|商报|导报|新闻网|电视台)")
# The column of a paper; a title has at least so many characters.
_COLUMN = re.compile(
    "[【〔\\[][一-鿿]{1,6}(?:园地|专栏|之窗|天地|论坛|之声|讲堂|速递|视窗|频道|广角|心语|札记)[】〕\\]]"
)
_LEAST_TITLE = 6
_PAPER = re.compile("[一-鿿]{2,8}报")
_ORNAMENTS = "□■◇◆○●☆★▲△▪· 　"
_BANK_ALONE = re.compile(
    r"^[一-鿿]{2,14}(?:农商银行|农村商业银行|农商行|村镇银行|联社|农信社?)"
    r"(?:(?:股份)?有限(?:责任)?公司)?"
    r"(?:[\s　].{0,16}|[一-鿿]{0,8}(?:部|办公室|室|处|科|党委|支行|分理处|中心)(?:[\s　]+\S{2,4})?"
    r"|(?:跟班|外出)?(?:学习|考察|调研|研学|取经|跟班)(?:小?组|团|班)|[一-鿿]{2,10}[\s　]+\S{2,4})?$"
)
_BARE_BANK = re.compile("[一-鿿]{2,14}(?:农商银行|农村商业银行|农商行|村镇银行|联社|农信社)")
# The units of the table below (单位：亿元、%), which belong to it.
_UNIT_OF_TABLE = re.compile(
    r"[（(]?\s*(?:金额|计量)?单位\s*[:：]\s*[百千万亿]{0,2}(?:元|户|人|笔|个|家|%|％)[^。：:]{0,16}[）)]?"
)
# Who a speaker is, behind the label; and how often the speaker speaks at least.
_SPEAKER = re.compile(
    r"(?P<label>[一-鿿]{2,4}[:：])[^，。？！：:]{0,30}(?:银行|农商行|联社|农信社|支行|行长|经理|学员|主任)[^，。？！：:]{0,12}"
)
_SPEAKS = 2
_NUMBER_CELL = re.compile(r"\s*[-+−▲▼△▽↑↓]?\s*[\d,.]{1,20}\s*[%‰万亿元户笔人个百分点]{0,6}\s*")


class Sort(Enum):
    """What a line above the text is."""

    TITLE = auto()
    MASTHEAD = auto()
    IMPRINT = auto()
    PERIOD = auto()
    ISSUE = auto()
    SUBTITLE = auto()
    AUTHOR = auto()
    SALUTATION = auto()
    TEXT = auto()


def sorts_of(blocks: Sequence[Block], body: Look) -> list[Sort]:
    """The sorts of the lines before the text, which begins with the first line that is like it."""
    sorts: list[Sort] = []
    only = only_first_level(blocks, body)
    for n, block in enumerate(blocks[:_MOST_LINES]):
        sort = _sort(block, body, titled=Sort.TITLE in sorts)
        if n < only and sort is Sort.TITLE:
            sort = Sort.MASTHEAD
        if sort is Sort.TEXT and Sort.TITLE in sorts and is_title_by_style(blocks, n, body):
            sort = Sort.TITLE
        if sort is Sort.TITLE and Sort.TITLE in sorts and heads_form(block.text):
            sort = Sort.SUBTITLE
        if sort in (Sort.TITLE, Sort.AUTHOR) and n and is_one_of_fields(blocks, n):
            sort = Sort.SUBTITLE
        if sort in (Sort.TITLE, Sort.AUTHOR) and n and _says_who_speaks(blocks, n):
            sort = Sort.SUBTITLE
        if n and sort is Sort.TITLE and is_weather_line(block.text) and form_begins(blocks, n + 1):
            sort = Sort.PERIOD
        if sort is Sort.IMPRINT and is_about_visit(blocks, n):
            sort = Sort.SUBTITLE
        if sort is Sort.TITLE and Sort.TITLE not in sorts and _heads_table(blocks, n):
            break
        if sort is Sort.TITLE and (_is_newspaper(blocks, n) or _is_column(blocks, n, sorts)):
            sort = Sort.MASTHEAD
        if sort is Sort.TEXT or opens_section(block) or _is_one_of_banks(blocks, n, sorts):
            break
        if Sort.TITLE in sorts and opens_diary([other.text for other in blocks[n:]]):
            break
        sorts.append(sort)
    return _with_name_of_series(blocks, sorts)


def _is_column(blocks: Sequence[Block], n: int, sorts: Sequence[Sort]) -> bool:
    """Is this the column of a paper in brackets (【学习园地】), above a line that may be the title?"""
    if Sort.TITLE in sorts or not _COLUMN.fullmatch(blocks[n].text):
        return False
    below = blocks[n + 1].text if n + 1 < len(blocks) else ""
    return is_short(below) and len(below) >= _LEAST_TITLE and not numbering(below)


def _is_newspaper(blocks: Sequence[Block], n: int) -> bool:
    """Is this the name of a newspaper above the number of a page (甲县报 above 第3版 综合)?"""
    below = blocks[n + 1].text if n + 1 < len(blocks) else ""
    return _PAPER.fullmatch(blocks[n].text) is not None and is_masthead(below) and "版" in below


def _says_who_speaks(blocks: Sequence[Block], n: int) -> bool:
    """Does a line say who a speaker is (师傅：甲支行客户经理 某某) whose label opens lines of the text?"""
    match = _SPEAKER.fullmatch(blocks[n].text)
    if match is None:
        return False
    opened = sum(other.text.startswith(match["label"]) for other in blocks[n + 1 :])
    return opened >= _SPEAKS


def _heads_table(blocks: Sequence[Block], n: int) -> bool:
    """Does a table of figures begin here: below a line a row with as many cells, most of them numbers?"""
    width = blocks[n].text.count(CELLS)
    row = blocks[n + 1].text.split(CELLS) if width and n + 1 < len(blocks) else []
    numbers = sum(_NUMBER_CELL.fullmatch(cell) is not None for cell in row)
    return len(row) == width + 1 and 2 * numbers >= len(row)


def _is_one_of_banks(blocks: Sequence[Block], n: int, sorts: Sequence[Sort]) -> bool:
    """Is this heading below the title one of several that are only names of banks? Each opens a section."""
    block = blocks[n]
    mark = mark_of(block.text)
    if Sort.TITLE not in sorts:
        return False
    if block.level < 2 and not mark:
        return _is_like_a_later_bank(blocks, n)
    later = (b for b in blocks[n + 1 :] if b.level == block.level and mark_of(b.text) == mark)
    return _names_bank(block, mark) and any(_names_bank(other, mark) for other in later)


def _is_like_a_later_bank(blocks: Sequence[Block], n: int) -> bool:
    """Is this centred line the name of a bank and nothing else, as a later one of the same look is that of
    another?"""
    block = blocks[n]
    if not block.centred or not _BARE_BANK.fullmatch(block.text):
        return False
    later = (b for b in blocks[n + 2 :] if _BARE_BANK.fullmatch(b.text) and b.text != block.text)
    return any(look_of(other) == look_of(block) for other in later)


def _names_bank(block: Block, mark: str) -> bool:
    """Is a line only the name of a bank behind its mark?"""
    return _BANK_ALONE.match(block.text.removeprefix(mark).lstrip()) is not None


def _with_name_of_series(blocks: Sequence[Block], sorts: list[Sort]) -> list[Sort]:
    """The sorts; where nothing but a numbered heading might be the title (一、本周概况), the line
    that looks like the name of a paper (跟班周报) is, and the text begins with that heading."""
    titles = [n for n, sort in enumerate(sorts) if sort is Sort.TITLE]
    first = next((n for n in titles if numbering(blocks[n].text)), None)
    if first is None or first != titles[0]:
        return sorts
    named = [
        n
        for n in range(first)
        if sorts[n] is Sort.MASTHEAD and not is_site_furniture(blocks[n].text)
    ]
    return [*sorts[: named[0]], Sort.TITLE, *sorts[named[0] + 1 : first]] if named else sorts


def _sort(block: Block, body: Look, *, titled: bool) -> Sort:
    text = closed_up(block.text)
    if is_period_line(text) or is_months_line(text):
        return Sort.PERIOD
    if _states_days(text) or (titled and _MONTH.fullmatch(text)):
        return Sort.SUBTITLE
    if is_salutation(text):
        return Sort.SALUTATION
    if is_caption_of_picture(text):
        return Sort.IMPRINT
    if announces(text) or _UNIT_OF_TABLE.fullmatch(text):
        return Sort.TEXT
    if _MONTHLY.fullmatch(text):
        return Sort.ISSUE
    plain = plain_issue(text)
    if plain == text and is_document_number(text):
        return Sort.IMPRINT
    issue = _ISSUE_LINE.match(plain)
    names = block.level == 1 and len(plain) - issue.end() >= _NAME if issue else False
    if issue and not titled:
        names = names or _NAMES_REPORT.match(plain, issue.end()) is not None
    if (
        issue
        and not names
        and len(plain) <= _LONGEST_ISSUE
        and not _NAMES_ITSELF.match(plain, issue.end())
    ):
        return Sort.ISSUE
    if is_masthead(text) and not titled and block.level in (0, body.level):
        return Sort.MASTHEAD
    if titled and _SOURCE.fullmatch(text):
        return Sort.IMPRINT
    if is_site_furniture(text):
        return Sort.MASTHEAD
    if (plain == text and is_imprint(text)) or names_publisher(text):
        return Sort.IMPRINT
    if not titled and (is_question_title(text) or is_long_title(text)):
        return Sort.TITLE
    if titled and len(text) <= LONG_TITLE and _SUBTITLE.match(text):
        return Sort.SUBTITLE
    if is_line_of_fields(text):
        return Sort.SUBTITLE
    if (
        not titled
        and block.level == 1
        and len(text) <= _LONGEST_TITLE
        and text[-1] not in "。；！？"
    ):
        return Sort.TITLE
    if not (is_short(text) or (len(text) <= LONG_TITLE and stands_out(block, body))):
        return Sort.TEXT
    if titled and (
        (len(text) > _SENTENCE and text[-1] == "。") or (len(text) > _HEADING and text[-1] in "：:")
    ):
        return Sort.TEXT
    if titled and (
        numbering(text) or (len(text) <= _HEADING and role_of(text) and not ends_title(text))
    ):
        return Sort.TEXT if not _alike_title(block, body) else Sort.TITLE
    if titled and not block.level and is_byline(text):
        return Sort.AUTHOR
    if (
        len(text) <= _LONGEST_AUTHOR
        and not WENT.search(text)
        and (_BANK_ALONE.match(text.lstrip(_ORNAMENTS)) or _OFFICE.search(text))
    ):
        return Sort.AUTHOR
    return Sort.TITLE


def _states_days(text: str) -> bool:
    """Does a line state a range of days and perhaps where they were spent, and nothing else? Or a
    day with its year, and then a bank?"""
    if len(text) > LONG_TITLE:
        return False
    plain = plain_digits(text)
    found = list(days_in(plain, loose=True))
    of_one = found[:1] if found and found[0].year and found[0].start == 0 else []
    days = next((days for days in found if days.is_range), None) or next(iter(of_one), None)
    if days is None or (of_one and days.end == len(plain)):
        return False
    rest = (plain[: days.start] + plain[days.end :]).strip(" 　（）()【】[]·，,、：:")
    if of_one and not days.is_range:
        return _PUBLISHER.fullmatch(rest) is not None
    return rest == "" or _PLACE_ONLY.fullmatch(rest) is not None


def _alike_title(block: Block, body: Look) -> bool:
    """Does a line look like a title (centred and larger) although it is worded like a heading?"""
    return block.centred and not body.centred and bool(body.size) and block.size > 1.2 * body.size
