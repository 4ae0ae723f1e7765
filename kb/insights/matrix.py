"""The parts of the matrix of banks and aspects: statements in cells, cells in rows."""

from __future__ import annotations

from dataclasses import dataclass

from kb.enrich import AspectScore, KeyFigure
from kb.index import IndexDocument
from kb.insights.scope import Subject
from kb.model import NO_BANK, Kind, Practice, Side
from kb.text import Span

NO_COLUMN = "不属于任何方面"
NO_LEARNER = "学习方不详"


@dataclass(frozen=True, slots=True)
class Statement:
    """A verbatim sentence with its place and why it was chosen.

    `span` is its place in the entry's text; spans of `figures` are too. `lead` is what introduces
    the enumeration it is an item of. `aspect` explains the column, `also` names its other aspects,
    `reason` the relation to the subject, `about` why it is about `bank` on its `side`. `document`
    is its entry. `repeated` are ids of other entries that say the same in the same words.
    """

    text: str
    span: Span
    lead: str
    figures: tuple[KeyFigure, ...]
    aspect: AspectScore
    also: tuple[str, ...]
    reason: str
    about: str
    document: IndexDocument
    bank: str
    side: Side
    score: float
    repeated: tuple[str, ...] = ()

    @property
    def is_lesson(self) -> bool:
        """Is it in a lesson? Other entries report what was seen or done."""
        return self.document.kind == Kind.LESSON

    @property
    def why(self) -> str:
        """Why this sentence is in this cell, in Chinese."""
        name = self.aspect.aspect
        column = f"归入“{name}”：{self.aspect.explanation}" if name else NO_COLUMN
        if self.also:
            column += f"；也涉及{'、'.join(self.also)}"
        return "；".join(filter(None, (self.about, self.reason, column)))


@dataclass(frozen=True, slots=True)
class Cell:
    """What one bank says about one aspect: the best statements, `total` counts all of them.

    Reports of activities are shown in a cell only if it has no lesson; otherwise they are `aside`.
    """

    aspect: str
    statements: tuple[Statement, ...] = ()
    total: int = 0
    aside: tuple[Statement, ...] = ()

    @property
    def more(self) -> int:
        """How many statements are not shown."""
        return self.total - len(self.statements)


@dataclass(frozen=True, slots=True)
class Row:
    """One bank on one side. `entries` are about the subject, `read` of them have a sentence here;
    `rest` are those of its sentences that belong to no aspect. Of learners, `planned` are what they
    intend or advise; else what they did, or are."""

    bank: str
    entries: int
    read: int
    cells: tuple[Cell, ...]
    rest: tuple[Statement, ...] = ()
    side: Side = Side.HOST
    planned: bool = False

    @property
    def all_cells(self) -> tuple[Cell, ...]:
        """Its cells, then one with the sentences that belong to no aspect, if there are any."""
        return (
            (*self.cells, Cell(NO_COLUMN, self.rest, len(self.rest))) if self.rest else self.cells
        )

    @property
    def unplaced(self) -> int:
        """How many of its sentences belong to no aspect."""
        return len(self.rest)

    @property
    def label(self) -> str:
        """The bank as shown."""
        return self.bank or f"（{NO_LEARNER if self.side is Side.LEARNER else NO_BANK}）"

    @property
    def sentences(self) -> int:
        """How many sentences are in its cells."""
        return sum(cell.total for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Column:
    """An aspect with what it is about."""

    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The matrix: `rows` by number of entries, cells in the order of `columns`.

    `others` are rows apart: what learners plan or advise, what else is said of them, then banks named
    for contrast. `banks`
    are all banks that the subject has entries of, chosen or not, with how many, so that a page can
    offer them. Of `total` entries `read` were looked at; `entries` of these have a sentence to compare,
    and `placed` one in the rows (an entry about two banks counts once). `relaxed` says that they hold
    most, not all, of what was searched for.
    """

    subject: Subject
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    banks: tuple[tuple[str, int], ...]
    entries: int
    read: int
    placed: int
    total: int
    relaxed: bool
    others: tuple[Row, ...] = ()

    @property
    def practice(self) -> Practice | None:
        """The practice that is compared, None for a search."""
        return self.subject.practice

    @property
    def has_rest(self) -> bool:
        """Are there sentences that belong to no aspect?"""
        return any(row.rest for row in self.all_rows)

    @property
    def cut_rows(self) -> tuple[Row, ...]:
        """The banks of which not all entries were looked at; none where all were."""
        if self.read >= self.total:
            return ()
        return tuple(row for row in self.rows if row.bank and row.read < row.entries)

    @property
    def unheard(self) -> tuple[str, ...]:
        """The banks that have entries, but no sentence to compare, and so no row."""
        if self.subject.query.filters.get("bank"):
            return ()
        listed = {row.bank for row in self.rows}
        return tuple(bank for bank, count in self.banks if count and bank not in listed)

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """The rows, then those apart."""
        return self.rows + self.others
