"""A bank that a sentence names only as the one that founded or owns another: 甲村镇银行由乙农商银行发起设立."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.enrich.visits import Mention

# What stands between the bank that was founded and its founder, at the end, and right behind the founder.
_BY = re.compile(r"(?:[由系是为经]|隶属于?|来自)[^，。；：]{0,6}$")
_FOUNDED = re.compile(
    r"(?:[、和与及][^，。；]{2,16}?)?(?:股份有限公司|作为|的)?(?:共同|联合|独家|全资|绝对)?"
    r"(?:主?发起|出资|牵头|参股|控股|入股|投资|全资)(?:行|人)?(?:设立|组建|成立|筹建|开办|的|$|[，。；])"
)
_MOST_APART = 24


def founded_by(bank: str, text: str, mentions: Sequence[Mention]) -> str | None:
    """The bank that a sentence tells about where it names `bank` only as its founder, "" when that
    has no name (该行由乙农商银行发起设立); None when `bank` is no founder."""
    named = [mention for mention in mentions if mention.bank == bank]
    if len(named) != 1:
        return None
    founder = named[0]
    before = [mention for mention in mentions if mention.end <= founder.start]
    start = max(before[-1].end if before else 0, founder.start - _MOST_APART)
    if not _BY.search(text, start, founder.start) or not _FOUNDED.match(text, founder.end):
        return None
    return before[-1].bank if before else ""
