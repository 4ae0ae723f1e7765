"""What a comparison is about, and the entries and sentences about it.

A subject is a practice of the vocabulary, a search, or everything. Its entries come from the
index; of an entry, only the sentences count that are about it (kb/insights/passages.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kb.index import IndexDocument
from kb.index.engines import LOOSE, Order, Request
from kb.insights.passages import Names, Passage, Relation, of_practice, of_search, units_of
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind, Practice
from kb.query import HasValue, Match, all_of
from kb.search import Query, filters_of, period_of, search

MOST_ENTRIES = 500


@dataclass(frozen=True, slots=True)
class Subject:
    """A practice or a search (`query`, with its filters and period); `label` is how it is shown.

    With `practice` the entries are those tagged with it; the query then only filters.
    """

    label: str
    query: Query
    practice: Practice | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The entries of a subject, each with its passages in reading order: those of a search best
    first, others newest first.

    `total` is how many entries there are when more were found than are looked at; `relaxed` says
    that no entry contains what was asked for as typed, and these contain its words.
    """

    entries: tuple[tuple[IndexDocument, tuple[Passage, ...]], ...]
    total: int
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
    """The entries about a subject, honours left out; at most `most`.

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
    return Found(tuple(entries), total)


def _filtered(kb: KnowledgeBase, subject: Subject, most: int) -> tuple[list[IndexDocument], int]:
    """The entries of a practice, or of filters alone, without the honours; and how many."""
    query = subject.query
    wanted = [_no_honours(), *period_of(query)]
    if practice := subject.practice:
        wanted.append(HasValue("practice", frozenset({practice.name})))
    response = kb.engine.search(
        Request(
            match=all_of(wanted),
            filters=filters_of(query),
            order=Order.DATE,
            size=most,
        )
    )
    return [candidate.document() for candidate in response.candidates], response.total


def _no_honours() -> Match:
    return HasValue("kind", frozenset(kind.value for kind in Kind if kind is not Kind.HONOUR))


def _searched(kb: KnowledgeBase, query: Query, most: int, *, whole: bool) -> Found:
    page = search(kb, replace(query, page=1, limit=most))
    entries = []
    for hit in page.hits:
        document = hit.document
        if document.kind == Kind.HONOUR or hit.level is not page.best:
            continue
        units = units_of(document, whole=whole)
        if passages := tuple(of_search(document, units, hit.highlights, page.words)):
            entries.append((document, passages))
    return Found(tuple(entries), page.counts[page.best], page.best in LOOSE)
