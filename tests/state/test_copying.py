"""A state in one database is the same in the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy import Connection, MetaData, UniqueConstraint

from kb.errors import StorageError
from kb.files.home import Home
from kb.state import database, reports, topics
from kb.state.copying import copy_rows, make_file, opened_file
from kb.state.migrations import MIGRATIONS
from kb.state.postgresql import PostgresStore
from kb.state.queries import past_queries, remember_query
from kb.state.reports import Report
from kb.state.stores import close_store, store_of
from tests.postgresql import Postgres

NOW = datetime(2026, 11, 23, 9, 0)


@pytest.fixture
def far(postgres: Postgres, tmp_path: Path) -> Iterator[Home]:
    """A home whose state is in PostgreSQL."""
    home = Home(tmp_path / "far")
    home.path.mkdir()
    home.config.write_text(f'state = "{postgres.new_database()}"\n', "utf-8")
    yield home
    close_store(home)


def _shape(connection: Connection) -> dict[str, tuple[Any, Any, set[tuple[str, ...]]]]:
    """Tables, columns with kind and whether they may be empty, keys, and what must be unique."""
    found = MetaData()
    found.reflect(connection)
    kinds = {"BIGINT": "INTEGER", "DOUBLE PRECISION": "REAL", "BYTEA": "BLOB"}
    return {
        name: (
            {
                column.name: (
                    kinds.get(kind := str(column.type).partition(" COLLATE")[0], kind),
                    column.nullable or column.primary_key,
                )
                for column in table.columns
            },
            [column.name for column in table.primary_key],
            {
                tuple(sorted(constraint.columns.keys()))
                for constraint in table.constraints
                if isinstance(constraint, UniqueConstraint)
            }
            | {tuple(sorted(index.columns.keys())) for index in table.indexes if index.unique},
        )
        for name, table in found.tables.items()
        if name not in ("sqlite_sequence", "state_version")
    }


def test_the_steps_make_the_same_tables_in_both(far: Home, tmp_path: Path) -> None:
    store = store_of(far)
    assert isinstance(store, PostgresStore)
    store.take_steps()
    make_file(tmp_path / "near.sqlite3", len(MIGRATIONS))
    with store.transaction() as there, opened_file(tmp_path / "near.sqlite3") as here:
        expected, found = _shape(here), _shape(there)
    assert found == expected


def _fill(home: Home) -> None:
    remember_query(home, "整村授信", "a", NOW, found=1)
    topics.add_topic(home, "听证", "q", [f"e{n}" for n in range(700)], NOW)
    topics.add_topic(home, "不良", "q", [], NOW)
    for number in range(3):
        reports.add(home, Report("b", "e1", "题", f"第 {number} 处", "李丽", NOW))
    reports.settle(home, 3)


def test_a_backup_holds_the_state_wherever_it_is(far: Home, tmp_path: Path) -> None:
    _fill(far)
    near = Home(tmp_path / "near")
    near.state.mkdir(parents=True)
    (near.state / database.FILE).write_bytes(database.snapshot(far))
    assert topics.all_topics(near) == topics.all_topics(far)
    assert past_queries(near, 1) == past_queries(far, 1) == ["整村授信"]
    reports.add(near, Report("b", "e1", "题", "又一处", "李丽", NOW))
    assert [one.id for one in reports.open_reports(near, 9)] == [1, 2, 4], "3 was given before"


def test_a_copy_into_tables_with_rows_is_noticed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        make_file(tmp_path / name, len(MIGRATIONS))
    row = "INSERT INTO recovery_code VALUES (?, 1)"
    for name in ("a", "b"):
        with sqlite3.connect(tmp_path / name) as made:
            made.execute(row, (name,))
        made.close()
    with (
        opened_file(tmp_path / "a") as source,
        pytest.raises(StorageError, match="recovery_code"),
        opened_file(tmp_path / "b") as target,
    ):
        copy_rows(source, target)
    with opened_file(tmp_path / "b") as target:
        assert target.execute(sqlalchemy.text("SELECT digest FROM recovery_code")).all() == [("b",)]


def test_a_state_of_a_newer_version_is_refused(far: Home) -> None:
    _fill(far)
    with database.connection(far) as opened:
        opened.execute("UPDATE state_version SET version = 999")
    with pytest.raises(StorageError, match="更新的版本"), database.connection(far):
        pass


def test_a_database_that_is_not_there_is_an_error_a_person_can_read(
    postgres: Postgres, tmp_path: Path
) -> None:
    home = Home(tmp_path)
    address = f"postgresql://kb@/nowhere?host={postgres.folder}"
    home.config.write_text(f'state = "{address}"\n', "utf-8")
    with pytest.raises(StorageError, match="nowhere"):
        past_queries(home)
    home.config.write_text('state = "postgresql://kb@127.0.0.1:1/kb"\n', "utf-8")
    with pytest.raises(StorageError, match="连不上状态库"):
        past_queries(home)
