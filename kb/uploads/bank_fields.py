"""The fields of the check form that hold a bank: each names one, and which bank a whole bulletin has.

A list of banks in one field would become the name of a bank that does not exist.
"""

from __future__ import annotations

import re
from collections import Counter

from kb.model import Bulletin, Entry, Side

ONE_BANK = "一处只能填一家机构；几家各讲各的，请在各条的“机构”里分别填"
_FIELD = re.compile(r"(?:other-)?bank|group-\d+-bank|(?:bank|about)-.+")
_APART = re.compile(r"[、，,;；/／\n]")
# 和 and its like may be part of a name (和顺农商银行): only after a whole name do they join two.
_JOINED = re.compile(
    r"(?:银行|农商行?|联社|信用社|农合行|支行|中心|办事处)\s*(?:以及|和|与|及|跟)\s*\S"
)


def is_bank_field(name: str) -> bool:
    """Does a field of the form hold a bank?"""
    return _FIELD.fullmatch(name) is not None


def is_list(typed: str) -> bool:
    """Does a text name several banks where one is asked for?"""
    text = typed.strip().strip("、，,;；")
    return bool(_APART.search(text) or _JOINED.search(text))


def hosts_of(bulletin: Bulletin) -> tuple[str, ...]:
    """The banks that the sections of a bulletin are about, in their order: of each section the
    bank of most of its entries. An entry that differs from its section makes no host."""
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for entry in bulletin.entries:
        if entry.bank and entry.side is Side.HOST:
            counts.setdefault(entry.heading_path[:1], Counter())[entry.bank] += 1
    return tuple(dict.fromkeys(max(c, key=lambda bank: c[bank]) for c in counts.values()))


def host_of(bulletin: Bulletin) -> str:
    """The bank of most entries of a bulletin without groups."""
    counts = Counter(entry.bank for entry in bulletin.entries if entry.bank)
    return max(counts, key=lambda bank: counts[bank], default="")


def host_around(bulletin: Bulletin, entry: Entry) -> str:
    """The one bank of the section that an entry stands in, "" when the section has none or several."""
    section = entry.heading_path[:1]
    banks = {
        e.bank
        for e in bulletin.entries
        if e.bank and e.side is Side.HOST and e.heading_path[:1] == section
    }
    return banks.pop() if len(banks) == 1 else ""
