"""The bank whose section a heading opens."""

from __future__ import annotations

import re

from kb.structure.bank_lines import place_of_line
from kb.structure.bank_names import BankNames
from kb.structure.visits import visits
from kb.text import without_numbering

# A number or a mark before the words of a heading.
_MARKS = re.compile(
    r"[■□●○◆◇▲△▶★☆※▍\s]{0,4}(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．][\s　]?)?"
)
# Who wrote what follows, behind its heading: （麻城坳联社　董某）.
_SIGNED = re.compile(r"[（(][^）)]{2,20}[\s　]+\S{2,4}[）)]$")
# Learners, and where they are: 南渚组在碧埠, 古榕干部在湄洲湾, 第二组：走进沙浦.
_GOES = "走进|前往|来到|进驻|驻点|[在到赴驻去访]"
_WENT = re.compile(
    r"(?:组|队|团|班|学员|干部|同志|骨干|人员|青年|[我咱]们|一行|[\s　：:—·|｜、])(?:本周)?[（(]?"
    rf"(?P<verb>{_GOES})"
)
_OPENS_WITH = re.compile(_GOES)
# Behind a place that is not the bank: 石桥县, 石桥支行.
_NO_BANK = re.compile("[支分县市区镇乡村路街河江山站]")
# What may stand behind the place alone: 石桥跟班点, 石桥见闻, 石桥的做法.
_EDGES = "【】《》〔〕[] 　"
_OF_PLACE = re.compile(
    "(?:县|市)?的?(?:学习|跟班|跟岗|考察|挂职|实训|驻|第[一二三四五]周)?(?:[行点站组篇]|点位|基地|见闻|手记|笔记|纪行|之行|印象|答卷|观察|一[周线站]|做法|经验|打法|样本|启示|收获)?"
)
# The place of a bank that opens a heading, with what says that one was there: 桉渡一路：学“快”, 桉渡的“快”,
# and 向桉渡学, 取经桉渡. What X does or lacks (桉渡怎么办) may be about the learners.
_BEFORE = re.compile(r"(?P<to>[看访]|向|从|取经|寻访|问计|探秘|解码)?[“「《]?")
_LABELS = re.compile(
    r"[”」》]?(?:这?[一二三两]?[路线队]|之[行旅]|学习|跟班|小?组|[站篇行])[\s　]?[：:|｜·—“「，-]|[的之][“「]"
)
_TO = re.compile(r"[”」》]?(?:$|[\s　：:|｜·—，-]|学|取)")
# The most characters of a heading.
_HEADING = 100


def bank_of_heading(heading: str, names: BankNames, learners: frozenset[str]) -> str:
    """The bank whose section a heading opens: the one visited, else the first named; "" if none."""
    heading = _SIGNED.sub("", heading)
    for visit in visits(heading, names):
        for bank in visit.hosts:
            if bank not in learners:
                return bank
    if (visited := bank_visited(heading, names)) and visited not in learners:
        return visited
    named = next((m.name for m in names.mentions(heading) if m.name not in learners), "")
    if labelled := named or _labelled(heading, names, learners):
        return labelled
    bare = without_numbering(heading).strip(_EDGES)
    place = place_of_line(heading, names.by_place)
    if not place and (opens := names.by_place.at(bare, 0)):
        place = opens if _OF_PLACE.fullmatch(bare, len(opens)) else ""
    bank = names.by_place.get(place or _opens_with(heading, names), "")
    return "" if bank in learners else bank


def _opens_with(heading: str, names: BankNames) -> str:
    """The place of a bank that opens a heading which says that one was there, and names no other place."""
    marks = _MARKS.match(heading)
    before = _BEFORE.match(heading, marks.end() if marks else 0)
    start = before.end() if before else 0
    place = names.by_place.at(heading, start)
    end = start + len(place)
    behind = _TO if before and before["to"] else _LABELS
    if not place or len(heading) > _HEADING or not behind.match(heading, end):
        return ""
    others = (other for other in names.by_place if names.by_place[other] != names.by_place[place])
    return "" if any(other in heading[end:] for other in others) else place


def _labelled(heading: str, names: BankNames, learners: frozenset[str]) -> str:
    """The bank whose place alone labels a heading: ■ 青神岭：保险先行."""
    opening = _MARKS.match(heading)
    start = opening.end() if opening else 0
    place = names.by_place.at(heading, start)
    bank = names.by_place.get(place, "")
    labels = heading[start + len(place) :].lstrip()[:1] in tuple("：:|｜")
    return bank if labels and bank not in learners else ""


def bank_visited(heading: str, names: BankNames) -> str:
    """The bank at which a heading says that learners are, if only by its place (南渚组在碧埠); "" else."""
    start = _MARKS.match(heading)
    begins = start.end() if start else 0
    opening = _OPENS_WITH.match(heading, begins)
    ends = [opening.end()] if opening else []
    ends += [verb.end() for verb in _WENT.finditer(heading[:_HEADING], begins)]
    for end in ends:
        if found := next((m.name for m in names.mentions(heading) if m.start == end), ""):
            return found
        place = names.by_place.at(heading, end)
        if place and not _NO_BANK.match(heading, end + len(place)):
            return names.by_place[place]
    return ""
