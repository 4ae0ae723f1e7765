"""Who went, in lines (组长：甲　组员：乙、丙) or in a table (姓名 | 部门 | 岗位): no activity and no lesson."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.structure.sections import Paragraph
from kb.structure.tables import find_tables
from kb.text import CELLS

# Who somebody is in a group of learners, or where the group stays, with what is filled in.
_WHO = (
    r"(?:小组|本组|跟班|学习|带队|全体|临时)?(?:正|副)?(?:组长|组员|成员|队长|队员|领队|带队(?:人|领导)?|联络员|联系人|学员|人员|名单)"
    r"|(?:指导|带教|跟班|结对)(?:老师|导师|师傅|人)|带教人?|党小组长|信息员"
)
_WHERE = r"(?:跟班|学习|实习|驻点|所在|对口|接收|挂职)(?:单位|部门|网点|支行|岗位|地点)"
_LINE = re.compile(rf"[（(【\[]?(?:{_WHO}|{_WHERE})[】\]]?\s*[:：]")
# A line that says more than names ends as a sentence does, or is longer than this.
_LONGEST = 160
_SENTENCE = re.compile(r"[。！？；]\s*\S|[！？]$|[的了是把我你这那吗呢想看]")
# The heads of columns that only say who is who, and how long their cells are.
_PERSON = re.compile(r"(?:学员|组员|本人)?姓\s*名|组员|成员|学员|组\s*长|带队(?:人|领导)")
_OF_PERSON = re.compile(
    r"序\s*号|编\s*号|性\s*别|年\s*龄|民\s*族|学\s*历|职\s*务|职\s*称|岗\s*位|部\s*门|科\s*室|单\s*位|机\s*构|网\s*点|支\s*行|小\s*组|组\s*别|分\s*组|批\s*次"
    r"|条\s*线|电\s*话|联系(?:电话|方式)|手机|备\s*注|入行(?:时间|年份)|政治面貌|籍\s*贯|师\s*傅|带教(?:老师|师傅|人)"
    r"|(?:所在|派出|选派|跟班|跟岗|学习|原|现|挂职|对口|实习)(?:单位|部门|岗位|机构|网点|支行|行|行社|时间|地点|职务)"
)
# Where each group is week by week: a head that names the groups, and heads of times.
_GROUPS = re.compile(r"组\s*别|小\s*组|分\s*组|批\s*次|学员|姓\s*名|成员|[第各]?[一二三四]?组")
_TIME = re.compile(
    r"[（(]?(?:第[一二三四五六七八九十\d]{1,2}(?:个?[周天日月轮站期]|星期|阶段)|[本上下]周|[上下]半[月周]|时间|日期"
    r"|\d{1,2}(?:月\d{0,2}日?|[./]\d{1,2})?(?:[—–~～至到-]+(?:\d{1,2}月)?\d{1,2}(?:[./]\d{1,2})?日?)?)[）)]?"
)
_CELL = 24


def is_roster_line(text: str) -> bool:
    """Does a line only say who belongs to a group, or where it stays?"""
    short = len(text) <= _LONGEST and CELLS not in text
    return short and _LINE.match(text) is not None and _SENTENCE.search(text) is None


def tells_persons(texts: Sequence[str]) -> bool:
    """Do some paragraphs only list who went, in lines or as a table?"""
    return bool(texts) and (all(map(is_roster_line, texts)) or is_roster(texts))


def goes_on_roster(above: Paragraph, below: Paragraph) -> bool:
    """Are two lines of one list of who went (组长：…, 跟班单位：…)?"""
    together = above.section == below.section and not below.pictures
    return together and is_roster_line(above.text) and is_roster_line(below.text)


def is_roster(rows: Sequence[str]) -> bool:
    """Is a table only a list of persons or of groups: does each head of its columns say who, where or
    when somebody is?"""
    heads = [cell.strip() for cell in rows[0].split(CELLS)] if rows else []
    if len(rows) < 2 or len(heads) < 2:
        return False
    rotates = _GROUPS.fullmatch(heads[0]) is not None and any(map(_TIME.fullmatch, heads[1:]))
    rotates = rotates or (
        _TIME.fullmatch(heads[0]) is not None and all(map(_GROUPS.fullmatch, heads[1:]))
    )
    if not rotates and not any(map(_PERSON.fullmatch, heads)):
        return False
    who = (_PERSON, _OF_PERSON, *((_TIME, _GROUPS) if rotates else ()))
    if not all(not head or any(words.fullmatch(head) for words in who) for head in heads):
        return False
    return all(len(cell.strip()) <= _CELL for row in rows[1:] for cell in row.split(CELLS))


def rows_of_rosters(texts: Sequence[str]) -> frozenset[int]:
    """The rows of the tables among some paragraphs that only say who was where."""
    tables = ((head, *rows) for head, rows in find_tables(texts).items())
    return frozenset(n for rows in tables if is_roster([texts[n] for n in rows]) for n in rows)
