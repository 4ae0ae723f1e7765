"""Peers side by side: banks down, aspects across, in each cell the sentences that say it.

Nothing is summed up or rewritten: a cell holds verbatim sentences, each with its entry, its
period, its figures, and the reasons why it stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kb.enrich import AspectClassifier, AspectScore, KeyFigure, figures_of
from kb.errors import QueryError
from kb.insights.passages import Passage, Relation
from kb.insights.scope import Subject, find, narrowed, resolve
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind, Practice
from kb.search import Query
from kb.text import Span, normalize, without_numbering

SHOWN = 5
NO_BANK = "（未注明机构）"
# What leads a cell: first that the sentence is surely about the subject and of the aspect, then
# that a lesson draws a conclusion where an activity only reports. Set by hand on the sample corpus.
_RELATION_WORTH = {
    Relation.NAMED: 2.0,
    Relation.WORDS: 1.0,
    Relation.CHAIN: 1.5,
    Relation.TITLE: 1.5,
    Relation.TAGGED: 1.0,
    Relation.FOLLOWS: 0.5,
    Relation.ALL: 0.0,
}
_KIND_WORTH = {Kind.LESSON: 2.0, Kind.OVERVIEW: 0.5, Kind.ACTIVITY: 0.0, Kind.HONOUR: 0.0}
_MOST_ASPECT = 8.0


@dataclass(frozen=True, slots=True)
class Statement:
    """A verbatim sentence with where it stands and why it was chosen.

    `span` is its place in the entry's text; spans of `figures` are too. `lead` is what introduces
    the chain it is an item of. `aspect` explains the column, `reason` the relation to the subject.
    `repeated` are ids of other entries that say the same in the same words.
    """

    text: str
    span: Span
    lead: str
    figures: tuple[KeyFigure, ...]
    aspect: AspectScore
    reason: str
    entry: str
    title: str
    kind: Kind
    bank: str
    group: str
    bulletin: str
    bulletin_title: str
    start: date | None
    end: date | None
    sample: bool
    score: float
    repeated: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        """Why this sentence stands in this cell, in Chinese."""
        column = f"归入“{self.aspect.aspect}”：{self.aspect.explanation}"
        return f"{self.reason}；{column}" if self.reason else column


@dataclass(frozen=True, slots=True)
class Cell:
    """What one bank says of one aspect: the best statements, `total` counts all of them."""

    aspect: str
    statements: tuple[Statement, ...] = ()
    total: int = 0

    @property
    def more(self) -> int:
        """How many statements are not shown."""
        return self.total - len(self.statements)


@dataclass(frozen=True, slots=True)
class Row:
    """One bank. `entries` speak of the subject; `unplaced` of their sentences serve no aspect."""

    bank: str
    entries: int
    cells: tuple[Cell, ...]
    unplaced: int = 0

    @property
    def label(self) -> str:
        """The bank as shown."""
        return self.bank or NO_BANK


@dataclass(frozen=True, slots=True)
class Column:
    """An aspect with what it is about."""

    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The matrix: `rows` by number of entries, cells in the order of `columns`.

    `banks` are all banks that the subject has entries of, chosen or not, with how many, so that a
    page can offer them. `entries` of `total` entries were looked at; `relaxed` says that they
    hold most, not all, of what was searched for.
    """

    subject: Subject
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    banks: tuple[tuple[str, int], ...]
    entries: int
    total: int
    relaxed: bool

    @property
    def practice(self) -> Practice | None:
        """The practice that is compared, None for a search."""
        return self.subject.practice


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
    subject = narrowed(subject, start=start, end=end)
    chosen = tuple(banks) if banks is not None else subject.query.filters.get("bank", ())
    found = find(kb, narrowed(subject, banks=()))
    columns = _columns(kb, aspects)
    by_bank: dict[str, list[tuple[Passage, ...]]] = {}
    for document, passages in found.entries:
        by_bank.setdefault(document.bank, []).append(passages)
    present = sorted(by_bank, key=lambda bank: (not bank, -len(by_bank[bank]), bank))
    listed = [bank for bank in present if not chosen or bank in chosen]
    listed += [bank for bank in dict.fromkeys(chosen) if bank not in by_bank]
    rows = tuple(_row(kb.aspects, bank, by_bank.get(bank, []), columns, shown) for bank in listed)
    return Comparison(
        subject=narrowed(subject, banks=chosen),
        columns=columns,
        rows=rows,
        banks=tuple((bank, len(by_bank[bank])) for bank in present),
        entries=len(found.entries),
        total=found.total,
        relaxed=found.relaxed,
    )


def _columns(kb: KnowledgeBase, aspects: Sequence[str] | None) -> tuple[Column, ...]:
    known = {aspect.name: Column(aspect.name, aspect.note) for aspect in kb.aspects.lexicon.aspects}
    if aspects is None:
        return tuple(known.values())
    for name in aspects:
        if name not in known:
            raise QueryError(f"没有方面“{name}”", hint=f"可用：{'、'.join(known)}")
    return tuple(column for name, column in known.items() if name in aspects)


def _row(
    classifier: AspectClassifier,
    bank: str,
    entries: Iterable[tuple[Passage, ...]],
    columns: tuple[Column, ...],
    shown: int | None,
) -> Row:
    placed: dict[str, list[tuple[float, Passage, AspectScore]]] = {c.name: [] for c in columns}
    count = unplaced = 0
    for passages in entries:
        count += 1
        title = classifier.title_evidence(passages[0].document.title)
        for passage in passages:
            scores = classifier.scores(passage.sentence, title)
            unplaced += not scores
            for score in scores:
                if score.aspect in placed:
                    worth = _worth(passage, score)
                    placed[score.aspect].append((worth, passage, score))
    return Row(bank, count, tuple(_cell(c.name, placed[c.name], shown) for c in columns), unplaced)


def _worth(passage: Passage, score: AspectScore) -> float:
    relation = _RELATION_WORTH[passage.relation]
    if passage.relation is Relation.WORDS:
        relation *= len(passage.words)
    return min(score.score, _MOST_ASPECT) + relation + _KIND_WORTH[Kind(passage.document.kind)]


def _cell(aspect: str, found: list[tuple[float, Passage, AspectScore]], shown: int | None) -> Cell:
    """The best of what was found, what is said twice in the same words once (the best time)."""
    found.sort(key=_order)
    unique: dict[str, tuple[float, Passage, AspectScore]] = {}
    repeated: dict[str, list[str]] = {}
    for item in found:
        key = _same(item[1].sentence.text)
        if unique.setdefault(key, item) is not item:
            repeated.setdefault(key, []).append(item[1].document.id)
    statements = [
        replace(_statement(*item), repeated=tuple(dict.fromkeys(repeated.get(key, ()))))
        for key, item in list(unique.items())[:shown]
    ]
    return Cell(aspect, tuple(statements), len(unique))


def _order(item: tuple[float, Passage, AspectScore]) -> tuple[float, int, str, int]:
    """Best first, then newest, then as they stand in the corpus."""
    worth, passage, _ = item
    document = passage.document
    day = document.end.toordinal() if document.end else 0
    return -worth, -day, document.place, passage.sentence.start


def _same(text: str) -> str:
    """What two sentences share that differ only in numbering and closing mark."""
    return normalize(without_numbering(text)).rstrip("。.;!?,、")


def _statement(worth: float, passage: Passage, score: AspectScore) -> Statement:
    document, sentence = passage.document, passage.sentence
    return Statement(
        text=sentence.text,
        span=(sentence.start, sentence.end),
        lead=document.text[slice(*sentence.lead)] if sentence.lead else "",
        figures=figures_of(sentence),
        aspect=score,
        reason=passage.reason,
        entry=document.id,
        title=document.title,
        kind=Kind(document.kind),
        bank=document.bank,
        group=document.group,
        bulletin=document.bulletin,
        bulletin_title=document.bulletin_title,
        start=document.start,
        end=document.end,
        sample=document.sample,
        score=round(worth, 2),
    )
