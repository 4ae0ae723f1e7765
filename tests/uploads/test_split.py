"""Files with several issues: each issue becomes an upload of its own."""

from __future__ import annotations

from kb.knowledge_base import KnowledgeBase
from kb.readers.read import read
from kb.state import uploads
from kb.state.uploads import UploadState
from kb.uploads.reading_queue import read_next
from kb.uploads.shelf import Shelf
from kb.uploads.split import split
from tests.intake.several import TWO
from tests.uploads.conftest import NOW, checked, now_of, published, received, waiting


def test_a_file_with_two_issues_becomes_two_uploads(kb: KnowledgeBase) -> None:
    file = received(kb, TWO, "两期.txt")
    read_next(kb, read, NOW)
    assert now_of(kb, file).state is UploadState.UNPACKED
    assert now_of(kb, file).title == "两期.txt：拆成 2 期"
    assert not Shelf(kb.home).has_source(file.id)
    checks = [checked(kb, upload) for upload in waiting(kb)]
    assert [one.bulletin.issue for one in checks] == ["第4期", "第5期"]
    assert [one.bulletin.source.part for one in checks] == [1, 2]
    assert [[line.text for line in one.reading.lines][1] for one in checks] == ["第4期", "第5期"]
    assert all("这个文件里有 2 期简报" in one.reading.unread[0] for one in checks)


def test_each_is_published_and_the_same_file_brings_nothing_new(kb: KnowledgeBase) -> None:
    received(kb, TWO, "两期.txt")
    ids = [published(kb, upload) for upload in waiting(kb)]
    assert len(set(ids)) == 2
    received(kb, TWO, "两期.txt")
    assert waiting(kb) == []
    assert sorted(kb.corpus.bulletin_ids()) == sorted(ids)


def test_splitting_again_doubles_nothing(kb: KnowledgeBase) -> None:
    file = received(kb, TWO, "两期.txt")
    split(kb.home, file, TWO, 2, NOW)
    split(kb.home, file, TWO, 2, NOW)
    assert len(uploads.in_state(kb.home, UploadState.QUEUED)) == 3
    received(kb, TWO, "又一次.txt")
    assert len(waiting(kb)) == 2
