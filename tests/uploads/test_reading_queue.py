"""Reading in the background: states, errors, and what a killed process leaves."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kb.errors import EncryptedSource
from kb.intake.ingest import ingest
from kb.intake.options import IngestOptions
from kb.knowledge_base import KnowledgeBase
from kb.readers.read import Draft, read
from kb.state import node_name, uploads
from kb.state.stores import close_store
from kb.state.uploads import UploadState
from kb.uploads import reading_queue
from kb.uploads.decisions import can_retry, discard, retry
from kb.uploads.reading_queue import (
    ARRIVING,
    DEAD_AFTER,
    KEPT,
    MAX_ATTEMPTS,
    read_next,
    take_up,
)
from kb.uploads.shelf import Shelf
from tests.builders import LESSONS, TODAY, page, weekly
from tests.uploads.conftest import BY, NOW, Uploaded, checked, now_of, read_all, received
from tests.webapp.server.conftest import eventually


def test_a_file_that_was_read_waits_for_the_editor(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    upload = uploaded(weekly())
    assert upload.state is UploadState.WAITING
    assert upload.title == "跟班学习活动第三周纪实"
    assert (upload.doubts, upload.bulletin, upload.stage) == (0, "", "")
    assert kb.corpus.bulletin_ids() == []
    assert not kb.home.index.exists() or not list(kb.home.index.iterdir())


def test_what_was_understood_is_read_once(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    upload = uploaded(weekly())
    (Shelf(kb.home).root / upload.id / "source").unlink()
    shown = checked(kb, upload)
    assert shown.bulletin.title == "跟班学习活动第三周纪实"
    assert [j.field for j in shown.reading.judgements] == ["title", "issue", "period", "bank"]
    assert shown.reading.titled


def test_the_stages_are_told(kb: KnowledgeBase) -> None:
    upload = received(kb, weekly())
    stages = []

    def reading(data: bytes, name: str) -> Draft:
        stages.append(now_of(kb, upload).stage)
        assert now_of(kb, upload).state is UploadState.READING
        return read(data, name)

    read_next(kb, reading, NOW)
    assert stages == ["读取文件"]


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "空.html", "没有文字"),
        (b"%PDF-1.7 x", "坏.pdf", "PDF"),
        (b"\xff\xfe\xff", "乱.txt", "编码"),
        (page("<h1>只有标题</h1>"), "标题.html", "没有正文"),
    ],
)
def test_a_bad_file_says_why_and_the_next_is_read(
    kb: KnowledgeBase, data: bytes, name: str, error: str
) -> None:
    bad, good = received(kb, data, name), received(kb, weekly())
    read_all(kb)
    failed = now_of(kb, bad)
    assert failed.state is UploadState.FAILED
    assert error in failed.error
    assert failed.hint
    assert now_of(kb, good).state is UploadState.WAITING


def test_an_accident_is_an_error_of_its_file(
    kb: KnowledgeBase, caplog: pytest.LogCaptureFixture
) -> None:
    upload = received(kb, weekly())

    def broken(data: bytes, name: str) -> Draft:
        raise ZeroDivisionError

    read_next(kb, broken, NOW)
    assert now_of(kb, upload).error == "读取时程序出了意外"
    assert "ZeroDivisionError" in caplog.text


def test_a_failed_file_is_read_again_when_its_cause_is_gone(kb: KnowledgeBase) -> None:
    upload = received(kb, weekly())

    def locked(data: bytes, name: str) -> Draft:
        raise EncryptedSource("PDF 有密码", hint="请另存")

    read_next(kb, locked, NOW)
    assert (now_of(kb, upload).error, now_of(kb, upload).hint) == ("PDF 有密码", "请另存")
    retry(kb.home, upload.id, BY)
    assert now_of(kb, upload).state is UploadState.QUEUED
    read_all(kb)
    again = now_of(kb, upload)
    assert (again.state, again.error, again.hint) == (UploadState.WAITING, "", "")


def test_a_file_of_the_corpus_is_not_read_unless_asked(
    kb: KnowledgeBase, uploaded: Uploaded, tmp_path: Path
) -> None:
    (tmp_path / "第三周.html").write_bytes(weekly())
    (stored,) = ingest(kb, [tmp_path / "第三周.html"], IngestOptions(TODAY))
    assert stored.bulletin
    upload = uploaded(weekly())
    assert (upload.state, upload.bulletin) == (UploadState.UNCHANGED, stored.bulletin.id)
    retry(kb.home, upload.id, BY)
    read_all(kb)
    assert now_of(kb, upload).state is UploadState.WAITING


def test_what_is_given_up_while_it_is_read_stays_given_up(kb: KnowledgeBase) -> None:
    upload = received(kb, weekly())

    def discarded_meanwhile(data: bytes, name: str) -> Draft:
        discard(kb.home, upload.id, BY)
        return read(data, name)

    read_next(kb, discarded_meanwhile, NOW)
    assert now_of(kb, upload).state is UploadState.DISCARDED


KILLED = """
import sys, time
from datetime import datetime
from pathlib import Path
from kb.uploads.reading_queue import read_next
from kb.knowledge_base import open_knowledge_base
from kb.files.home import Home

def reading(data, name):
    print("reading", flush=True)
    time.sleep(60)

read_next(open_knowledge_base(Home(Path(sys.argv[1]))), reading, datetime.now())
"""


def test_a_kill_while_reading_and_a_new_start(kb: KnowledgeBase) -> None:
    first, second = received(kb, weekly()), received(kb, weekly([*LESSONS, LESSONS[0] * 2]))
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(kb.home.path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "reading\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert now_of(kb, first).state is UploadState.READING
    take_up(kb.home, NOW)
    assert [now_of(kb, u).state for u in (first, second)] == [UploadState.QUEUED] * 2
    read_all(kb)
    assert [now_of(kb, u).state for u in (first, second)] == [UploadState.WAITING] * 2
    assert now_of(kb, first).attempts == 2


@pytest.fixture(params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest, kb: KnowledgeBase) -> Iterator[KnowledgeBase]:
    """A knowledge base of several nodes, with its state in either database."""
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres").new_database()
        kb.home.config.write_text(f'state = "{address}"\n', "utf-8")
    yield kb
    close_store(kb.home)


def test_a_node_leaves_what_another_reads_until_that_is_dead(
    shared: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = received(shared, weekly())
    claimed = uploads.claim(shared.home, "乙", NOW)
    assert claimed
    monkeypatch.setenv("KB_NODE", "甲")
    take_up(shared.home, NOW + DEAD_AFTER)
    assert now_of(shared, upload) == claimed
    assert uploads.keep_claim(shared.home, claimed, NOW + timedelta(minutes=1))
    take_up(shared.home, NOW + DEAD_AFTER + timedelta(seconds=1))
    assert now_of(shared, upload).state is UploadState.READING
    take_up(shared.home, NOW + DEAD_AFTER + timedelta(minutes=2))
    assert now_of(shared, upload).state is UploadState.QUEUED
    read_all(shared)
    assert (now_of(shared, upload).node, now_of(shared, upload).attempts) == ("甲", 2)


def test_several_nodes_read_every_upload_once(
    shared: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each node makes ready and reads while those before it are still reading."""
    made = [received(shared, f"第{n}份。".encode(), f"{n}.txt") for n in range(8)]
    seen: list[str] = []

    def reading(data: bytes, name: str) -> Draft:
        seen.append(name)
        monkeypatch.setenv("KB_NODE", f"节点{len(seen)}")
        take_up(shared.home, NOW)
        if len(seen) < len(made):
            read_next(shared, reading, NOW)
        return read(data, name)

    monkeypatch.setenv("KB_NODE", "甲")
    read_next(shared, reading, NOW)
    assert sorted(seen) == sorted(upload.name for upload in made)


def test_a_node_that_reads_gives_signs_of_life(
    shared: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_queue, "SIGN_SECONDS", 0.01)
    upload = received(shared, weekly())

    def reading(data: bytes, name: str) -> Draft:
        first = now_of(shared, upload).alive
        eventually(lambda: now_of(shared, upload).alive > first)
        return read(data, name)

    read_next(shared, reading, NOW)
    assert now_of(shared, upload).state is UploadState.WAITING


def test_what_was_taken_over_is_not_replaced(kb: KnowledgeBase) -> None:
    upload = received(kb, weekly())

    def stopped_for_long(data: bytes, name: str) -> Draft:
        take_up(kb.home, NOW)
        assert uploads.claim(kb.home, "乙", NOW)
        return read(data, name)

    read_next(kb, stopped_for_long, NOW)
    assert (now_of(kb, upload).state, now_of(kb, upload).node) == (UploadState.READING, "乙")
    assert not (Shelf(kb.home).root / upload.id / "reading.json").exists()


def test_what_ends_the_process_again_and_again_is_given_up(kb: KnowledgeBase) -> None:
    upload = received(kb, weekly())
    for _ in range(MAX_ATTEMPTS):
        assert uploads.claim(kb.home, node_name(), NOW)
        take_up(kb.home, NOW)
    failed = now_of(kb, upload)
    assert failed.state is UploadState.FAILED
    assert f"读了 {MAX_ATTEMPTS} 次" in failed.error
    retry(kb.home, upload.id, BY)
    read_all(kb)
    assert now_of(kb, upload).state is UploadState.WAITING


def test_old_uploads_are_cleared_away(kb: KnowledgeBase, uploaded: Uploaded) -> None:
    waiting = uploaded(weekly())
    given_up = received(kb, weekly([LESSONS[0]]))
    discard(kb.home, given_up.id, BY)
    shelf = Shelf(kb.home)
    orphan = replace(waiting, id="0123456789ab")
    shelf.put_source(orphan.id, b"x")  # the process ended before its row was written

    def kept() -> set[str]:
        return {upload.id for upload in (waiting, given_up, orphan) if can_retry(kb.home, upload)}

    now = datetime.now()
    take_up(kb.home, now)
    assert kept() == {waiting.id, given_up.id, orphan.id}
    take_up(kb.home, now + 2 * ARRIVING)
    assert kept() == {waiting.id, given_up.id}
    take_up(kb.home, NOW + KEPT + timedelta(days=1))
    assert kept() == {waiting.id}
    assert uploads.ids(kb.home) == {waiting.id}
