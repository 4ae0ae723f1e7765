"""The rows of a state from one database to another: for moving, backup and restore.

A backup holds an SQLite file wherever the state is, so that it can be restored anywhere.
"""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.errors import StorageError
from kb.state.migrations import statements_of
from kb.state.sqlite_errors import file_errors

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

# What a backup leaves out: nobody is logged in by a backup that is restored.
PASSING = (
    "session",
    "one_time_link",
    "login_failure",
    "provider_session",
    "kept_form",
    "editing",
)
# Not rows of the state: what the databases keep for themselves, and how many steps were taken.
_OWN = ("sqlite_sequence", "state_version")
_ROWS = 500


def as_file(source: Connection, version: int) -> bytes:
    """A state after a number of steps as the bytes of an SQLite file, without what passes."""
    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        path = Path(folder) / "kb.sqlite3"
        write_file(source, version, path)
        return path.read_bytes()


def write_file(source: Connection, version: int, path: Path) -> None:
    """A state after a number of steps as an SQLite file, without what passes, on the disk on return. The
    file may be there, empty."""
    make_file(path, version)
    with opened_file(path) as target:
        copy_rows(source, target, leaving_out=PASSING)


def copy_file(source: sqlite3.Connection, path: Path) -> None:
    """A copy of an SQLite file of whatever version, without what passes, on the disk on return."""
    with file_errors(path), closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
        # What is deleted is overwritten.
        copy.execute("PRAGMA secure_delete = ON")
        there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
        for table in there.intersection(PASSING):
            copy.execute(f"DELETE FROM {table}")
        copy.commit()


def make_file(path: Path, version: int) -> None:
    """An SQLite file with the tables after a number of steps, and no rows."""
    with file_errors(path), closing(sqlite3.connect(path)) as made:
        _make_tables(made, version)
        made.execute(f"PRAGMA user_version = {version}")
        made.commit()


def table_names(version: int) -> list[str]:
    """The tables of a state after a number of steps."""
    made = sqlite3.connect(":memory:")
    try:
        _make_tables(made, version)
        found = made.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return sorted(name for (name,) in found if name not in _OWN)
    finally:
        made.close()


def _make_tables(made: sqlite3.Connection, version: int) -> None:
    for number in range(version):
        for statement in statements_of(number):
            made.execute(statement)


@contextmanager
def opened_file(path: Path) -> Iterator[Connection]:
    """An SQLite file in a transaction that is committed on a clean exit."""
    from sqlalchemy import NullPool, create_engine

    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(path), poolclass=NullPool)
    with file_errors(path), engine.begin() as connection:
        yield connection


def copy_rows(
    source: Connection, target: Connection, leaving_out: Collection[str] = ()
) -> dict[str, int]:
    """Copy the rows of all tables into empty tables of the same names and columns, and the next ids;
    returns the number of rows by table. StorageError when a table is not the same afterwards."""
    here, there = _tables(source), _tables(target)
    if {n: set(t.columns.keys()) for n, t in here.items()} != {
        n: set(t.columns.keys()) for n, t in there.items()
    }:
        raise StorageError("两个状态库的表不一样，没有复制", hint="kb check 说明少了哪些表")
    counts = {}
    for name, table in sorted(here.items()):
        if name in leaving_out:
            continue
        columns = sorted(table.columns.keys())
        seen, count = hashlib.sha256(), 0
        for rows in _batches(source, table, columns):
            target.execute(there[name].insert(), [dict(zip(columns, r, strict=True)) for r in rows])
            count += len(rows)
            _add(seen, rows)
        written, arrived = hashlib.sha256(), 0
        for rows in _batches(target, there[name], columns):
            arrived += len(rows)
            _add(written, rows)
        if (count, seen.digest()) != (arrived, written.digest()):
            raise StorageError(f"复制之后表 {name} 与原来不同（{count} 行，{arrived} 行）")
        counts[name] = count
        _continue_ids(source, target, table)
    return counts


def _tables(connection: Connection) -> dict[str, Table]:
    from sqlalchemy import MetaData

    found = MetaData()
    found.reflect(connection)
    return {name: table for name, table in found.tables.items() if name not in _OWN}


def _batches(connection: Connection, table: Table, columns: list[str]) -> Iterator[list[Any]]:
    """The rows in the order of their keys, some at a time."""
    from sqlalchemy import select

    wanted = select(*(table.c[name] for name in columns)).order_by(*table.primary_key.columns)
    for rows in connection.execute(wanted).partitions(_ROWS):
        yield [tuple(row) for row in rows]


def _add(digest: hashlib._Hash, rows: list[Any]) -> None:
    for row in rows:
        digest.update(repr(tuple(map(_plain, row))).encode("utf-8", "surrogatepass"))


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview | bytearray) else value


def _continue_ids(source: Connection, target: Connection, table: Table) -> None:
    """An id that was given once is not given again, although its row was deleted."""
    last = _last_id(source, table)
    if last is None:
        return
    if target.dialect.name == "postgresql":
        (key,) = table.primary_key.columns
        target.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key.name}'),"
            f" {max(last, 1)}, {str(last > 0).lower()})"
        )
    elif _numbers_on(target, table.name):
        target.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
        target.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (table.name, last))


def _last_id(source: Connection, table: Table) -> int | None:
    """The last id that a table gave, None when it gives none."""
    from sqlalchemy import Integer, func, select

    keys = list(table.primary_key.columns)
    if len(keys) != 1 or not isinstance(keys[0].type, Integer):
        return None
    largest = int(source.execute(select(func.coalesce(func.max(keys[0]), 0))).scalar_one())
    if source.dialect.name == "postgresql":
        name = source.exec_driver_sql(
            f"SELECT pg_get_serial_sequence('{table.name}', '{keys[0].name}')"
        ).scalar_one()
        given = source.exec_driver_sql(
            f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {name}"
        ).scalar_one()
        return max(largest, int(given))
    if not _numbers_on(source, table.name):
        return largest
    found = source.exec_driver_sql(
        "SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)
    ).scalar()
    return max(largest, int(found or 0))


def _numbers_on(connection: Connection, table: str) -> bool:
    """Does an SQLite table never give an id again?"""
    made = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE name = ?", (table,)
    ).scalar_one()
    return "AUTOINCREMENT" in made
