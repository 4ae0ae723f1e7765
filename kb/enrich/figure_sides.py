"""Figures of a sentence that sets two banks against each other: 甲签约420户，而我行只签了185户."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kb.enrich.parties import place_of
from kb.enrich.sentence_subject import SentenceSubject
from kb.enrich.visits import Mention, visit_in
from kb.model import Side
from kb.structure import bank_mentions

# A later clause that turns to ourselves; none within a speech, where 我行 is the speaker's bank.
_TO_US = re.compile(
    r"[，,；;。]\s*(?:而|但|可|反观|回看|对比|相比之下|与之相比|反过来看)?(?:同期|目前|现在|同样)?的?"
    r"(?:我[行社]|我们行|我们(?=[只才仅却还是为有的不])|我县?联社|本[行社])(?![^，,；;。]{0,4}(?:学|借鉴|参照|带回))"
)
# A clause that turns to the bank that is learned from.
_TO_THEM = re.compile(
    r"(?:^|[，,；;。])\s*(?:而|但|反观|相反)?(?:对方|人家|标杆行)(?=[^，,；;。]{0,12}$|[^，,；;。]{0,12}[0-9一二三四五六七八九十百千万几])"
)
# A member of a list that gives each bank its figure: 葭塘1.32%，圩桥为1.51%，我行2.16%.
_MEMBER = re.compile(
    r"(?:^|[，,、；;：:。])\s?(?:而|和)?([一-鿿]{2,14}?)(?:则为|则|是|为|仅为|仅|达到?|有|只有|约|已)?(?=[0-9]|$)"
)
# Of a sentence without end only so much is searched for other members.
_LIST = 400
_OURS = re.compile("我(?:[行社们]|县?联社)|本[行社]")
_WE = re.compile("我[行社们]|本[行社]|咱")
# Several banks whose figures come before a clause of the learners' own: 两家行分别为1.8亿元和1.5亿元，而甲行….
_SEVERAL = re.compile("[两二三四五六七八几]家(?:农商)?(?:银行|行社|行|机构|联社)|各行|其他行")
_SPEECH = re.compile("[“「:：]|说|介绍|表示|坦言|告诉|讲到")
# Who opens a sentence to say what they saw elsewhere has no figure in it.
_SEES = re.compile("学员|学习|考察|跟班|看到|发现|了解|听|走访|一行|赴")
# After the place of a bank: these name the place itself, or the bank in full.
_NO_BANK = "县市区镇乡村街路山河湖江岛港支人民当地籍"


def turned_from(
    subject: SentenceSubject, before: str, banks: Sequence[str]
) -> tuple[str, Side] | None:
    """The bank and side of a figure that stands on the other side of a sentence than its subject, by
    the text before it; None where it is the subject's own side."""
    if subject.side is not Side.HOST and (listed := _in_list(subject, before, banks)):
        return listed
    if not subject.bank:
        # In doubt whom the sentence is about: a bank named in it has no figure of ours.
        named = max((_last(bank, before) for bank in banks if bank), default=-1)
        turns = list(_TO_US.finditer(before, max(0, named))) if subject.doubtful else []
        return ("", subject.side) if named >= 0 and turns else None
    own = _last(subject.bank, before)
    if subject.side is Side.LEARNER and _back_to_us(subject.bank, before, banks):
        return subject.bank, Side.LEARNER
    if subject.side is Side.HOST and own >= 0:
        turns = list(_TO_US.finditer(before, own))
        if turns and not _SPEECH.search(before, 0, turns[-1].start()):
            behind = any(_last(bank, before) >= turns[-1].end() for bank in banks if bank)
            return None if behind else ("", Side.LEARNER)
    if own < 0 and _last(subject.bank, subject.sentence.text) > 0:
        opening = {bank for bank in banks if bank and bank != subject.bank and _opens(bank, before)}
        if len(opening) == 1 and subject.side is not Side.NONE and not _SEES.search(before):
            return opening.pop(), _other_side(subject.side)
        if not opening and _SEVERAL.match(before):
            return "", Side.NONE
    return _turned_to_them(subject, before, banks) if subject.side is Side.LEARNER else None


def _in_list(
    subject: SentenceSubject, before: str, banks: Sequence[str]
) -> tuple[str, Side] | None:
    """The bank and side of a figure in a list that gives several banks one each; None elsewhere."""
    member = next((m for m in _MEMBER.finditer(before) if m.end() == len(before)), None)
    if member is None:
        return None
    found = [_called(m[1], banks) for m in _MEMBER.finditer(subject.sentence.text[:_LIST])]
    bank = _called(member[1], banks)
    if bank is None or len({one for one in found if one is not None}) < 2:
        return None
    if not bank:
        return "", Side.LEARNER
    return bank, subject.side if bank == subject.bank else _other_side(subject.side)


def _called(name: str, banks: Sequence[str]) -> str | None:
    """The bank of this name or place, "" for our own; None when it is no bank."""
    if _OURS.fullmatch(name):
        return ""
    short = place_of(name.removesuffix("的")).removesuffix("行")
    return next((bank for bank in filter(None, banks) if short == place_of(bank)), None)


def _turned_to_them(
    subject: SentenceSubject, before: str, banks: Sequence[str]
) -> tuple[str, Side] | None:
    """The other bank of a sentence of learners where a clause turns to it (对方是0.8%，我们是1.9%); None
    where the text before the figure has turned back to ours, or several banks may be meant."""
    them = list(_TO_THEM.finditer(before))
    others = {bank for bank in banks if bank and bank != subject.bank}
    if not them or len(others) != 1 or _WE.search(before, them[-1].end()):
        return None
    if _last(subject.bank, before) >= them[-1].end() or _SPEECH.search(before, 0, them[-1].start()):
        return None
    return others.pop(), Side.HOST


def _back_to_us(own: str, before: str, banks: Sequence[str]) -> bool:
    """Has a sentence of learners turned back to them behind another bank (乙付息率1.86%，我行为2.31%)?"""
    other = max((_last(bank, before) for bank in banks if bank and bank != own), default=-1)
    turn = _TO_US.search(before, other) if other >= 0 else None
    return turn is not None and not _SPEECH.search(before, 0, turn.start())


def _other_side(side: Side) -> Side:
    """The side of the bank that a learner or a third bank is set against, else a third one."""
    return Side.HOST if side is not Side.HOST else Side.THIRD


def _last(bank: str, text: str) -> int:
    """Where a text names a bank last, in full or by its place; -1 where it does not."""
    place = place_of(bank)
    return text.rfind(place if len(place) > 1 else bank)


def _opens(bank: str, text: str) -> bool:
    """Does a text begin with a bank, by its name or its place?"""
    place = place_of(bank)
    named = place if len(place) > 1 else bank
    return re.match(rf"(?:而|同样是)?{re.escape(named)}(?![{_NO_BANK}])", text) is not None


def our_bank(sides: Iterable[tuple[str, Side]], title: str) -> str:
    """The bank that 我行 is in an entry, where a sentence has a figure of ours beside one of its host: the
    only learner that its sentences are about (bank and side of each), else the one that the title of
    its bulletin sends to learn; "" where neither says."""
    learners = {bank for bank, side in sides if bank and side is Side.LEARNER}
    if len(learners) > 1:
        return ""
    return learners.pop() if learners else _sent(title)


@lru_cache(maxsize=256)
def _sent(title: str) -> str:
    named = [Mention(start, end, name) for start, end, name in bank_mentions(title)]
    visit = visit_in(title, named)
    return visit.learners[0] if visit and len(visit.learners) == 1 else ""
