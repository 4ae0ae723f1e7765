"""The state of a home: opened here only, with its tables brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kb.files import Home
from kb.state.migrations import MIGRATIONS
from kb.state.postgresql_steps import lacking_tables
from kb.state.sqlite import FILE
from kb.state.statements import Database
from kb.state.stores import store_of

__all__ = [
    "FILE",
    "Database",
    "connection",
    "damage",
    "exists",
    "reading",
    "snapshot",
    "steps",
    "steps_taken",
    "take_steps",
]


@contextmanager
def connection(home: Home) -> Iterator[Database]:
    """A connection in a transaction, committed on a clean exit; one at a time may write. KbError
    when the database fails."""
    while True:
        store = store_of(home)
        with store.writing() as database:
            # While we waited for another writer, the state may have moved or been restored.
            if store_of(home) is store and store.is_current(database):
                yield database
                return


@contextmanager
def reading(home: Home) -> Iterator[Database]:
    """A connection for reading only: it needs no room on the disk and waits for no writer. KbError
    when the database fails."""
    with store_of(home).reading() as database:
        yield database


def steps() -> int:
    """How many steps there are."""
    return len(MIGRATIONS)


def steps_taken(home: Home) -> int:
    """How many steps the state of a home has taken; all of them where there is no state yet.
    KbError when it cannot be read."""
    return store_of(home).steps_taken()


def take_steps(home: Home) -> None:
    """Bring the state up to date; KbError when it is of a newer version."""
    store_of(home).take_steps()


def exists(home: Home) -> bool:
    """Does a home have a state already? KbError when the database cannot be asked."""
    return store_of(home).exists()


def damage(home: Home) -> list[str]:
    """What is damaged in the state, in words of SQLite; a PostgreSQL server looks after its own files,
    so there it is asked for the tables, and whether we may write them. KbError when it cannot be read."""
    if not exists(home):
        return []
    with reading(home) as database:
        if database.connection.dialect.name != "sqlite":
            return lacking_tables(database.connection)
        lines = [
            str(row[0]) for row in database.connection.exec_driver_sql("PRAGMA quick_check(20)")
        ]
    return [] if lines == ["ok"] else lines


def snapshot(home: Home) -> bytes:
    """The state as it is now, of whatever version, as the bytes of one SQLite file, even while others
    write to it."""
    return store_of(home).snapshot()
