"""The cells of tables whose columns are banks (环节 | 石桥农商银行 | 我行 | 改进措施): what stands in a
column belongs to the bank of its head, however the cell reads."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from kb.enrich.parties import Parties
from kb.enrich.sentence_subject import SentenceSubject
from kb.enrich.table_heads import bank_in
from kb.model import Side
from kb.text import cell_spans, column_heads, is_ours, is_planned, is_theirs, line_at

_Owner = tuple[str, Side]

_EVIDENCE = "本列的表头是{}"
# Below this a bank is too likely not to be learned from for its column to be shown as practice.
_LIKELY = 0.5


def with_columns(
    text: str, subjects: Sequence[SentenceSubject], parties: Parties
) -> tuple[SentenceSubject, ...]:
    """The subjects of the sentences of a text, those in such cells with the bank of their column. What
    an editor decided stays."""
    heads = column_heads(text)
    if not heads:
        return tuple(subjects)
    owners = {row: _owners(row, parties) for row in set(heads.values())}
    begins: dict[int, list[int]] = {}
    found = []
    for one in subjects:
        start = text.rfind("\n", 0, one.sentence.start) + 1
        if one.corrected or start not in heads:
            found.append(one)
            continue
        row = heads[start]
        if start not in begins:
            begins[start] = [at for at, _ in cell_spans(line_at(text, start), start)]
        column = bisect_right(begins[start], one.sentence.end) - 1
        found.append(_of_cell(one, row[column], owners[row], column, parties))
    return tuple(found)


def _of_cell(
    subject: SentenceSubject, head: str, owners: Sequence[_Owner | None], at: int, parties: Parties
) -> SentenceSubject:
    owner = owners[at]
    if owner is None or owner == (subject.bank, subject.side):
        return subject
    bank, side = owner
    if not bank and subject.side is side and subject.bank not in {one[0] for one in owners if one}:
        return subject  # it says more
    return subject.of_table(bank, side, _EVIDENCE.format(f"“{head}”"), parties.branches)


def _owners(heads: Sequence[str], parties: Parties) -> list[_Owner | None]:
    """The bank of each column and its side; None where its head does not say."""
    named = [_named(head, parties) for head in heads]
    # Who stands beside 我行 is another bank, and one to learn from.
    ours = any(is_ours(head) and not bank for head, bank in zip(heads, named, strict=True))
    own = parties.own if parties.own_side is Side.LEARNER else ""
    if own in named and ours:
        left = [bank for bank in parties.learners if bank not in named]
        own = left[0] if len(left) == 1 else ""
    return [
        _owner(head, bank, own, parties, beside_ours=ours)
        for head, bank in zip(heads, named, strict=True)
    ]


def _named(head: str, parties: Parties) -> str:
    banks = {m.bank for m in parties.mentions(head) if m.by != "person"}
    return banks.pop() if len(banks) == 1 else bank_in(head, parties.banks)


def _owner(
    head: str, named: str, own: str, parties: Parties, *, beside_ours: bool
) -> _Owner | None:
    if named:
        side = parties.side_of(named)
        if side is Side.LEARNER and beside_ours and not is_ours(head):
            return named, Side.HOST
        likely = parties.chances.get(named, (1.0,))[0] >= _LIKELY
        return (named, side) if likely or side is not Side.HOST else None
    if is_ours(head):
        return (own, Side.LEARNER) if own or parties.own_side is not Side.HOST else None
    if is_theirs(head):
        return (parties.hosts[0], Side.HOST) if len(parties.hosts) == 1 else None
    return (own, Side.LEARNER) if is_planned(head) else None
