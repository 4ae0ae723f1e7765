"""The figures of a practice, a search, or everything, as a table.

A row is one figure with the sentence that states it: definitions differ from bank to bank, so
figures are sorted and filtered, never summed up or ranked across banks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kb.enrich import KeyFigure, figures_of
from kb.index import IndexDocument
from kb.insights.passages import Passage, Relation
from kb.insights.scope import MOST_ENTRIES, Subject, find, narrowed, resolve
from kb.knowledge_base import KnowledgeBase
from kb.search import Query


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure and where it stands. `figure` says value, number, unit, qualifiers, clause and
    sentence; its spans are of the entry's text. `reason` says why it is of the subject."""

    figure: KeyFigure
    bank: str
    group: str
    start: date | None
    end: date | None
    entry: str
    title: str
    bulletin: str
    bulletin_title: str
    sample: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Figures in the order of the corpus, newest bulletin first. `units` are the base units there
    are with how many figures have each; `entries` of `total` entries were looked at."""

    subject: Subject
    rows: tuple[FigureRow, ...]
    units: tuple[tuple[str, int], ...]
    entries: int
    total: int


def key_figures(
    kb: KnowledgeBase,
    asked: str | Query | Subject = "",
    *,
    banks: Sequence[str] | None = None,
    start: date | None = None,
    end: date | None = None,
) -> FigureTable:
    """The figures in the sentences that speak of a practice or a search; of all, when "" is asked.

    EngineError when the index cannot serve.
    """
    subject = asked if isinstance(asked, Subject) else resolve(kb, asked)
    subject = narrowed(subject, banks=banks, start=start, end=end)
    wanted = subject.practice is not None or bool(subject.query.text.strip())
    most = MOST_ENTRIES if wanted else kb.engine.status().documents
    found = find(kb, subject, most, whole=True)
    rows = [
        _row(passage, figure)
        for _, passages in found.entries
        for passage in passages
        for figure in figures_of(passage.sentence)
    ]
    units: dict[str, int] = {}
    for row in rows:
        units[row.figure.base_unit] = units.get(row.figure.base_unit, 0) + 1
    return FigureTable(
        subject=subject,
        rows=tuple(rows),
        units=tuple(sorted(units.items(), key=lambda unit: (-unit[1], unit[0]))),
        entries=len(found.entries),
        total=found.total,
    )


def figure_rows(entries: Iterable[IndexDocument]) -> tuple[FigureRow, ...]:
    """All figures of some entries."""
    return tuple(
        _row(Passage(document, told, Relation.ALL), figure)
        for document in entries
        for told in document.sentence_subjects
        for figure in figures_of(told.sentence)
    )


# How a table can be sorted: by key, what is compared. Numbers compare within one unit only.
_KEYS = {
    "value": lambda row: (row.figure.base_unit, row.figure.amount),
    "unit": lambda row: (row.figure.base_unit, Decimal(0)),
    "bank": lambda row: (not row.bank, row.bank),
    "period": lambda row: (row.end is None, row.end or date.min),
    "qualifier": lambda row: (not row.figure.qualifier, row.figure.qualifier),
    "sentence": lambda row: (row.figure.sentence, row.figure.span[0]),
}
SORTS = tuple(_KEYS)


def sorted_rows(
    rows: Sequence[FigureRow], by: str, *, descending: bool = False
) -> tuple[FigureRow, ...]:
    """The rows by one column of `SORTS`; rows that are alike keep their order."""
    return tuple(sorted(rows, key=_KEYS[by], reverse=descending))


def _row(passage: Passage, figure: KeyFigure) -> FigureRow:
    document = passage.document
    return FigureRow(
        figure=figure,
        bank=document.bank,
        group=document.group,
        start=document.start,
        end=document.end,
        entry=document.id,
        title=document.title,
        bulletin=document.bulletin,
        bulletin_title=document.bulletin_title,
        sample=document.sample,
        reason=passage.reason,
    )
