"""The vocabulary of practices, and a practice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from kb.enrich import Vocabulary
from kb.index import IndexDocument
from kb.index.engines import KIND_WORTH, Order
from kb.insights import heat, together
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind, Practice
from kb.search import Query, search, snippet
from kb.text import highlights, normalize, pairs
from webapp.access import Right, takes
from webapp.errors import Link, NotThere
from webapp.parts import (
    Heat,
    Matrix,
    TableView,
    after_title,
    heat_view,
    marked,
    read_matrix,
    render,
    search_url,
    snippet_lines,
)
from webapp.services import kept, site

blueprint = Blueprint("practices", __name__, url_prefix="/practices")

# The newest entries that a page lists; a search shows them all.
LISTED = 300
# Entries of a bank that show before "另外 N 条".
OPEN = 3
SUGGESTED = 6
COMPANIONS = 10
OTHERS = "不在哪家行名下（综述、学习方的打算等）"


@dataclass(frozen=True, slots=True)
class Node:
    """A practice in the tree, with its number of entries and the practices below it."""

    practice: Practice
    count: int
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class TreePage:
    """`roots` are the practices with nothing above them."""

    roots: tuple[Node, ...]
    practices: int


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry in the list of a bank; `title` and `snippet` have the practice's names marked."""

    document: IndexDocument
    title: Markup
    snippet: tuple[Markup | TableView, ...]


@dataclass(frozen=True, slots=True)
class BankEntries:
    """What one bank says about a practice: lessons first, newest first; `url` searches for it all,
    "" where no search can."""

    bank: str
    lines: tuple[EntryLine, ...]
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Related:
    """A practice near this one, with its number of entries."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Companion:
    """A practice that entries mention together with this one: in how many of them, and the
    address of the search that finds those."""

    name: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class PracticePage:
    """`path` leads down from the broadest practice to the one above this; `siblings` have the same
    broader one; `whole` counts the entries of this practice and all below it, each once, and
    `whole_url` finds them. `peers` is bank × month."""

    practice: Practice
    note: Markup
    path: tuple[str, ...]
    narrower: tuple[Related, ...]
    siblings: tuple[Related, ...]
    related: tuple[Related, ...]
    together: tuple[Companion, ...]
    whole: int
    whole_url: str
    count: int
    listed: int
    matrix: Matrix
    peers: Heat
    banks: tuple[BankEntries, ...]
    search_url: str
    open: int = OPEN

    @property
    def has_neighbours(self) -> bool:
        """Does it have siblings, or practices mentioned with it?"""
        return bool(self.together or self.siblings or (self.narrower and self.whole))


@blueprint.get("")
@takes(Right.READ)
@kept()
def index() -> str:
    """The tree of all practices."""
    kb = site().kb
    counts = _counts(kb)
    roots = [practice.name for practice in kb.vocabulary.practices if not practice.broader]
    page = TreePage(
        roots=_nodes(kb.vocabulary, roots, counts), practices=len(kb.vocabulary.practices)
    )
    return render_template("practices/index.html", page=page)


def _counts(kb: KnowledgeBase) -> dict[str, int]:
    """The number of entries of each practice."""
    return {value.value: value.count for value in search(kb, Query(limit=1)).facets["practice"]}


def _nodes(
    vocabulary: Vocabulary, names: Iterable[str], counts: dict[str, int]
) -> tuple[Node, ...]:
    """The practices of these names with all below them, most entries first."""
    nodes = []
    for name in names:
        practice = vocabulary.practice(name)
        assert practice is not None
        children = _nodes(vocabulary, vocabulary.narrower.get(name, ()), counts)
        nodes.append(Node(practice, counts.get(name, 0), children))
    return tuple(sorted(nodes, key=lambda node: (-_entries_below(node), node.practice.name)))


def _entries_below(node: Node) -> int:
    return node.count + sum(map(_entries_below, node.children))


@blueprint.get("/<path:name>")
@takes(Right.READ)
@kept(reads=("aspect", "all"))
def practice(name: str) -> str | Response:
    """One practice: what it is, and what each bank says about it."""
    kb = site().kb
    found = kb.vocabulary.practice(name)
    if found is None:
        raise _unknown(kb.vocabulary, name)
    if found.name != name:
        return redirect(url_for("practices.practice", name=found.name))
    counts = _counts(kb)
    query = Query(filters={"practice": (found.name,)}, order=Order.DATE)
    whole = Query(filters={"practice": (found.name, *kb.vocabulary.below(found.name))})
    result = search(kb, Query(filters=query.filters, order=Order.DATE, limit=LISTED))
    totals = {value.value: value.count for value in result.facets["bank"]}
    page = PracticePage(
        practice=found,
        note=Markup(render(found.scope_note)),
        path=_path(kb.vocabulary, found),
        narrower=_related(kb.vocabulary.narrower.get(found.name, ()), counts),
        siblings=_related(kb.vocabulary.siblings(found), counts),
        related=_related(found.related, counts),
        together=_companions(kb, found.name),
        whole=search(kb, replace(whole, limit=1)).total,
        whole_url=search_url(whole),
        count=result.total,
        listed=len(result.hits),
        matrix=read_matrix(kb, request.args, found.name),
        peers=heat_view(heat(kb, "bank", "month", within=query.filters)),
        banks=_banks(found, query, [hit.document for hit in result.hits], totals),
        search_url=search_url(query),
    )
    return render_template("practices/practice.html", page=page)


def _path(vocabulary: Vocabulary, practice: Practice) -> tuple[str, ...]:
    path: list[str] = []
    above = vocabulary.practice(practice.broader)
    while above:
        path.insert(0, above.name)
        above = vocabulary.practice(above.broader)
    return tuple(path)


def _related(names: Iterable[str], counts: dict[str, int]) -> tuple[Related, ...]:
    return tuple(Related(name, counts.get(name, 0)) for name in names)


def _companions(kb: KnowledgeBase, name: str) -> tuple[Companion, ...]:
    return tuple(
        Companion(
            item.practice,
            item.entries,
            search_url(Query(f"做法:{name} 做法:{item.practice}", order=Order.DATE)),
        )
        for item in together(kb, name)[:COMPANIONS]
    )


def _banks(
    practice: Practice, query: Query, documents: list[IndexDocument], totals: dict[str, int]
) -> tuple[BankEntries, ...]:
    names = [normalize(name) for name in (practice.name, *practice.aliases)]
    by_bank: dict[str, list[IndexDocument]] = {}
    # The sort is stable: entries of one kind stay newest first.
    for document in sorted(documents, key=lambda d: KIND_WORTH[Kind(d.kind)]):
        for bank in document.banks or ("",):
            by_bank.setdefault(bank, []).append(document)
    banks = [
        BankEntries(
            bank=bank or OTHERS,
            lines=tuple(_line(document, names) for document in of),
            count=totals.get(bank, len(of)),
            url=search_url(query, filters={**query.filters, "bank": (bank,)}) if bank else "",
        )
        for bank, of in by_bank.items()
    ]
    return tuple(sorted(banks, key=lambda b: (b.bank == OTHERS, -b.count, b.bank)))


def _line(document: IndexDocument, names: list[str]) -> EntryLine:
    title = document.title
    piece = snippet(document.text, highlights(document.text, names))
    return EntryLine(
        document,
        marked(title, highlights(title, names)),
        snippet_lines(after_title(piece, title)),
    )


def _unknown(vocabulary: Vocabulary, name: str) -> NotThere:
    """The error for a practice that is not in the vocabulary, with those that are like it."""
    typed = normalize(name)
    likeness = {
        practice.name: max(
            _likeness(typed, normalize(n)) for n in (practice.name, *practice.aliases)
        )
        for practice in vocabulary.practices
    }
    alike = sorted((n for n in likeness if likeness[n]), key=lambda n: (-likeness[n], n))
    links = [Link(n, url_for("practices.practice", name=n)) for n in alike[:SUGGESTED]]
    return NotThere(
        f"词表里没有做法“{name[:40]}”",
        hint="也许要找的是下面的做法，也可以直接检索这个词" if links else "可以直接检索这个词",
        links=(
            *links,
            Link(f"检索“{name[:40]}”", search_url(Query(text=name))),
            Link("查看全部做法", url_for("practices.index")),
        ),
    )


def _likeness(one: str, other: str) -> float:
    """Share of pairs of characters in common (Dice); 0 for nothing alike."""
    mine, theirs = set(pairs(one)), set(pairs(other))
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0
