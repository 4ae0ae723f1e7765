"""Banks of which a text says beyond doubt that they are learned from, or learn, by its form.

Who a letter is written to learned or was learned from; those who speak in turn about what their own banks
do are learned from, and so are those at which the writers saw something, and
those that they set 我行 against; the stops of a journey, the banks of a
list to which somebody goes and those of a column 跟班单位 are visited; two banks that send people to each
other are both learned from where a section tells of each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kb.enrich.lecturers import lecturers
from kb.enrich.our_contrast import set_against_us
from kb.enrich.parties import Parties
from kb.enrich.role_clues import signers
from kb.enrich.seen_there import seen_there
from kb.enrich.speeches import speeches
from kb.enrich.stated_parties import visited_in_list
from kb.enrich.subject_cues import STOPS
from kb.enrich.table_banks import rows_of_heads
from kb.enrich.visits import visit_in
from kb.model import Bulletin, Heading, Side
from kb.text import CELLS

_LEARN = "(?:跟班|跟岗|学习|考察|交流|培训|挂[职任]|参观|取经|调研|观摩|实训|请教|驻点|锻炼)"
_GO = "(?:[在到赴来去]|走进|前往)"
# A letter of those who learned, and of those who were learned from, to the other.
_AT_YOURS = re.compile(f"{_GO}[贵你](?:行|社|联社)[^。；]{{0,16}}{_LEARN}")
_AT_OURS = re.compile(f"{_GO}[我本](?:行|社|联社)[^。；]{{0,16}}{_LEARN}")
# Titles of other letters; those who came to teach.
_TITLES = re.compile("《[^》]{0,60}》")
_TAUGHT = re.compile("送教|传授|授课|讲课|(?:驻点|现场|上门|来我行)(?:指导|辅导|帮扶)")
# A letter is addressed in one of its first lines, which is short.
_OPENING, _SALUTATION = 5, 40
# 第一天（5月12日，甲农商银行）, 首站：甲农商银行, Day 2 甲农商银行, 5月12日 甲农商银行.
_STOP = re.compile(
    r"\W{0,3}(?:第?[一二三四五六七八九十\d]{1,3}[天日站]|[首末]站|(?:最后|下)一站|Day\s?\d{1,2}|D\d{1,2}|\d{1,2}月\d{1,2}日)",
    re.I,
)
_STOP_ENDS = re.compile(r"(?:总行|联社|机关)?[）)】\]”」\s]*")
# The title of an account of one's own, and what may stand behind the bank in a heading of it.
_DIARY = re.compile("[周日手笔札随行游]记|见闻")
_STAYED = re.compile(f"{_LEARN}{{1,2}}(?:[点站篇记周])?\\s?")
_CLAUSES = re.compile("[，,；;]")
# Heads of columns in which each cell is the bank that was visited, or that sent people.
_VISITED_IN_COLUMN = re.compile(
    "(?:跟班|跟岗|挂职|考察|对标|被学习?|受访|走访|驻点|接收|承办|带教|实训)(?:学习)?(?:单位|机构|银行|行|地点)"
)
_SENT_IN_COLUMN = re.compile("(?:派出|选派|送训|送培|学员|参训|所在|来源)(?:单位|机构|银行|行)")
# Those who talk about what their banks do.
_GUESTS = re.compile(r"\W{0,2}(?:本期|特邀|对话|圆桌)?(?:嘉宾|与谈人?|对谈人?|主讲嘉宾)\s*[:：]")
# Titles of two banks whose people went both ways.
_BOTH_WAYS = re.compile(
    r"互派|互换|互跟|互相?(?:学习|跟班|挂职|派驻)|双向(?:交流|挂职|跟班|学习|派驻)|交叉(?:跟班|挂职|跟岗)"
    r"|(?:干部|员工|人员|骨干|岗位)(?:交换|对调|互换)|交换(?:干部|员工|跟班|学习|岗位)"
)
# What says that banks are learned from.
_LEARNING = re.compile(f"{_LEARN}|对标|对照|借鉴|比较")
# Who tells of a bank what strangers do not know of it; who speaks for us.
_INTRODUCED = re.compile(
    r"(?:成立|组建|改制|挂牌|开业)于|始建于|前身[是为]|地处|位于|坐落[于在]|下辖|现?[有辖设](?:营业)?网点|注册资本"
)
# What a bank was called before.
_EARLIER = re.compile("前身(?:是|为|系)[^，。；]{0,30}")
_WE_OF_BANK = re.compile(
    "[我本](?:行|社|联社|县|市|区)|我们|咱|贵[行社]|(?:对方|兄弟|同业|先进)(?:银?行|联社|单位)|他行|外出"
)
_AT = re.compile(r"(?:[在到赴驻去进]|走进|来到|前往)$")


def plain_roles(bulletin: Bulletin, parties: Parties) -> dict[str, Side]:
    """The sides of the banks of which the form of a text leaves no doubt."""
    sides: dict[str, set[Side]] = defaultdict(set)
    for bank, side in (*_of_letter(bulletin, parties), *_of_form(bulletin, parties)):
        sides[bank].add(side)
    return {bank: found.pop() for bank, found in sides.items() if len(found) == 1}


def _of_form(bulletin: Bulletin, parties: Parties) -> Iterator[tuple[str, Side]]:
    yield from ((bank, Side.HOST) for bank in _stops(bulletin, parties))
    for item in bulletin.content[:_OPENING]:
        for part in STOPS.split(item.text):
            yield from ((bank, Side.HOST) for bank in _both_ways(part, parties))
            yield from ((bank, Side.HOST) for bank in visited_in_list(part, parties))
    yield from ((bank, Side.HOST) for bank in _of_diary(bulletin, parties))
    yield from ((bank, Side.HOST) for bank in _introduced(bulletin, parties))
    yield from ((bank, Side.HOST) for bank in speeches(bulletin, parties))
    yield from ((bank, Side.HOST) for bank in seen_there(bulletin, parties))
    yield from ((bank, Side.HOST) for bank in set_against_us(bulletin, parties))
    yield from lecturers(bulletin, parties).items()
    yield from _of_tables(bulletin, parties)
    lines = (*bulletin.subtitle.split("\n"), *bulletin.signed.split("\n"))
    opening = (line for item in bulletin.content[:_OPENING] for line in item.text.split("\n"))
    for line in (*lines, *opening):
        guests = {m.bank for m in parties.mentions(line)} if _GUESTS.match(line) else set()
        if len(guests) > 1:  # one alone may tell what it learned elsewhere
            yield from ((bank, Side.HOST) for bank in guests)
    titles = (bulletin.title, *bulletin.subtitle.split("\n"))
    headings = (item.text for item in bulletin.content if isinstance(item, Heading))
    visited = {bank for heading in headings for bank in _visited(heading, parties)}
    for line in titles:
        named = parties.mentions(line)
        two = {mention.bank for mention in named}
        if len(two) == 2 and _BOTH_WAYS.search(line, named[-1].end) and two <= visited:
            yield from ((bank, Side.HOST) for bank in two)


def _of_diary(bulletin: Bulletin, parties: Parties) -> tuple[str, ...]:
    """The banks that head the sections of an account of one's own (跟班周记: 甲农商银行跟班, 乙农商银行跟班),
    where there are two or more."""
    if not _DIARY.search(bulletin.title):
        return ()
    found: dict[str, None] = {}
    for item in bulletin.content:
        named = parties.mentions(item.text) if isinstance(item, Heading) else ()
        if len(named) == 1 and _STAYED.fullmatch(item.text, named[0].end):
            found[named[0].bank] = None
    return tuple(found) if len(found) > 1 else ()


def _introduced(bulletin: Bulletin, parties: Parties) -> Iterator[str]:
    """The only bank of a text without 我行 that tells what it is (成立于, 现有网点) and not that it went
    somewhere: whoever introduces a bank is not of it."""
    texts = (bulletin.title, bulletin.subtitle, *(item.text for item in bulletin.content))
    if any(map(_WE_OF_BANK.search, texts)):
        return
    parts = [_EARLIER.sub("", part) for text in texts for part in STOPS.split(text)]
    naming = [(part, named) for part in parts if (named := parties.mentions(part))]
    if len({mention.bank for _, named in naming for mention in named}) != 1:
        return
    if any((visit := visit_in(part, named)) and visit.learners for part, named in naming):
        return
    if any(_INTRODUCED.search(part, named[0].end) for part, named in naming):
        yield naming[0][1][0].bank


def _both_ways(sentence: str, parties: Parties) -> tuple[str, ...]:
    """The banks of which a sentence says that people of each learned at the other
    (甲十名客户经理到乙跟班，乙十名柜员到甲跟班)."""
    clauses = [clause for clause in _CLAUSES.split(sentence) if clause]
    visits = (visit_in(clause, parties.mentions(clause)) for clause in clauses)
    went = {
        (v.learners[0], v.hosts[0]) for v in visits if v and len(v.learners) == len(v.hosts) == 1
    }
    return tuple(host for learner, host in sorted(went) if (host, learner) in went)


def _visited(heading: str, parties: Parties) -> Iterator[str]:
    """The bank of a heading that tells where the people of another are (甲农商银行干部在乙)."""
    named = parties.mentions(heading)
    if len(named) == 2 and _AT.search(heading, named[0].end, named[1].start):
        yield named[1].bank


def _of_tables(bulletin: Bulletin, parties: Parties) -> Iterator[tuple[str, Side]]:
    """The banks that are cells under a head which says what they do (跟班单位)."""
    columns: dict[int, Side] = {}
    yield from _of_heads(bulletin, parties)
    for line in (line for item in bulletin.content for line in item.text.split("\n")):
        cells = [cell.strip() for cell in line.split(CELLS)]
        if len(cells) == 1:
            columns = {}
        elif found := dict(_columns(cells)):
            columns = found
        for number, side in columns.items():
            named = parties.mentions(cells[number]) if number < len(cells) else ()
            if len(named) == 1 and named[0].end - named[0].start == len(cells[number]):
                yield named[0].bank, side


def _of_heads(bulletin: Bulletin, parties: Parties) -> Iterator[tuple[str, Side]]:
    """The banks that head the columns of a table beside our own, in a text about learning."""
    if not any(
        map(_LEARNING.search, (bulletin.title, *(i.text for i in bulletin.content[:_OPENING])))
    ):
        return
    for item in bulletin.content:
        for own, places in rows_of_heads(item.text):
            beside = [{m.bank for m in parties.mentions(place)} for place in places]
            if all(len(banks) == 1 for banks in beside):
                yield from ((bank, Side.HOST) for banks in beside for bank in banks)
                yield from ((m.bank, Side.LEARNER) for m in parties.mentions(own))


def _columns(cells: Sequence[str]) -> Iterator[tuple[int, Side]]:
    """The columns whose heads say what their banks do, with it."""
    for number, cell in enumerate(cells):
        if _VISITED_IN_COLUMN.fullmatch(cell):
            yield number, Side.HOST
        elif _SENT_IN_COLUMN.fullmatch(cell):
            yield number, Side.LEARNER


def _stops(bulletin: Bulletin, parties: Parties) -> tuple[str, ...]:
    """The banks at the end of headings that count the days or stops of a journey, where there are two
    or more."""
    found: dict[str, None] = {}
    for item in bulletin.content:
        if isinstance(item, Heading) and _STOP.match(item.text):
            named = parties.mentions(item.text)
            if len(named) == 1 and _STOP_ENDS.fullmatch(item.text, named[0].end):
                found[named[0].bank] = None
    return tuple(found) if len(found) > 1 else ()


def _of_letter(bulletin: Bulletin, parties: Parties) -> Iterator[tuple[str, Side]]:
    """Who wrote a letter about learning and whom it is written to (甲农商银行：…在贵行学习)."""
    lines = [line for item in bulletin.content for line in item.text.split("\n") if line]
    first = (*bulletin.subtitle.split("\n"), *bulletin.signed.split("\n"), *lines[:_OPENING])
    text = _TITLES.sub("", "\n".join(lines))
    there, here = _AT_YOURS.search(text) is not None, _AT_OURS.search(text) is not None
    if there == here or _TAUGHT.search(text):
        return
    named = (
        {m.bank for m in parties.mentions(line)}
        for line in map(str.strip, first)
        if len(line) <= _SALUTATION and line.endswith(("：", ":"))
    )
    receiver = next((bank for banks in named if len(banks) == 1 for bank in banks), "")
    if not receiver:
        return
    yield receiver, Side.HOST if there else Side.LEARNER
    writers = signers(bulletin, parties) - {receiver}
    if len(writers) == 1:
        yield writers.pop(), Side.LEARNER if there else Side.HOST
