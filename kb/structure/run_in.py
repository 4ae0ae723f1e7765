"""Numbered points that run on in one paragraph (一、……。二、……。三、……) get a block each.

Copying a text out of a page or a chat loses its line breaks. Where numbers of one style count up from
one, each at the beginning of a sentence, the paragraph is taken apart before each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kb.readers import Block

_HAN = "一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
# At the beginning of a sentence: 一、 （一） 1. 1、 ①.
_NUMBER = re.compile(
    rf"(?:^|(?<=[。！？；：:]))\s*(?P<style>[（(]?)(?P<value>[{_HAN}]|\d{{1,2}}|[{_CIRCLED}])(?P<end>[、.．)）]|(?<=[{_CIRCLED}]))(?=\s*[^\d\s])"
)
# A point has at least this many characters, and a paragraph of several points at least this many.
_LEAST, _LONG = 16, 60


def with_points_apart(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, those with several numbered points taken apart; the bold beginning and the pictures
    stay with the first piece."""
    return tuple(piece for block in blocks for piece in _pieces(block))


def _pieces(block: Block) -> Iterator[Block]:
    text = block.text
    starts = list(_starts(text)) if len(text) >= _LONG and "\n" not in text else []
    cuts = [0, *(at for at in starts if at), len(text)]
    parts = [text[a:b].strip() for a, b in pairwise(cuts)]
    if len(starts) < 2 or any(len(part) < _LEAST for part in parts[1:]) or not parts[0]:
        yield block
        return
    for n, part in enumerate(parts):
        yield (
            replace(block, text=part)
            if n == 0
            else replace(block, text=part, lead=0, after_image=False, pictures=())
        )


def _starts(text: str) -> Iterator[int]:
    """Where the points begin that count up from one in the style of the first."""
    style: tuple[str, str] | None = None
    expected = 1
    for match in _NUMBER.finditer(text):
        value, kind = _value(match["value"])
        own = (match["style"] + match["end"], kind)
        if value == expected and (style is None or own == style):
            style, expected = own, expected + 1
            yield match.start() + len(match.group()) - len(match.group().lstrip())


def _value(digits: str) -> tuple[int, str]:
    if digits.isascii():
        return int(digits), "digit"
    values = _HAN if digits in _HAN else _CIRCLED
    return values.index(digits) + 1, values[0]
