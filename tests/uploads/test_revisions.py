"""Revisions of an upload: each save is kept, and two who save at once do not overwrite each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.growth_of_input import is_linear
from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase
from kb.uploads import revisions
from kb.uploads.decisions import edit_entries
from kb.uploads.entry_edits import restore
from kb.uploads.revisions import LeftOut, LeftOutReason, next_after
from kb.uploads.shelf import Line, Reading, Shelf
from tests.builders import bulletin, entry, weekly
from tests.uploads.conftest import BY, Uploaded


def test_the_reading_is_the_first_revision(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    shelf, upload = Shelf(kb.home), uploaded(weekly())
    found = revisions.latest(shelf, upload.id)
    assert (found.number, found.parent, found.left_out) == (0, None, ())
    assert found.bulletin == shelf.reading(upload.id).bulletin


def test_a_revision_is_kept_as_it_was_saved(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    shelf, upload = Shelf(kb.home), uploaded(weekly())
    current = revisions.latest(shelf, upload.id)
    first, *_ = current.bulletin.entries
    rest = replace(
        current.bulletin, content=tuple(i for i in current.bulletin.content if i != first)
    )
    left_out = (LeftOut(replace(first, heading_path=("一、做法",)), LeftOutReason.DROPPED, "e1"),)
    made = next_after(current, rest, left_out, "去掉 1 条", "王编辑")
    assert revisions.add(shelf, upload.id, made)
    assert revisions.latest(shelf, upload.id) == made
    assert revisions.at(shelf, upload.id, 0) == current


def test_the_second_of_two_who_save_at_once_learns_it(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    shelf, upload = Shelf(kb.home), uploaded(weekly())
    current = revisions.latest(shelf, upload.id)
    mine = next_after(current, replace(current.bulletin, issue="第一期"), (), "甲", "甲")
    theirs = next_after(current, replace(current.bulletin, issue="第二期"), (), "乙", "乙")
    assert revisions.add(shelf, upload.id, mine)
    assert not revisions.add(shelf, upload.id, theirs)
    assert revisions.latest(shelf, upload.id).bulletin.issue == "第一期"


def test_many_passages_left_out_are_placed_in_one_go() -> None:
    """A page with thousands of lines that are not part of it."""
    one = bulletin(entry("一、走访到户。"))

    def placed(text: str) -> None:
        lines = tuple(f"第{at}页" for at in range(len(text)))
        reading = Reading(tuple(map(Line, lines)), one, (), (), (), lines)
        revisions.first(reading)

    assert is_linear(placed, "页", 2000)


def test_a_passage_left_out_knows_the_entry_behind_it() -> None:
    entries = (entry("一、走访到户。"), entry("二、考核算到每一户。"))
    lines = ("上一篇", entries[0].text, "分享", entries[1].text, "下一篇", "分享")
    left = ("上一篇", "分享", "下一篇", "图片里的字")
    reading = Reading(tuple(map(Line, lines)), bulletin(*entries), (), (), (), left)
    before = [item.before for item in revisions.first(reading).left_out]
    assert before == [entries[0].anchor, entries[1].anchor, "", ""]


def test_a_damaged_revision_is_said(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    shelf, upload = Shelf(kb.home), uploaded(weekly())
    current = revisions.latest(shelf, upload.id)
    revisions.add(shelf, upload.id, next_after(current, current.bulletin, (), "", ""))
    (shelf.root / upload.id / "revision-1.json").write_text("{", "utf-8")
    with pytest.raises(KbError, match="已损坏"):
        revisions.latest(shelf, upload.id)


def test_furniture_of_a_page_can_be_taken_in(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    page = weekly().replace(b"</body>", "<p>上一篇：第二周纪实</p></body>".encode())
    upload = uploaded(page)
    (left,) = revisions.latest(Shelf(kb.home), upload.id).left_out
    assert (left.entry.text, left.reason) == ("上一篇：第二周纪实", LeftOutReason.FURNITURE)
    taken = edit_entries(kb, upload.id, lambda now: restore(now, {0}), BY)
    assert taken.bulletin.entries[-1].text == "上一篇：第二周纪实"
