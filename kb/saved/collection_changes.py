"""Changes of a collection: each makes a new revision, and is refused when it is based on outdated
content.

Every change names the revision that the person saw (`Editor.seen`). Adding never conflicts; other
changes are refused when somebody else has changed the same part since.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from kb.errors import ConflictError, NotFoundError
from kb.files import Home
from kb.rights import Right, require
from kb.saved import excerpts as ops
from kb.saved.collections import BadCollection, Editor, change_by, proper_name, usable
from kb.saved.excerpts import MAX_NOTE, Contents, Excerpt
from kb.state import Overtaken, Past, StoredCollection
from kb.state import collections as stored

MAX_EXCERPTS, MAX_CHAPTERS = 2000, 200
_TRIES = 5
# What a change may be based on: the part of the contents that must be as the person saw it.
_Part = Callable[[Contents], Any]


def add(
    home: Home, collection_id: int, taken: tuple[Excerpt, ...], by: Editor, to: str = ""
) -> int:
    """Add excerpts at the end of a chapter ("": the last one); returns how many there are now."""
    text = taken[0].text if taken else ""
    action = f"加入“{text[:12]}{'…' * (len(text) > 12)}”"

    def change(contents: Contents) -> Contents:
        for excerpt in taken:
            contents = ops.with_excerpt(contents, excerpt, to)
        return contents

    return len(_apply(home, collection_id, action, by, change, None).excerpts)


def remove(home: Home, collection_id: int, excerpt_id: str, by: Editor) -> None:
    """Remove an excerpt."""
    _apply(
        home, collection_id, "移出一条摘录", by,
        lambda c: ops.without_excerpt(c, excerpt_id), lambda c: c.excerpt(excerpt_id),
    )  # fmt: skip


def step(home: Home, collection_id: int, excerpt_id: str, steps: int, by: Editor) -> None:
    """Move an excerpt one place up (-1) or down (1)."""
    _apply(
        home, collection_id, "移动一条摘录", by,
        lambda c: ops.stepped(c, excerpt_id, steps), _order,
    )  # fmt: skip


def place(
    home: Home, collection_id: int, excerpt_id: str, chapter_id: str, position: int, by: Editor
) -> None:
    """Move an excerpt to a position (from 0) of a chapter."""
    _apply(
        home, collection_id, "移动一条摘录", by,
        lambda c: ops.placed(c, excerpt_id, chapter_id, position), _order,
    )  # fmt: skip


def note(
    home: Home, collection_id: int, excerpt_id: str, texts: tuple[str, str], by: Editor
) -> None:
    """Write the note and the question of an excerpt."""
    remark, question = map(_short, texts)
    _apply(
        home, collection_id, "改写批注", by,
        lambda c: ops.with_changed_excerpt(c, excerpt_id, note=remark, question=question),
        lambda c: (c.excerpt(excerpt_id).note, c.excerpt(excerpt_id).question),
    )  # fmt: skip


def show_pictures(
    home: Home, collection_id: int, excerpt_id: str, by: Editor, *, pictures: bool
) -> None:
    """Export the pictures of an excerpt's entry with it, or not."""
    _apply(
        home, collection_id, "改配图", by,
        lambda c: ops.with_changed_excerpt(c, excerpt_id, pictures=pictures), None,
    )  # fmt: skip


def accept(home: Home, collection_id: int, now: Excerpt, by: Editor) -> None:
    """Replace the old text of an excerpt by the corrected one (kb.saved.Checked.now)."""
    _apply(
        home, collection_id, "采用更正后的原文", by,
        lambda c: ops.with_changed_excerpt(
            c, now.id, entry=now.entry, start=now.start, end=now.end,
            text=now.text, digest=now.digest, taken=by.when.date().isoformat(),
        ),
        lambda c: c.excerpt(now.id).text,
    )  # fmt: skip


def add_chapter(home: Home, collection_id: int, title: str, by: Editor) -> None:
    """Add a chapter at the end."""
    named = proper_name(title, "章名")
    _apply(
        home, collection_id, f"新建“{named}”一章", by,
        lambda c: ops.with_chapter(c, named)[0], None,
    )  # fmt: skip


def change_chapter(
    home: Home, collection_id: int, chapter_id: str, texts: tuple[str, str], by: Editor
) -> None:
    """Give a chapter another title and introduction."""
    title, remark = proper_name(texts[0], "章名"), _short(texts[1])
    _apply(
        home, collection_id, "改章名", by,
        lambda c: ops.with_changed_chapter(c, chapter_id, title, remark),
        lambda c: (c.chapter(chapter_id).title, c.chapter(chapter_id).note),
    )  # fmt: skip


def step_chapter(home: Home, collection_id: int, chapter_id: str, steps: int, by: Editor) -> None:
    """Move a chapter one place up (-1) or down (1)."""
    _apply(
        home, collection_id, "移动一章", by,
        lambda c: ops.chapter_stepped(c, chapter_id, steps), _order,
    )  # fmt: skip


def remove_chapter(home: Home, collection_id: int, chapter_id: str, by: Editor) -> None:
    """Remove a chapter with its excerpts."""
    _apply(
        home, collection_id, "移去一章", by,
        lambda c: ops.without_chapter(c, chapter_id), lambda c: c.chapter(chapter_id),
    )  # fmt: skip


def describe(
    home: Home, collection_id: int, name: str, texts: tuple[str, str, str], by: Editor
) -> None:
    """Change name, subtitle, author and foreword."""
    subtitle, author, foreword = map(_short, texts)
    _apply(
        home, collection_id, "改讲义信息", by,
        lambda c: replace(c, subtitle=subtitle, author=author, foreword=foreword),
        lambda c: (c.subtitle, c.author, c.foreword),
        name=proper_name(name),
    )  # fmt: skip


def _apply(
    home: Home,
    collection_id: int,
    action: str,
    by: Editor,
    change: Callable[[Contents], Contents],
    part: _Part | None,
    name: str = "",
) -> Contents:
    """Apply a change to the current collection, if `part` of it is what the person saw."""
    require(by.actor, Right.COLLECTIONS)
    for attempt in range(_TRIES):
        before = usable(home, collection_id, by.actor)
        contents = ops.loads(before.document)
        if part is not None and by.seen and by.seen != before.revision:
            _refuse_changed(home, before, contents, by, part)
        after = change(contents)
        if len(after.excerpts) > MAX_EXCERPTS:
            raise BadCollection(f"一份讲义最多 {MAX_EXCERPTS} 条摘录", hint="请分成几份")
        if len(after.chapters) > max(MAX_CHAPTERS, len(contents.chapters)):
            raise BadCollection(f"一份讲义最多 {MAX_CHAPTERS} 章", hint="请分成几份")
        if after == contents and (not name or name == before.name):
            return contents
        try:
            stored.change_collection(
                home, before, name or before.name, ops.dumps(after), change_by(action, by)
            )
        except Overtaken:  # try again with the state that the other person stored
            if attempt == _TRIES - 1:
                raise
        else:
            return after
    raise AssertionError("the last attempt returns or raises")


def _refuse_changed(
    home: Home, now: StoredCollection, contents: Contents, by: Editor, part: _Part
) -> None:
    then = next(
        (past for past in stored.past_states(home, now.id) if past.revision == by.seen), None
    )
    if then is None or _part_of(then, part) != part(contents):
        # People who are not signed in all have the same name.
        who = "另一个窗口" if now.who == by.who else now.who
        raise ConflictError(
            f"打开以后，{who}已改动这里，没有保存",
            hint="请看过现在的内容，再改一次",
        )


def _part_of(then: Past, part: _Part) -> Any:
    try:
        return part(ops.loads(then.document))
    except NotFoundError:  # it came later
        return None


def _order(contents: Contents) -> list[tuple[str, list[str]]]:
    return [(c.id, [e.id for e in c.excerpts]) for c in contents.chapters]


def _short(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if len(text) > MAX_NOTE:
        raise BadCollection(f"文字太长（{len(text)} 字），最多 {MAX_NOTE} 字")
    return text
