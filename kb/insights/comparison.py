"""Peers side by side: banks as rows, aspects as columns, and in each cell the sentences.

Nothing is summed up or rewritten: a cell holds verbatim sentences, each with its entry, its period,
its figures, and the reasons why it is there. A sentence is in the row of the bank it is about,
which may differ from the bank of its entry, and once in a row: under its strongest aspect, with the
others named. What learners plan, and banks named for contrast, have rows of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from kb.enrich import AspectClassifier, AspectScore, EntryAspects, figures_of
from kb.errors import QueryError
from kb.index import IndexDocument
from kb.insights.matrix import Cell, Column, Comparison, Row, Statement
from kb.insights.passages import Passage, Relation
from kb.insights.placing import entry_of, placed
from kb.insights.plans import is_plan
from kb.insights.scope import Found, Subject, bank_counts, find, narrowed, resolve
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind, Side
from kb.search import Query
from kb.text import normalize, without_numbering

SHOWN = 5
# So many sentences are weighed against the aspects: a second of a slow processor for a thousand.
MOST_SENTENCES = 3000
# What puts a sentence first in a cell: that it is surely about what was asked and about the aspect,
# then that a lesson draws a conclusion where an activity only reports. Set by hand on the sample
# corpus.
_RELATION_WORTH = {
    Relation.NAMED: 2.0,
    Relation.WORDS: 1.0,
    Relation.CHAIN: 1.5,
    Relation.TITLE: 1.5,
    Relation.BULLETIN: 1.0,
    Relation.TAGGED: 1.0,
    Relation.FOLLOWS: 0.5,
    Relation.ALL: 0.0,
}
_KIND_WORTH = {Kind.LESSON: 2.0, Kind.OVERVIEW: 0.5, Kind.ACTIVITY: 0.0, Kind.HONOUR: 0.0}
_MOST_ASPECT = 8.0


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
    maker = _Maker(kb.aspects, columns, shown, subject.names)
    rows = tuple(maker.row(_Key(Side.HOST, b), hosts.get(b, []), counts) for b in listed)
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


_Entries = list[tuple[Passage, ...]]
# The sides whose sentences are in the rows of the matrix: practices, and general remarks.
_OWN = (Side.HOST, Side.NONE)


class _Key(NamedTuple):
    """What makes a row: a bank on a side, "" for nobody; what learners plan is apart from what they
    did."""

    side: Side
    bank: str
    planned: bool = False


def _grouped(found: Found) -> dict[_Key, _Entries]:
    """The passages of each row, entry by entry; remarks about nobody under ""."""
    grouped: dict[_Key, _Entries] = {}
    for _, passages in found.entries:
        of: dict[_Key, list[Passage]] = {}
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
    kb: KnowledgeBase, subject: Subject, found: Found, hosts: Mapping[str, _Entries]
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


def _key(passage: Passage) -> _Key:
    """The row of a passage: remarks about nobody stand under ""."""
    if passage.side is Side.NONE:
        return _Key(Side.HOST, "")
    planned = passage.side is Side.LEARNER and is_plan(passage)
    return _Key(passage.side, passage.bank, planned)


def _apart(key: _Key, of: _Entries) -> tuple[bool, bool, bool, int, str]:
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


@dataclass(frozen=True, slots=True)
class _Placed:
    """A passage in its cell: its score there, and its aspects, best first."""

    worth: float
    passage: Passage
    scores: tuple[AspectScore, ...]


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the rows of one comparison."""

    classifier: AspectClassifier
    columns: tuple[Column, ...]
    shown: int | None
    names: tuple[str, ...] = ()
    read: dict[str, EntryAspects] = field(default_factory=dict)

    def row(self, key: _Key, entries: _Entries, counts: Mapping[str, int]) -> Row:
        """The row of a bank; `counts` gives its number of entries, else those with a sentence
        count."""
        every: list[_Placed] = []
        for passages in entries:
            for passage in passages:
                document, sentence = passage.document, passage.sentence
                scores = placed(self._entry(document), document, sentence, self.names)
                worth = _worth(passage, scores[0]) if scores else _standing(passage)
                every.append(_Placed(worth, passage, scores))
        found = _by_aspect(every)
        host = key.side is Side.HOST
        cells = tuple(
            _cell(c.name, found.get(c.name, []), self.shown, host=host) for c in self.columns
        )
        return Row(
            bank=key.bank,
            entries=counts.get(key.bank, len(entries)),
            read=len(entries),
            cells=cells,
            rest=_unique(found.get("", [])),
            side=key.side,
            planned=key.planned,
        )

    def _entry(self, document: IndexDocument) -> EntryAspects:
        """The sentences of an entry, which may be in several rows, read once."""
        if document.id not in self.read:
            self.read[document.id] = entry_of(self.classifier, document)
        return self.read[document.id]


def _by_aspect(found: list[_Placed]) -> dict[str, list[_Placed]]:
    """The passages of a row by their strongest aspect, "" for none. What several entries say in the
    same words stands where it is worth most, though their titles may speak for other aspects."""
    cells: dict[str, list[_Placed]] = {}
    homes: dict[str, str] = {}
    for item in sorted(found, key=_order):
        own = item.scores[0].aspect if item.scores else ""
        aspect = homes.setdefault(_same(item.passage.sentence.text), own)
        cells.setdefault(aspect, []).append(item)
    return cells


def _worth(passage: Passage, score: AspectScore) -> float:
    return min(score.score, _MOST_ASPECT) + _standing(passage)


def _standing(passage: Passage) -> float:
    """What puts a sentence first whatever its aspect."""
    relation = _RELATION_WORTH[passage.relation]
    if passage.relation is Relation.WORDS:
        relation *= len(passage.words)
    return relation + _KIND_WORTH[Kind(passage.document.kind)]


def _cell(aspect: str, found: list[_Placed], shown: int | None, *, host: bool) -> Cell:
    """The best passages. Only of a host's are reports set aside: plans mostly stand in them."""
    statements = _unique(found)
    lessons = [statement for statement in statements if statement.is_lesson and host]
    aside = [statement for statement in statements if not statement.is_lesson] if lessons else []
    kept = lessons or list(statements)
    return Cell(aspect, tuple(kept[:shown]), len(kept), tuple(aside))


def _unique(found: list[_Placed]) -> tuple[Statement, ...]:
    """The passages, best first, with repeated wording kept once, at its best place."""
    found.sort(key=_order)
    unique: dict[str, _Placed] = {}
    repeated: dict[str, list[str]] = {}
    for item in found:
        key = _same(item.passage.sentence.text)
        if unique.setdefault(key, item) is not item:
            repeated.setdefault(key, []).append(item.passage.document.id)
    return tuple(
        replace(_statement(item), repeated=tuple(dict.fromkeys(repeated.get(key, ()))))
        for key, item in unique.items()
    )


def _order(item: _Placed) -> tuple[float, int, str, int]:
    """Best first, then newest, then in the order of the corpus."""
    document = item.passage.document
    day = document.end.toordinal() if document.end else 0
    return -item.worth, -day, document.place, item.passage.sentence.start


def _same(text: str) -> str:
    """The part of a sentence that is compared: without numbering and closing mark."""
    return normalize(without_numbering(text)).rstrip("。.;!?,、")


def _statement(item: _Placed) -> Statement:
    passage = item.passage
    document, sentence = passage.document, passage.sentence
    return Statement(
        text=sentence.quoted,
        span=sentence.quoted_span,
        lead=document.text[slice(*sentence.lead)] if sentence.lead else "",
        figures=figures_of(sentence),
        aspect=item.scores[0] if item.scores else AspectScore("", 0.0, ()),
        also=tuple(score.aspect for score in item.scores[1:]),
        reason=passage.reason,
        about=passage.told.evidence,
        document=document,
        bank=passage.bank,
        side=passage.side,
        score=round(item.worth, 2),
    )
