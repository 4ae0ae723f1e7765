"""The state file."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from kb.errors import KbError, StorageError, StorageFull
from kb.files.home import Home
from kb.state.database import FILE, connection, reading, steps, steps_taken
from kb.state.queries import past_queries, remember_query

NOW = datetime(2026, 11, 23, 9, 0)
ADD = "INSERT INTO asked (text, asker, times, found, opened, last) VALUES"


def test_threads_open_a_new_file_and_write_at_once(tmp_path: Path) -> None:
    """They got "database is locked" while one of them switched to write-ahead logging."""
    for number in range(20):
        home = Home(tmp_path / str(number))
        with ThreadPoolExecutor(8) as pool:
            list(
                pool.map(
                    lambda _, home=home: remember_query(home, "整村授信", "a", NOW, found=1),
                    range(16),
                )
            )
        with connection(home) as database:
            assert database.execute("SELECT times FROM asked").fetchall() == [(16,)]


def test_what_fails_half_way_leaves_nothing(home: Home) -> None:
    with pytest.raises(ZeroDivisionError), connection(home) as database:  # noqa: PT012
        database.execute(f"{ADD} ('a', 'x', 1, 1, 0, '2026')")
        raise ZeroDivisionError
    assert past_queries(home, least=1) == []


def test_a_broken_file_is_an_error_a_person_can_read(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / FILE).write_bytes(b"not a database" * 100)
    with pytest.raises(KbError, match=r"状态库的文件已损坏.*kb restore"):
        past_queries(Home(tmp_path))


def test_what_a_full_file_and_a_busy_one_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    monkeypatch.setattr("kb.state.sqlite.PATIENCE", 0.05)
    with pytest.raises(StorageFull, match="磁盘已满"), connection(home) as database:  # noqa: PT012
        database.execute("PRAGMA max_page_count = 1")
        database.execute(
            f"{ADD} (?, 'x', 1, 1, 0, '2026')",
            ("长" * 100_000,),
        )
    with connection(home), pytest.raises(StorageError, match="占用"):
        remember_query(home, "整村授信", "a", NOW, found=1)


def test_reading_waits_for_nobody_and_needs_no_room(home: Home) -> None:
    remember_query(home, "整村授信", "a", NOW, found=1)
    with connection(home):  # another is writing
        assert past_queries(home, least=1) == ["整村授信"]
    with reading(home) as database:
        assert database.execute("SELECT count(*) FROM asked").fetchone() == (1,)
    refused = "数据库现在只能读" if home.config.exists() else "状态库只能读"  # PostgreSQL, SQLite
    with pytest.raises(KbError, match=refused), reading(home) as database:
        database.execute("DELETE FROM asked")


def test_of_many_who_count_at_once_none_is_lost(home: Home) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: remember_query(home, "听证", "a", NOW, found=1), range(40)))
    with reading(home) as database:
        assert database.execute("SELECT times FROM asked").fetchall() == [(40,)]


def test_another_program_that_opens_and_closes_it_takes_nothing_away(tmp_path: Path) -> None:
    """`kb backup` next to a site removed the log in which the site went on writing: all that came
    after it was lost. The site had dropped its locks by opening the file itself, and closing it."""
    home = Home(tmp_path)
    remember_query(home, "整村授信", "a", NOW, found=1)
    with connection(home):
        assert steps_taken(home) == steps()  # through a connection more
    log = tmp_path / "state" / f"{FILE}-wal"
    before = log.stat().st_ino
    look = f"import sqlite3; d = sqlite3.connect({str(tmp_path / 'state' / FILE)!r})"
    count = "print(d.execute('SELECT count(*) FROM asked').fetchone()); d.close()"
    subprocess.run([sys.executable, "-c", f"{look}; {count}"], check=True)
    assert log.stat().st_ino == before
    remember_query(home, "另一个", "a", NOW, found=1)
    seen = subprocess.run(
        [sys.executable, "-c", f"{look}; {count}"], check=True, capture_output=True, text=True
    )
    assert seen.stdout == "(2,)\n"
