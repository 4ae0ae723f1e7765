"""The cells of a row: which sentences stand in them, in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from kb.enrich import AspectClassifier, AspectScore, EntryAspects, figures_of
from kb.index import IndexDocument
from kb.insights.matrix import Cell, Column, Row, Statement
from kb.insights.passages import Passage, Relation
from kb.insights.placing import entry_of, placed
from kb.model import Kind, Side
from kb.text import named_columns, normalize, without_numbering

# What puts a sentence first in a cell: that it is surely about what was asked and about the aspect,
# then that a lesson draws a conclusion where an activity only reports. Set by hand on the sample
# corpus.
_RELATION_WORTH = {
    Relation.NAMED: 2.0,
    Relation.TOLD: 1.0,
    Relation.WORDS: 1.0,
    Relation.CHAIN: 1.5,
    Relation.TITLE: 1.5,
    Relation.BULLETIN: 1.0,
    Relation.WORDED: 1.0,
    Relation.TAGGED: 1.0,
    Relation.FOLLOWS: 0.5,
    Relation.ALL: 0.0,
}
_KIND_WORTH = {Kind.LESSON: 2.0, Kind.OVERVIEW: 0.5, Kind.ACTIVITY: 0.0, Kind.HONOUR: 0.0}
_MOST_ASPECT = 8.0
Entries = list[tuple[Passage, ...]]


class RowKey(NamedTuple):
    """What makes a row: a bank on a side, "" for nobody; what learners plan is apart from what they
    did."""

    side: Side
    bank: str
    planned: bool = False


@dataclass(frozen=True, slots=True)
class _Placed:
    """A passage in its cell: its score there, and its aspects, best first."""

    worth: float
    passage: Passage
    scores: tuple[AspectScore, ...]


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes the rows of one comparison."""

    classifier: AspectClassifier
    columns: tuple[Column, ...]
    shown: int | None
    names: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    read: dict[str, EntryAspects] = field(default_factory=dict)

    def row(self, key: RowKey, entries: Entries, counts: Mapping[str, int]) -> Row:
        """The row of a bank; `counts` gives its number of entries, else those with a sentence
        count."""
        every: list[_Placed] = []
        for passages in entries:
            for passage in passages:
                document, sentence = passage.document, passage.sentence
                own = self.names, self.things
                scores = placed(self._entry(document), document, sentence, *own)
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


def _lead(passage: Passage) -> str:
    """What stands above a sentence of a chain, or above the columns of a table."""
    if passage.lead:
        return passage.lead
    columns = named_columns(passage.document.text, passage.sentence.quoted_span)
    return f"{columns}：" if columns else ""


def _statement(item: _Placed) -> Statement:
    passage = item.passage
    document, sentence = passage.document, passage.sentence
    return Statement(
        text=sentence.quoted,
        span=sentence.quoted_span,
        lead=_lead(passage),
        figures=figures_of(sentence),
        aspect=item.scores[0] if item.scores else AspectScore("", 0.0, ()),
        also=tuple(score.aspect for score in item.scores[1:]),
        reason=passage.reason,
        about=passage.subject.evidence,
        document=document,
        bank=passage.bank,
        side=passage.side,
        score=round(item.worth, 2),
    )
