"""The one bank where all groups of a bulletin learn, though each group is called after another bank: its own.

Groups are mostly called after the bank that hosts them. They are called after their own where the title or the
opening says where all of them learn, or where their sections tell of people of the banks they are called after.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.structure.bank_names import SUFFIX, BankNames
from kb.structure.visits import visits

# Who is sent, in a sentence that says where.
_PEOPLE = re.compile(r"小组|学员|[学跟][习班岗训]组|各组|团队|人员")
# What a text says of all groups together stands within this many characters.
_OPENING = 500
# How many characters of the section of a group are read.
_SECTION = 1500
_SENTENCE = re.compile(r"[^。！？\n]{4,200}")
_BRACKETS = re.compile(r"[（(]([^（()）]{2,12})[）)]")
# Others learn at the bank that writes.
_AT_US = re.compile(r"[来在到](?:我|本)?行(?:开展|参加)?(?:跟班|跟岗|学习|驻点|实训)")
# Behind the name of a bank: people of its own who learn elsewhere.
_COUNTED = r"[\d一二三四五六七八九十两几]+(?:[名位个]?(?:学员|同志)|人(?=[跟分到在去学来]))"
_ITS_PEOPLE = rf"(?:{SUFFIX}|的)(?:的)?(?:小组|学员|同志|一行|{_COUNTED})"


@dataclass(frozen=True, slots=True)
class CommonHost:
    """The bank where all groups learn, "" when the text does not name it, and what says so, in Chinese."""

    bank: str
    evidence: str


def common_host(
    called: Mapping[str, str],
    sections: Mapping[str, Sequence[str]],
    titles: Sequence[str],
    text: str,
    names: BankNames,
) -> CommonHost | None:
    """Where the groups learn, when each is called after its own bank; None when nothing says that it is.

    `called` maps each group to the place of the bank that it is called after. `text` is all that follows
    the titles, `names` are the banks of both."""
    places = [place for place in called.values() if len(place) > 1]
    if len(places) < 2:
        return None
    if host := _of_titles(titles, names, places):
        return CommonHost(host, "标题写明各小组在这家机构学习")
    if host := _of_opening("\n".join((*titles, text))[:_OPENING], names, places):
        return CommonHost(host, "正文开头写明各小组在这家机构学习")
    writers = _others([m.name for line in titles for m in names.mentions(line)], places)
    if len(writers) == 1 and any(map(_AT_US.search, (*titles, text[:_OPENING]))):
        return CommonHost(writers[0], "正文写明各小组来这家机构学习")
    if _call_themselves(called, sections):
        host = writers[0] if len(writers) == 1 else _of_sections(sections, names, places)
        return CommonHost(host, "小组以学员所在的机构为名")
    return None


def _of_titles(titles: Sequence[str], names: BankNames, places: Sequence[str]) -> str:
    """The bank that a title says all visit: 赴浈塘三个小组, 学习班（襄塘）; "" for none or more."""
    found = [bank for line in titles for visit in visits(line, names) for bank in visit.hosts]
    for line in titles:
        for inside in _BRACKETS.findall(line):
            named = [m.name for m in names.mentions(inside) if m.end - m.start == len(inside)]
            found += named or [names.by_place[inside]] if inside in names.by_place else named
    others = _others(found, places)
    return others[0] if len(others) == 1 == len(set(found)) else ""


def _of_opening(text: str, names: BankNames, places: Sequence[str]) -> str:
    """The bank where a sentence says that several groups learn
    (马湖、丹水两家农商银行的学习小组在东屏农商银行跟班); "" when none does."""
    for sentence in _SENTENCE.findall(text):
        hosts = {bank for visit in visits(sentence, names) for bank in visit.hosts}
        host = hosts.pop() if len(hosts) == 1 else ""
        at = next((m.start for m in names.mentions(sentence) if m.name == host), 0)
        sent = {p for p in places if p in sentence[:at] and not host.startswith(p)}
        if len(sent) > 1 and _PEOPLE.search(sentence[:at]):
            return host
    return ""


def _call_themselves(called: Mapping[str, str], sections: Mapping[str, Sequence[str]]) -> bool:
    """Do two sections, and half of all, tell of people of the bank that the group is called after?"""
    times = sum(
        len(place) > 1
        and re.search(re.escape(place) + _ITS_PEOPLE, "\n".join(sections[group])[:_SECTION])
        is not None
        for group, place in called.items()
    )
    return times > 1 and 2 * times >= len(called)


def _of_sections(
    sections: Mapping[str, Sequence[str]], names: BankNames, places: Sequence[str]
) -> str:
    """The one other bank that two sections name; "" for none or more."""
    in_sections = Counter(
        bank
        for lines in sections.values()
        for bank in {m.name for line in lines for m in names.mentions(line[:_SECTION])}
    )
    found = _others([bank for bank, sections_of in in_sections.items() if sections_of > 1], places)
    return found[0] if len(found) == 1 else ""


def _others(banks: Sequence[str], places: Sequence[str]) -> list[str]:
    """The banks, each once, after which no group is called."""
    return [b for b in dict.fromkeys(banks) if not any(b.startswith(place) for place in places)]
