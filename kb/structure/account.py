"""The head of an article of a public account, and the bank whose account it is.

It says who, when and from where (原创 云泽农商银行 2025-03-04 18:05 江西), in one line or in several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kb.readers import Block
from kb.structure.name_words import PROVINCES

# The day with its minute, as only such heads state it; before it stand the names.
_DAY = r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}\s?日?"
_CLOCK = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_MINUTE = re.compile(rf"{_DAY}\s{{1,4}}{_CLOCK}")
_DAY_ALONE, _CLOCK_ALONE = re.compile(_DAY), re.compile(_CLOCK)
# A bank alone; glued to other words of the head it would have a longer name.
_BANK = re.compile(
    r"[一-鿿]{2,5}(?:农商银行|农村商业银行|农商行|村镇银行|(?:农村)?信用联社|农信联社)"
)
# Who stands above the day: 原创 and the author, the account.
_AUTHOR = re.compile(r"原创(?:[\s:：]+[^\s，。；：！？]{2,16}){0,2}")
_ACCOUNT = re.compile(r"[^\s，。；：！？]{2,12}(?:银行|农商行?|农信|联社|信合|公众号|微讯)")
_PLACE = re.compile(rf"(?:发[表布]于)?\s?(?:{'|'.join(PROVINCES)})")
# The head of an article stands among the first lines, this many.
_WITHIN = 8
_MARKS = re.compile(r"^原创[\s:：]*")


def with_account_in_one(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; the head of an article of a public account that was broken into lines is one."""
    for n, block in enumerate(blocks[:_WITHIN]):
        texts = [b.text.strip() for b in blocks[n : n + 3]]
        broken = len(texts) > 1 and bool(_CLOCK_ALONE.fullmatch(texts[1]))
        if not (
            _MINUTE.fullmatch(texts[0]) or (broken and _DAY_ALONE.fullmatch(block.text.strip()))
        ):
            continue
        end = n + 1 + broken
        end += end < len(blocks) and _PLACE.fullmatch(blocks[end].text.strip()) is not None
        start = n
        for pattern in (_ACCOUNT, _AUTHOR):
            start -= start > 0 and pattern.fullmatch(blocks[start - 1].text.strip()) is not None
        lines = blocks[start:end]
        pictures = tuple(picture for line in lines for picture in line.pictures)
        text = " ".join(line.text.strip() for line in lines)
        joined = replace(block, text=text, level=0, lead=0, pictures=pictures)
        return (*blocks[:start], joined, *blocks[end:])
    return tuple(blocks)


def accounts_of(lines: Sequence[str]) -> tuple[str, ...]:
    """The banks that the heads of articles among some lines name as their account."""
    return tuple(dict.fromkeys(_accounts(lines)))


def _accounts(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        if minute := _MINUTE.search(line):
            names = _MARKS.sub("", line[: minute.start()].strip()).split()
            yield from filter(_BANK.fullmatch, names)
    for above, line in pairwise(lines):
        name = _MARKS.sub("", above.strip())
        if _MINUTE.match(line.strip()) and _BANK.fullmatch(name):
            yield name


# The card of an account at the end of its article: the bank, what it says of itself, how to reach it.
_REACH = re.compile(
    r"(?:客服|服务|咨询|联系|官方|投诉)?(?:热线|电话|地址|网址|官网|邮编|邮箱|微信号?|网站)\s*[:：]|.{0,16}(?:二维码|96\d{3}|400-?\d)"
)
_SLOGANS, _SLOGAN = 3, 30


def card_at_end(blocks: Sequence[Block]) -> frozenset[int]:
    """The lines of the card of an account above its telephone and address; none where there is no card."""
    start = max(0, len(blocks) - 2 * _WITHIN)
    for n, block in enumerate(blocks[start:], start):
        if not _BANK.fullmatch(block.text.strip()):
            continue
        for at in range(n + 1, min(n + 2 + _SLOGANS, len(blocks))):
            text = blocks[at].text.strip()
            if _REACH.match(text):
                told = any(len(b.text) > 2 * _SLOGAN for b in blocks[at:])
                return frozenset() if told else frozenset(range(n, at + 1))
            if len(text) > _SLOGAN or text[-1:] in "。：:；;":
                break
    return frozenset()
