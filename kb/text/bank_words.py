"""Words that only say which bank, or that it is one: 我行, 商业银行. They tell nothing of what it does."""

from __future__ import annotations

import re

_BANK_WORD = re.compile(
    "[我本该贵总各全他它其两][行社]|我们行?|派出行|学员行|承办行|驻在行|兄弟行"
    "|.*(?:银行|农商行?|农合行|联社|信用社|农信社|农信)"
)


def is_bank_word(word: str) -> bool:
    """Does a word, in normal form, stand for a bank, or for being one?"""
    return _BANK_WORD.fullmatch(word) is not None
