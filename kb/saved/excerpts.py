"""What a collection holds: chapters of verbatim excerpts, and every way to change them.

All values are frozen; each change returns new contents.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from kb.errors import NotFoundError

MAX_NOTE = 4000


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A verbatim quotation. `text` was source[start:end] of the entry's text, in characters, when
    `digest` (of the whole entry's text) was its digest. `note` is for the trainer, `question` for
    the class to discuss; `pictures` says whether the entry's pictures are exported with it. `taken`
    is the day it was taken, in ISO form; "" for excerpts from before days were kept."""

    id: str
    entry: str
    start: int
    end: int
    text: str
    digest: str
    note: str = ""
    question: str = ""
    pictures: bool = True
    taken: str = ""

    @property
    def place(self) -> tuple[str, int, int]:
        """Where it was taken from."""
        return self.entry, self.start, self.end


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter; `note` introduces it."""

    id: str
    title: str
    note: str = ""
    excerpts: tuple[Excerpt, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a collection holds; `made` counts the ids that were given out, `practice` is the
    practice it was made from, "" for none."""

    subtitle: str = ""
    author: str = ""
    foreword: str = ""
    chapters: tuple[Chapter, ...] = ()
    made: int = 0
    practice: str = ""

    @property
    def excerpts(self) -> tuple[Excerpt, ...]:
        """All excerpts in reading order."""
        return tuple(excerpt for chapter in self.chapters for excerpt in chapter.excerpts)

    def chapter(self, chapter_id: str) -> Chapter:
        """A chapter by its id; NotFoundError."""
        for chapter in self.chapters:
            if chapter.id == chapter_id:
                return chapter
        raise _gone("这一章")

    def excerpt(self, excerpt_id: str) -> Excerpt:
        """An excerpt by its id; NotFoundError."""
        for excerpt in self.excerpts:
            if excerpt.id == excerpt_id:
                return excerpt
        raise _gone("这条摘录")

    def chapter_of(self, excerpt_id: str) -> Chapter:
        """The chapter of an excerpt; NotFoundError."""
        for chapter in self.chapters:
            if any(excerpt.id == excerpt_id for excerpt in chapter.excerpts):
                return chapter
        raise _gone("这条摘录")


def dumps(contents: Contents) -> str:
    """Contents as JSON."""
    return json.dumps(asdict(contents), ensure_ascii=False)


def loads(text: str) -> Contents:
    """The contents of `dumps`."""
    data: dict[str, Any] = json.loads(text)
    chapters = tuple(
        Chapter(**{**chapter, "excerpts": tuple(Excerpt(**e) for e in chapter["excerpts"])})
        for chapter in data.pop("chapters")
    )
    return Contents(**data, chapters=chapters)


def with_chapter(contents: Contents, title: str, note: str = "") -> tuple[Contents, str]:
    """The contents with a chapter added at the end, and its id."""
    number = contents.made + 1
    chapter = Chapter(f"c{number}", title, note)
    return replace(contents, chapters=(*contents.chapters, chapter), made=number), chapter.id


def with_excerpt(contents: Contents, excerpt: Excerpt, chapter_id: str = "") -> Contents:
    """The contents with an excerpt added, by default at the end of the last chapter; its id is
    given here. Contents without chapters get a first one."""
    if not contents.chapters:
        contents, chapter_id = with_chapter(contents, "摘录")
    wanted = contents.chapter(chapter_id) if chapter_id else contents.chapters[-1]
    number = contents.made + 1
    added = replace(excerpt, id=f"x{number}")
    chapters = _changed(
        contents, wanted.id, lambda c: replace(c, excerpts=(*c.excerpts, added))
    ).chapters
    return replace(contents, chapters=chapters, made=number)


def without_excerpt(contents: Contents, excerpt_id: str) -> Contents:
    """The contents without an excerpt."""
    home = contents.chapter_of(excerpt_id)
    left = tuple(e for e in home.excerpts if e.id != excerpt_id)
    return _changed(contents, home.id, lambda c: replace(c, excerpts=left))


def placed(contents: Contents, excerpt_id: str, chapter_id: str, position: int) -> Contents:
    """The contents with an excerpt moved to a place of a chapter: before what would be at
    `position` (from 0) without it; beyond the end is the end."""
    excerpt = contents.excerpt(excerpt_id)
    contents.chapter(chapter_id)

    def put(chapter: Chapter) -> Chapter:
        rest = list(chapter.excerpts)
        rest.insert(max(0, position), excerpt)
        return replace(chapter, excerpts=tuple(rest))

    return _changed(without_excerpt(contents, excerpt_id), chapter_id, put)


def stepped(contents: Contents, excerpt_id: str, by: int) -> Contents:
    """The contents with an excerpt one place up (-1) or down (1), over the border of its chapter
    if it stands there; at either end of all, unchanged."""
    chapter = contents.chapter_of(excerpt_id)
    at = [e.id for e in chapter.excerpts].index(excerpt_id)
    if 0 <= at + by < len(chapter.excerpts):
        return placed(contents, excerpt_id, chapter.id, at + by)
    number = contents.chapters.index(chapter) + by
    if not 0 <= number < len(contents.chapters):
        return contents
    target = contents.chapters[number]
    return placed(contents, excerpt_id, target.id, len(target.excerpts) if by < 0 else 0)


def with_changed_excerpt(contents: Contents, excerpt_id: str, **values: Any) -> Contents:
    """The contents with fields of an excerpt changed."""
    home = contents.chapter_of(excerpt_id)
    excerpts = tuple(replace(e, **values) if e.id == excerpt_id else e for e in home.excerpts)
    return _changed(contents, home.id, lambda c: replace(c, excerpts=excerpts))


def with_changed_chapter(contents: Contents, chapter_id: str, title: str, note: str) -> Contents:
    """The contents with another title and introduction of a chapter."""
    contents.chapter(chapter_id)
    return _changed(contents, chapter_id, lambda c: replace(c, title=title, note=note))


def chapter_stepped(contents: Contents, chapter_id: str, by: int) -> Contents:
    """The contents with a chapter one place up (-1) or down (1); at the ends, unchanged."""
    chapters = list(contents.chapters)
    at = chapters.index(contents.chapter(chapter_id))
    if 0 <= at + by < len(chapters):
        chapters.insert(at + by, chapters.pop(at))
    return replace(contents, chapters=tuple(chapters))


def without_chapter(contents: Contents, chapter_id: str) -> Contents:
    """The contents without a chapter and its excerpts."""
    contents.chapter(chapter_id)
    left = tuple(c for c in contents.chapters if c.id != chapter_id)
    return replace(contents, chapters=left)


def _changed(contents: Contents, chapter_id: str, change: Callable[[Chapter], Chapter]) -> Contents:
    return replace(
        contents,
        chapters=tuple(change(c) if c.id == chapter_id else c for c in contents.chapters),
    )


def _gone(what: str) -> NotFoundError:
    return NotFoundError(f"讲义里没有{what}", hint="它可能刚被别人移走，请刷新后再看")


def numbered(contents: Contents) -> Iterator[tuple[Chapter, int, Excerpt]]:
    """Each excerpt with its chapter and its number in the whole collection, from 1."""
    number = 0
    for chapter in contents.chapters:
        for excerpt in chapter.excerpts:
            number += 1
            yield chapter, number, excerpt
