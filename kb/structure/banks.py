"""Groups of learners and the banks that host them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kb.model import Organisation
from kb.structure.judgement import Confidence, Judgement

_SUFFIX = r"(?:农商银行|农村商业银行|农商行|农村合作银行|农合行|农村信用合作联社|农村信用联社|农信联社|农商联合银行)"
_ANY_BANK = re.compile("银行|农商|农合|联社")
_BANK = re.compile(rf"([\u4e00-\u9fff]{{2,6}}?){_SUFFIX}")
_GROUP = re.compile(
    r"^[\W_]*(?:本周|本期|本月|上周|各)?([\u4e00-\u9fffA-Za-z]{1,5}?组)"
    r"(?=$|\W|本周|学习|跟班|情况|小结|动态|活动|心得|收获|体会|经验|做法|工作|风采|剪影)"
)
_GROUP_LINE = re.compile(
    rf"^[\u4e00-\u9fffA-Za-z]{{1,5}}组"
    rf"(?:[:：]?|[（(][^（）()]{{2,20}}[）)][:：]?|[:：—\- ]{{0,2}}[\u4e00-\u9fff]{{2,6}}{_SUFFIX})$"
)
_BANKS_POINT = re.compile(r"(?:银行|农商行|农合行|联社)\s*(?:[:：|｜—]|-{1,2}|[“《「])\s*\S{2,}")
_NO_GROUP = re.compile(r"^(?:学习|各|各学习|领导|工作|本|该|全体|小|专班|编辑|项目|课题)(?:小)?组$")
# Words that stand before a bank's name in running text and are no part of it.
_BEFORE = re.compile(
    r".*(?:[到在赴向往与和及、由于为对从是组期给跟经]|学习|走进|参观|考察|前往|来到|全市|我市|关于|本周|介绍|了解|交流)"
)
# Who goes to a bank to learn writes so: 赴南溪农商银行, 走进南溪农商银行.
_GOES_TO = re.compile(r"赴|走进|前往|到|在|对标|考察|参观")
# 三家农商银行, 各农商银行: several, none by name.
_COUNTED = re.compile(
    r"[一二三四五六七八九十几各两多\d]家?$|全体|全省|系统|部分|其他|兄弟|当地|地区"
)


def group_of(heading: str) -> str:
    """The group a heading (numbering taken off) speaks of: "临海组" of "本周临海组学习小结"."""
    match = _GROUP.match(heading.strip())
    if match is None or _NO_GROUP.match(match.group(1)):
        return ""
    return match.group(1)


def is_group_line(line: str) -> bool:
    """Is a line nothing but the name of a group, perhaps with its bank: 临海组（临海农商银行）?"""
    return _GROUP_LINE.match(line) is not None and group_of(line) != ""


def is_banks_point(heading: str) -> bool:
    """Does a heading that names a bank say what that bank does: 青山农商银行：整村授信“三上门”?"""
    return _BANKS_POINT.search(heading) is not None


def canonical(name: str, organisations: Iterable[Organisation]) -> str:
    """The full name of a bank: by the table of organisations, else 农商银行 for its variants."""
    for organisation in organisations:
        if name == organisation.name or name in organisation.aliases:
            return organisation.name
    return re.sub(r"(?:农村商业银行|农商行)$", "农商银行", name)


@lru_cache(maxsize=8)
def _known_names(
    organisations: tuple[Organisation, ...],
) -> tuple[dict[str, str], re.Pattern[str]]:
    """Name or alias → full name, and the pattern of all of them, longest first."""
    names = {n: o.name for o in organisations for n in (o.name, *o.aliases)}
    return names, re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))


def visited(text: str, organisations: Sequence[Organisation]) -> str:
    """The one bank that a text says somebody goes to, "" when it names none or several so."""
    names, known = _known_names(tuple(organisations))
    found: set[str] = set()
    for verb in _GOES_TO.finditer(text):
        if names and (match := known.match(text, verb.end())):
            found.add(names[match.group()])
        elif (match := _BANK.match(text, verb.end())) and _is_place(match.group(1)):
            found.add(canonical(match.group(), organisations))
    return found.pop() if len(found) == 1 else ""


def banks_in(text: str, organisations: Sequence[Organisation]) -> Counter[str]:
    """The banks a text names, by full name, with how often.

    Known names first; of an unknown one, the two to four characters before 农商银行 that are no
    preposition or verb.
    """
    counts: Counter[str] = Counter()
    if _ANY_BANK.search(text) is None:
        return counts
    names, known = _known_names(tuple(organisations))
    if names:
        for match in known.finditer(text):
            counts[names[match.group()]] += 1
        text = known.sub("，", text)
    for match in _BANK.finditer(text):
        place = _BEFORE.sub("", match.group(1))
        if _is_place(place):
            counts[canonical(match.group().replace(match.group(1), place), organisations)] += 1
    return counts


def _is_place(name: str) -> bool:
    """Can this, before 农商银行, be the name of one place and nothing more?"""
    return 2 <= len(name) <= 4 and not _COUNTED.search(name) and not _BEFORE.match(name)


def host_of(group: str, section: str, organisations: Sequence[Organisation]) -> str:
    """The bank of `judge_host` alone."""
    return judge_host(group, section, organisations).value


def judge_host(group: str, section: str, organisations: Sequence[Organisation]) -> Judgement:
    """The bank that hosts a group: the one it is named after, else the one its section names most.

    None when the section names none at least twice as often as any other.
    """
    stem = re.sub(r"(?:学习|小)*组$", "", group)
    for organisation in organisations:
        if stem and organisation.name.startswith(stem):
            return _host(group, organisation.name, Confidence.HIGH, "小组以它为名")
    if len(stem) >= 2 and (match := re.search(re.escape(stem) + _SUFFIX, section)):
        name = canonical(match.group(), organisations)
        return _host(group, name, Confidence.HIGH, "小组以它为名，文中写有全称")
    return judge_named(group, banks_in(section, organisations))


def judge_named(group: str, counts: Counter[str]) -> Judgement:
    """The bank that a text names most, with how often, if it is clear."""
    if name := dominant(counts):
        return _host(group, name, Confidence.MEDIUM, f"文中提到最多：{counts[name]} 次")
    named = "、".join(f"{name} {times} 次" for name, times in counts.most_common(3))
    evidence = f"文中提到{named}，分不出主次" if named else "文中没有提到机构"
    return _host(group, "", Confidence.LOW, evidence)


def _host(group: str, name: str, confidence: Confidence, evidence: str) -> Judgement:
    return Judgement("bank", name, confidence, evidence, subject=group)


def dominant(counts: Counter[str]) -> str:
    """The bank named at least twice, and at least twice as often as any other; else ""."""
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 2:
        return ""
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else ""
