"""What stands around a cell of a table whose rows are lines of the text of an entry: the label of its
row, the head of its column, the caption above."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby
from operator import itemgetter

from kb.enrich.parties import place_of
from kb.text import CELLS, bars, cell_spans, cells_of, line_at

_DIGIT = re.compile(r"[0-9０-９]")
# The unit of the cells beside or below: 存款余额（亿元）, 单位：万元.
_UNIT = re.compile(
    r"[（(]\s*(?:单位\s*[:：]\s*)?(?P<unit>(?![我本][行社])[^（()）0-9|]{1,6})\s*[）)]\s*$"
    r"|单位\s*[:：]\s*(?P<named>[^\s（()）。；|]{1,10})"
)
# The unit of the whole table in its first cell: 指标（单位：亿元）.
_NAMED_UNIT = re.compile(r"单位\s*[:：]")
# The time of the whole table in its first cell: 指标（2023年9月末）.
_WHEN = re.compile(r"20[0-9]{2}年|[0-9]{1,2}月[末底份]|季度|年[末底初]")
# What a head counts, and the heads of sums.
_COUNTED = re.compile(r"[一-鿿](?P<unit>[户人笔件家台张次个])数$")
_MONEY = re.compile(r"(?:额|余额|存款|贷款|资金|利润|收入|成本|资产|本金|利息)$")
_PERCENT = ("%", "％")
_RATE = re.compile(r"(?:[一-鿿]率|占比|比例|比重|增幅|降幅|增速)$")
_NUMBER_OF_ROW = re.compile(r"\s*[0-9０-９]{1,3}\s*")
_OUR_BANK = re.compile("[我本][行社]")
# The head of a column that says by how much the thing of the row changed: 较年初增加, 同比增减, 比上月.
_CHANGE_HEAD = re.compile(
    r"(?:[较比][一-鿿0-9]{2,8}|同比|环比)(?:净?增[加长减]?|增减|多增|上升|下降|减少|升降|变[化动])?[额值幅]?|(?:净?增加?|增减|变动|变化)[额值量]?"
)
GREW = re.compile("[增升降减变多少]")
# A caption is no longer than this.
_CAPTION = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """The label of the row, the head of the column, and the line above the table, each "" when there
    is none; units stand in them."""

    label: str
    head: str
    caption: str = ""

    @property
    def unit(self) -> str:
        """The unit that label, head or caption give to a bare number, "" when none does: what a head
        counts (清收户数) before the units of the whole table (单位：万元、户)."""
        for words in (self.label, self.head):
            if unit := _unit_in(words):
                return "个百分点" if unit in _PERCENT and self._is_of_rate else unit
        if counted := next(filter(None, map(_COUNTED.search, reversed(self.names))), None):
            return counted["unit"]
        units = [unit.strip() for unit in re.split("[、，,/]", _unit_in(self.caption))]
        if not units[1:]:
            return units[0]
        if any(map(_RATE.search, self.names)):
            percent = next((unit for unit in units if unit in (*_PERCENT, "‰")), "")
            return "个百分点" if percent in _PERCENT and self._is_of_rate else percent
        if any(map(_MONEY.search, self.names)):
            return next((unit for unit in units if unit.endswith("元")), "")
        return ""

    @property
    def is_change(self) -> bool:
        """Does the column say by how much the thing of the row changed (较年初增加)?"""
        return _CHANGE_HEAD.fullmatch(self.names[0]) is not None

    @property
    def _is_of_rate(self) -> bool:
        """Is it the change of a rate, which is stated in points?"""
        return self.is_change and _RATE.search(self.names[1]) is not None

    def money_unit(self, title: str) -> str:
        """The unit that the title of the bulletin gives to sums (…成效表（单位：万元）), "" for what is no
        sum."""
        unit = _unit_in(title)
        return unit if unit.endswith("元") and any(map(_MONEY.search, self.names)) else ""

    @property
    def names(self) -> tuple[str, str]:
        """Head and label without their units."""
        return _UNIT.sub("", self.head).strip(), _UNIT.sub("", self.label).strip()

    def bank(self, banks: Sequence[str]) -> str:
        """The one of some banks whose column, row or table it is, "" when none is named."""
        return next(filter(None, (bank_in(w, banks) for w in (*self.names, self.caption))), "")

    @property
    def is_ours(self) -> bool:
        """Does the column or the row belong to 我行?"""
        return any(_OUR_BANK.match(words) for words in self.names)


def _unit_in(words: str) -> str:
    match = _UNIT.search(words)
    return (match["unit"] or match["named"] or "").strip() if match else ""


def bank_in(words: str, banks: Sequence[str]) -> str:
    """The one of some banks that a head, a label or a caption names, "" when none or several."""
    found = {
        bank
        for bank in banks
        if bank in words or (len(place := place_of(bank)) >= 2 and words.startswith(place))
    }
    return found.pop() if len(found) == 1 else ""


@dataclass(frozen=True, slots=True)
class _Table:
    """Lines with as many cells, one behind the other: the number of the first, the rows of heads, and
    the line above."""

    first: int
    heads: tuple[tuple[str, ...], ...]
    caption: str


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a text: where each begins, and its table (None outside)."""

    starts: tuple[int, ...]
    tables: tuple[_Table | None, ...]


@lru_cache(maxsize=16)
def _lines_of(text: str) -> _Lines:
    """Read once for all the cells of a text, because a table may have any number of rows."""
    lines = text.split("\n")
    starts = tuple(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
    tables: list[_Table | None] = []
    for count, group in groupby(range(len(lines)), lambda n: bars(lines[n])):
        rows = list(group)
        above = lines[rows[0] - 1] if rows[0] else ""
        caption = above if len(above) <= _CAPTION and "。" not in above else ""
        heads = [rows[0]]
        for row in rows[1:]:
            if _DIGIT.search(lines[row]) or "。" in lines[row]:
                break
            heads.append(row)
        cells = tuple(tuple(cells_of(lines[row])) for row in heads) if count else ()
        table = _Table(rows[0], cells, "" if CELLS in caption else caption) if count else None
        tables += [table] * len(rows)
    return _Lines(starts, tuple(tables))


def _with_what_changed(heads: Sequence[str]) -> str:
    """The last of some heads; one that only says how it changed (较上月) with the head to its left
    whose unit it shares (不良率（%）), where that one has a unit."""
    if not _CHANGE_HEAD.fullmatch(heads[-1]):
        return heads[-1]
    left = next((head for head in heads[-2:0:-1] if not _CHANGE_HEAD.fullmatch(head)), "")
    unit = _unit_in(left)
    if not unit:
        return heads[-1]
    unit = "个百分点" if unit in _PERCENT else unit
    says = "" if GREW.search(heads[-1]) else "增加"
    return f"{_UNIT.sub('', left).strip()}{heads[-1]}{says}（{unit}）"


def cell_at(text: str, at: int) -> Cell | None:
    """The cell that a place of a text stands in; None outside tables and in their heads.

    The first row holds heads, and rows without a figure behind it: of a merged cell and those below
    it both are given (一季度签约).
    """
    if CELLS not in text:
        return None
    lines = _lines_of(text)
    number = bisect_right(lines.starts, at) - 1
    table = lines.tables[number]
    if table is None or number == table.first:
        return None
    start = lines.starts[number]
    cells = cell_spans(line_at(text, start), start)
    column = bisect_right(cells, at, key=itemgetter(0)) - 1
    above = table.heads[: number - table.first]
    heads = ["".join(dict.fromkeys(row[n].strip() for row in above)) for n in range(column + 1)]
    head = _with_what_changed(heads)
    label = text[slice(*cells[0])]
    if column > 1 and _NUMBER_OF_ROW.fullmatch(label):
        label = text[slice(*cells[1])]
    caption = table.caption or (heads[0] if column and _NAMED_UNIT.search(heads[0]) else "")
    if column and _WHEN.search(heads[0]) and not _WHEN.search(table.caption):
        caption = f"{heads[0]} {table.caption}".strip()
    return Cell(label if column else "", head, caption)
