"""The state moves between its file and PostgreSQL, and nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kb.errors import ConfigError, ConflictError, KbError, StorageError
from kb.files.home import Home, load_settings
from kb.state import database, moving, reports, topics
from kb.state.queries import past_queries, remember_query
from kb.state.reports import Report
from kb.state.stores import close_store
from tests.postgresql import Postgres

NOW = datetime(2026, 11, 23, 9, 0)
REPORT = Report("b", "e1", "题", "写错了", "李丽", NOW)


@pytest.fixture
def near(tmp_path: Path) -> Iterator[Home]:
    """A home whose state is a file, with something in it."""
    home = Home(tmp_path)
    home.config.write_text('name = "甲"\n', "utf-8")
    remember_query(home, "听证", "a", NOW, found=1)
    topics.add_topic(home, "听证", "q", ["e1", "e2"], NOW)
    for _ in range(3):
        reports.add(home, REPORT)
    reports.settle(home, 3)
    yield home
    close_store(home)


def test_there_and_back(near: Home, postgres: Postgres) -> None:
    before = topics.all_topics(near)
    address = postgres.new_database()
    there = moving.move(near, address, NOW)
    assert there.rows["report"] == 2
    assert Path(there.kept).exists()
    assert load_settings(near).name == "甲"
    assert moving.place_of(near).startswith("PostgreSQL")
    assert topics.all_topics(near) == before
    reports.add(near, REPORT)
    assert [one.id for one in reports.open_reports(near, 9)] == [1, 2, 4]

    moving.move(near, moving.NEAR, NOW)
    assert load_settings(near).state is None
    assert topics.all_topics(near) == before
    assert [one.id for one in reports.open_reports(near, 9)] == [1, 2, 4]
    assert (near.state / database.FILE).stat().st_mode & 0o077 == 0

    with pytest.raises(ConflictError, match="已有一个状态库"):
        moving.move(near, address, NOW)
    moving.move(near, address, NOW, replace=True)
    assert topics.all_topics(near) == before
    with pytest.raises(ConfigError, match="已经在那里"):
        moving.move(near, address, NOW)


def test_what_cannot_be_copied_leaves_everything_as_it_was(near: Home, postgres: Postgres) -> None:
    """SQLite keeps the character NUL in a text, PostgreSQL does not."""
    reports.add(near, Report("b", "e1", "题", "写\0错了", "李丽", NOW))
    config, address = near.config.read_bytes(), postgres.new_database()
    with pytest.raises(StorageError):
        moving.move(near, address, NOW)
    assert near.config.read_bytes() == config
    assert len(reports.open_reports(near, 9)) == 3
    reports.settle(near, 4)
    moving.move(near, address, NOW)
    assert len(reports.open_reports(near, 9)) == 2


def test_who_waited_to_write_meanwhile_writes_to_the_new_place(
    near: Home, postgres: Postgres
) -> None:
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            remember_query(near, "整村授信", "a", NOW, found=1)
            written.append(1)

    written: list[int] = []
    writer = threading.Thread(target=write)
    writer.start()
    try:
        while not written:
            done.wait(0.01)
        moving.move(near, postgres.new_database(), NOW)
        count = len(written)
        while len(written) < count + 3 and writer.is_alive():
            done.wait(0.01)
    finally:
        done.set()
        writer.join()
    with database.reading(near) as opened:
        times = opened.execute("SELECT times FROM asked WHERE text = '整村授信'").scalar_one()
    assert times == len(written)


@pytest.mark.parametrize("address", ["sqlite", "mysql://x/y", "postgresql://kb:pw@db/kb", ""])
def test_what_is_no_other_place_is_refused(near: Home, address: str) -> None:
    with pytest.raises(KbError) as caught:
        moving.move(near, address, NOW)
    assert "pw" not in caught.value.message
    assert past_queries(near, 1) == ["听证"]
