"""Entries like an entry. They have a page of their own: finding them for every lesson of a bulletin
would take longer than showing the bulletin."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from markupsafe import Markup

from kb.enrich import announced
from kb.index import IndexDocument
from kb.insights import Whose
from kb.model import Bulletin, Entry, entry_id
from kb.search import Query, RelatedEntry, related, snippet
from kb.text import highlights
from webapp.access import Right, takes
from webapp.errors import Link, NotThere
from webapp.parts import TableView, after_title, marked, search_url, snippet_lines, title_end
from webapp.services import kept, site
from webapp.views.bulletins import readable_bulletin

blueprint = Blueprint("related", __name__)

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Shared:
    """A term two entries share; `entries` have it at all, and `url` finds them."""

    term: str
    entries: int
    url: str


@dataclass(frozen=True, slots=True)
class Alike:
    """An entry like the one asked about, the shared terms marked in title and snippet."""

    document: IndexDocument
    title: Markup
    snippet: tuple[Markup | TableView, ...]
    shared: tuple[Shared, ...]
    practices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelatedPage:
    """`rest` is the text of the entry behind its title, `practices` those it mentions; `by_meaning`
    says that there is a model, so that meaning decides too."""

    bulletin: Bulletin
    entry: Entry
    rest: str
    practices: tuple[str, ...]
    banks: tuple[str, ...]
    found: tuple[Alike, ...]
    by_meaning: bool


@blueprint.get("/entries/<bulletin_id>/<anchor>/related")
@takes(Right.READ)
@kept()
def index(bulletin_id: str, anchor: str) -> str:
    """The entries like one entry, and why."""
    kb = site().kb
    bulletin = readable_bulletin(bulletin_id)
    entry = next((e for e in bulletin.entries if e.anchor == anchor), None)
    if entry is None:
        raise NotThere(
            "没有这个条目",
            hint="它可能已被移除，或者内容有变",
            links=(Link("看这期简报", url_for("bulletins.bulletin", bulletin_id=bulletin_id)),),
        )
    found = related(kb, entry_id(bulletin.id, anchor), limit=SHOWN)
    page = RelatedPage(
        bulletin=bulletin,
        entry=entry,
        rest=entry.text[title_end(entry.text, entry.title) :].lstrip("。：:\n"),
        practices=kb.vocabulary.practices_of(entry, announced(bulletin)),
        banks=Whose(kb).banks(bulletin, entry),
        found=tuple(map(_alike, found)),
        by_meaning=kb.encoder is not None,
    )
    return render_template("related/index.html", page=page)


def _alike(item: RelatedEntry) -> Alike:
    document = item.document
    terms = [shared.term for shared in item.terms]
    piece = snippet(document.text, highlights(document.text, terms))
    return Alike(
        document=document,
        title=marked(document.title, highlights(document.title, terms)),
        snippet=snippet_lines(after_title(piece, document.title)),
        shared=tuple(
            Shared(s.term, s.entries, search_url(Query(text=f'"{s.term}"'))) for s in item.terms
        ),
        practices=item.practices,
    )
