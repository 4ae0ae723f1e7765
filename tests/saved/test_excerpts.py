"""The contents of a collection: every change gives new contents and loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import NotFoundError
from kb.saved.excerpts import (
    Contents,
    Excerpt,
    chapter_stepped,
    dumps,
    loads,
    placed,
    stepped,
    with_changed_excerpt,
    with_chapter,
    with_excerpt,
    without_chapter,
    without_excerpt,
)


def made(*chapters: tuple[str, ...]) -> Contents:
    contents = Contents()
    for number, texts in enumerate(chapters, 1):
        contents, chapter = with_chapter(contents, f"第{number}章")
        for text in texts:
            contents = with_excerpt(contents, Excerpt("", "b#e", 0, len(text), text, "d"), chapter)
    return contents


def texts(contents: Contents) -> list[list[str]]:
    return [[e.text for e in chapter.excerpts] for chapter in contents.chapters]


def id_of(contents: Contents, text: str) -> str:
    return next(e.id for e in contents.excerpts if e.text == text)


def test_the_first_excerpt_gets_a_chapter() -> None:
    contents = with_excerpt(Contents(), Excerpt("", "b#e", 0, 1, "甲", "d"))
    assert [c.title for c in contents.chapters] == ["摘录"]
    assert texts(contents) == [["甲"]]


def test_an_excerpt_steps_over_the_border_of_its_chapter() -> None:
    contents = made(("甲", "乙"), ("丙",))
    down = stepped(contents, id_of(contents, "乙"), 1)
    assert texts(down) == [["甲"], ["乙", "丙"]]
    assert texts(stepped(down, id_of(down, "乙"), -1)) == [["甲", "乙"], ["丙"]]
    assert stepped(contents, id_of(contents, "甲"), -1) == contents
    assert stepped(contents, id_of(contents, "丙"), 1) == contents


def test_an_excerpt_is_placed() -> None:
    contents = made(("甲", "乙", "丙"), ())
    assert texts(placed(contents, id_of(contents, "甲"), contents.chapters[0].id, 1)) == [
        ["乙", "甲", "丙"],
        [],
    ]
    assert texts(placed(contents, id_of(contents, "甲"), contents.chapters[1].id, 99)) == [
        ["乙", "丙"],
        ["甲"],
    ]


def test_chapters_move_and_go() -> None:
    contents = made(("甲",), ("乙",))
    first, second = contents.chapters
    assert texts(chapter_stepped(contents, first.id, 1)) == [["乙"], ["甲"]]
    assert chapter_stepped(contents, second.id, 1) == contents
    assert texts(without_chapter(contents, first.id)) == [["乙"]]


def test_what_is_gone_is_said() -> None:
    contents = made(("甲",))
    with pytest.raises(NotFoundError, match="没有这条摘录"):
        without_excerpt(contents, "x99")
    with pytest.raises(NotFoundError, match="没有这一章"):
        without_chapter(contents, "c99")


def test_ids_are_never_given_twice() -> None:
    contents = made(("甲", "乙"))
    contents = without_excerpt(contents, id_of(contents, "乙"))
    contents = with_excerpt(contents, Excerpt("", "b#e", 0, 1, "丙", "d"))
    assert len({e.id for e in contents.excerpts}) == 2
    assert contents.excerpts[-1].id != "x3"


@given(
    st.lists(st.lists(st.text(min_size=1, max_size=4), max_size=4), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5), st.integers(0, 3)), max_size=12),
)
def test_moving_loses_nothing_and_json_keeps_everything(
    chapters: list[list[str]], moves: list[tuple[int, int, int]]
) -> None:
    contents = made(*map(tuple, chapters))
    before = sorted(e.id for e in contents.excerpts)
    for which, to, position in moves:
        if before:
            id_ = before[which % len(before)]
            chapter = contents.chapters[to % len(contents.chapters)]
            contents = placed(contents, id_, chapter.id, position)
            contents = stepped(contents, id_, (-1) ** position)
            contents = with_changed_excerpt(contents, id_, note=str(position))
    assert sorted(e.id for e in contents.excerpts) == before
    assert loads(dumps(contents)) == contents
