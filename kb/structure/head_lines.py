"""What sort each line above the text of a bulletin is: title, masthead, imprint, subtitle."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from kb.readers import Block
from kb.structure.bylines import is_byline
from kb.structure.day_headings import opens_diary
from kb.structure.days import days_in, is_period_line, is_weather_line, plain_digits
from kb.structure.form import LABELLED
from kb.structure.issue_forms import MONTHLY, closed_up, plain_issue
from kb.structure.looks import Look, is_caption_of_picture, is_short, stands_out
from kb.structure.question_titles import is_question_title
from kb.structure.roles import role_of
from kb.structure.section_lines import opens_section
from kb.structure.series import DOUBLE
from kb.structure.spans import is_months_line
from kb.structure.stated_title import is_title_by_style
from kb.text import CELLS, is_imprint, is_site_furniture, numbering

MAX_LINES, LONG_TITLE = 16, 60
# A centred line of more characters that ends with a full stop is text, not a subtitle.
# A heading of the first level that has so many characters behind the number of an issue is a title.
_SENTENCE, _NAME = 20, 4
# A heading that says by its words what follows (主要做法) has at most so many characters.
_HEADING = 14
_ISSUE_LINE = re.compile(
    rf"^[(（【\[]?(?:(?:\d{{4}}|[〇○零一二三四五六七八九]{{4}})年度?\s*)?(?:总)?(?:(?:增刊|特刊|副刊|号外)\s*)?第\s*{DOUBLE}\s*(?:[周期次批辑号](?:合刊)?|季度?刊?(?=[\s·•|｜/—-]*(?:$|第|[（(])))"
)
_MONTHLY = re.compile(rf"[（(【\[]?{MONTHLY}(?:[\s　]*[（(]?总第?\s?\d{{1,4}}期)?[）)】\]]?")
# What stands behind the number of an issue in a title (第9期问答摘录, 第四周 | 工资怎么发).
_NAMES_ITSELF = re.compile(
    r"[\s　]*(?:[|｜:：丨][\s　]*\S{4}|(?!总|学习$)[一-鿿]{5}|[一-鿿“《]{2,4}[，“”》])"
)
_SUBTITLE = re.compile(r"^(?:——?|──|--|—)\s*\S")
# The same where no title stands above (2025年第21周工作周报).
_NAMES_REPORT = re.compile(r"[一-鿿]{0,6}(?:周报|小结|总结|汇报|纪实|周记)(?=\s*(?:$|[（(\d]))")
# 时间：…, followed by 地点：…, is about the visit, not about publication.
_TIME_AND_PLACE = re.compile(
    r"时间\s*[:：][^\n]{3,30}\s(?:地点|学员|对象|参加人员|人员|对话人)\s*[:：]"
)
_SALUTATION = re.compile(
    r"^(?:同志们|[一-鿿]{0,6}各位(?:[^。，；]{0,8}(?:领导|同事|同仁|同志|学员|来宾|代表|朋友|老师|同行))?们?|尊敬的.{1,16}|.{0,10}领导|亲爱的.{1,10}|大家好|朋友们"
    r"|[省市县区]?联社|总行|党委|[各全]\S{0,6}(?:信用社|支行|部室|部门|机构|单位|行社|网点|员工|同志|分理处|中心支行|农商银行|联社))(?:[、，,（(].{0,24})?[:：！!]$"
)
# Somebody by surname and office (周主任, 老方师傅, 陈总).
_BY_OFFICE = (
    r"(?:尊敬的|亲爱的)?(?:[小老阿][一-鿿]|[一-鿿]{1,3}(?:副?(?:行长|主任|书记|经理|总经理|董事长|理事长|监事长|部长|科长|处长|组长|校长|主席|院长|会长)"
    r"|总|董|工|老师|师傅|助理|班长|队长|站长|姐|哥|兄|弟|妹|叔|姨))"
)
# To whom a letter is written: an office alone before a colon, or somebody by surname and office.
_ADDRESSEE = re.compile(
    r"(?!走进|赴|访|探访|问道|学习|对话)[^，。、：:\s]{2,20}(?:银行|联社|农商行|支行|信用社|公司|办公室|办事处|审计中心|管理部|党委|同志|先生|女士|[理董监]事会|委员会|党委会|班子)[:：]$"
    # A surname and an office, perhaps of two: 周主任：, 方行长、刘科长：.
    rf"|{_BY_OFFICE}(?:[、，和]{{1,2}}{_BY_OFFICE}){{0,3}}(?:[，,]?(?:您|你们?)?好)?[:：！!]$"
)
_FIELDS = re.compile(
    r"[一-鿿]{2,6}\s*[:：][^\s:：][^:：]{0,40}?(?:[\s　]+[一-鿿]{2,6}\s*[:：]\s*\S[^:：]{0,40}?){1,6}$"
)
_MASTHEAD = re.compile(
    r"(?:门户(?:网站)?|官方网站|官网|内网|(?:办公|信息|学习)(?:平台|系统))$"
    r"|(?:^|[\s　]|银行|农商行|联社|公司)(?:内部(?:资料|材料|刊物|文件)|内刊)|数字报|电子版"
    r"|(?:委员会|公司|银行|联社|办公室|中心)"
    r"(?:文件|(?:传真)?电报|(?:内部)?明电|便函)$"
    r"|^(?!.*(?:学习|跟班|考察|挂职|外派))[^\n]{0,8}(?:日报|晚报|时报|商报|导报|(?:金融|经济|农村|农民|城乡|合作|都市)报)(?:$|\s)"
    r"|(?:^|[星期周][一二三四五六日天][\s　]+)第?\s*[A-Z]?\d{1,2}\s*版|版面导航|^本报讯"
    r"|^(?:星期|周)[一二三四五六日天](?:[\s　]+(?:农历|夏历|甲|乙|丙|丁|戊|己|庚|辛|壬|癸)\S{2,10})?$"
    r"|^(?:农历|夏历)\S{2,10}$"
    r"|^\S{2,16}(?:公众号|服务号|订阅号|视频号|APP|客户端)$"
    r"|^[A-Z]0?\d{1,2}\s?版?[:：·\s]\s?[一-鿿]{2,6}$"
    r"|^内部(?:信息|简报|动态|情况)$"
    r"|^[【（(]?内部(?:交流|参考|传阅|学习资料)(?=$|[\s　,，·!！】）)])"
    r"|^(?:今日|本期)?(?:共)?[一二三四五六七八九十\d]{1,2}[个]?版(?:[\s　]+|$)"
)
_DOCUMENT_NUMBER = re.compile(
    r"(?:[一-鿿]{2,10})?[〔\[（(【](?:19|20)\d\d[〕\]）)】]\s*(?:第\s*)?\d{1,4}\s*号[\s　]*$|0{2,}\d{2,4}$"
)
_ORGAN_AND_DAY = re.compile(
    r"(?:办公室|联社|银行|部|办|处|中心|委员会|编辑部|专班|组|[团党]委|工会|支部|(?:班|队|学[校院])(?=编|印|主?办|整理))"
    r"[编印发制主办整理供稿报送宣\s　（(|｜]{0,6}"
    r"(?:[\s　]*(?:\d{4}|二[〇○零]..?)[年./-]\s*[\d一二三四五六七八九十]{1,2}[月./-].{1,4}"
    r"|[\s　]+[\d一二三四五六七八九十]{1,2}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日)$"
)
# Who publishes, without a day.
_PUBLISHED = re.compile(
    r"[一-鿿]{0,14}(?:办公室|[部室办组]|中心|联社|银行|委员会|专班)[\s　]?"
    r"(?:编印|主办|编发|编制|印制|编辑|主编|印发|编)"
)
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
_ORNAMENTS = "□■◇◆○●☆★▲△▪· 　"
_BANK_ALONE = re.compile(
    r"^[一-鿿]{2,14}(?:农商银行|农村商业银行|农商行|村镇银行|联社|农信社?)"
    r"(?:(?:股份)?有限(?:责任)?公司)?"
    r"(?:[\s　].{0,16}|[一-鿿]{0,8}(?:部|办公室|室|处|科|党委|支行|分理处|中心)(?:[\s　]+\S{2,4})?"
    r"|(?:跟班|外出)?(?:学习|考察|调研|研学|取经|跟班)(?:小?组|团|班)|[一-鿿]{2,10}[\s　]+\S{2,4})?$"
)
# A field of a form whose label is not known, next to others: 学习小组：甲农商银行赴乙农商银行驻点组.
_FIELD = re.compile(
    r"[一-鿿]{0,6}(?:组|组别|班级|人员?|干部|学员|员工|单位|部门|岗位|职务|姓名|成员|导师|日期|时间|期间|地点|批次|编号|对象|行程|天气|类别|类型|密级|缓急|栏目|文号|级别|状态|科室|条线|分类|渠道)\s*[:：]\s*[^。：:]{1,50}"
)
# The heads of the columns of a form: 项目 | 内容.
_FORM_HEADS = re.compile(
    rf"(?:项\s*目|名\s*称|栏\s*目|事\s*项|类\s*别|要\s*素){re.escape(CELLS)}(?:内\s*容|说\s*明|情\s*况|信\s*息|备\s*注)"
)
# A title cut after the bank that was visited, and its second line.
WENT = re.compile(r"(?:赴|到|走进|前往)[^，。]{2,20}(?:银行|农商行|联社)$")
FORM = re.compile(
    r"^(?:调研|考察|学习|工作|专题|情况)*(?:报告|汇报|总结|小结|通知|函|纪要|简报|情况|体会|启示|方案|请示|通报|讲话|纪实)$"
)
FORM_END = re.compile(
    r"(?:报告|汇报|总结|小结|情况|做法|体会|启示|经验|纪实|思考|简报|见闻|侧记|调查|探索|实践|建议|讲话|材料)$"
)
# The units of the table below (单位：亿元、%), which belong to it.
_UNIT_OF_TABLE = re.compile(
    r"[（(]?\s*(?:金额|计量)?单位\s*[:：]\s*[百千万亿]{0,2}(?:元|户|人|笔|个|家|%|％)[^。：:]{0,16}[）)]?"
)
_NUMBER_CELL = re.compile(r"\s*[-+−▲▼△▽↑↓]?\s*[\d,.]{1,20}\s*[%‰万亿元户笔人个百分点]{0,6}\s*")
_ANNOUNCES = re.compile(r"[^：:]*(?:如下|以下[一-鿿]{0,6})[:：]$")


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


def is_salutation(text: str) -> bool:
    """Is this line to whom a letter or a speech is addressed?"""
    return bool(_SALUTATION.match(text) or _ADDRESSEE.match(text))


def announces(text: str) -> bool:
    """Does this line say what follows (现将有关情况汇报如下：)? It is text and no title."""
    return _ANNOUNCES.match(text) is not None


def is_document_number(text: str) -> bool:
    """Is this the number of an official document: 〔2025〕12号?"""
    return _DOCUMENT_NUMBER.match(text) is not None


def sorts_of(blocks: Sequence[Block], body: Look) -> list[Sort]:
    """The sorts of the lines before the text, which begins with the first line that is like it."""
    sorts: list[Sort] = []
    for n, block in enumerate(blocks[:MAX_LINES]):
        sort = _sort(block, body, titled=Sort.TITLE in sorts)
        if sort is Sort.TEXT and Sort.TITLE in sorts and is_title_by_style(blocks, n, body):
            sort = Sort.TITLE
        form = "\n".join((block.text, *(after.text for after in blocks[n + 1 : n + 2])))
        if sort is Sort.TITLE and Sort.TITLE in sorts and _FORM_HEADS.fullmatch(block.text):
            sort = Sort.SUBTITLE
        if sort in (Sort.TITLE, Sort.AUTHOR) and n and _is_one_of_fields(blocks, n):
            sort = Sort.SUBTITLE
        if n and sort is Sort.TITLE and is_weather_line(block.text) and _has_fields(blocks, n + 1):
            sort = Sort.PERIOD
        if sort is Sort.IMPRINT and _TIME_AND_PLACE.match(form):
            sort = Sort.SUBTITLE
        if sort is Sort.TITLE and Sort.TITLE not in sorts and _heads_table(blocks, n):
            break
        if sort is Sort.TEXT or opens_section(block) or _is_one_of_banks(blocks, n, sorts):
            break
        if Sort.TITLE in sorts and opens_diary([other.text for other in blocks[n:]]):
            break
        sorts.append(sort)
    return _with_name_of_series(blocks, sorts)


def _heads_table(blocks: Sequence[Block], n: int) -> bool:
    """Does a table of figures begin here: below a line a row with as many cells, most of them numbers?"""
    width = blocks[n].text.count(CELLS)
    row = blocks[n + 1].text.split(CELLS) if width and n + 1 < len(blocks) else []
    numbers = sum(_NUMBER_CELL.fullmatch(cell) is not None for cell in row)
    return len(row) == width + 1 and 2 * numbers >= len(row)


def _has_fields(blocks: Sequence[Block], n: int) -> bool:
    """Does a form begin here?"""
    text = blocks[n].text if n < len(blocks) else ""
    return bool(LABELLED.match(text) or _FIELD.fullmatch(text))


def _is_one_of_fields(blocks: Sequence[Block], n: int) -> bool:
    """Is this line a field of a form, with another field above or below it?"""
    around = (*blocks[n - 1 : n], *blocks[n + 1 : n + 2])
    fields = any(_FIELD.fullmatch(other.text) for other in around)
    return fields and not blocks[n].level and _FIELD.fullmatch(blocks[n].text) is not None


def _is_one_of_banks(blocks: Sequence[Block], n: int, sorts: Sequence[Sort]) -> bool:
    """Is this heading below the title one of several that are only names of banks? Each opens a section."""
    block = blocks[n]
    if block.level < 2 or Sort.TITLE not in sorts or not _BANK_ALONE.match(block.text):
        return False
    later = (other for other in blocks[n + 1 :] if other.level == block.level)
    return any(_BANK_ALONE.match(other.text) for other in later)


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
    if is_salutation(text) or is_caption_of_picture(text):
        return Sort.SALUTATION if is_salutation(text) else Sort.IMPRINT
    if announces(text) or _UNIT_OF_TABLE.fullmatch(text):
        return Sort.TEXT
    if _MONTHLY.fullmatch(text):
        return Sort.ISSUE
    plain = plain_issue(text)
    if plain == text and _DOCUMENT_NUMBER.match(text):
        return Sort.IMPRINT
    issue = _ISSUE_LINE.match(plain)
    names = block.level == 1 and len(plain) - issue.end() >= _NAME if issue else False
    if issue and not titled:
        names = names or _NAMES_REPORT.match(plain, issue.end()) is not None
    if issue and not names and len(plain) <= 24 and not _NAMES_ITSELF.match(plain, issue.end()):
        return Sort.ISSUE
    if _MASTHEAD.search(text) and len(text) <= 30 and not titled and block.level in (0, body.level):
        return Sort.MASTHEAD
    if is_site_furniture(text):
        return Sort.MASTHEAD
    if (plain == text and is_imprint(text)) or (len(text) <= 50 and _ORGAN_AND_DAY.search(text)):
        return Sort.IMPRINT
    if _PUBLISHED.fullmatch(text):
        return Sort.IMPRINT
    if not titled and is_question_title(text):
        return Sort.TITLE
    if titled and len(text) <= LONG_TITLE and _SUBTITLE.match(text):
        return Sort.SUBTITLE
    if len(text) <= LONG_TITLE and LABELLED.match(text) and text[-1] not in "。：:":
        return Sort.SUBTITLE
    if len(text) <= 2 * LONG_TITLE and _FIELDS.match(text):
        return Sort.SUBTITLE
    if not (is_short(text) or (len(text) <= LONG_TITLE and stands_out(block, body))):
        return Sort.TEXT
    if titled and (
        (len(text) > _SENTENCE and text[-1] == "。") or (len(text) > _HEADING and text[-1] in "：:")
    ):
        return Sort.TEXT
    if titled and (
        numbering(text) or (len(text) <= _HEADING and role_of(text) and not _ends_title(text))
    ):
        return Sort.TEXT if not _alike_title(block, body) else Sort.TITLE
    if titled and not block.level and is_byline(text):
        return Sort.AUTHOR
    if (
        len(text) <= 36
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


def _ends_title(text: str) -> bool:
    """Could this line be the second half of a title, and not a heading (经验做法)?"""
    return bool(FORM.match(text)) or (len(text) >= 10 and FORM_END.search(text) is not None)


def _alike_title(block: Block, body: Look) -> bool:
    """Does a line look like a title (centred and larger) although it is worded like a heading?"""
    return block.centred and not body.centred and bool(body.size) and block.size > 1.2 * body.size
