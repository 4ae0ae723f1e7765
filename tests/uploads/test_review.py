"""What the editor should look at, and where."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from threading import Barrier, Thread

import pytest

from kb.corpus import By, changes
from kb.errors import KbError
from kb.files import write_durably
from kb.knowledge_base import KnowledgeBase
from kb.model import Period
from kb.rights import COMMAND_LINE
from kb.uploads.review import lacks, look_at, looked_at
from kb.uploads.shelf import Shelf
from tests.builders import LESSONS, UNTAGGED, weekly
from tests.uploads.conftest import Uploaded, checked, published

TEXT = "学习交流材料\n\n先评议再授信，评议会开在村里，村民代表当场打分，结果张榜七天。\n".encode()


def test_each_doubt_names_a_field_of_the_form(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    found = checked(kb, uploaded(TEXT, "材料.txt")).doubts
    fields = {doubt.field for doubt in found}
    assert {"start", "issue", "bank"} <= fields


def test_the_doubt_about_a_group_names_the_field_of_its_bank(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    page = weekly().replace("临海组".encode(), "甲组".encode())
    found = {doubt.text: doubt.field for doubt in checked(kb, uploaded(page)).doubts}
    assert found["没有认出甲组的机构"] == "group-0-bank"


def test_a_damaged_character_leads_to_its_entry(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    check = checked(kb, uploaded(TEXT.replace("张榜".encode(), b"\xef\xbf\xbd"), "材料.txt"))
    (entry,) = [entry for entry in check.bulletin.entries if "\ufffd" in entry.text]
    (doubt,) = [doubt for doubt in check.doubts if "\ufffd" in doubt.text]
    assert doubt.field == f"kind-{entry.anchor}"
    assert doubt.text.endswith("文字在入库后点“编辑”改正")


def test_no_doubt_shows_an_id(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    stored = published(kb, uploaded(weekly()))
    other = weekly(
        [LESSONS[0], UNTAGGED], title="跟班学习活动第四周纪实", dates="(2018年7月16日--20日)"
    )
    texts = [doubt.text for doubt in checked(kb, uploaded(other, "第四周.html")).doubts]
    assert any("条相同" in text for text in texts)
    assert not any(stored in text for text in texts)


def test_what_was_looked_at_goes_last(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    upload = uploaded(TEXT, "材料.txt")
    first, *rest = checked(kb, upload).doubts
    look_at(Shelf(kb.home), upload.id, frozenset([first.key]))
    again = checked(kb, upload).doubts
    assert [d.key for d in again] == [*(d.key for d in rest), first.key]
    assert [d.looked for d in again] == [False] * len(rest) + [True]
    assert looked_at(Shelf(kb.home), upload.id) == {first.key}


def test_two_editors_at_the_same_moment_lose_no_mark(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has read what was looked at before the other writes."""
    shelf = Shelf(kb.home)
    (shelf.root / "000000000000").mkdir(parents=True)
    module = sys.modules["kb.uploads.review"]  # the face has the function of this name
    both, write = Barrier(2), write_durably

    def at_once(path: Path, data: bytes) -> None:
        both.wait(timeout=30)
        write(path, data)

    monkeypatch.setattr(module, "write_durably", at_once)
    marks = [Thread(target=look_at, args=(shelf, "000000000000", frozenset([key]))) for key in "ab"]
    for mark in marks:
        mark.start()
    for mark in marks:
        mark.join()
    assert looked_at(shelf, "000000000000") == {"a", "b"}


def test_an_upload_that_is_gone_cannot_be_looked_at(kb: KnowledgeBase) -> None:
    with pytest.raises(KbError, match="处理完了"):
        look_at(Shelf(kb.home), "000000000000", frozenset(["a"]))


def test_what_a_bulletin_lacks_in_few_words(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    whole = checked(kb, uploaded(weekly([*LESSONS, UNTAGGED]))).bulletin
    assert lacks(whole, kb.vocabulary) == ("1 条经验没有做法",)
    bare = checked(kb, uploaded(TEXT, "材料.txt")).bulletin
    assert {"缺日期", "缺机构"} <= set(lacks(bare, kb.vocabulary))
    assert "缺期号" not in lacks(bare, kb.vocabulary), "it is no issue of a series"
    assert "缺期号" in lacks(replace(bare, series="跟班简报"), kb.vocabulary)


def test_what_an_editor_decided_about_the_version_before_is_no_doubt(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    stored = published(kb, uploaded(weekly(title="跟班学习纪实", dates=""), "简报.html"))
    before = kb.corpus.load_bulletin(stored)
    days = Period(date(2018, 7, 9), date(2018, 7, 13))
    changes.store(
        kb.corpus,
        replace(before, title="换灶记", issue="第三周", period=days),
        By(COMMAND_LINE, datetime(2026, 11, 27)),
        was=stored,
    )
    newer = uploaded(weekly((*LESSONS, UNTAGGED), title="跟班学习纪实", dates=""), "新.html")
    check = checked(kb, newer)
    assert (check.bulletin.title, check.bulletin.issue, check.bulletin.period) == (
        "换灶记",
        "第三周",
        days,
    )
    assert not {"title", "issue", "start"} & {doubt.field for doubt in check.doubts}
