"""A sentence that opens with the host of its own section."""

from __future__ import annotations

import re

from kb.enrich import subject_cues as cues
from kb.enrich.learner_rules import AT_HOME, is_study
from kb.enrich.sentence_context import Context
from kb.enrich.sentence_place import SURE, Place
from kb.enrich.subject_model import Guess
from kb.model import Side

# Those who were sent, behind the bank they come from: 甲联社两个人，驻老城支行.
_PEOPLE = re.compile(
    r"的?(?:[一二两三四五六七八九十几\d]{1,3}[名位个]?(?:人|同志|学员|干部|员工|客户经理)|一行|学员|学习?组|小组|考察|跟班|选?派)"
)


def of_opening_host(guess: Guess, context: Context, place: Place) -> Guess:
    """What a sentence tells that opens with a host, below a heading and in an entry that name no other bank,
    is that host's practice, even if the model reads its people as guests (印章锁在柜里，出差也不带章)."""
    bank, named = guess.bank, context.mentions
    if guess.side is not Side.LEARNER or place.parties.side_of(bank) is not Side.HOST:
        return guess
    headed = {
        m.bank for heading in place.entry.heading_path[-1:] for m in place.parties.mentions(heading)
    }
    if headed != {bank} or place.named != {bank} or place.entry.bank != bank:
        return guess
    if named and _PEOPLE.match(context.unit.text, named[0].end):
        return guess
    opens = bool(named) and named[0].start == 0 and named[0].by == "name"
    text = context.unit.text
    if not opens or is_study(context) or cues.WE.search(text) or cues.ADVICE.search(text):
        return guess
    at_home = not AT_HOME.isdisjoint(context.place)
    return guess if at_home else Guess(bank, Side.HOST, SURE, ("节题名",))
