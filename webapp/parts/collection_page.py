"""A collection on a page: its excerpts with their sources, warnings and state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import url_for

from kb.corpus import Piece
from kb.exports import reference, short
from kb.insights import Whose
from kb.knowledge_base import KnowledgeBase
from kb.saved import (
    Chapter,
    Checked,
    Collection,
    Excerpt,
    Standing,
    checked,
    numbered,
    shown_to,
    warnings,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A chapter an excerpt can be moved to."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class ExcerptView:
    """An excerpt on the page; `url` leads to its entry, "" when that is gone. `new_text` and
    `pieces` are set when the source was corrected."""

    number: int
    excerpt: Excerpt
    cite: str
    url: str
    standing: Standing
    new_text: str
    pieces: tuple[Piece, ...]
    warnings: tuple[str, ...]
    pictures: int

    @property
    def label(self) -> str:
        """Its name on buttons."""
        return f"第 {self.number} 条“{self.excerpt.text[:12]}…”"


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter with its excerpts; `others` are the chapters an excerpt can be moved to."""

    chapter: Chapter
    excerpts: tuple[ExcerptView, ...]
    others: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """A collection to read or to work on; `stale` counts the excerpts whose source was corrected,
    is elsewhere, or is gone."""

    collection: Collection
    chapters: tuple[ChapterView, ...]
    count: int
    stale: int
    doubles: int


def desk(kb: KnowledgeBase, collection: Collection) -> Desk:
    """Lay a collection out."""
    contents = shown_to(kb, collection.contents)
    if contents != collection.contents:  # what was done last may name what is hidden
        undo = "上一步改动" if collection.undo else ""
        collection = replace(collection, contents=contents, undo=undo)
    standing = checked(kb, contents.excerpts)
    whose = Whose(kb)
    doubts = warnings(contents)
    numbers = {excerpt.id: number for _, number, excerpt in numbered(contents)}
    chapters = tuple(
        ChapterView(
            chapter,
            tuple(
                _view(numbers[e.id], e, standing[e.id], doubts.get(e.id, ()), whose)
                for e in chapter.excerpts
            ),
            tuple(_others(collection, chapter)),
        )
        for chapter in contents.chapters
    )
    views = [view for chapter in chapters for view in chapter.excerpts]
    return Desk(
        collection,
        chapters,
        len(views),
        sum(view.standing is not Standing.CURRENT for view in views),
        len(doubts),
    )


def _others(collection: Collection, chapter: Chapter) -> Iterator[Place]:
    for other in collection.contents.chapters:
        if other.id != chapter.id:
            yield Place(other.id, other.title)


def _view(
    number: int, excerpt: Excerpt, found: Checked, doubts: tuple[str, ...], whose: Whose
) -> ExcerptView:
    cite = url = ""
    pictures = 0
    if found.bulletin and found.entry and found.now:
        bank = whose.bank(found.bulletin, found.entry, found.now.start, found.now.end)
        cite = short(reference(found.bulletin, found.entry, bank=bank))
        url = url_for(
            "bulletins.bulletin", bulletin_id=found.bulletin.id, _anchor=found.entry.anchor
        )
        pictures = sum(bool(picture.file) for picture in found.entry.pictures)
    changed = found.standing is Standing.CHANGED
    return ExcerptView(
        number=number,
        excerpt=excerpt,
        cite=cite,
        url=url,
        standing=found.standing,
        new_text=found.now.text if found.now and changed else "",
        pieces=found.pieces,
        warnings=doubts,
        pictures=pictures,
    )
