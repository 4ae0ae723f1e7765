"""What a bulletin adds to those before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, render_template
from markupsafe import Markup

from kb.enrich import KeyFigure
from kb.index.engines import KIND_WORTH
from kb.insights import EntryRef, FigureRow, NewTerm, Novelty, PracticeNews, novelty
from kb.model import split_entry_id
from kb.search import Query
from kb.text import Span
from webapp.access import Right, takes
from webapp.parts import bulletin_url, marked, search_url
from webapp.services import site
from webapp.views.bulletins import readable_bulletin

blueprint = Blueprint("novelty", __name__)

# Terms, and sentences with figures, that show before "另外 N 个".
TERMS_OPEN = 16
FIGURES_OPEN = 8


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A sentence with new figures, which are marked, and the address of its entry."""

    sentence: Markup
    bank: str
    url: str


@dataclass(frozen=True, slots=True)
class TermLine:
    """A new term and the addresses of the entries that have it."""

    term: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry that mentions a practice."""

    entry: EntryRef
    url: str


@dataclass(frozen=True, slots=True)
class PracticeView:
    """What is new about a practice."""

    news: PracticeNews
    entries: tuple[EntryLine, ...]
    terms: tuple[TermLine, ...]
    figures: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class NoveltyPage:
    """`banks` are (name, address of what they say in this bulletin)."""

    found: Novelty
    sample: bool
    banks: tuple[tuple[str, str], ...]
    terms: tuple[TermLine, ...]
    practices: tuple[PracticeView, ...]
    figures: tuple[FigureLine, ...]
    terms_open: int = TERMS_OPEN
    figures_open: int = FIGURES_OPEN


@blueprint.get("/bulletins/<bulletin_id>/new")
@takes(Right.READ)
def index(bulletin_id: str) -> str:
    """One bulletin against those before it."""
    kb = site().kb
    bulletin = readable_bulletin(bulletin_id)
    found = novelty(kb, bulletin_id)
    terms = {term.term: _term(term) for term in found.terms}
    page = NoveltyPage(
        found=found,
        sample=bulletin.sample,
        banks=tuple((bank, _bank_url(found, bank)) for bank in found.banks),
        terms=tuple(terms.values()),
        practices=tuple(_practice(news, terms) for news in found.per_practice),
        figures=_figures(found.figures),
    )
    return render_template("novelty/index.html", page=page)


def _practice(news: PracticeNews, terms: dict[str, TermLine]) -> PracticeView:
    return PracticeView(
        news,
        tuple(
            EntryLine(entry, _url(entry.id, news.practice))
            for entry in sorted(news.entries, key=lambda entry: KIND_WORTH[entry.kind])
        ),
        tuple(terms[term] for term in news.terms),
        _figures(news.figures),
    )


def _term(term: NewTerm) -> TermLine:
    return TermLine(term.term, tuple(_url(entry, f'"{term.term}"') for entry in term.entries))


def _figures(rows: Iterable[FigureRow]) -> tuple[FigureLine, ...]:
    """The figures by the sentences that state them."""
    by_sentence: dict[tuple[str, Span], list[FigureRow]] = {}
    for row in rows:
        by_sentence.setdefault((row.document.id, row.figure.sentence_span), []).append(row)
    return tuple(
        FigureLine(
            marked(of[0].figure.quoted, [_place(row.figure) for row in of]),
            of[0].bank,
            _url(entry, f'"{of[0].figure.value}"'),
        )
        for (entry, _), of in by_sentence.items()
    )


def _place(figure: KeyFigure) -> Span:
    """The place of a figure in its sentence."""
    begin = figure.quoted_start
    return figure.span[0] - begin, figure.span[1] - begin


def _url(entry_id: str, text: str) -> str:
    """The address of an entry, with the words of a search marked."""
    bulletin, anchor = split_entry_id(entry_id)
    return bulletin_url(bulletin, Query(text), anchor)


def _bank_url(found: Novelty, bank: str) -> str:
    """What a bank says in the days of the bulletin."""
    return search_url(Query(filters={"bank": (bank,)}, start=found.start, end=found.end))
