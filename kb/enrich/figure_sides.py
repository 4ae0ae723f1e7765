"""Figures of a sentence that sets two banks against each other: 甲签约420户，而我行只签了185户."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.enrich.parties import place_of
from kb.enrich.sentence_subject import SentenceSubject
from kb.model import Side

# A later clause that turns to ourselves; none within a speech, where 我行 is the speaker's bank.
_TO_US = re.compile(
    r"[，,；;。]\s*(?:而|但|可|反观|回看|对比|相比之下|与之相比|反过来看)?(?:同期|目前|现在|同样)?的?"
    r"(?:我[行社]|我们行|我县?联社|本[行社])(?![^，,；;。]{0,4}(?:学|借鉴|参照|带回))"
)
_SPEECH = re.compile("[“「:：]|说|介绍|表示|坦言|告诉|讲到")
# Who opens a sentence to say what they saw elsewhere has no figure in it.
_SEES = re.compile("学员|学习|考察|跟班|看到|发现|了解|听|走访|一行|赴")
# After the place of a bank: these name the place itself, or the bank in full.
_NO_BANK = "县市区镇乡村街路山河湖江岛港支人民当地籍"


def turned_from(
    told: SentenceSubject, before: str, banks: Sequence[str]
) -> tuple[str, Side] | None:
    """The bank and side of a figure that stands on the other side of a sentence than its subject, by
    the text before it; None where the subject's own side is told."""
    if not told.bank:
        # In doubt whom the sentence is about: a bank named in it has no figure of ours.
        named = max((_last(bank, before) for bank in banks if bank), default=-1)
        turns = list(_TO_US.finditer(before, max(0, named))) if told.doubtful else []
        return ("", told.side) if named >= 0 and turns else None
    own = _last(told.bank, before)
    if told.side is Side.HOST and own >= 0:
        turns = list(_TO_US.finditer(before, own))
        if turns and not _SPEECH.search(before, 0, turns[-1].start()):
            behind = any(_last(bank, before) >= turns[-1].end() for bank in banks if bank)
            return None if behind else ("", Side.LEARNER)
    if own < 0 and _last(told.bank, told.sentence.text) > 0:
        opening = [bank for bank in banks if bank and bank != told.bank and _opens(bank, before)]
        if len(opening) == 1 and told.side is not Side.NONE and not _SEES.search(before):
            return opening[0], _other_side(told.side)
    return None


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
