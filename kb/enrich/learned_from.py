"""Sentences that say from which bank something was learned: 学来的是甲农商银行的“熄灯会”.

Where banks learn from each other, each is host and learner at once, and only such words tell whose
practice a speaker describes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.enrich.sentence_context import Context

_LEARNED = re.compile(
    r"(?<![没未不该想要得])(?:学[来到会走的]|取[回来]|带[回走]来?|搬[回来]|借[来走]|抄[来回])了?"
    r"(?:的|最多的|最值的|最管用的|(?:的)?第[一二三四]样)?(?:，?就?是|：)(?:从|在)?$"
)
_PRACTICE = re.compile(
    r"(?:农商银?行|银行|联社|行)?(?:那里|那边|那儿)?的(?![^，。]{0,4}(?:教训|弯路))"
)
# So many characters before a name are looked at.
_BEFORE = 14
# A sentence that is no longer about what was learned.
_OURS = re.compile("我|咱|没学|学不[来会]")


def learned_from(contexts: Sequence[Context]) -> dict[int, str]:
    """The bank from which something was learned, by the beginnings of the sentences of an entry that say
    so or go on with it in the same paragraph."""
    found: dict[int, str] = {}
    bank = ""
    for context in contexts:
        text = context.unit.text
        named = next((m.bank for m in context.mentions if _is_source(text, m.start, m.end)), "")
        opens = "段首句" in context.turns
        if named:
            bank = named
        elif opens or _OURS.search(text) or any(m.bank != bank for m in context.mentions):
            bank = ""
        if bank:
            found[context.unit.start] = bank
    return found


def _is_source(text: str, start: int, end: int) -> bool:
    learned = _LEARNED.search(text, max(0, start - _BEFORE), start)
    return learned is not None and _PRACTICE.match(text, end) is not None
