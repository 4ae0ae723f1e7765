"""Which further entries are lessons, once it is known that their sentences tell what a host does.

Headings and forms decide first (entries.py). What is left are plain paragraphs: short ones beside
longer ones that are lessons, or a text of a few lines without any form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from kb.model import Bulletin, Entry, Heading, Kind, Side
from kb.structure.ordered_points import is_introduction
from kb.structure.practice import tells_measure
from kb.structure.roles import Role, role_of
from kb.text import numbering, without_numbering

# Characters of a paragraph that can say by itself what a bank does.
_SHORTEST = 20
# Headings that number what they show: 【做法一】领导住点, 经验之二：…, 亮点3 …
_NUMBERED = re.compile(
    r"[【\[（(]?(?:做法|经验|举措|亮点|特色|妙招|高招|招数|法宝|一招)(?:之)?"
    r"[一二三四五六七八九十\d①-⑩]{1,2}[】\]）)：:、.\s　]"
)
# Somebody of a bank begins to tell: 甲农商银行公司部总经理周立介绍….
_SPEAKS = re.compile(
    r"[^，。：]{0,24}(?:经理|行长|主任|部长|主管|负责人|书记|董事长|监事长)[一-鿿]{2,3}(?:介绍|说|讲|谈)"
)
# A heading names a bank if it begins with this many characters of its name.
_CALLED = 2


def with_plain_lessons(bulletin: Bulletin, of_hosts: Collection[str]) -> Bulletin:
    """The bulletin in which plain paragraphs are lessons too, by the anchors `of_hosts` of the entries
    that tell surely what their bank does.

    Such a paragraph is one after another lesson of its section that has no number, or right before the first
    where people of the bank tell both in turn; or in a section
    without lessons that is named after its bank; or anywhere in a text without lessons. What stands
    above the lessons of a deeper heading introduces them. A section that numbers what it shows needs no
    sentence that is sure.
    """
    entries = bulletin.entries
    lessons: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, entry in enumerate(entries):
        if entry.kind is Kind.LESSON:
            lessons[entry.heading_path].append(at)
    found = {
        entry.anchor
        for at, entry in enumerate(entries)
        if _is_numbered(entry, lessons)
        or (entry.anchor in of_hosts and _may_be(entry) and _is_one(at, entries, lessons))
    }
    content: tuple[Heading | Entry, ...] = tuple(
        replace(item, kind=Kind.LESSON)
        if isinstance(item, Entry) and item.anchor in found
        else item
        for item in bulletin.content
    )
    return replace(bulletin, content=content)


def _may_be(entry: Entry) -> bool:
    """May an entry be a lesson by itself?"""
    return (
        entry.kind in (Kind.OVERVIEW, Kind.ACTIVITY)
        and entry.side is Side.HOST
        and len(entry.text) >= _SHORTEST
        and not is_introduction(entry.text)
        and not any(role_of(heading) is Role.OVERVIEW for heading in entry.heading_path)
        and tells_measure(entry.text)
    )


def _is_one(at: int, entries: Sequence[Entry], lessons: dict[tuple[str, ...], list[int]]) -> bool:
    """Is an entry that may be a lesson one, by the lessons around it?"""
    entry = entries[at]
    path = entry.heading_path
    if beside := lessons.get(path):
        told = at + 1 == beside[0] and all(
            _SPEAKS.match(one.text) for one in (entry, entries[beside[0]])
        )
        return (beside[0] < at or told) and not any(numbering(entries[one].text) for one in beside)
    if any(other[: len(path)] == path for other in lessons):
        return False
    if entry.group:
        return True
    return entry.kind is Kind.OVERVIEW and (not lessons or _is_about(path, entry.bank))


def _is_numbered(entry: Entry, lessons: Mapping[tuple[str, ...], list[int]]) -> bool:
    """Is an entry alone below a heading that numbers what it shows (【做法二】限时答复)?"""
    path = entry.heading_path
    if entry.kind is not Kind.OVERVIEW or entry.side is not Side.HOST or path in lessons:
        return False
    return len(entry.text) >= _SHORTEST and any(_NUMBERED.match(heading) for heading in path[-1:])


def _is_about(path: Sequence[str], bank: str) -> bool:
    """Is the last heading the name of a bank, perhaps with a few words?"""
    return without_numbering(path[-1]).startswith(bank[:_CALLED]) if path else False
