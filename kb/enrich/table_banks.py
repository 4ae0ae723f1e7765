"""Banks that head the columns of a table beside our own: 环节 | 石桥 | 青枫 | 松岭（我行）.

The heads may be places alone; who stands beside 我行 in such a row is another bank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.text import CELLS

_OURS = re.compile(
    r"(?P<place>[一-鿿]{2,4}?)?(?:农商银?行|联社)?[（(]?(?:我[行社]|本[行社]|我联社)[）)]?"
)
_PLACE = re.compile(r"[一-鿿]{2,4}")
# Heads that are no places.
_NO_BANK = re.compile(
    "备注|说明|合计|平均|差[距异]|启示|打算|措施|建议|目标|排名|来源|责任|时[间限]|做法|现状|问题|对比|对照|亮点|成效|全[省市国]|同业|标杆|先进|他[行山]|对方|结论|改进"
)
# A row of heads has no more cells.
_MOST = 12


def heads_beside_ours(line: str) -> tuple[str, tuple[str, ...]]:
    """The place of our own bank in a row of heads, "" when the row does not say it, and the heads beside it
    that may be places; none where the row has no 我行. The first cell says what the rows are."""
    cells = [cell.strip() for cell in line.split(CELLS)]
    if not 2 < len(cells) <= _MOST:
        return "", ()
    ours = [match for cell in cells[1:] if (match := _OURS.fullmatch(cell))]
    if len(ours) != 1:
        return "", ()
    others = [cell for cell in cells[1:] if not _OURS.fullmatch(cell)]
    places = tuple(c for c in others if _PLACE.fullmatch(c) and not _NO_BANK.search(c))
    return ours[0]["place"] or "", places if len(places) == len(others) else ()


def rows_of_heads(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Such rows of a text."""
    for line in text.split("\n"):
        if CELLS in line and re.search("[我本][行社]|我联社", line):
            own, places = heads_beside_ours(line)
            if places:
                yield own, places
