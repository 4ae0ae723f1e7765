"""A figure of the host stays with it among what learners say of themselves."""

from __future__ import annotations

import re

from kb.enrich.learner_rules import is_study
from kb.enrich.sentence_context import Context
from kb.enrich.sentence_place import SURE, Place
from kb.enrich.subject_model import Guess
from kb.model import Side

# 同期，甲农商银行的不良贷款率只有1.08%: what stands before the name, and its figure behind it.
_BEFORE = re.compile(r"(?:(?:同期|[^，。；与和比较跟同向我]{0,10})[，,])?")
_HAS = re.compile(
    r"的?[^，。；我]{1,16}?(?:只有|仅有?|为|是|达到?|已达?|有|超过?|突破|[降升增]至|[降升增提高]{1,2}到)"
    r"[^，。；我]{0,6}[\d一二三四五六七八九]"
)
_OURS = re.compile("我|咱|本[行社]|学员|小组")


def of_own_figure(guess: Guess, context: Context, place: Place) -> Guess:
    """A sentence that gives a figure of the only host, and names no other bank, is about that host."""
    text, named = context.unit.text, context.mentions
    banks = {mention.bank for mention in named}
    if len(banks) != 1 or named[0].by != "name" or _OURS.search(text):
        return guess
    (bank,) = banks
    if place.parties.hosts != (bank,) or is_study(context):
        return guess
    if (guess.bank, guess.side) == (bank, Side.HOST) and guess.chance >= SURE:
        return guess
    opens = _BEFORE.fullmatch(text, 0, named[0].start) and _HAS.match(text, named[0].end)
    return Guess(bank, Side.HOST, SURE, ("本句写明",)) if opens else guess
