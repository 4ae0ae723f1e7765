"""A list of contents at the beginning of a file (本期要目): its lines stand again below, as headlines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.readers import Block

_HEAD = re.compile(
    r"[【\[〔\s　★◆■▲●·]*(?:本期|本刊|内容)?(?:目[\s　]*[录次]|要目|导读|看点|内容|提要|要闻)"
    r"(?:导读|提要)?[】\]〕\s　:：★◆■▲●·]*"
)
_NO_HEADING = re.compile(
    r"[^一-鿿]*(?:(?:本期|本刊)(?:目[录次]|要目|导读|看点|提要|内容)|要目)[^一-鿿]*"
)
_LEADERS = re.compile(
    r"[\s　]*(?:[…．.·]{2,}|[\s　/／]{1,4}|(?=[（(]))[\s　]*[（(]?(?:第?\s*\d{1,3}\s*页?|[A-Z]?\d{1,3})[）)]?$"
)
# A list in one line: 本期要目：绿色金融怎么做；科技企业怎么看; its only item above another headline.
_IN_A_LINE = re.compile(
    r"[【\[]?(?:本期|本刊)?(?:目录|目次|要目|导读|看点)[】\]]?\s*[:：](?:[^；;。|｜]{4,30}[；;|｜]){1,12}[^；;。|｜]{4,30}[。]?"
)
_ONE_ITEM = re.compile(
    r"[【\[]?(?:本期|本刊)(?:导读|看点|要目|提要)[】\]]?\s*[:：][^。；;|｜]{4,40}"
)
# The list may number its lines otherwise than the headlines below, or not at all.
_NUMBER = re.compile(
    r"[\s　]*(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十\d]{1,3}[、.．])"
)
_OF_BANK = re.compile(r"^[^：:]{2,20}(?:银行|农商行|农合行|联社|农信社|组|队)\s*[：:]")
# The list begins within this many blocks; a line of it has at most this many characters.
_WITHIN, _LINE = 16, 60
# The only item of a list has at least this many characters.
_HEADLINE = 8


@dataclass(frozen=True, slots=True)
class Contents:
    """The numbers of the blocks of a list of contents, and the headlines that it names, without
    marks."""

    lines: frozenset[int] = frozenset()
    headlines: frozenset[str] = frozenset()

    def names(self, text: str) -> bool:
        """Is this one of the headlines?"""
        return bool(self.headlines) and len(text) <= _LINE and _plain(text) in self.headlines


def contents_of(blocks: Sequence[Block]) -> Contents:
    """The list of contents of a file; an empty one when it has none or only one line of it stands
    again."""
    begin = next((n for n, b in enumerate(blocks[:_WITHIN]) if _HEAD.fullmatch(b.text)), None)
    if begin is None:
        return Contents(frozenset(n for n in range(len(blocks[:_WITHIN])) if _is_line(blocks, n)))
    times = Counter(_plain(block.text) for block in blocks if len(block.text) <= _LINE)
    found: dict[int, str] = {}
    for n, block in enumerate(blocks[begin + 1 :], begin + 1):
        line = _again_below(block.text, times)
        if not line or line in found.values():
            break
        found[n] = line
    # Of one item alone only a label that can be nothing else makes a list (本期要目).
    alone = _NO_HEADING.fullmatch(blocks[begin].text) and all(
        len(t) >= _HEADLINE for t in found.values()
    )
    if len(found) < (1 if alone else 2):
        return Contents()
    return Contents(frozenset((begin, *found)), frozenset(found.values()))


def _again_below(text: str, times: Mapping[str, int]) -> str:
    """The headline that a line of the list names, without marks; "" when it does not stand below.
    The list may say of which bank it tells (甲农商银行：把晨会开到田埂上)."""
    listed = _LEADERS.sub("", text)
    line, behind = _plain(listed), _plain(_OF_BANK.sub("", listed))
    if times[line] > (line == _plain(text)):
        return line
    return behind if times[behind] and behind != line else ""


def _is_line(blocks: Sequence[Block], n: int) -> bool:
    """Is a block a whole list in one line, if only of one item above another headline?"""
    line = blocks[n].text.strip()
    below = blocks[n + 1].text if n + 1 < len(blocks) else "。"
    headline = len(below) <= _LINE and "。" not in below
    return bool(_IN_A_LINE.fullmatch(line)) or (headline and bool(_ONE_ITEM.fullmatch(line)))


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text)
