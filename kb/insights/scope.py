"""What a comparison is about, and the entries and sentences about it.

A subject is a practice of the vocabulary, a search, or everything. Its entries come from the
index; of an entry, only the sentences count that are about it (kb/insights/passages.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kb.index import IndexDocument
from kb.index.engines import LOOSE, Level, Order, Request
from kb.insights.passages import Names, Passage, Relation, of_practice, of_search, units_of
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind, Practice
from kb.query import HasValue, Match, all_of, any_of
from kb.search import Query, filters_of, period_of, search
from kb.text import nearby, normalize

MOST_ENTRIES = 1500


@dataclass(frozen=True, slots=True)
class Subject:
    """A practice or a search (`query`, with its filters and period); `label` is how it is shown.

    With `practice` the entries are those tagged with it; the query then only filters.
    """

    label: str
    query: Query
    practice: Practice | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called, normalised: the practice with its aliases, or what was searched."""
        of = (self.practice.name, *self.practice.aliases) if self.practice else (self.query.text,)
        return tuple(map(normalize, of))

    @property
    def things(self) -> tuple[str, ...]:
        """What its patterns begin with, normalised: the things that the practice is about (欠款, 收回)."""
        patterns = self.practice.patterns if self.practice else ()
        words = (word for one in map(nearby, patterns) for word in one.parts[0])
        return tuple(dict.fromkeys(words))


@dataclass(frozen=True, slots=True)
class Found:
    """The entries of a subject, each with its passages in reading order: those of a search best
    first, others newest first.

    `total` is how many entries there are, `read` how many of them were looked at; `entries` are
    those of them with a passage. `relaxed` says that no entry contains what was asked for as typed,
    and these contain its words.
    """

    entries: tuple[tuple[IndexDocument, tuple[Passage, ...]], ...]
    total: int
    read: int
    relaxed: bool = False


def resolve(kb: KnowledgeBase, asked: str | Query) -> Subject:
    """The subject of a query; one whose text is the name of a practice is that practice."""
    query = asked if isinstance(asked, Query) else Query(asked)
    text = query.text.strip()
    practice = kb.vocabulary.practice(text) if text else None
    if practice and text not in (practice.name, *practice.aliases) and len(text.split()) > 1:
        practice = None  # 不良 听证 asks for both words, 不良听证 is a name
    return Subject((practice.name if practice else text) or "全部条目", query, practice)


def narrowed(
    subject: Subject,
    *,
    banks: Iterable[str] | None = None,
    start: date | None = None,
    end: date | None = None,
) -> Subject:
    """The subject with only these banks and this period; None leaves what the query says."""
    filters = dict(subject.query.filters)
    if banks is not None:
        filters["bank"] = tuple(banks)
    query = replace(
        subject.query,
        filters=filters,
        start=start or subject.query.start,
        end=end or subject.query.end,
    )
    return replace(subject, query=query)


def find(
    kb: KnowledgeBase, subject: Subject, most: int = MOST_ENTRIES, *, whole: bool = False
) -> Found:
    """The entries about a subject, honours left out; of more than `most`, the first.

    With banks in the subject's filters, those with a sentence about one of these on any side.
    Sentences that are the title of their entry, or only announce what follows (如下：), are left
    out unless `whole`.
    """
    if subject.practice is None and subject.query.text.strip():
        return _searched(kb, subject.query, most, whole=whole)
    documents, total = _filtered(kb, subject, most)
    names = Names.of(kb.vocabulary, subject.practice) if subject.practice else None
    entries = []
    for document in documents:
        units = units_of(document, whole=whole)
        if names is None:
            passages = [Passage(document, unit, Relation.ALL) for unit in units]
        else:
            passages = of_practice(names, document, units)
        if passages:
            entries.append((document, tuple(passages)))
    return Found(tuple(entries), total, len(documents))


def bank_counts(kb: KnowledgeBase, subject: Subject) -> dict[str, int] | None:
    """Bank → number of entries about its practice, of all there are of a subject, most first; None
    where no entry contains what was asked for as typed."""
    query = replace(subject.query, filters=_without_bank(subject.query))
    if subject.practice is None and query.text.strip():
        page = search(kb, replace(_without_honours(query), page=1, limit=1))
        facet = [(value.value, value.count) for value in page.facets["bank"]]
        return None if page.best in LOOSE else dict(facet)
    request = Request(
        match=_match(replace(subject, query=query)),
        filters=filters_of(query),
        facets=("bank",),
        size=0,
    )
    return dict(kb.engine.search(request).facets["bank"])


def _filtered(kb: KnowledgeBase, subject: Subject, most: int) -> tuple[list[IndexDocument], int]:
    """The entries of a practice, or of filters alone, without the honours; and how many."""
    query = subject.query
    banks = frozenset(query.filters.get("bank", ()))
    concerned = [any_of([HasValue("bank", banks), HasValue("party", banks)])] if banks else []
    response = kb.engine.search(
        Request(
            match=all_of([_match(subject), *concerned]),
            filters=filters_of(replace(query, filters=_without_bank(query))),
            order=Order.DATE,
            size=most,
        )
    )
    return [candidate.document() for candidate in response.candidates], response.total


def _match(subject: Subject) -> Match:
    """What holds for the entries of a practice, or of filters alone."""
    wanted = [HasValue("kind", frozenset(_NO_HONOURS)), *period_of(subject.query)]
    if practice := subject.practice:
        wanted.append(HasValue("practice", frozenset({practice.name})))
    return all_of(wanted)


_NO_HONOURS = tuple(kind.value for kind in Kind if kind is not Kind.HONOUR)


def _without_honours(query: Query) -> Query:
    kinds = query.filters.get("kind") or _NO_HONOURS
    kept = tuple(kind for kind in kinds if kind in _NO_HONOURS)
    # Of honours alone nothing is left: no entry has the kind "".
    return replace(query, filters={**query.filters, "kind": kept or ("",)})


def _without_bank(query: Query) -> dict[str, tuple[str, ...]]:
    return {name: values for name, values in query.filters.items() if name != "bank"}


def _searched(kb: KnowledgeBase, query: Query, most: int, *, whole: bool) -> Found:
    query = replace(_without_honours(query), page=1, limit=most)
    pages = [search(kb, query)]
    if banks := query.filters.get("bank"):
        elsewhere = {**_without_bank(query), "party": banks}
        pages.append(search(kb, replace(query, filters=elsewhere)))
    best = min(page.best if page.total else Level.NEAR for page in pages)
    found = [hit for page in pages for hit in page.hits if hit.level is best]
    hits = {hit.document.id: hit for hit in found}
    words = pages[0].words
    entries = []
    for hit in hits.values():
        units = units_of(hit.document, whole=whole)
        if passages := tuple(of_search(hit.document, units, hit.highlights, words)):
            entries.append((hit.document, passages))
    # An entry may be about one of the banks as host and about another as learner.
    twice = len(found) - len(hits)
    total = sum(page.counts[best] for page in pages) - twice
    return Found(tuple(entries), total, len(hits), best in LOOSE and total > 0)
