"""Collections are kept, shared, undone, and tell of conflicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kb.errors import ConflictError, NotFoundError
from kb.files import Home
from kb.knowledge_base import KnowledgeBase
from kb.rights import COMMAND_LINE, Actor, Role
from kb.saved import Editor, Excerpt, collection_changes, collections, course
from kb.saved.collections import BadCollection
from tests.peers import first_week, stored

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
ME = Editor(Actor("甲", Role.TRAINER), NOW)


def excerpt(text: str) -> Excerpt:
    return Excerpt("", "2018-07-02-纪实#e1", 0, len(text), text, "d")


def texts(home: Home, number: int) -> list[str]:
    return [e.text for e in collections.collection(home, number, COMMAND_LINE).contents.excerpts]


def seen(home: Home, number: int, who: str = "乙") -> Editor:
    return Editor(
        Actor(who, Role.TRAINER), NOW, collections.collection(home, number, COMMAND_LINE).revision
    )


def common(home: Home) -> int:
    """A collection of 甲 that is shared with everybody."""
    number = collections.create(home, "一课", ME)
    collections.share_with(home, number, ("*",), ME)
    return number


def test_a_collection_is_made_filled_and_found(home: Home) -> None:
    number = collections.create(home, " 尽职免责  一课 ", ME)
    assert collection_changes.add(home, number, (excerpt("甲。"), excerpt("乙。")), ME) == 2
    assert texts(home, number) == ["甲。", "乙。"]
    assert collections.named_collection(home, "尽职", COMMAND_LINE).id == number
    assert collections.named_collection(home, str(number), COMMAND_LINE).name == "尽职免责 一课"
    with pytest.raises(NotFoundError):
        collections.named_collection(home, "别的", COMMAND_LINE)


@pytest.mark.parametrize("name", ["", "  ", "长" * 61])
def test_a_name_that_will_not_do(home: Home, name: str) -> None:
    with pytest.raises(BadCollection):
        collections.create(home, name, ME)


def test_a_taken_name_is_refused(home: Home) -> None:
    collections.create(home, "一课", ME)
    other = collections.create(home, "二课", ME)
    with pytest.raises(ConflictError, match="已有叫“一课”的讲义"):
        collections.create(home, "一课", ME)
    with pytest.raises(ConflictError, match="已有叫“一课”的讲义"):
        collection_changes.describe(home, other, "一课", ("", "", ""), ME)


def test_ten_changes_are_undone_and_no_more(home: Home) -> None:
    number = common(home)
    for at in range(12):
        collection_changes.add(home, number, (excerpt(f"第{at}句。"),), ME)
    for left in range(11, 1, -1):
        assert "加入" in collections.undo(home, number, seen(home, number))
        assert len(texts(home, number)) == left
    with pytest.raises(NotFoundError, match="没有可以撤销"):
        collections.undo(home, number, seen(home, number))


def test_adding_never_conflicts(home: Home) -> None:
    number = common(home)
    old = seen(home, number)
    collection_changes.add(home, number, (excerpt("甲。"),), ME)
    collection_changes.add(home, number, (excerpt("乙。"),), old)
    assert texts(home, number) == ["甲。", "乙。"]


def test_two_people_change_two_notes_and_both_are_kept(home: Home) -> None:
    number = common(home)
    collection_changes.add(home, number, (excerpt("甲。"), excerpt("乙。")), ME)
    one, two = collections.collection(home, number, COMMAND_LINE).contents.excerpts
    both = seen(home, number)
    collection_changes.note(home, number, one.id, ("一", ""), both)
    collection_changes.note(home, number, two.id, ("二", ""), both)
    assert [
        e.note for e in collections.collection(home, number, COMMAND_LINE).contents.excerpts
    ] == ["一", "二"]


def test_two_people_change_one_note_and_the_second_is_told(home: Home) -> None:
    number = common(home)
    collection_changes.add(home, number, (excerpt("甲。"),), ME)
    (one,) = collections.collection(home, number, COMMAND_LINE).contents.excerpts
    both = seen(home, number)
    collection_changes.note(home, number, one.id, ("一", ""), both)
    with pytest.raises(ConflictError, match="另一个窗口已改动这里"):
        collection_changes.note(home, number, one.id, ("二", ""), both)
    with pytest.raises(ConflictError, match=f"{both.who}已改动这里"):
        collection_changes.note(
            home, number, one.id, ("二", ""), replace(both, actor=Actor("丁", Role.TRAINER))
        )
    assert collections.collection(home, number, COMMAND_LINE).contents.excerpt(one.id).note == "一"


def test_an_order_that_is_gone_is_not_built_on(home: Home) -> None:
    number = common(home)
    collection_changes.add(home, number, (excerpt("甲。"), excerpt("乙。")), ME)
    one, two = collections.collection(home, number, COMMAND_LINE).contents.excerpts
    both = seen(home, number)
    collection_changes.step(home, number, two.id, -1, both)
    with pytest.raises(ConflictError):
        collection_changes.step(home, number, one.id, 1, both)
    with pytest.raises(ConflictError):
        collections.undo(home, number, both)


def test_chapters_notes_and_removal(home: Home) -> None:
    number = common(home)
    collection_changes.add_chapter(home, number, "组织", ME)
    collection_changes.add_chapter(home, number, "流程", ME)
    first, second = collections.collection(home, number, COMMAND_LINE).contents.chapters
    collection_changes.add(home, number, (excerpt("甲。"),), ME, first.id)
    (one,) = collections.collection(home, number, COMMAND_LINE).contents.excerpts
    collection_changes.place(home, number, one.id, second.id, 0, ME)
    collection_changes.change_chapter(home, number, second.id, ("流程做法", "先看"), ME)
    collection_changes.step_chapter(home, number, second.id, -1, ME)
    collection_changes.show_pictures(home, number, one.id, ME, pictures=False)
    contents = collections.collection(home, number, COMMAND_LINE).contents
    assert [(c.title, c.note, len(c.excerpts)) for c in contents.chapters] == [
        ("流程做法", "先看", 1),
        ("组织", "", 0),
    ]
    assert not contents.excerpts[0].pictures
    collection_changes.remove_chapter(home, number, first.id, ME)
    collection_changes.remove(home, number, one.id, ME)
    assert texts(home, number) == []


def test_a_copy_an_archive_and_a_link(home: Home) -> None:
    number = common(home)
    collection_changes.add(home, number, (excerpt("甲。"),), ME)
    other = collections.copy(home, number, ME)
    again = collections.copy(home, number, ME)
    assert [collections.collection(home, n, COMMAND_LINE).name for n in (other, again)] == [
        "一课 副本", "一课 副本2",
    ]  # fmt: skip
    assert texts(home, other) == ["甲。"]
    collections.archive(home, number, ME)
    assert collections.collection(home, number, COMMAND_LINE).archived
    token = collections.share(home, number, ME)
    assert collections.shared_collection(home, token).id == number
    collections.share(home, number, ME, shared=False)
    for gone in (token, ""):
        with pytest.raises(NotFoundError, match="只读链接无效"):
            collections.shared_collection(home, gone)


def test_a_name_is_one_line_that_reads_as_it_is_written(home: Home) -> None:
    """Characters that turn the order of others would turn the rest of the page, and names of files."""
    number = collections.create(home, " 第一讲\r\n\u202e考核\u200b ", ME)
    assert collections.collection(home, number, COMMAND_LINE).name == "第一讲 考核"
    with pytest.raises(BadCollection, match="请填写"):
        collections.create(home, "\u202e\u200b", ME)


def test_a_note_has_a_bound(home: Home) -> None:
    number = common(home)
    collection_changes.add(home, number, (excerpt("甲。"),), ME)
    with pytest.raises(BadCollection, match="文字太长"):
        collection_changes.note(home, number, "x2", ("长" * 4001, ""), ME)


def test_chapters_have_a_bound(home: Home) -> None:
    number = common(home)
    for n in range(collection_changes.MAX_CHAPTERS):
        collection_changes.add_chapter(home, number, f"第{n}章", ME)
    with pytest.raises(BadCollection, match="最多 200 章"):
        collection_changes.add_chapter(home, number, "又一章", ME)


def test_a_course_has_chapters_by_aspect_and_is_verbatim(kb: KnowledgeBase) -> None:
    stored(kb, first_week())
    contents = course(kb, "整村授信")
    aspects = {aspect.name for aspect in kb.aspects.lexicon.aspects}
    assert {c.title for c in contents.chapters} <= aspects
    assert len(contents.chapters) > 2
    entries = {f"{first_week().id}#{e.anchor}": e.text for e in first_week().entries}
    for excerpt in contents.excerpts:
        assert entries[excerpt.entry][excerpt.start : excerpt.end] == excerpt.text
    assert len({e.place for e in contents.excerpts}) == len(contents.excerpts)
    with pytest.raises(NotFoundError):
        course(kb, "无人机")


def test_a_course_takes_enumerations_whole(kb: KnowledgeBase) -> None:
    stored(kb, first_week())
    texts = [excerpt.text for excerpt in course(kb, "整村授信").excerpts]
    assert any(
        "进村授信要做三件事：一是" in text and text.endswith("三是名单进系统。") for text in texts
    )
    assert not [text for text in texts if text.startswith(("一是", "二是", "三是"))]
