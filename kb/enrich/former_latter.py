"""前者 and 后者: the first and the second of two banks that were named together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.enrich.parties import Parties

_CLAUSE = re.compile(
    r"(?:^|[，,；;。：:\n])[\s　]*(?:其中|而|但|相比之下|不过)?[，,]?"
    r"(?:[一-鿿]{2,8}?(?<![比于过及是为如像和与跟到对]))?(?P<which>前者|后者)"
)
_OPENS = re.compile(r"[\s　]{0,4}(?:其中|而|但|相比之下|不过)?[，,]?(?P<which>前者|后者)")
_SENTENCE = re.compile(r"[。！？!?\n]")
# The two banks are named in one of so many sentences before.
_BACK = 3
# So many characters before a sentence are looked at.
REACH = 400


def bank_meant(text: str, before: str, parties: Parties) -> str:
    """The bank that a sentence means which opens with 前者 or 后者, of two in the last sentence `before`
    it that names any, at most `REACH` characters away; "" where it does not, or where these are not two."""
    opens = _OPENS.match(text)
    if opens is None:
        return ""
    sentences = [one for one in _SENTENCE.split(before[-REACH:]) if one.strip()]
    for sentence in reversed(sentences[-_BACK:]):
        if named := list(dict.fromkeys(m.bank for m in parties.mentions(sentence))):
            return _one_of(named, opens["which"])
    return ""


def bank_before(before: str, banks: Sequence[str]) -> str:
    """The bank of a figure behind `before`, where its last clause opens with 前者 or 后者 and just two of
    these banks are named ahead of that; "" else."""
    clauses = list(_CLAUSE.finditer(before))
    if not clauses:
        return ""
    ahead = before[: clauses[-1].start("which")]
    places = {bank: ahead.find(bank) for bank in banks if bank and bank in ahead}
    later = any(bank in before[len(ahead) :] for bank in banks if bank)
    return "" if later else _one_of(sorted(places, key=places.__getitem__), clauses[-1]["which"])


def the_other(before: str, first: str, banks: Sequence[str]) -> str:
    """The bank of a figure whose clause opens with 后者, in a sentence that opens with 前者 and is about
    `first`: the other one of just two; "" else."""
    clauses = list(_CLAUSE.finditer(before))
    opens = _OPENS.match(before)
    if not clauses or clauses[-1]["which"] != "后者" or opens is None or opens["which"] != "前者":
        return ""
    others = set(filter(None, banks)) - {first}
    return others.pop() if first and first in banks and len(others) == 1 else ""


def _one_of(banks: Sequence[str], which: str) -> str:
    if len(banks) != 2:
        return ""
    return banks[0] if which == "前者" else banks[1]
