"""The rows of a table that stands right below a sentence about a host: 各支行进度见下表.

They name nobody but branches, and short cells say little by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.enrich.sentence_context import Context
from kb.enrich.sentence_subject import SentenceSubject
from kb.model import Side
from kb.text import CELLS

_OURS = re.compile("[我本][行社]|我们|咱")
# Above a table that is an entry of its own: 见下表, 情况如下：.
_ANNOUNCES = re.compile("[下附]表|如下|[：:]$")
_EVIDENCE = "表格上面一句讲的是{}的做法"
_BEHIND = "表格下面一句讲的是{}的做法"
_LONGEST_HEAD = 24


def with_rows(
    subjects: Sequence[SentenceSubject],
    contexts: Sequence[Context],
    branches: tuple[str, ...],
    above: SentenceSubject | None = None,
) -> tuple[SentenceSubject, ...]:
    """The subjects of the sentences of an entry, the rows of a table with the subject of the sentence
    above it: where that is surely about a host, and no row names a bank or says 我行. Below a heading the
    sentence behind the table counts. `above` is the last
    sentence of the entry before, under the same heading, which counts where it announces a table. A row
    that an editor decided stays."""
    if above and not _ANNOUNCES.search(above.sentence.text):
        above = None
    found = list(subjects)
    at = 0
    while at < len(found):
        end = at
        while end < len(found) and CELLS in found[end].sentence.text:
            end += 1
        before = found[at - 1] if at else above
        if end > at and before and _goes_on(before, contexts[at:end]):
            found[at:end] = [_row(one, before.bank, branches) for one in found[at:end]]
        elif at < end < len(found) and _is_head(contexts[:at]):
            behind = found[end]
            if _goes_on(behind, contexts[at:end]):
                rows = (_row(one, behind.bank, branches, _BEHIND) for one in found[at:end])
                found[at:end] = rows
        at = end + 1
    return tuple(found)


def _goes_on(above: SentenceSubject, rows: Sequence[Context]) -> bool:
    """Do rows go on with what the sentence above them is about?"""
    sure = above.side is Side.HOST and above.bank != "" and not above.doubtful
    return sure and not any(row.mentions or _OURS.search(row.unit.text) for row in rows)


def _is_head(contexts: Sequence[Context]) -> bool:
    """Does nothing stand above a table in its entry but a short heading that names nobody?"""
    if len(contexts) > 1:
        return False
    return not any(
        one.mentions or _OURS.search(one.unit.text) or len(one.unit.text) > _LONGEST_HEAD
        for one in contexts
    )


def _row(
    row: SentenceSubject, bank: str, branches: tuple[str, ...], why: str = _EVIDENCE
) -> SentenceSubject:
    if row.corrected or (row.side is Side.HOST and row.bank == bank):
        return row
    return row.of_table(bank, Side.HOST, why.format(bank), branches)
