"""The clues of a bank that hold for a whole bulletin, and the most telling of those at a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.enrich.parties import Parties
from kb.enrich.visits import Mention
from kb.model import Side

# Clues that the section or group is about a bank.
_OF_SECTION = frozenset("节题名 上级题名 条目属host 组在此行".split())


def of_bank(parties: Parties, bank: str, in_title: set[str]) -> Iterator[str]:
    """What is true of a bank in the whole bulletin; its likeliest side comes first."""
    side = parties.side_of(bank)
    yield f"角{side.value}"
    if chances := parties.chances.get(bank):
        best = max(chances)
        yield f"率{chances.index(best)}{'高' if best > 0.9 else '中' if best > 0.7 else '低'}"
    alone = parties.on_side[side] == 1
    yield f"{'唯一' if alone else '之一'}{side.value}"
    if parties.own == bank:
        yield f"我行是{parties.own_side.value}"
    if bank in in_title:
        yield "标题名"
    yield f"{('', '一家', '两家')[len(parties.banks)] if len(parties.banks) < 3 else '多家'}"
    if parties.several:
        yield "分组"
    if not parties.learners and parties.own_side is not Side.LEARNER:
        yield "全文无学方"


def role_in(clues: Sequence[str]) -> tuple[str, str]:
    """The likeliest side of a bank among its clues, and how sure it is."""
    return clues[0], next((clue for clue in clues if clue[0] == "率"), "率不明")


def core_of(bank: str, clues: Sequence[str], mentions: Sequence[Mention]) -> str:
    """The most telling clue of a bank: how it is named, else why it may be meant."""
    if any(mention.bank == bank for mention in mentions):
        return clues[0]
    if "上文最近" in clues:
        core = "近"
    elif not _OF_SECTION.isdisjoint(clues):
        core = "节"
    else:
        core = "远"
    return f"{core}他" if mentions else core
