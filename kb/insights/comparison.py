"""Peers side by side: banks as rows, aspects as columns, and in each cell the sentences.

Nothing is summed up or rewritten: a cell holds verbatim sentences, each with its entry, its period,
its figures, and the reasons why it is there. A sentence is in the row of the bank it is about,
which may differ from the bank of its entry, and once in a row: under its strongest aspect, with the
others named. What learners plan, and banks named for contrast, have rows of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import accumulate

from kb.errors import QueryError
from kb.insights.comparison_rows import Entries, RowKey, RowMaker
from kb.insights.matrix import Column, Comparison
from kb.insights.passages import Passage
from kb.insights.plans import is_plan
from kb.insights.scope import Found, Subject, bank_counts, find, narrowed, resolve
from kb.knowledge_base import KnowledgeBase
from kb.model import Side
from kb.search import Query

SHOWN = 5
# How many sentences are weighed against the aspects; a thousand take a second of a slow processor.
MOST_SENTENCES = 3000


def compare(
    kb: KnowledgeBase,
    asked: str | Query | Subject,
    *,
    aspects: Sequence[str] | None = None,
    banks: Sequence[str] | None = None,
    start: date | None = None,
    end: date | None = None,
    shown: int | None = SHOWN,
) -> Comparison:
    """Compare what the banks do about a practice or a search.

    `aspects` and `banks` choose columns and rows (None: all; a chosen bank without entries gets an
    empty row); `start` and `end` bound the period; `shown` caps the statements of a cell (None:
    all). QueryError when an aspect is unknown, EngineError when the index cannot serve.
    """
    subject = asked if isinstance(asked, Subject) else resolve(kb, asked)
    subject = narrowed(subject, banks=banks, start=start, end=end)
    chosen = subject.query.filters.get("bank", ())
    found = _within_budget(find(kb, subject))
    columns = _columns(kb, aspects)
    grouped = _grouped(found)
    hosts = {key.bank: of for key, of in grouped.items() if key.side in _OWN}
    counts = _counts(kb, subject, found, hosts)
    present = sorted({**hosts, **counts}, key=lambda bank: (not bank, -counts[bank], bank))
    listed = [bank for bank in present if bank in hosts and (not chosen or bank in chosen)]
    listed += [bank for bank in dict.fromkeys(chosen) if bank not in hosts]
    maker = RowMaker(kb.aspects, columns, shown, subject.names, subject.things)
    rows = tuple(maker.row(RowKey(Side.HOST, b), hosts.get(b, []), counts) for b in listed)
    others = tuple(
        maker.row(key, of, {})
        for key, of in sorted(grouped.items(), key=lambda item: _apart(*item))
        if key.side not in _OWN and (not chosen or key.bank in chosen)
    )
    return Comparison(
        subject=subject,
        columns=columns,
        rows=rows,
        banks=tuple((bank, counts[bank]) for bank in present),
        entries=len(found.entries),
        placed=_placed(found, frozenset(listed)),
        read=found.read,
        total=found.total,
        relaxed=found.relaxed,
        others=tuple(row for row in others if row.sentences or row.rest),
    )


# The sides whose sentences are in the rows of the matrix: practices, and general remarks.
_OWN = (Side.HOST, Side.NONE)


def _grouped(found: Found) -> dict[RowKey, Entries]:
    """The passages of each row, entry by entry; remarks about nobody under ""."""
    grouped: dict[RowKey, Entries] = {}
    for _, passages in found.entries:
        of: dict[RowKey, list[Passage]] = {}
        for passage in passages:
            of.setdefault(_key(passage), []).append(passage)
        for key, one in of.items():
            grouped.setdefault(key, []).append(tuple(one))
    return grouped


def _within_budget(found: Found) -> Found:
    """The first of the entries, with as many sentences as are weighed."""
    sums = accumulate(len(passages) for _, passages in found.entries)
    taken = max(1, sum(total <= MOST_SENTENCES for total in sums))
    if taken >= len(found.entries):
        return found
    kept = found.entries[:taken]
    return replace(found, entries=kept, read=found.read - (len(found.entries) - taken))


def _counts(
    kb: KnowledgeBase, subject: Subject, found: Found, hosts: Mapping[str, Entries]
) -> dict[str, int]:
    """Bank → number of entries about its practice, as searches and lists count them; under "" those
    with a remark about nobody."""
    counted = None if found.relaxed else bank_counts(kb, subject)
    if counted is None:
        counted = Counter(bank for document, _ in found.entries for bank in document.banks)
    return {**counted, **{b: counted.get(b) or len(of) for b, of in hosts.items()}}


def _placed(found: Found, listed: frozenset[str]) -> int:
    """How many entries stand in the rows of these banks, each counted once."""
    return sum(
        not listed.isdisjoint(document.banks)
        or any(key.side is Side.HOST and key.bank in listed for key in map(_key, passages))
        for document, passages in found.entries
    )


def _key(passage: Passage) -> RowKey:
    """The row of a passage: remarks about nobody stand under ""."""
    if passage.side is Side.NONE:
        return RowKey(Side.HOST, "")
    planned = passage.side is Side.LEARNER and is_plan(passage)
    return RowKey(passage.side, passage.bank, planned)


def _apart(key: RowKey, of: Entries) -> tuple[bool, bool, bool, int, str]:
    """Learners before banks named for contrast, plans first, named banks first, then by number of
    entries."""
    return key.side is not Side.LEARNER, not key.planned, not key.bank, -len(of), key.bank


def _columns(kb: KnowledgeBase, aspects: Sequence[str] | None) -> tuple[Column, ...]:
    known = {aspect.name: Column(aspect.name, aspect.note) for aspect in kb.aspects.lexicon.aspects}
    if aspects is None:
        return tuple(known.values())
    for name in aspects:
        if name not in known:
            raise QueryError(f"没有方面“{name}”", hint=f"可用：{'、'.join(known)}")
    return tuple(column for name, column in known.items() if name in aspects)
