"""Numbers and ornaments that an editor's template puts in a box of their own, above a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.readers import Block
from kb.structure.looks import is_short

_NUMBER_ONLY = re.compile(r"(?:(?:part|no)?[.\s]*\d{1,2}|[一二三四五六七八九十]{1,3})[.、]?", re.I)
# As many parts of a text as this may have a sentence for a heading below their number: “先交朋友，后谈业务。”
_PARTS = 3
_QUOTED = re.compile(r"[“「][^“”「」]{2,36}[”」][。！]?")
# A star or two above a heading.
_ORNAMENT = re.compile(r"[^\w\s.,;:!?，。；：！？、（）()《》“”—-]{1,3}")


def join_decorations(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A number or an ornament that an editor's template put in a box of its own is joined to the
    heading after it."""
    joined: list[Block] = []
    counted = _counts_on([block.text for block in blocks])
    for block in blocks:
        last = joined[-1] if joined else None
        if last and _is_decoration(last.text) and (is_short(block.text) or _says(block, counted)):
            joined[-1] = replace(
                block,
                text=f"{last.text} {block.text}",
                centred=True,
                bold=True,
                pictures=(*last.pictures, *block.pictures),
            )
        else:
            joined.append(block)
    return tuple(joined)


def _counts_on(texts: Sequence[str]) -> bool:
    """Do lines that are only a number count the parts of a text: 01, 02, 03, …?"""
    found = (_NUMBER_ONLY.fullmatch(text) for text in texts)
    values = [int(digits[0]) for one in found if one and (digits := re.search(r"\d+", one[0]))]
    return len(values) >= _PARTS and values == list(range(1, len(values) + 1))


def _says(block: Block, counted: bool) -> bool:
    """Is the line below such a number what somebody said, as the heading of its part?"""
    return counted and _QUOTED.fullmatch(block.text) is not None


def _is_decoration(text: str) -> bool:
    return bool(_NUMBER_ONLY.fullmatch(text) or _ORNAMENT.fullmatch(text))
