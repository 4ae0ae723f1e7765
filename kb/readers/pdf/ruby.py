"""The pronunciation that is printed above a character in small letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.readers.left_out import LeftOut, shown
from kb.readers.pdf.lines import Line

# In sizes of the line below: how large it is at most, and how high above.
SMALL, NEAR = 0.62, 1.6
_PINYIN = re.compile(r"[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹ\s]{1,60}", re.IGNORECASE)
_TONES = re.compile(r"[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]", re.IGNORECASE)


def without_ruby(lines: Sequence[Line], left_out: LeftOut) -> list[Line]:
    """The lines of a page, from top to bottom, without those that only say how characters in the
    next line are pronounced."""
    kept = []
    for line, below in zip(lines, [*lines[1:], None], strict=False):
        above = (
            below is not None
            and line.size <= SMALL * below.size
            and line.y - below.y <= NEAR * below.size
            and below.left <= line.middle <= below.right
        )
        if above and _PINYIN.fullmatch(line.text) and _TONES.search(line.text):
            left_out.add("注音", shown(line.text))
        else:
            kept.append(line)
    return kept
