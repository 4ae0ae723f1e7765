"""The rows of uploads: they move on only from the state they are in."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from kb.errors import NotFoundError
from kb.files.home import Home
from kb.state import uploads
from kb.state.database import FILE
from kb.state.migrations import MIGRATIONS
from kb.state.uploads import FINISHED, OPEN, Upload, UploadState

NOW = datetime(2026, 11, 23, 9, 30)
UPLOAD = Upload("a1", "第三周.html", 10, "f" * 64, "网站", NOW, NOW)


def test_what_was_added_is_found_as_it_was(home: Home) -> None:
    assert uploads.add(home, UPLOAD) == UPLOAD
    assert uploads.find(home, "a1") == UPLOAD
    assert uploads.in_state(home, *OPEN) == [UPLOAD]
    assert uploads.latest(home, *FINISHED, limit=1) == []
    assert uploads.ids(home) == {"a1"}
    with pytest.raises(NotFoundError):
        uploads.find(home, "nirgends")


def test_uploads_of_an_older_version_are_kept(sqlite_home: Home) -> None:
    home = sqlite_home
    """A column had another name."""
    uploads.add(home, replace(UPLOAD, forced=True))
    database = sqlite3.connect(home.state / FILE)
    (row,) = database.execute("SELECT * FROM upload")
    database.close()
    (home.state / FILE).unlink()
    database = sqlite3.connect(home.state / FILE)
    for step in MIGRATIONS[:6]:
        database.executescript(step)
    row = row[:-2]  # without the node that reads it
    database.execute(f"INSERT INTO upload VALUES ({', '.join('?' * len(row))})", row)
    database.execute("PRAGMA user_version = 6")
    database.commit()
    database.close()
    assert uploads.find(home, "a1") == replace(UPLOAD, forced=True)


def test_the_same_bytes_on_their_way_are_not_added_again(home: Home) -> None:
    uploads.add(home, UPLOAD)
    assert uploads.add(home, replace(UPLOAD, id="a2", name="另存.HTML")) == UPLOAD
    other_format = replace(UPLOAD, id="a3", name="第三周.txt")
    assert uploads.add(home, other_format) == other_format
    uploads.move(home, "a1", [UploadState.QUEUED], UploadState.DISCARDED, NOW)
    again = replace(UPLOAD, id="a4")
    assert uploads.add(home, again) == again
    assert [upload.id for upload in uploads.in_state(home, *OPEN)] == ["a3", "a4"]
    assert [upload.id for upload in uploads.latest(home, *FINISHED, limit=9)] == ["a1"]


def test_turns_are_taken_in_order_of_arrival(home: Home) -> None:
    for number in (1, 2):
        uploads.add(home, replace(UPLOAD, id=f"a{number}", sha256=str(number)))
    taken = [uploads.claim(home, "甲", NOW) for _ in range(3)]
    assert [upload and (upload.id, upload.state, upload.attempts) for upload in taken] == [
        ("a1", UploadState.READING, 1),
        ("a2", UploadState.READING, 1),
        None,
    ]


def test_of_many_who_claim_one_upload_one_has_it(home: Home) -> None:
    uploads.add(home, UPLOAD)
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda _: uploads.claim(home, "甲", NOW), range(16)))
    assert sum(upload is not None for upload in taken) == 1


def test_a_move_from_another_state_changes_nothing(home: Home) -> None:
    uploads.add(home, UPLOAD)
    assert not uploads.move(home, "a1", [UploadState.WAITING], UploadState.PUBLISHED, NOW)
    assert uploads.find(home, "a1") == UPLOAD
    later = NOW + timedelta(hours=1)
    assert uploads.move(home, "a1", [UploadState.QUEUED], UploadState.FAILED, later, error="坏")
    moved = uploads.find(home, "a1")
    assert (moved.state, moved.error, moved.changed) == (UploadState.FAILED, "坏", later)


def test_a_claim_belongs_to_a_node_until_it_ends(home: Home) -> None:
    uploads.add(home, UPLOAD)
    assert not uploads.keep_claim(home, UPLOAD, NOW, stage="读取文件")
    claimed = uploads.claim(home, "甲", NOW)
    assert claimed
    assert (claimed.node, claimed.alive) == ("甲", NOW.timestamp())
    later = NOW + timedelta(seconds=20)
    assert uploads.keep_claim(home, claimed, later, stage="读取文件")
    kept = uploads.find(home, "a1")
    assert (kept.stage, kept.alive, kept.changed) == ("读取文件", later.timestamp(), NOW)
    assert uploads.end_claim(home, claimed, UploadState.WAITING, later, title="第三周")
    ended = uploads.find(home, "a1")
    assert (ended.state, ended.title, ended.stage) == (UploadState.WAITING, "第三周", "")
    assert not uploads.end_claim(home, claimed, UploadState.FAILED, later)


@pytest.mark.parametrize("other", ["甲", "乙"])
def test_a_claim_that_was_taken_over_changes_nothing(home: Home, other: str) -> None:
    uploads.add(home, UPLOAD)
    lost = uploads.claim(home, "甲", NOW)
    assert lost
    assert uploads.end_claim(home, lost, UploadState.QUEUED, NOW)
    assert (own := uploads.claim(home, other, NOW))
    assert not uploads.keep_claim(home, lost, NOW, stage="读取文件")
    assert not uploads.end_claim(home, lost, UploadState.WAITING, NOW)
    assert uploads.find(home, "a1") == own


def test_only_what_ended_long_ago_is_forgotten(home: Home) -> None:
    for number, state in enumerate(UploadState):
        row = replace(UPLOAD, id=state.value, sha256=str(number), state=state)
        uploads.add(home, row)
        uploads.add(home, replace(row, id=f"new-{state.value}", sha256=f"new{number}"))
        uploads.move(home, f"new-{state.value}", [state], state, NOW + timedelta(days=1))
    uploads.remove_finished(home, NOW + timedelta(hours=1))
    gone = {state.value for state in UploadState} - uploads.ids(home)
    assert gone == {"published", "unchanged", "unpacked", "failed", "discarded"}
    assert len(uploads.ids(home)) == 2 * len(UploadState) - len(gone)
