"""The comparison matrix on a page: what is chosen, and where its links lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from kb.errors import NotFoundError
from kb.exports import Piece, bulletin_name, counted, pieces, row_count
from kb.index.engines import Order
from kb.insights import SHOWN, Cell, Comparison, Row, Statement, compare
from kb.knowledge_base import KnowledgeBase
from kb.model import Side, split_entry_id
from kb.search import Query
from webapp.parts.addresses import address, bulletin_url, parameters, read_query, without_banks
from webapp.parts.facets import time_limits

# Number of sentences of a cell that are shown before "另外 N 句".
OPEN = 2
# Characters of a cell that fill most of a page of paper, as one column of six.
_LONG = 600
# Characters whose place the source of a sentence takes.
_SOURCE = 30
# The parts under the matrix: side, whether plans, title, note.
APART = (
    (
        Side.LEARNER,
        True,
        "学习方的打算",
        "学员和派出行打算怎么做、建议怎么做，不是被学习方的做法。",
    ),
    (
        Side.LEARNER,
        False,
        "学习方的情况",
        "学员和派出行自己的现状和活动，不是打算，也不是被学习方的做法。",
    ),
    (Side.THIRD, False, "顺带提到的其他行", "文中作对比或转述时提到的行，不是这次学习的对象。"),
)
FORMATS = {"md": "Markdown", "docx": "Word", "xlsx": "Excel"}


@dataclass(frozen=True, slots=True)
class Option:
    """A bank or an aspect to choose; `count` is the number of its entries, if it has any."""

    value: str
    chosen: bool
    count: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A comparison with its form.

    `found` holds every sentence, because paper shows every one. `query` is all that was asked, `aspects`
    the chosen columns (none: all), `full` lists all sentences of each cell on the screen too.
    `practice` is the practice whose page shows the matrix, "" on the
    comparison page. `notices` say what was ignored in the address.
    """

    found: Comparison
    query: Query
    practice: str
    aspects: tuple[str, ...]
    all_aspects: tuple[Option, ...]
    full: bool
    notices: tuple[str, ...]

    @property
    def open(self) -> int | None:
        """How many sentences of a cell show unfolded; None for all."""
        return None if self.full else OPEN

    @property
    def limit(self) -> int | None:
        """How many sentences of a cell can be unfolded on the screen; None for all. The others are on paper."""
        return None if self.full else SHOWN

    @property
    def action(self) -> str:
        """Where the form leads."""
        if self.practice:
            return url_for("practices.practice", name=self.practice)
        return url_for("compare.index")

    @property
    def hidden(self) -> tuple[tuple[str, str], ...]:
        """The hidden fields of the form."""
        mine = ("bank", "from", "to") + (("q",) if self.practice else ())
        return tuple(pair for pair in parameters(self.query) if pair[0] not in mine)

    @property
    def banks(self) -> tuple[Option, ...]:
        """The banks to choose from; rows without a bank cannot be chosen."""
        chosen = self.query.filters.get("bank", ())
        present = {bank: count for bank, count in self.found.banks if bank}
        absent = dict.fromkeys((bank for bank in chosen if bank not in present), 0)
        return tuple(Option(b, b in chosen, n) for b, n in (present | absent).items())

    @property
    def tabs(self) -> tuple[Option, ...]:
        """The columns with their numbers of sentences, for screens that show one at a time; the
        fullest is chosen."""
        rows = self.found.rows
        counts = {
            column.name: sum(row.cells[n].total for row in rows)
            for n, column in enumerate(self.found.columns)
        }
        fullest = max(counts, key=lambda name: counts[name], default="")
        return tuple(
            Option(column.name, column.name == fullest, counts[column.name])
            for column in self.found.columns
        )

    def is_lopsided(self, row: Row) -> bool:
        """Would a row leave most of the paper empty, because one cell has far more to say than the others?"""
        lengths = [sum(len(said.text) + _SOURCE for said in cell.statements) for cell in row.cells]
        longest = max(lengths, default=0)
        return longest > _LONG and longest * len(lengths) > 2 * sum(lengths)

    @property
    def counted(self) -> str:
        """How many entries there are, and how many are in the table."""
        return counted(self.found)

    @property
    def others(self) -> tuple[tuple[str, str, tuple[Row, ...]], ...]:
        """(title, note, rows) of the parts under the matrix: what learners plan, what else is said of
        them, and banks named for contrast."""
        return tuple(
            (title, note, rows)
            for side, planned, title, note in APART
            if (
                rows := tuple(
                    r for r in self.found.others if (r.side, r.planned) == (side, planned)
                )
            )
        )

    @property
    def narrowed(self) -> bool:
        """Was anything chosen?"""
        query = self.query
        chosen = self.aspects or query.filters.get("bank") or query.start or query.end
        return bool(chosen or self.full)

    @property
    def chosen(self) -> str:
        """What was chosen, in words: paper has no form."""
        banks = self.query.filters.get("bank", ())
        return "、".join(filter(None, (*banks, *self.aspects, time_limits(self.query))))

    @property
    def reset_url(self) -> str:
        """The matrix with nothing chosen."""
        return self._url(
            replace(self.query, filters=without_banks(self.query), start=None, end=None)
        )

    @property
    def exports(self) -> tuple[tuple[str, str], ...]:
        """(name, address) of the matrix as files."""
        return tuple(
            (
                name,
                address(
                    "compare.export",
                    self.query,
                    suffix=suffix,
                    aspect=list(self.aspects),
                    all="1" if self.full else None,
                ),
            )
            for suffix, name in FORMATS.items()
        )

    @property
    def figures_url(self) -> str:
        """The figures of the same subject."""
        return address("figures.index", self.query)

    @property
    def cut(self) -> str:
        """Of which banks not all entries were compared, when there are too many; "" when all were."""
        found = self.found
        if found.read >= found.total:
            return ""
        banks = "、".join(f"{r.bank}（{r.entries} 个里的 {r.read} 个）" for r in found.cut_rows)
        return f"条目太多，只对照了排在最前的 {found.read} 个" + (
            f"，没有全部对照的是{banks}" if banks else ""
        )

    def row_count(self, row: Row) -> str:
        """How many entries a row has, and how many of them are in the table."""
        return row_count(row)

    def all_url(self, row: Row, cell: Cell) -> str:
        """The matrix of this cell alone, with all its sentences."""
        filters = {**self.query.filters, "bank": (row.bank,)} if row.bank else self.query.filters
        return self._url(replace(self.query, filters=filters), aspect=[cell.aspect], all="1")

    def entry_url(self, statement: Statement, entry: str = "") -> str:
        """The address of a sentence, or of the entry that repeats it."""
        bulletin, anchor = split_entry_id(entry or statement.document.id)
        return bulletin_url(bulletin, self.query, anchor)

    def source(self, statement: Statement) -> str:
        """The bulletin and the number of the entry, for paper, where no link leads."""
        return f"{bulletin_name(statement.document)}第 {statement.document.number} 条，"

    def pieces(self, statement: Statement) -> Iterable[Piece]:
        """The sentence cut at its figures."""
        return pieces(statement)

    def all_sample(self, row: Row) -> bool:
        """Are all sentences of a row from sample bulletins?"""
        said = [s for cell in row.cells for s in cell.statements]
        return bool(said) and all(s.document.sample for s in said)

    def _url(self, query: Query, **more: Any) -> str:
        if self.practice:
            own = replace(query, text="")
            return address("practices.practice", own, name=self.practice, **more)
        return address("compare.index", query, **more)


def read_matrix(kb: KnowledgeBase, args: MultiDict[str, str], practice: str = "") -> Matrix:
    """The matrix of an address: of a practice, or of the search that its parameters say.

    NotFoundError for an aspect that is none.
    """
    asked = read_query(args, kb.vocabulary)
    query = replace(asked.query, page=1, order=Order.RELEVANCE)
    if practice:
        banks = {"bank": query.filters["bank"]} if "bank" in query.filters else {}
        query = Query(text=practice, filters=banks, start=query.start, end=query.end)
    known = kb.aspects.lexicon.aspects
    wanted = args.getlist("aspect")
    _refuse_unknown(wanted, [aspect.name for aspect in known])
    aspects = tuple(aspect.name for aspect in known if aspect.name in wanted)
    full = args.get("all") == "1"
    return Matrix(
        found=compare(kb, query, aspects=aspects or None, shown=None),
        query=query,
        practice=practice,
        aspects=aspects,
        all_aspects=tuple(Option(a.name, a.name in aspects, note=a.note) for a in known),
        full=full,
        notices=asked.notices,
    )


def _refuse_unknown(wanted: Iterable[str], known: list[str]) -> None:
    for name in wanted:
        if name not in known:
            raise NotFoundError(
                f"没有“{name[:40]}”这个方面", hint=f"现有的方面：{'、'.join(known)}"
            )
