"""Paragraphs of a diary that open with their day (周一（6月16日）　跟晨会。……): each is one point."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.structure.days import days_in, plain_digits
from kb.structure.practice import tells_occasion, tells_practice

_OPENS = re.compile(
    r"[【（(]?(?:(?:星期|周|礼拜)[一二三四五六日天]|第[一二三四五六七八九十\d]{1,3}[天日])"
)
# A day begins within this many characters; what happened on it takes at least this many.
_WITHIN, _SAYS = 12, 40


def day_points(texts: Sequence[str]) -> frozenset[int]:
    """The paragraphs that open with their day and tell more than an occasion, where there are three
    or more of them and half of them tell a practice."""
    found = [n for n, text in enumerate(texts) if len(text) >= _SAYS and _opens_with_day(text)]
    telling = [n for n in found if not tells_occasion(texts[n])]
    if len(found) < 3 or 2 * sum(tells_practice(texts[n]) for n in telling) < len(found):
        return frozenset()
    return frozenset(telling)


def _opens_with_day(text: str) -> bool:
    if _OPENS.match(text):
        return True
    first = next(days_in(plain_digits(text[: 2 * _WITHIN])), None)
    return first is not None and first.start <= 1 and not first.is_range
