"""The rows of tables in which a cell names the bank (学习单位 | 主要做法 | 我行拟采取措施): what stands in a row
below a head of practice is that bank's, and what stands below our own head is ours."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kb.enrich.parties import Parties
from kb.enrich.sentence_subject import SentenceSubject
from kb.enrich.table_heads import cell_at
from kb.model import Side
from kb.text import CELLS, bars, cell_spans, is_ours, line_at

# The head of a column that names whom one learned from, and of one that tells what they do.
_WHERE = re.compile(
    "(?:被?学习|考察|调研|走访|对标|跟班|受访|先进|交流|标杆|到访)(?:的)?(?:单位|银行|机构|行社|对象|行)"
)
_PRACTICE = re.compile("(?:主要|具体|典型|先进|经验|好的|创新|特色|亮点)?(?:做法|经验|举措)")
# A name is no longer than this, and a row has no more cells.
_NAME, _MOST = 24, 12
_EVIDENCE = "表格这一行写明{}，本列的表头是“{}”"


@dataclass(frozen=True, slots=True)
class _Row:
    """Where the cells of a row begin, the heads above them, and the host that the row names."""

    begins: tuple[int, ...]
    heads: tuple[str, ...]
    bank: str


def with_bank_cells(
    text: str, subjects: Sequence[SentenceSubject], parties: Parties
) -> tuple[SentenceSubject, ...]:
    """The subjects of the sentences of a text, those in cells of practice with the bank that their row
    names. What an editor decided stays."""
    if CELLS not in text or not _WHERE.search(text):
        return tuple(subjects)
    rows: dict[int, _Row | None] = {}  # read once, since a cell may hold any number of sentences
    found = []
    for one in subjects:
        start = text.rfind("\n", 0, one.sentence.end) + 1
        if start not in rows:
            rows[start] = _row(text, start, parties)
        row = rows[start]
        found.append(_of_cell(one, row, parties) if row else one)
    return tuple(found)


def _row(text: str, start: int, parties: Parties) -> _Row | None:
    """A row whose bank is known, None for all other lines."""
    line = line_at(text, start)
    if not 0 < bars(line) < _MOST:
        return None
    spans = cell_spans(line, start)
    cells = [cell_at(text, begin) for begin, _ in spans]
    heads = tuple(cell.head.strip() if cell else "" for cell in cells)
    for head, (begin, end) in zip(heads, spans, strict=True):
        name = text[begin:end].strip()
        if _WHERE.fullmatch(head) and len(name) <= _NAME:
            banks = {mention.bank for mention in parties.mentions(name)}
            bank = banks.pop() if len(banks) == 1 else ""
            if bank and parties.side_of(bank) is Side.HOST:
                return _Row(tuple(begin for begin, _ in spans), heads, bank)
    return None


def _of_cell(subject: SentenceSubject, row: _Row, parties: Parties) -> SentenceSubject:
    # A unit may begin with the bar before its cell, so its end tells the column.
    head = row.heads[bisect_right(row.begins, subject.sentence.end - 1) - 1]
    text = subject.sentence.text
    if subject.corrected or not _PRACTICE.fullmatch(head) or is_ours(text):
        return subject
    if (subject.bank, subject.side) == (row.bank, Side.HOST):
        return subject
    if any(mention.bank != row.bank for mention in parties.mentions(text)):
        return subject  # it names another bank itself
    evidence = _EVIDENCE.format(row.bank, head)
    return subject.of_table(row.bank, Side.HOST, evidence, parties.branches)
