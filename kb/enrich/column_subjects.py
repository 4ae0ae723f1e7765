"""The cells of tables whose columns are banks (环节 | 石桥农商银行 | 我行 | 改进措施): what stands in a
column belongs to the bank of its head, however the cell reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kb.enrich.branches import branch_in
from kb.enrich.parties import Parties
from kb.enrich.sentence_subject import SentenceSubject
from kb.enrich.table_heads import bank_in
from kb.model import Side
from kb.text import bars, column_heads, is_ours, is_planned, is_theirs

_EVIDENCE = "本列的表头是{}"
# Below this a bank is too likely not to be learned from for its column to be shown as practice.
_LIKELY = 0.5


def with_columns(
    text: str, told: Sequence[SentenceSubject], parties: Parties
) -> tuple[SentenceSubject, ...]:
    """What is told of the sentences of a text, those in such cells with the bank of their column. What
    an editor decided stays."""
    heads = column_heads(text)
    if not heads:
        return tuple(told)
    found = []
    for one in told:
        start = text.rfind("\n", 0, one.sentence.start) + 1
        if one.corrected or start not in heads:
            found.append(one)
            continue
        row = text[start : one.sentence.end]
        head = heads[start][min(bars(row), len(heads[start]) - 1)]
        found.append(_of_cell(one, head, parties))
    return tuple(found)


def _of_cell(told: SentenceSubject, head: str, parties: Parties) -> SentenceSubject:
    owner = _owner(head, parties)
    if owner is None or owner == (told.bank, told.side):
        return told
    bank, side = owner
    if side is Side.HOST and parties.chances.get(bank, (1.0,))[0] < _LIKELY:
        return told
    branch = branch_in(told.sentence.text, parties.branches) if bank else ""
    evidence = _EVIDENCE.format(f"“{head}”")
    return replace(told, bank=bank, side=side, evidence=evidence, branch=branch, study=False)


def _owner(head: str, parties: Parties) -> tuple[str, Side] | None:
    """The bank of a column and its side; None where its head does not say."""
    banks = {mention.bank for mention in parties.mentions(head) if mention.by != "person"}
    if named := banks.pop() if len(banks) == 1 else bank_in(head, parties.banks):
        return named, parties.side_of(named)
    own = parties.own if parties.own_side is not Side.HOST else ""
    if is_ours(head):
        return (parties.own, parties.own_side) if parties.own else (own, Side.LEARNER)
    if is_theirs(head) and len(parties.hosts) == 1:
        return parties.hosts[0], Side.HOST
    if is_planned(head):
        return own, Side.LEARNER
    return None
