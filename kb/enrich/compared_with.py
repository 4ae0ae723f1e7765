"""A bank that a sentence names only to compare another with: 不良率2.36%，高出锦川1.49个百分点."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.enrich.visits import Mention

# What stands right before a bank that something is measured by, and for some words what right behind.
_ABOVE_OR_BELOW = re.compile(
    r"(?:高出|低于|高于|落后于?|不如|不及|少于|多于|超过|逊于|逊色于|慢于|快于|弱于|强于)了?$"
)
_THAN = re.compile(r"[比较]$")
_MORE_OR_LESS = re.compile(r"(?:农商银?行|行|联社)?的?[^，。；]{0,8}?[还仍]?[高低多少快慢大小长短]")
# A part or a multiple of what another bank has: 仅为柳湾农商银行的52%, 是柳湾农商银行的2.3倍.
_AMOUNTS_TO = re.compile(r"(?:是|为|有|相当于|等于|达到?|不到|不足|超过|约)$")
_PART_OF = re.compile(
    r"(?:农商银?行|行|联社)?的(?:[一-鿿]{0,3}(?:一半|半数|分之)|[^，。；的]{1,6}?(?:倍|%|％|成))"
)


def is_compared_with(bank: str, text: str, mentions: Sequence[Mention]) -> bool:
    """Is a bank named in a sentence, and each time only to measure another by it?"""
    named = [mention for mention in mentions if mention.bank == bank]
    return bool(named) and all(
        _ABOVE_OR_BELOW.search(text, max(0, one.start - 6), one.start)
        or (
            _THAN.search(text, max(0, one.start - 1), one.start)
            and _MORE_OR_LESS.match(text, one.end)
        )
        or (
            _AMOUNTS_TO.search(text, max(0, one.start - 3), one.start)
            and _PART_OF.match(text, one.end)
        )
        for one in named
    )
