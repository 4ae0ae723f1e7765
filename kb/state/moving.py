"""The state of a home moves from its file to PostgreSQL, or back.

Nobody writes meanwhile. The rows are copied and compared in one transaction; then kb.toml names the new
place, and running sites follow with their next request. Before that moment nothing has changed; the
old state is kept.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import ConfigError, ConflictError
from kb.files import Home, Server, disk_errors, server, sync_folder, with_state, write_durably
from kb.state.copying import copy_rows, make_file, opened_file, write_file
from kb.state.migrations import MIGRATIONS
from kb.state.postgresql import PostgresStore
from kb.state.postgresql_steps import take_steps, version_of
from kb.state.sqlite import FILE, SqliteStore
from kb.state.stores import store_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

# The place that is a file of the home.
NEAR = "sqlite"
# Where old files of a state are kept; backups leave out what begins like the file.
_KEPT = f"{FILE}.moved-"
_CREATED = re.compile(r"CREATE TABLE (\w+)")


@dataclass(frozen=True, slots=True)
class Moved:
    """The rows that moved, by table, and where the old state is kept, in words."""

    rows: dict[str, int]
    kept: str


def place_of(home: Home) -> str:
    """Where the state of a home is, for people to read."""
    store = store_of(home)
    return f"PostgreSQL {store.shown}" if isinstance(store, PostgresStore) else store.shown


def move(home: Home, place: str, now: datetime, *, replace: bool = False) -> Moved:
    """Move the state to a database (an address as in kb.toml) or to the file ("sqlite"); the caller
    holds the writer lock.

    ConfigError when the address is wrong or the state is there already; ConflictError when there is
    another state at that place and it should not be replaced; StorageError when copying failed, or
    when the state is of a newer version. Nothing has moved then.
    """
    source = store_of(home)
    source.take_steps()  # its tables are those of this version, as the copy's are
    if place == NEAR:
        if isinstance(source, SqliteStore):
            raise ConfigError("状态库已经在知识库目录的文件里")
        return _to_file(home, source, now, replace=replace)
    try:
        target = PostgresStore(home, server(place))
    except ValueError as error:
        raise ConfigError(f"地址{error}") from error
    if isinstance(source, PostgresStore) and source.shown == target.shown:
        raise ConfigError("状态库已经在那里")
    try:
        return _to_server(home, source, target, place, now, replace=replace)
    finally:
        target.close()


def _to_server(
    home: Home,
    source: SqliteStore | PostgresStore,
    target: PostgresStore,
    place: str,
    now: datetime,
    *,
    replace: bool,
) -> Moved:
    with source.transaction() as here:
        with target.transaction() as there:
            if version_of(there) is not None:
                if not replace:
                    raise _taken(target.shown)
                _clear(there)
            take_steps(there, 0, len(MIGRATIONS))
            rows = copy_rows(here, there)
        _write(home, place)
        if isinstance(source, PostgresStore):
            return Moved(rows, source.shown)
        kept = _put_aside(home, now)
    return Moved(rows, str(kept))


def _to_file(home: Home, source: PostgresStore, now: datetime, *, replace: bool) -> Moved:
    path, made = home.state / FILE, home.state / f"{FILE}.new"
    with source.transaction() as here:
        if path.exists():
            if not replace:
                raise _taken(str(path))
            _put_aside(home, now)
        with disk_errors(made):
            made.unlink(missing_ok=True)
            os.close(os.open(made, os.O_CREAT | os.O_WRONLY, 0o600))
            make_file(made, len(MIGRATIONS))
            with opened_file(made) as there:
                rows = copy_rows(here, there)
            os.replace(made, path)
            sync_folder(home.state)
        _write(home, None)
    return Moved(rows, source.shown)


def put_back(home: Home, server_: Server, file: Path, kept: Path) -> None:
    """Replace the tables of a database by those of a state file of whatever version, in one
    transaction; what the database has now is written to `kept` first. The caller holds the writer
    lock. KbError when anything fails; the database is as it was then."""
    target = PostgresStore(home, server_)
    try:
        with opened_file(file) as here, target.transaction() as there:
            version = here.exec_driver_sql("PRAGMA user_version").scalar_one()
            if (now := version_of(there)) is not None:
                made = kept.with_name(f".{kept.name}.tmp")
                with disk_errors(kept):
                    made.unlink(missing_ok=True)
                    os.close(os.open(made, os.O_CREAT | os.O_WRONLY, 0o600))
                    write_file(there, now, made)
                    os.replace(made, kept)
                    sync_folder(kept.parent)
            _clear(there)
            take_steps(there, 0, version)
            copy_rows(here, there)
    finally:
        target.close()


def _write(home: Home, place: str | None) -> None:
    """Name the place in kb.toml."""
    text = home.config_text() if home.config.exists() else ""
    write_durably(home.config, with_state(text, place).encode())


def _put_aside(home: Home, now: datetime) -> Path:
    """Give the file of the state, and what SQLite keeps next to it, another name."""
    kept = home.state / f"{_KEPT}{now:%Y%m%dT%H%M%S}"
    with disk_errors(home.state):
        for suffix in ("", "-wal", "-shm"):
            if (path := home.state / f"{FILE}{suffix}").exists():
                os.rename(path, f"{kept}{suffix}")
        sync_folder(home.state)
    return kept


def _clear(connection: Connection) -> None:
    """Remove the tables of a state."""
    names = {name for step in MIGRATIONS for name in _CREATED.findall(step)}
    for name in sorted(names | {"state_version"}):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def _taken(where: str) -> ConflictError:
    return ConflictError(
        "那里已有一个状态库，没有移动", where=where, hint="确实不再要它，加上 --replace"
    )
