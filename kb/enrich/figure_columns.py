"""What the column and the row of a figure in a table say: what is measured, when, of which bank."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.enrich.figure_time import as_of
from kb.enrich.table_heads import GREW, Cell, bank_in
from kb.model import Side
from kb.text import CELLS

# The head of a column or the label of a row that is about the learners' own bank.
_OURS = re.compile("(?:[一-鿿]{2,8}[（(])?[我本][行社](?:情况|数据|数值|现状)?[）)]?")
# A column of changes with what it is of: 不良率较上月增加.
_CHANGED_COLUMN = re.compile("[一-鿿][较比][一-鿿]{2,6}增加$")


def of_column(cell: Cell, before: str, banks: Sequence[str]) -> str:
    """What stands before a figure in a table: the time, the name of what is measured and its own cell,
    without the other cells where row or column are only a time or a bank."""
    head, label = cell.names
    inside = filter(None, (before.rsplit(CELLS, 1)[-1].strip(" ▲△↑＋+"),))
    when = as_of(head) or as_of(label) or as_of(cell.caption)
    if as_of(head) == head or bank_in(head, banks) or _OURS.fullmatch(head):
        return "，".join((when, label, *inside))
    if as_of(label) == label or bank_in(label, banks) or _OURS.fullmatch(label):
        return "，".join((when, head, *inside))
    if label and cell.is_change:
        says = "" if GREW.search(head) else "增加"
        return f"{label}{head}{says}{''.join(inside)}"
    if _CHANGED_COLUMN.search(head):
        return "，".join((when, f"{head}{''.join(inside)}"))
    return before + head


def bank_of_column(
    cell: Cell, of_sentence: tuple[str, Side], banks: Sequence[str], section: str
) -> tuple[str, Side]:
    """The bank that the column, the row or the caption names; else that of the sentence."""
    if cell.is_ours:
        return (of_sentence[0] if of_sentence[1] is Side.LEARNER else ""), Side.LEARNER
    bank = cell.bank(banks)
    if bank in ("", of_sentence[0]):
        return of_sentence
    return bank, Side.HOST if bank == section or not of_sentence[0] else Side.THIRD
