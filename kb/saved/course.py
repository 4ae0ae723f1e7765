"""A course about a practice in one step: chapters by aspect, in each the sentences of each bank."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kb.errors import NotFoundError
from kb.insights import Comparison, Statement, compare
from kb.knowledge_base import KnowledgeBase
from kb.saved.excerpts import Contents, with_chapter, with_excerpt
from kb.saved.taking import Sources, joined_spans, take
from kb.text import Span, chains

# The number of sentences of one bank on one aspect.
EACH = 3
# Of a longer enumeration, which would be most of an entry, only the item is taken.
MOST = 1200


def course(kb: KnowledgeBase, practice: str) -> Contents:
    """A collection about a practice or a search, to be edited freely.

    NotFoundError when no bank says anything about it.
    """
    found = compare(kb, practice, shown=EACH)
    contents = replace(_chapters(kb, found), subtitle="各行做法摘录")
    if not contents.excerpts:
        raise NotFoundError(f"没有找到关于“{practice}”的句子", hint="请换一个做法或检索词")
    return contents


def _chapters(kb: KnowledgeBase, found: Comparison) -> Contents:
    contents = Contents(practice=found.practice.name if found.practice else "")
    sources = Sources(kb.corpus)
    taken: dict[str, list[Span]] = {}
    for number, column in enumerate(found.columns):
        chapter = ""
        for row in filter(lambda row: row.bank, found.rows):
            for id_, spans in _wholes(sources, row.cells[number].statements).items():
                for start, end in spans:
                    before = taken.setdefault(id_, [])
                    if any(a < end and start < b for a, b in before):
                        continue
                    before.append((start, end))
                    if not chapter:
                        contents, chapter = with_chapter(contents, column.name, column.note)
                    contents = with_excerpt(contents, take(sources, id_, start, end), chapter)
    return contents


def _wholes(sources: Sources, statements: Iterable[Statement]) -> dict[str, list[Span]]:
    """By entry, in the order of the statements, the ranges to take: an item together with its whole
    enumeration and its introduction; adjacent sentences as one."""
    wholes: dict[str, list[Span]] = {}
    for statement in statements:
        if found := sources.find(statement.document.id):
            text, (start, end) = found[1].text, statement.span
            if (
                text[start:end].strip() == statement.text
            ):  # otherwise the index is behind the corpus
                wholes.setdefault(statement.document.id, []).append(_whole(text, start, end))
    return {id_: joined_spans(sources.entry(id_)[1].text, spans) for id_, spans in wholes.items()}


def _whole(text: str, start: int, end: int) -> Span:
    for first, last in chains(text):
        if first < end and start < last and last - first <= MOST:
            return min(start, first), max(end, last)
    return start, end
