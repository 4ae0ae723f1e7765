"""Sentences of diaries that only say where one went: 今天到石桥农商银行。"""

from __future__ import annotations

import re

# No person goes there, but money, customers or somebody who changes the bank.
_NO_VISIT = re.compile("[把将款户钱账资金业务调跳嫁投告]|曾|以前")
_ARRIVAL = re.compile(
    r"[^，。；：、“”]{0,10}[到去至赴]了?[一-鿿]{2,14}(?:银行|农商行|联社|农信社)(?:报到)?[。！]?"
)


def is_arrival(sentence: str) -> bool:
    """Does a sentence only say that one went to a bank?"""
    return _ARRIVAL.fullmatch(sentence) is not None and _NO_VISIT.search(sentence) is None
