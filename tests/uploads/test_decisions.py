"""Publishing, conflicts, discarding: what the editor decides, and what is then in the corpus."""

from __future__ import annotations

import threading
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from bench.weeks import image, png
from kb.corpus import changes
from kb.corpus.history import versions
from kb.errors import ConflictError, KbError
from kb.index.update import update_index
from kb.intake.ingest import ingest, store_proposal
from kb.intake.options import IngestOptions
from kb.knowledge_base import KnowledgeBase
from kb.model import Kind
from kb.readers.read import read
from kb.search.asking import Query
from kb.search.results import search
from kb.state import uploads
from kb.state.uploads import UploadState
from kb.uploads.check import Check, check
from kb.uploads.decisions import (
    can_retry,
    correct,
    discard,
    discard_failed,
    publish,
    publish_clear,
    retry,
)
from kb.uploads.receive import receive
from kb.uploads.review import look_at
from kb.uploads.shelf import Shelf
from tests.builders import LESSONS, TODAY, weekly
from tests.readers.making import FORMATS
from tests.uploads.conftest import BY, NOW, Uploaded, checked, now_of, published, read_all, received
from tests.uploads.test_check import UNDATED, type_in

CORRECTED = weekly([LESSONS[0], LESSONS[1].replace("用信户数", "当季用信户数")])


def test_what_is_published_is_in_the_corpus_and_found(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    upload = uploaded(weekly())
    shown = checked(kb, upload).bulletin
    result = published(kb, upload)
    assert result == "2018-07-09-跟班学习活动第三周纪实"
    assert kb.corpus.load_bulletin(result) == shown
    source = kb.corpus.source_path(upload.sha256, ".html")
    assert source.read_bytes() == weekly()
    update_index(kb)
    assert search(kb, Query("先评议")).total == 1
    (version,) = versions(kb.corpus, result)
    assert (version.who, version.when, version.note) == ("网站", NOW, "第三周.html")
    after = now_of(kb, upload)
    assert (after.state, after.bulletin) == (UploadState.PUBLISHED, result)
    assert not can_retry(kb.home, upload), "the corpus has the bytes"


def test_pictures_are_kept_when_it_is_published(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    upload = uploaded(weekly().replace(b"<body>", f"<body>{image(1)}".encode()))
    assert not (kb.corpus.root / "pictures").exists()
    (file,) = kb.corpus.load_bulletin(published(kb, upload)).picture_files
    assert kb.corpus.picture_path(file).read_bytes() == png(1)


def test_corrections_are_published(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    upload = uploaded(weekly())
    activity = next(e for e in checked(kb, upload).bulletin.entries if e.kind is Kind.ACTIVITY)
    type_in(
        kb,
        upload,
        title="第三周学习纪实",
        start="2019-07-08",
        end="2019-07-12",
        group_0_bank="东山农商银行",
        **{f"kind_{activity.anchor}": "lesson"},
    )
    assert kb.corpus.bulletin_ids() == []
    result = published(kb, upload)
    assert result == "2019-07-08-第三周学习纪实"
    stored = kb.corpus.load_bulletin(result)
    assert [e.kind for e in stored.entries if e.anchor == activity.anchor] == [Kind.LESSON]
    assert {e.bank for e in stored.entries if e.group} == {"东山农商银行"}
    assert now_of(kb, upload).title == "第三周学习纪实"


def test_a_bulletin_without_days_can_be_published(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    upload = uploaded(UNDATED, "材料.html")
    assert published(kb, upload) == "undated-学习交流材料"
    assert kb.corpus.load_bulletin("undated-学习交流材料").period is None


def test_nobody_publishes_twice(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    upload = uploaded(weekly())
    seen = checked(kb, upload).seen
    publish(kb, upload.id, BY, seen=seen)
    with pytest.raises(ConflictError, match="别的进展"):
        publish(kb, upload.id, BY, seen=seen)
    with pytest.raises(ConflictError):
        discard(kb.home, upload.id, BY)
    with pytest.raises(ConflictError):
        retry(kb.home, upload.id, BY)


def test_an_update_of_what_was_changed_meanwhile_is_shown_again_first(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    first = published(kb, uploaded(weekly()))
    upload = uploaded(CORRECTED)
    seen = checked(kb, upload).seen
    markdown = (kb.corpus.read_markdown(first) or b"").decode()
    edited = markdown.replace("落后的网格", "垫底的网格")
    digest = seen.partition(" ")[2]
    changes.edit(kb.corpus, first, edited, BY, expected=digest)
    with pytest.raises(ConflictError, match="关系有了变化"):
        publish(kb, upload.id, BY, seen=seen)
    assert (kb.corpus.read_markdown(first) or b"").decode() == edited
    assert now_of(kb, upload).state is UploadState.WAITING
    with pytest.raises(ConflictError, match="改回编者改过的"):
        published(kb, upload)
    doubts = checked(kb, upload).doubts
    look_at(Shelf(kb.home), upload.id, frozenset(doubt.key for doubt in doubts))
    assert published(kb, upload) == first
    assert len(versions(kb.corpus, first)) == 3


def test_what_came_by_another_way_meanwhile_is_shown_first(
    kb: KnowledgeBase, uploaded: Uploaded, tmp_path: Path
) -> None:
    upload = uploaded(CORRECTED)
    seen = checked(kb, upload).seen
    (tmp_path / "原稿.html").write_bytes(weekly())
    ingest(kb, [tmp_path / "原稿.html"], IngestOptions(TODAY))
    with pytest.raises(ConflictError):
        publish(kb, upload.id, BY, seen=seen)
    assert checked(kb, upload).proposal.difference.summary.startswith("修改 1 条")


def as_text() -> bytes:
    """The text of the weekly bulletin in another format, with another title."""
    lines = ["跟班学习第三周（重发）", "(2018年7月9日--13日)", *_paragraphs()]
    return "\n\n".join(lines).encode("gb18030")


def _paragraphs() -> list[str]:
    return [block.text for block in read(weekly(), "x.html").blocks[2:]]


def test_the_same_text_in_another_format_asks(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    first = published(kb, uploaded(weekly()))
    upload = uploaded(as_text(), "第三周.txt")
    shown = checked(kb, upload)
    assert shown.proposal.status.value == "unchanged"
    assert any("文字相同" in note.text for note in shown.notes)
    assert shown.proposal.difference.summary == "标题有变，系列有变，来源文件有变"
    # Keep the old fields …
    before = kb.corpus.read_markdown(first)
    assert published(kb, upload) == first
    assert kb.corpus.read_markdown(first) == before
    assert now_of(kb, upload).state is UploadState.UNCHANGED
    # … or take those of the new file.
    retry(kb.home, upload.id, BY)
    read_all(kb)
    taken = published(kb, upload, forced=True)
    assert kb.corpus.bulletin_ids() == [taken]
    assert kb.corpus.load_bulletin(taken).title == "跟班学习第三周（重发）"
    assert now_of(kb, upload).state is UploadState.PUBLISHED


def test_what_is_given_up_can_be_taken_up_again(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    upload = uploaded(weekly())
    discard(kb.home, upload.id, BY)
    assert now_of(kb, upload).state is UploadState.DISCARDED
    assert kb.corpus.bulletin_ids() == []
    retry(kb.home, upload.id, BY)
    read_all(kb)
    assert now_of(kb, upload).state is UploadState.WAITING


def test_what_was_refused_at_the_door_cannot_be_read_again(kb: KnowledgeBase) -> None:
    upload = received(kb, b"x", "图.jpg")
    with pytest.raises(ConflictError):
        retry(kb.home, upload.id, BY)


def test_all_that_leave_nothing_to_look_at_at_once(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    clear = uploaded(weekly())
    same = uploaded(weekly() + b"<!-- saved again -->", "再存.html")
    unsure = uploaded(weekly(dates="(7月16日--20日)", title="跟班学习活动第四周纪实"), "四.html")
    damaged = uploaded(UNDATED, "坏.html")
    (Shelf(kb.home).root / damaged.id / "reading.json").write_bytes(b"{")
    (result,) = publish_clear(kb, BY)
    assert kb.corpus.bulletin_ids() == [result]
    states = [now_of(kb, u).state for u in (clear, same, unsure, damaged)]
    assert states == [UploadState.PUBLISHED, *[UploadState.WAITING] * 3]
    with pytest.raises(KbError, match="已损坏"):
        checked(kb, damaged)
    retry(kb.home, damaged.id, BY)
    read_all(kb)
    assert checked(kb, damaged).bulletin.title == "学习交流材料"
    assert publish_clear(kb, BY) == []


def test_a_process_that_ended_between_storing_and_saying_so(
    kb: KnowledgeBase, uploaded: Uploaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = uploaded(weekly())
    with monkeypatch.context() as patch:
        patch.setattr("kb.state.uploads._update", _ended)
        with pytest.raises(KeyboardInterrupt):
            published(kb, upload)
    stored = kb.corpus.bulletin_ids()
    assert len(stored) == 1
    shown = checked(kb, upload)
    assert shown.proposal.status.value == "unchanged"
    assert published(kb, upload) == stored[0]
    assert kb.corpus.bulletin_ids() == stored
    assert len(versions(kb.corpus, stored[0])) == 1


def _ended(*_: object, **__: object) -> bool:
    raise KeyboardInterrupt


def test_what_another_editor_saves_during_a_publication_is_refused_and_not_lost(
    kb: KnowledgeBase, uploaded: Uploaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have the check screen open. What one saves stands in the corpus, or they are told."""
    upload = uploaded(weekly())
    shown = checked(kb, upload)
    told: list[str] = []

    def saving() -> None:
        try:
            correct(kb, upload.id, {"title": "乙改的标题"}, BY, seen=shown.revision.number)
        except ConflictError as error:
            told.append(error.message)

    editor = threading.Thread(target=saving)

    def storing(*given: Any, **named: Any) -> None:
        editor.start()
        editor.join(0.3)
        store_proposal(*given, **named)

    monkeypatch.setattr("kb.uploads.decisions.store_proposal", storing)
    result = published(kb, upload)
    editor.join()
    assert kb.corpus.load_bulletin(result).title == shown.bulletin.title
    assert told == ["这份上传已经入库，刚才填写的没有保存"]


def test_what_another_editor_saved_since_is_not_left_out_of_a_publication(
    kb: KnowledgeBase, uploaded: Uploaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = uploaded(weekly())
    shown = checked(kb, upload)
    titles = iter(("乙改的标题", "乙再改的标题"))

    def overtaken(*given: Any, **named: Any) -> Check:
        found = check(*given, **named)
        typed = {"title": next(titles)}
        correct(kb, upload.id, typed, BY, seen=found.revision.number)
        return found

    with monkeypatch.context() as patch:
        patch.setattr("kb.uploads.decisions.check", overtaken)
        with pytest.raises(ConflictError, match="别的编者刚才也保存了修改"):
            publish(kb, upload.id, BY, seen=shown.seen)
        assert publish_clear(kb, BY) == []
    assert kb.corpus.bulletin_ids() == []
    assert now_of(kb, upload).state is UploadState.WAITING
    assert kb.corpus.load_bulletin(published(kb, upload)).title == "乙再改的标题"


def test_what_is_given_up_during_a_publication_is_not_published(
    kb: KnowledgeBase, uploaded: Uploaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = uploaded(weekly())
    shown = checked(kb, upload)

    def given_up(*given: Any, **named: Any) -> Check:
        found = check(*given, **named)
        discard(kb.home, upload.id, BY)
        return found

    monkeypatch.setattr("kb.uploads.decisions.check", given_up)
    with pytest.raises(ConflictError, match="已被放弃"):
        publish(kb, upload.id, BY, seen=shown.seen)
    assert kb.corpus.bulletin_ids() == []


def test_pictures_wait_with_the_upload_and_go_with_it(
    kb: KnowledgeBase, uploaded: Uploaded
) -> None:
    upload = uploaded((FORMATS / "bulletin.html").read_bytes(), "bulletin.html")
    files = checked(kb, upload).bulletin.picture_files
    assert files, "the sample has pictures in it"
    assert set(Shelf(kb.home).pictures(upload.id)) == files
    assert not any(kb.corpus.has_picture(file) for file in files)
    bulletin = kb.corpus.load_bulletin(published(kb, upload))
    assert bulletin.picture_files == files
    assert all(kb.corpus.has_picture(file) for file in files)


def test_all_that_failed_are_discarded_at_once(kb: KnowledgeBase) -> None:
    for name in ("一.exe", "二.exe"):
        receive(kb.home, name, BytesIO(b"x"), BY.actor, NOW)
    receive(kb.home, "三.txt", BytesIO("一、好的。".encode()), BY.actor, NOW)
    assert discard_failed(kb.home, BY) == 2
    assert discard_failed(kb.home, BY) == 0
    assert len(uploads.in_state(kb.home, UploadState.QUEUED)) == 1
