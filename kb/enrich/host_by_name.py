"""Is the only bank that a text names ever described as a host by its name?

A text may name only who learns in full, and its host shortly (苇棹) or not at all (对方). The only bank that is
known is then taken as learned from. Its name gives that away: where it stands, learners tell of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kb.enrich.parties import Parties
from kb.enrich.sentence_context import Context
from kb.enrich.subject_cues import STOPS
from kb.enrich.subject_model import Guess
from kb.enrich.visits import Mention, visit_in
from kb.model import Bulletin, Side

# Above every probability.
NEVER_SURE = 1.01
_LEARNS = re.compile("学员|学习|跟班|跟岗|挂职|取经|考察")
# Before the name of a bank where somebody is: 在甲跟班的三周, 初到甲, 派驻甲挂职.
_THERE = re.compile("(?:[在到赴驻往自]|走进|去了?|离开|从)$")
# The same of those at home: 回到甲, 从甲坐大巴, 在甲做信贷八年.
_BACK = re.compile("回[到去]?$")
_SETS_OUT = re.compile("(?:农商(?:银?行)?)?(?:出发|动身|启程|坐|乘|开车|赶来|过来|来的?|到|派来)")
_WORKED = re.compile("(?:农商(?:银?行)?)?(?:做|干|工作|管|当|任|待|坐)[^，。]{0,8}年")
# A bank without a name: 当地农商银行; and 对方单位, 受访行, where the opening says that our people went
# somewhere, since 跟班行 may else be the bank that is named.
_UNNAMED = re.compile("当地的?(?:农商|农信|农村商业银|联社|信用社|行[^业政]|银行)")
_OTHER = re.compile(
    "(?:对方|标杆|受访|接收|接待|驻在|带教|跟班|跟岗|挂职|对标|被学)(?:学习)?"
    "(?:单位|机构|银行|联社|农商行|行社|行(?![长业政为动程列]))"
)
_WE_SENT = re.compile(
    "(?:[我本][行社部]|总行)[^。]{0,20}(?:选派|派出|抽调|外出|外派|赴外|赴[省邻市外])"
)
# So many headings and entries open a bulletin.
_OPENING = 4


def is_only_learners_name(
    bulletin: Bulletin, parties: Parties, read: Iterable[tuple[Context, Guess]], sure: float
) -> bool:
    """Is the only bank rather one that learns, by the sentences with its name?

    One of them is about a learner, or calls the bank by its place, as its own people do, and is about a
    host in doubt, where no title names it; none is surely about a host, and none says that somebody is
    there. Then the text may describe a host without a name. Not where
    the head or the opening says who is visited, or where nobody learns.
    """
    if len(parties.banks) != 1 or not parties.hosts or bulletin.roles:
        return False
    opening = opening_of(bulletin)
    if not any(map(_LEARNS.search, opening)) or is_visited(parties, opening):
        return False
    sent = any(map(_WE_SENT.search, opening))
    own = False
    titled = any(map(parties.mentions, (bulletin.title, bulletin.subtitle)))
    for context, guess in read:
        text = context.unit.text
        if any(_says_there(text, mention) for mention in context.mentions):
            return False
        own = own or _UNNAMED.search(text) is not None
        own = own or (sent and _OTHER.search(text) is not None)
        if not context.mentions or not guess.bank:
            continue
        if guess.side is Side.HOST and guess.chance >= sure:
            return False
        shortly = any(mention.by == "place" for mention in context.mentions)
        own = own or guess.side is Side.LEARNER or (shortly and not titled)
    return own


def _says_there(text: str, mention: Mention) -> bool:
    """Does a sentence say that somebody is at a bank? One that opens with 在甲， may tell of those at home."""
    if text.startswith("在") and mention.start == 1 and text[mention.end : mention.end + 1] == "，":
        return False
    before = text[max(mention.start - 3, 0) : mention.start]
    if _BACK.search(before) or _WORKED.match(text, mention.end):
        return False
    if before.endswith("从") and _SETS_OUT.match(text, mention.end):
        return False
    return _THERE.search(before) is not None


def opening_of(bulletin: Bulletin) -> Sequence[str]:
    """The sentences of the titles and of the first headings and entries."""
    lines = (bulletin.title, bulletin.subtitle, *(c.text for c in bulletin.content[:_OPENING]))
    return [part for line in lines for part in STOPS.split(line) if part]


def is_visited(parties: Parties, lines: Sequence[str]) -> bool:
    """Does one of some sentences say who is visited?"""
    visits = (visit_in(line, parties.mentions(line)) for line in lines)
    return any(visit.hosts for visit in visits if visit)
