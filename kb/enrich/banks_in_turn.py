"""Sentences that tell of several banks in turn: 甲实行晨会制；乙则按周通报.

A sentence has one subject. Shown under one of these banks, it would also show the practice of the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from kb.enrich.visits import Mention

# What stands between the stop before a clause and the bank that the clause is about.
_OPENS = re.compile(
    r"(?:^|[，,；;：:。])(?:\s{0,2})(?:而|再看|反观|与此同时[，,]?|同时[，,]?)?(?:在)?$"
)
# The bank is only one of a list, addressed, or whose word follows.
_LISTED = re.compile(r"(?:县|市)?[、和与及：:，,）)]")
_CONTRASTS = re.compile(
    r"(?:的[^，。；]{0,8}?)?(?:则|却|只|靠|重|是|的|把|用|由|按|有|实行|推行|建|设|对|在|从|以|每)"
)
# How many characters before a name are read.
_BEFORE = 8


def tells_in_turn(
    bank: str, text: str, mentions: Sequence[Mention], is_host: Callable[[str], bool]
) -> bool:
    """Does a clause of a sentence tell of a bank that is learned from, and another clause, set apart by a
    semicolon or as its contrast, of another such bank?"""
    leads = [m for m in mentions if is_host(m.bank) and _leads(text, m)]
    if len({m.bank for m in leads}) < 2 or bank not in {m.bank for m in leads}:
        return False
    return any(
        one.bank != other.bank
        and (
            any(mark in text[one.end : other.start] for mark in "；;")
            or _CONTRASTS.match(text, other.end) is not None
        )
        for one, other in pairwise(leads)
    )


def _leads(text: str, mention: Mention) -> bool:
    """Does a clause open with a bank?"""
    opens = _OPENS.search(text, max(0, mention.start - _BEFORE), mention.start)
    return opens is not None and _LISTED.match(text, mention.end) is None
