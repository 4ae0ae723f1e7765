"""What the sentence before announces: tables and lists that are part of it (…各档的比例如下：), and points of
learners (甲农商银行做了三件事。)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from kb.model import Entry, Kind, Side
from kb.structure.tables import is_caption
from kb.text import CELLS, numbering

# An item of a list that says only one thing has at most this many characters; a list has at least
# this many items.
_ITEM, _FEWEST = 40, 2
# A line this short is a label of what follows (做法：), not a sentence.
_LABEL = 8
# What somebody did, counted at the end of a short line (甲农商银行做了三件事。).
_DEEDS = re.compile(
    r"(?:做|抓|办|干|改|推出|出台|采取|落地|实施)了?[^，。；]{0,4}[两二三四五六七八九十几\d][件项条招个][^，。；：:]{0,8}[。：:]?$"
)
_COUNTED = 60


def counts_deeds(text: str, start: int = 0) -> bool:
    """Is this a short line that ends, soon behind `start`, with how many things somebody did?"""
    return len(text) <= _COUNTED and _DEEDS.search(text, start) is not None


def announced(
    texts: Sequence[str], tables: Collection[int], apart: AbstractSet[int]
) -> frozenset[int]:
    """The paragraphs that belong to the one before them: the first row of a table or its caption,
    and the items of a list without numbers, where the sentence before ends with a colon. `tables`
    are the first rows of tables; what is in `apart` is a point of its own."""
    found: set[int] = set()
    for at, text in enumerate(texts):
        if len(text) <= _LABEL or CELLS in text or not text.endswith(("：", ":")):
            continue
        first = at + 1
        captioned = first + 1 in tables and is_caption(texts[first])
        rows = {first, first + 1} if captioned else {first} & set(tables)
        found |= rows or _items(texts, first, apart)
    return frozenset(found - apart)


def _items(texts: Sequence[str], first: int, apart: AbstractSet[int]) -> set[int]:
    """The items of a list that begins at `first`, none where there is no list."""
    end = first
    while end < len(texts) and end not in apart and _is_item(texts[end]):
        end += 1
    listed = end > first and texts[end - 1].endswith(("；", ";"))
    if listed and end < len(texts) and end not in apart and len(texts[end]) <= _ITEM:
        end += 1  # the last one ends with a full stop
    return set(range(first, end)) if end - first >= _FEWEST else set()


def _is_item(text: str) -> bool:
    plain = len(text) <= _ITEM and CELLS not in text and numbering(text) is None
    return plain and not text.endswith(("。", "！", "？", "：", ":"))


def with_points_at_home(entries: list[Entry], points: Sequence[bool]) -> list[Entry]:
    """The entries; the points behind a line in which learners count what they did (甲农商银行做了三件事。)
    are theirs."""
    home = False
    for n, (entry, is_point) in enumerate(zip(entries, points, strict=True)):
        if home and is_point:
            entries[n] = replace(entry, bank="", side=Side.LEARNER, kind=Kind.OVERVIEW)
        else:
            home = entry.side is Side.LEARNER and counts_deeds(entry.text)
    return entries
