"""The figures of a practice, a search, or everything, as a table.

A row is one figure with the sentence that states it: definitions differ from bank to bank, so
figures are sorted and filtered, never summed up or ranked across banks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kb.enrich import FigureFacts, FigureReader, KeyFigure, cell_at, figures_in, our_bank
from kb.index import IndexDocument
from kb.insights.figure_standing import (
    DURATION,
    LIMIT,
    Standing,
    ends_clause,
    is_duration,
    leads_to,
    mark_of,
)
from kb.insights.passages import Passage, Relation
from kb.insights.plans import stands_under_plans
from kb.insights.scope import MOST_ENTRIES, Subject, find, narrowed, resolve
from kb.knowledge_base import KnowledgeBase
from kb.model import Side
from kb.search import Query
from kb.text import Sentence


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure and its entry. `figure` says value, number, unit, qualifiers, clause and sentence;
    its spans are of the entry's text. `facts` say what it measures, of which bank, as of when.
    `about` says why it belongs to that bank, `reason` why it belongs to the subject. `known` says
    that the lexicon has its indicator, `mark` that it states no fact (see figure_standing)."""

    figure: KeyFigure
    facts: FigureFacts
    about: str
    document: IndexDocument
    reason: str = ""
    known: bool = False
    mark: str = ""

    @property
    def section(self) -> int:
        """Its part of the table: 0 for indicators of the lexicon, 1 for others, 2 for what states no
        fact."""
        return 2 if self.mark else int(not self.known)

    @property
    def bank(self) -> str:
        """The bank whose figure it is, "" when none is meant by name."""
        return self.facts.bank


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Figures by what they measure: first the indicators of the lexicon (money, rates and households
    before counts, else in its order), then the others, at last limits and examples; of an indicator the
    newest first. `units` are the base units there
    are with how many figures have each; `entries` of `total` entries were looked at."""

    subject: Subject
    rows: tuple[FigureRow, ...]
    units: tuple[tuple[str, int], ...]
    entries: int
    total: int


def figure_table(
    kb: KnowledgeBase,
    asked: str | Query | Subject = "",
    *,
    banks: Sequence[str] | None = None,
    start: date | None = None,
    end: date | None = None,
) -> FigureTable:
    """The figures in the sentences about a practice or a search; of all, when "" is asked.

    `banks` are those whose figures are wanted; the bank of the entry does not matter. EngineError when the
    index cannot serve.
    """
    subject = asked if isinstance(asked, Subject) else resolve(kb, asked)
    subject = narrowed(subject, start=start, end=end)
    chosen = tuple(banks) if banks is not None else subject.query.filters.get("bank", ())
    subject = narrowed(subject, banks=())
    wanted = subject.practice is not None or bool(subject.query.text.strip())
    most = MOST_ENTRIES if wanted else kb.engine.status().documents
    found = find(kb, subject, most, whole=True)
    make = _Maker(kb.figure_reader)
    every = [
        make.row(passage, figure)
        for document, passages in found.entries
        for passage in passages
        for figure in _figures(document, passage.sentence)
    ]
    rows = sorted_rows([row for row in every if not chosen or row.bank in chosen], "indicator")
    units: dict[str, int] = {}
    for row in rows:
        units[row.figure.base_unit] = units.get(row.figure.base_unit, 0) + 1
    return FigureTable(
        subject=narrowed(subject, banks=chosen),
        rows=rows,
        units=tuple(sorted(units.items(), key=lambda unit: (-unit[1], unit[0]))),
        entries=len(found.entries),
        total=found.total,
    )


def figure_rows(reader: FigureReader, entries: Iterable[IndexDocument]) -> tuple[FigureRow, ...]:
    """All figures of some entries."""
    make = _Maker(reader)
    return tuple(
        make.row(Passage(document, subject, Relation.ALL), figure)
        for document in entries
        for subject in document.sentence_subjects
        for figure in _figures(document, subject.sentence)
    )


def _figures(document: IndexDocument, sentence: Sentence) -> tuple[KeyFigure, ...]:
    return figures_in(document.text, sentence, document.bulletin_title, document.headings)


# Money, rates and households stand before what is only counted.
_TELLING = {"元": 0, "%": 1, "个百分点": 1, "BP": 1, "户": 2}
_COUNTS = 3
# How a table can be sorted: key → compared value. Numbers are comparable within one unit only.
_KEYS = {
    "indicator": lambda row: (-(row.document.end or date.min).toordinal(), row.bank),
    "value": lambda row: (row.figure.base_unit, row.figure.amount),
    "unit": lambda row: (row.figure.base_unit, Decimal(0)),
    "bank": lambda row: (not row.bank, row.bank),
    "period": lambda row: (row.document.end is None, row.document.end or date.min),
    "qualifier": lambda row: (not row.figure.qualifier, row.figure.qualifier),
    "sentence": lambda row: (row.figure.sentence, row.figure.span[0]),
}
SORTS = tuple(_KEYS)


def sorted_rows(
    rows: Sequence[FigureRow], by: str, *, descending: bool = False
) -> tuple[FigureRow, ...]:
    """The rows sorted by one column of `SORTS`; equal rows keep their order. Of indicators with one
    place in the lexicon the more frequent stand first."""
    if by == "indicator":
        ranks = _ranks(rows)
        rows = sorted(rows, key=_KEYS[by])
        rows.sort(key=lambda row: (row.section, ranks[row.section, row.facts.indicator]))
        return tuple(reversed(rows)) if descending else tuple(rows)
    return tuple(sorted(rows, key=_KEYS[by], reverse=descending))


def _ranks(rows: Sequence[FigureRow]) -> dict[tuple[int, str], tuple[int, int, int, str]]:
    """The place of each indicator in its part of the table, one for all its rows though they may be
    worded and counted differently: by what it tells, by the lexicon, then by how often it stands there."""
    places: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for row in rows:
        place = _TELLING.get(row.figure.base_unit, _COUNTS), row.facts.order
        places.setdefault((row.section, row.facts.indicator), []).append(place)
    return {key: (*min(found), -len(found), key[1]) for key, found in places.items()}


class _Maker:
    """Makes rows by one lexicon of indicators."""

    def __init__(self, reader: FigureReader) -> None:
        self._reader = reader
        self._standing = Standing(reader.lexicon)

    def row(self, passage: Passage, figure: KeyFigure) -> FigureRow:
        """The row of a figure in a sentence."""
        document = passage.document
        banks = (*document.banks, *document.organisations)
        cell = cell_at(document.text, figure.span[0])
        facts = self._reader.facts(passage.subject, figure, banks, document.bank, cell)
        if not facts.bank and facts.side is Side.LEARNER and passage.subject.side is Side.HOST:
            sides = ((one.bank, one.side) for one in document.sentence_subjects)
            facts = replace(facts, bank=our_bank(sides, document.bulletin_title))
        at = figure.span[0] - passage.sentence.start
        before, mark = passage.sentence.text[:at], mark_of(figure)
        states = not mark or (mark == LIMIT and ends_clause(figure))
        if states and not facts.target and stands_under_plans(passage, before):
            facts = replace(facts, target=True)
        if facts.target and mark == LIMIT and states and leads_to(before):
            mark = ""  # 到年底不良率降到2%以内 is a goal, no limit of a rule
        if not mark and is_duration(figure, facts.indicator):
            mark = DURATION
        indicator = self._standing.name_of(facts.indicator)
        return FigureRow(
            figure=figure,
            facts=replace(facts, indicator=indicator),
            about=passage.subject.evidence,
            document=document,
            reason=passage.reason,
            known=self._standing.knows(indicator),
            mark=mark,
        )
