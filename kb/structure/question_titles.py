"""Titles that ask: 甲农商银行为什么快？"""

from __future__ import annotations

import re

from kb.text import numbering

# A question with its subtitle or answer on the same line.
_ANSWERED = re.compile(
    r"[^。；;，,？?！!：:]{4,30}[？?！!]\s*(?:(?:——?|──|--)\s*[^。；;？?！!]{2,30}|[一-鿿“《][^。；;，,？?！!：:]{2,16})"
)
# One alone on its line, or an exclamation, and words of one that is put to somebody.
_ALONE = re.compile(r"[一-鿿“《「][^。；;？?！!：:]{5,34}[？?！!][”」》]?")
_SPEAKS_TO = re.compile("[你您]|大家|同志|朋友|同事|领导|各位|贵行|问(?![题鼎路道需计策])")


def is_question_title(text: str) -> bool:
    """Is this a question that may be a title, and none that is put to somebody?"""
    if _ANSWERED.fullmatch(text):
        return True
    alone = _ALONE.fullmatch(text) is not None and numbering(text) is None
    return alone and _SPEAKS_TO.search(text) is None
