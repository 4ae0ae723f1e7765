"""Entries dropped, restored, merged and split: no text is ever lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import KbError, NotFoundError
from kb.model import Bulletin, Entry, Heading, Kind, Side, SubjectCorrection
from kb.uploads.entry_edits import drop, merge_with_previous, restore, split, split_points
from kb.uploads.revisions import Revision
from tests.builders import bulletin, entry

TEXTS = ("先评议，再授信。评议会开在村里。", "走访每周两次。登记当天录入。", "贷后每季回访一次。")
BULLETIN = bulletin(
    Heading("一、做法", 2),
    entry(TEXTS[0]),
    entry(TEXTS[1]),
    Heading("二、管理", 2),
    entry(TEXTS[2]),
)
BULLETIN = replace(
    BULLETIN,
    content=tuple(
        replace(item, heading_path=("一、做法",) if item.text != TEXTS[2] else ("二、管理",))
        if isinstance(item, Entry)
        else item
        for item in BULLETIN.content
    ),
)
ONE, TWO, THREE = BULLETIN.entries
NOW = Revision(0, BULLETIN)


def after(bulletin: Bulletin, left_out: tuple[object, ...] = ()) -> Revision:
    return Revision(1, bulletin, left_out)  # type: ignore[arg-type]


def chosen(entry: Entry) -> tuple[str, ...]:
    """The practices of an entry in a vocabulary that finds none in texts."""
    return entry.practices or ()


def test_a_dropped_entry_can_be_restored_where_it_stood() -> None:
    edited = drop(NOW, {TWO.anchor})
    assert [e.text for e in edited.bulletin.entries] == [TEXTS[0], TEXTS[2]]
    (left,) = edited.left_out
    assert (left.entry, left.before) == (TWO, THREE.anchor)
    back = restore(after(edited.bulletin, edited.left_out), {0})
    assert back.bulletin == BULLETIN  # the last one of its section stays in it
    assert back.left_out == ()


def test_entries_dropped_one_by_one_can_be_restored_where_they_stood() -> None:
    first = drop(NOW, {ONE.anchor})
    second = drop(after(first.bulletin, first.left_out), {TWO.anchor})
    back = restore(after(second.bulletin, second.left_out), {0})
    assert back.bulletin.entries == (ONE, THREE)
    assert restore(after(back.bulletin, back.left_out), {0}).bulletin == BULLETIN


def test_many_are_dropped_and_restored_at_once() -> None:
    edited = drop(NOW, {ONE.anchor, TWO.anchor})
    back = restore(after(edited.bulletin, edited.left_out), {0, 1})
    assert [e.text for e in back.bulletin.entries] == list(TEXTS)


def test_not_all_can_be_dropped() -> None:
    with pytest.raises(KbError, match="至少要留下一条"):
        drop(NOW, {e.anchor for e in BULLETIN.entries})


@pytest.mark.parametrize("anchors", [set(), {"e0"}])
def test_what_is_not_there_cannot_be_dropped(anchors: set[str]) -> None:
    with pytest.raises(NotFoundError):
        drop(NOW, anchors)


@pytest.mark.parametrize("numbers", [set(), {0}, {-1}])
def test_what_is_not_left_out_cannot_be_restored(numbers: set[int]) -> None:
    with pytest.raises(NotFoundError):
        restore(NOW, numbers)


def test_two_entries_become_one() -> None:
    made = merge_with_previous(NOW, TWO.anchor, chosen).bulletin.entries
    assert [e.text for e in made] == [f"{TEXTS[0]}\n{TEXTS[1]}", TEXTS[2]]
    assert made[0].anchor == ONE.anchor


def test_what_an_editor_chose_survives_a_merge() -> None:
    said = SubjectCorrection("d1", Side.THIRD, "东山农商银行")
    first = replace(ONE, practices=("整村授信",), bank="临海农商银行")
    second = replace(TWO, practices=("阳光信贷",), kind=Kind.OVERVIEW, subjects=(said,))
    content = tuple(
        {ONE.anchor: first, TWO.anchor: second}.get(item.anchor, item)
        if isinstance(item, Entry)
        else item
        for item in BULLETIN.content
    )
    edited = merge_with_previous(
        Revision(0, replace(BULLETIN, content=content)), TWO.anchor, chosen
    )
    joined = edited.bulletin.entries[0]
    assert joined.practices == ("整村授信", "阳光信贷")
    assert (joined.kind, joined.bank, joined.subjects) == (ONE.kind, "临海农商银行", (said,))
    assert "类型按上一条：经验" in edited.what
    assert "做法：整村授信、阳光信贷" in edited.what


@pytest.mark.parametrize("anchor", [ONE.anchor, THREE.anchor])
def test_a_heading_keeps_entries_apart(anchor: str) -> None:
    with pytest.raises(KbError, match="没有可以合并的条目"):
        merge_with_previous(NOW, anchor, chosen)


def test_an_entry_is_split_at_a_sentence() -> None:
    (at,) = split_points(ONE)
    one, new, *_ = split(NOW, ONE.anchor, at).bulletin.entries
    assert (one.text, new.text) == ("先评议，再授信。", "评议会开在村里。")
    assert one.anchor == ONE.anchor != new.anchor
    assert new.heading_path == ONE.heading_path
    with pytest.raises(KbError, match="不是句子的开头"):
        split(NOW, ONE.anchor, at + 1)


@given(
    st.lists(st.sampled_from(["甲做了这件事。", "乙没有做！", "丙在看？"]), min_size=2), st.data()
)
def test_split_and_merge_lose_nothing(parts: list[str], data: st.DataObject) -> None:
    whole = bulletin(entry("".join(parts)))
    (only,) = whole.entries
    at = data.draw(st.sampled_from(sorted(split_points(only))))
    edited = split(Revision(0, whole), only.anchor, at)
    _, second = edited.bulletin.entries
    back = merge_with_previous(after(edited.bulletin), second.anchor, chosen)
    (joined,) = back.bulletin.entries
    assert joined.text.replace("\n", "") == only.text
