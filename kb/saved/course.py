"""A course about a practice in one step: chapters by aspect, in each the sentences of each bank."""

from __future__ import annotations

from dataclasses import replace

from kb.errors import NotFoundError
from kb.insights import Comparison, compare
from kb.knowledge_base import KnowledgeBase
from kb.saved.excerpts import Contents, with_chapter, with_excerpt
from kb.saved.taking import Sources, take

# Sentences of one bank on one aspect.
EACH = 3


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
    taken: set[tuple[str, int, int]] = set()
    for number, column in enumerate(found.columns):
        chapter = ""
        for row in found.rows:
            for statement in row.cells[number].statements:
                place = (statement.document.id, *statement.span)
                if not row.bank or place in taken or sources.find(statement.document.id) is None:
                    continue
                taken.add(place)
                if not chapter:
                    contents, chapter = with_chapter(contents, column.name, column.note)
                excerpt = take(sources, *place, quoted=statement.text)
                contents = with_excerpt(contents, excerpt, chapter)
    return contents
