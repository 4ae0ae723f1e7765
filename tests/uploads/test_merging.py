"""What two editors change in one form at the same time."""

from __future__ import annotations

import pytest

from kb.errors import ConflictError, NotFoundError
from kb.knowledge_base import KnowledgeBase
from kb.uploads import revisions
from kb.uploads.decisions import correct, edit_entries, retry, take_back, undo
from kb.uploads.entry_edits import drop
from kb.uploads.shelf import Shelf
from tests.builders import weekly
from tests.uploads.conftest import BY, Uploaded, read_all


def test_two_fields_changed_by_two_editors_are_both_kept(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    upload = uploaded(weekly())
    assert correct(kb, upload.id, {"title": "新的标题"}, BY, seen=0).conflicts == {}
    assert correct(kb, upload.id, {"series": "新的系列"}, BY, seen=0).conflicts == {}
    now = revisions.latest(Shelf(kb.home), upload.id).bulletin
    assert (now.title, now.series) == ("新的标题", "新的系列")


def test_a_field_left_alone_does_not_undo_the_other_editors_change(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    upload = uploaded(weekly())
    before = revisions.latest(Shelf(kb.home), upload.id).bulletin
    correct(kb, upload.id, {"title": "新的标题"}, BY, seen=0)
    correct(kb, upload.id, {"title": before.title, "issue": "第九期"}, BY, seen=0)
    now = revisions.latest(Shelf(kb.home), upload.id).bulletin
    assert (now.title, now.issue) == ("新的标题", "第九期")


def test_the_same_field_changed_differently_is_a_conflict_and_nothing_is_saved(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    upload = uploaded(weekly())
    correct(kb, upload.id, {"title": "甲的标题"}, BY, seen=0)
    saved = correct(kb, upload.id, {"title": "乙的标题", "issue": "第九期"}, BY, seen=0)
    assert saved.conflicts == {"title": "甲的标题"}
    now = revisions.latest(Shelf(kb.home), upload.id)
    assert (now.number, now.bulletin.title) == (1, "甲的标题")
    assert correct(kb, upload.id, {"title": "乙的标题"}, BY, seen=1).conflicts == {}
    assert revisions.latest(Shelf(kb.home), upload.id).bulletin.title == "乙的标题"


def test_the_same_change_by_both_is_no_conflict(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    upload = uploaded(weekly())
    correct(kb, upload.id, {"title": "新的标题"}, BY, seen=0)
    assert correct(kb, upload.id, {"title": "新的标题"}, BY, seen=0).conflicts == {}
    assert revisions.latest(Shelf(kb.home), upload.id).number == 1


def test_a_field_of_an_entry_that_is_gone_is_a_conflict(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    upload = uploaded(weekly())
    entry = revisions.latest(Shelf(kb.home), upload.id).bulletin.entries[0]
    edit_entries(kb, upload.id, lambda revision: drop(revision, {entry.anchor}), BY)
    field = f"kind-{entry.anchor}"
    assert correct(kb, upload.id, {field: "honour"}, BY, seen=0).conflicts == {field: None}


def test_changes_are_undone_one_by_one(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    upload = uploaded(weekly())
    titles = [revisions.latest(Shelf(kb.home), upload.id).bulletin.title, "甲", "乙"]
    for title in titles[1:]:
        correct(kb, upload.id, {"title": title}, BY, seen=9)
    for title in (titles[1], titles[0]):
        seen = revisions.latest(Shelf(kb.home), upload.id).number
        assert undo(kb, upload.id, BY, seen=seen) == "修改 1 处"
        assert revisions.latest(Shelf(kb.home), upload.id).bulletin.title == title


def test_a_click_on_undo_that_arrives_twice_undoes_one_change(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    upload = uploaded(weekly())
    for title in ("甲", "乙", "丙"):
        correct(kb, upload.id, {"title": title}, BY, seen=9)
    undo(kb, upload.id, BY, seen=3)
    with pytest.raises(ConflictError, match="没有撤销"):
        undo(kb, upload.id, BY, seen=3)
    assert revisions.latest(Shelf(kb.home), upload.id).bulletin.title == "乙"


def test_what_is_taken_back_is_what_the_page_showed_there(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    upload = uploaded(weekly())
    before = revisions.latest(Shelf(kb.home), upload.id).bulletin
    _, one, two, *_ = before.entries
    for entry in (one, two):
        edit_entries(kb, upload.id, lambda now, anchor=entry.anchor: drop(now, {anchor}), BY)  # type: ignore[misc]
    take_back(kb, upload.id, {0}, BY, seen=2)
    with pytest.raises(NotFoundError, match="已经取回"):  # the same click again
        take_back(kb, upload.id, {0}, BY, seen=2)
    assert revisions.latest(Shelf(kb.home), upload.id).bulletin.entries[1] == one
    take_back(kb, upload.id, {1}, BY, seen=2)  # in the other tab
    assert revisions.latest(Shelf(kb.home), upload.id).bulletin == before


def test_a_page_made_before_the_file_was_read_again_changes_nothing(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    upload = uploaded(weekly())
    correct(kb, upload.id, {"title": "甲"}, BY, seen=0)
    retry(kb.home, upload.id, BY)
    read_all(kb)
    shelf = Shelf(kb.home)
    read_again = revisions.latest(shelf, upload.id)
    assert read_again.parent is None
    correct(kb, upload.id, {"title": "乙"}, BY, seen=read_again.number)
    for seen in (0, 1):
        with pytest.raises(ConflictError, match="重新读取过"):
            correct(kb, upload.id, {"title": "甲", "issue": "第九期"}, BY, seen=seen)
    assert revisions.latest(shelf, upload.id).bulletin.title == "乙"
