"""Learners of other banks who are at the same host: 与云泽、南屏的学员一起, 同行的还有东岭村镇银行2人.

They are named next to the host, so that they look like hosts themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kb.enrich.visits import Mention

# How many characters before and behind a list of banks are read.
_BEFORE, _BEHIND = 24, 40
_LINKS = frozenset(("、", "和", "与", "及", "以及", "，以及"))
_WITH = re.compile(r"(?:与|和|同|跟)(?:来自)?$")
_COUNTED = r"等?(?:[两二三四五六七八九几\d]{1,2}家(?:兄弟|同业|农商)?(?:银行|行社|行|单位|机构)?)?"
_LEARNERS = re.compile(
    rf"{_COUNTED}的?(?:[一二两三四五六七八九十几\d]{{1,3}}[位名个])?(?:跟班|跟岗|参训|参学|学习|考察|培训|研修|挂职)?(?:学员|学友|同学|代表|跟班人员|参训人员)"
)
_TOGETHER = re.compile(
    rf"{_COUNTED}(?:的?(?:同志|同仁))?(?:一起|一同|一道|结伴|组团|联合组队)[^，。；]{{0,6}}?(?:赴|到|来到|前往|在|参加|走进|去)"
)
# With people of whom it is not said that they learn, where the sentence said before who was visited.
_VISITED = re.compile(r"(?:走访|赴|到|去|参观|考察|访问|拜访|看|走进)了?$")
_ALONG = re.compile(r"的?(?:同行|同仁|同事|同志|伙伴)?(?:们)?(?:一起|一同|一道|结伴)")
# 一同参加的还有, 同行的有, 同期跟班的还有
_ALSO = re.compile(
    r"(?:一同|一起|一道|同期|同批|同组|同班|同行|同来|同去|同训|同车)[^，。；]{0,8}?的?(?:还有|另有|也有|(?<=的)有|(?<=的)是|包括)[^，。；]{0,2}$"
)
# Where a sentence says behind a list of learners whom all of these visit (甲、乙、丙三家农商银行的学员同在丁…).
_GO = re.compile("(?:赴|到|来到|往|前往|走进|在|与|和|同|跟)$")
# 同期来学的X学员
_SAME_TIME = re.compile(r"(?:同期|同批|同组|同班|一同|一起)[^，。；]{0,6}?的$")


def fellows_in(text: str, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The banks of a sentence whose people learn together with those who tell it."""
    found: dict[str, None] = {}
    visits = (_VISITED.search(text, max(0, m.start - 4), m.start) for m in mentions)
    visited = next((m.start for m, verb in zip(mentions, visits, strict=True) if verb), len(text))
    for first, last in _lists(text, mentions):
        start, end = mentions[first].start, mentions[last].end
        before, behind = text[max(0, start - _BEFORE) : start], text[end : end + _BEHIND]
        others = last + 1 < len(mentions)
        if (
            _ALSO.search(before)
            or ((_WITH.search(before) or _SAME_TIME.search(before)) and _LEARNERS.match(behind))
            or (_WITH.search(before) and others and _TOGETHER.match(behind))
            or (_WITH.search(before) and _ALONG.match(behind) and visited < start)
            or (last > first and others and _all_go(text, mentions, first, last))
        ):
            found |= dict.fromkeys(mention.bank for mention in mentions[first : last + 1])
    return tuple(found)


def _all_go(text: str, mentions: Sequence[Mention], first: int, last: int) -> bool:
    """Is this a list of banks whose learners are at the bank that is named next?"""
    start, end, host = mentions[first].start, mentions[last].end, mentions[last + 1].start
    return (
        _VISITED.search(text, max(0, start - 4), start) is None
        and _LEARNERS.match(text, end) is not None
        and host - end <= _BEHIND
        and _GO.search(text, max(0, host - 2), host) is not None
    )


def _lists(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """The first and the last mention of each list of banks; a bank alone is one too."""
    first = 0
    for n, mention in enumerate(mentions):
        behind = mentions[n + 1] if n + 1 < len(mentions) else None
        if behind is None or text[mention.end : behind.start] not in _LINKS:
            yield first, n
            first = n + 1
