"""What goes wrong with the state file is told in Chinese, with what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kb.errors import StorageError
from kb.files.home import Home
from kb.state import database
from kb.state.sqlite_errors import failure
from kb.state.stores import close_store
from tests.chinese import is_chinese

ADD = "INSERT INTO asked (text, asker, times, found, opened, last) VALUES (?, 'x', 1, 1, 0, '2026')"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home with a state in a file."""
    home = Home(tmp_path)
    add(home)
    yield home
    close_store(home)


def add(home: Home) -> None:
    with database.connection(home) as there:
        there.execute(ADD, ("听证",))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ("DROP TABLE asked", "不是这个程序的"),
        ("ALTER TABLE asked RENAME COLUMN text TO txt", "不是这个程序的"),
        (
            "CREATE TRIGGER no BEFORE INSERT ON asked BEGIN SELECT RAISE(ABORT, 'not on my watch'); END",
            "冲突",
        ),
        ("CREATE UNIQUE INDEX one ON asked (times)", "冲突"),
        ("PRAGMA user_version = 999", "新"),
    ],
)
def test_a_file_that_somebody_changed(home: Home, changed: str, says: str) -> None:
    """What SQLite said in English stood on pages."""
    with closing(sqlite3.connect(home.state / database.FILE)) as there:
        there.execute(changed)
    with pytest.raises(StorageError, match=says) as caught:
        add(home)
    assert is_chinese(caught.value)


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "state" / database.FILE).mkdir(parents=True)
    with pytest.raises(StorageError, match="打不开") as caught:
        add(Home(tmp_path))
    assert is_chinese(caught.value)


@pytest.mark.parametrize("code", [*range(1, 27), 100, 776, 1032, 0])
def test_every_code_has_its_words(code: int) -> None:
    """Also one that no version of SQLite has yet."""
    error = sqlite3.OperationalError("unable to do what you wanted")
    error.sqlite_errorcode = code
    told = failure(error, "kb.sqlite3")
    assert is_chinese(told)
    assert told.original == ("" if code == sqlite3.SQLITE_FULL else str(error))
