"""What two editors change in one form at the same time."""

from __future__ import annotations

from kb.knowledge_base import KnowledgeBase
from kb.uploads import revisions
from kb.uploads.decisions import correct, edit_entries, undo
from kb.uploads.entry_edits import drop
from kb.uploads.shelf import Shelf
from tests.builders import weekly
from tests.uploads.conftest import BY, Uploaded


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
        assert undo(kb, upload.id, BY) == "修改 1 处"
        assert revisions.latest(Shelf(kb.home), upload.id).bulletin.title == title
