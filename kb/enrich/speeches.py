"""Banks whose people speak in turn, each about what its own bank does: 石桥农商银行行长 某某：我们….

None of them learns in such a record, unless the text is about learning elsewhere: those who speak then are
the learners. In a conversation, where people speak again and ask each other, any of them may learn.
"""

from __future__ import annotations

import re

from kb.enrich.parties import Parties
from kb.model import Bulletin, Entry, Kind

# What is said of learning elsewhere, by the title, the opening or the speakers themselves.
_LEARNING = re.compile(
    "跟班|跟岗|学习|考察|取经|参观|学员|挂职|体会|心得|见闻|收获|感[悟想言]|归来|回来|对标|座谈纪实"
)
# What somebody says who asks the others, or compares with them.
_ASKS = re.compile(
    "[？?]|请教|想问|插一句|听众|提问|徒弟|刚才|听了|回去|抄|照搬|帮扶|结对|差距|不足|拟|打算|准备"
)
# Who speaks, as 石桥农商银行党委书记、董事长 某某： or 某某（石桥农商银行行长）：.
_LABEL = re.compile(r"\s{0,4}[一-鿿\s　、]{2,32}(?:[（(][^）)]{2,24}[）)])?\s?[：:]")
# What may follow the bank in the label of a speaker, and who it is, before or behind the bank.
_WHO = re.compile(r"[\s　]{0,2}[^，。：:；]{0,24}[:：]")
_PERSON = re.compile("[一-鿿]{2}")
# The record opens within so many entries.
_OPENING = 2
# As many banks speak at least.
_SPEAKERS = 2


def speeches(bulletin: Bulletin, parties: Parties) -> frozenset[str]:
    """The banks whose people speak for them, where two or more do and nobody tells of learning."""
    entries = bulletin.entries
    said = {entry.anchor: bank for entry in entries if (bank := _speaks_for(entry, parties))}
    banks = frozenset(said.values())
    if len(banks) < _SPEAKERS or len(banks) < len(said):
        return frozenset()
    others = [entry.text for entry in entries if entry.anchor not in said]
    told = [entry.text for entry in entries if entry.anchor in said]
    if any(map(_LABEL.match, others[_OPENING:])) or any(map(_ASKS.search, told)):
        return frozenset()
    opening = [entry.text for entry in entries[:_OPENING] if entry.anchor not in said]
    if any(map(_LEARNING.search, (bulletin.title, bulletin.subtitle, *opening, *told))):
        return frozenset()
    return banks


def _speaks_for(entry: Entry, parties: Parties) -> str:
    """The bank of the one whose words an entry is, by the label that they open with."""
    label = _LABEL.match(entry.text)
    if label is None or entry.kind is Kind.HONOUR:
        return ""
    inside = [m for m in parties.mentions(entry.text) if m.end <= label.end()]
    if len({m.bank for m in inside}) != 1 or not _WHO.fullmatch(
        entry.text, inside[0].end, label.end()
    ):
        return ""
    rest = (entry.text[: inside[0].start], entry.text[inside[0].end : label.end()])
    if not any(map(_PERSON.search, rest)):
        return ""
    return inside[0].bank
