"""Papers about one bank by their head: it tells of itself (经验交流材料, 我行 throughout), or is shown to others."""

from __future__ import annotations

import re

from kb.enrich.parties import Parties
from kb.enrich.role_clues import signers
from kb.enrich.subject_cues import STOPS
from kb.enrich.visits import visit_in
from kb.model import Bulletin

# What may stand around the name of the bank in a line of the head: its legal form, who writes there.
_LEGAL = r"(?:股份有限(?:责任)?公司|有限责任公司)?"
_BEFORE = re.compile(r"[\s　（(【—\-]{0,4}(?:(?:报送|汇报|交流|发言|供稿)?(?:单位|机构)[:：]\s?)?")
_BEHIND = re.compile(
    rf"{_LEGAL}(?:党委|办公室|[一-鿿]{{2,8}}部|(?:党委书记|董事长|理事长|行长|主任)[、\s　一-鿿]{{0,16}})?"
    r"[\s　）)】]{0,4}(?:[\d年月日〇○一二三四五六七八九十.\s]{4,14})?"
)
OURS_ONLY = re.compile("我[行社]|我县?联社|本行")
# Where somebody learns from somebody, or looks at another bank, 我行 may be the learners.
_ELSEWHERE = re.compile(
    "跟班|跟岗|挂职|考察|参观|观摩|取经|走访学习|外出学习|赴[^，。]{2,20}学习|学习(?:组|团|小组|归来|借鉴|心得|小结|总结|体会)"
    "|该[行社]|他行|贵行|对方|人家|兄弟(?:行|单位|银行)|标杆行|先进行|回[去来行]后?"
)
# Others come to the bank that tells of itself: 先后到该支行参观, 前来我行交流.
_COME = re.compile(
    "[来到](?:该|我|本|这家|这里)(?:行|社|联社|支行|网点)?|来访|来行|慕名|前来|到访|迎来|接待"
)
_LONGEST_LINE = 60
# Before the bank whose people are asked: ——访X农商银行副行长.
_INTERVIEW = re.compile("(?:^|[—\\-\\s：:])(?:专访|采访|对话|访|答记者问)$")
_ASKED = re.compile(
    "[一二三四五六七八九十几\\d]{1,2}问(?:[一二三四五六七八九十几\\d]{1,2}答)?[：:]|问答[：:]"
)
_SHOWN = re.compile("经验|做法|模式|案例|典型")


def writes_itself(bulletin: Bulletin, parties: Parties) -> str:
    """The only bank of a text, where a line of the head is its name, the text says 我行, and nobody learns
    from anybody; "" else. Others may come to the bank that its own headline names."""
    if len(parties.banks) != 1:
        return _receives(bulletin, parties)
    texts = [bulletin.title, bulletin.subtitle, *(item.text for item in bulletin.content)]
    if not any(map(OURS_ONLY.search, texts)) or any(map(_ELSEWHERE.search, texts)):
        return ""
    lines = (bulletin.title, *bulletin.subtitle.split("\n"), *bulletin.signed.split("\n"))
    return parties.banks[0] if any(_is_its_name(line, parties) for line in lines) else ""


def _receives(bulletin: Bulletin, parties: Parties) -> str:
    """The only host, where the title opens with its name and that alone, no other bank signs or is named
    before the end, where others come to it, and nothing else tells of learning elsewhere; "" else."""
    if len(parties.hosts) != 1:
        return ""
    host = parties.hosts[0]
    title = parties.mentions(bulletin.title)
    headline = title and title[0].start == 0 and {mention.bank for mention in title} == {host}
    if not headline or signers(bulletin, parties) - {host}:
        return ""
    told = [part for item in bulletin.content for part in STOPS.split(item.text)]
    named = [parties.mentions(part) for part in told]
    of_others = [at for at, found in enumerate(named) if any(m.bank != host for m in found)]
    if not of_others or not _COME.search(told[of_others[0]]):
        return ""
    others = frozenset(of_others)
    if any(_ELSEWHERE.search(part) for at, part in enumerate(told) if at not in others):
        return ""
    visits = map(visit_in, told, named)
    if any(visit and host in visit.learners for visit in visits):
        return ""
    ours = [at for at, part in enumerate(told) if OURS_ONLY.search(part)]
    return host if ours and ours[-1] < of_others[0] else ""


def _is_its_name(line: str, parties: Parties) -> bool:
    found = parties.mentions(line) if len(line) <= _LONGEST_LINE else ()
    if len(found) != 1:
        return False
    before, behind = line[: found[0].start], line[found[0].end :]
    return bool(_BEFORE.fullmatch(before) and _BEHIND.fullmatch(behind))


def shows_host(bulletin: Bulletin, parties: Parties) -> bool:
    """Does the title say that the practice of the only host is shown to others (学习推广X农商银行经验)?"""
    if len(parties.hosts) != 1:
        return False
    named = {mention.bank for mention in parties.mentions(bulletin.title)}
    return named == set(parties.hosts) and _SHOWN.search(bulletin.title) is not None


def interviews_host(bulletin: Bulletin, parties: Parties) -> bool:
    """Does a title line say that the people of the only host are interviewed?"""
    for line in (bulletin.title, *bulletin.subtitle.split("\n")):
        found = parties.mentions(line) if len(line) <= _LONGEST_LINE else ()
        if [mention.bank for mention in found] != list(parties.hosts):
            continue
        before = line[: found[0].start] if found else ""
        if found and (_INTERVIEW.search(before) or _ASKED.search(before)):
            return len(found) == 1
    return False
