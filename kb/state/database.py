"""The SQLite file state/kb.sqlite3: opened here only, with its tables brought up to date."""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kb.errors import StorageError, StorageFull
from kb.files import Home
from kb.state.migrations import MIGRATIONS

FILE = "kb.sqlite3"
# Seconds to wait for another writer.
PATIENCE = 10.0
# The low byte of an error code is the code itself; the higher bytes say more.
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@contextmanager
def connection(home: Home) -> Iterator[sqlite3.Connection]:
    """A connection in a transaction, committed on a clean exit; KbError when the file fails."""
    with _opened(home) as database:
        database.execute("BEGIN IMMEDIATE")
        yield database
        database.execute("COMMIT")


@contextmanager
def reading(home: Home) -> Iterator[sqlite3.Connection]:
    """A read-only connection: it needs no room on the disk and waits for no writer. KbError when
    the file fails."""
    path = home.state / FILE
    if not path.exists():
        with connection(home) as database:
            yield database
        return
    found = _read_only(path)
    if found is None:  # of an older version: its tables come with the first write; or of a newer
        with connection(home) as database:
            yield database
        return
    try:
        yield found
    except sqlite3.Error as error:
        raise _failure(home, error) from error
    finally:
        found.close()


def _read_only(path: Path) -> sqlite3.Connection | None:
    """The file opened for reading, None when its tables are not up to date or it cannot be opened
    so. Where the folder cannot be written, the file is read as it stands, without the log."""
    for options in ("mode=ro", "mode=ro&immutable=1"):
        database = None
        try:
            database = sqlite3.connect(
                f"{path.absolute().as_uri()}?{options}",
                uri=True,
                timeout=PATIENCE,
                isolation_level=None,
            )
            version = _version(database)
            database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error:
            if database is not None:
                database.close()
            continue
        if version == len(MIGRATIONS):
            return database
        database.close()
        return None
    return None


@contextmanager
def _opened(home: Home, *, migrating: bool = True) -> Iterator[sqlite3.Connection]:
    try:
        home.state.mkdir(parents=True, exist_ok=True)
        path = home.state / FILE
        _keep_to_owner(path)
        database = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise _failure(home, error) from error
    try:
        if migrating:
            _brought_up_to_date(database)
        yield database
    except sqlite3.Error as error:
        raise _failure(home, error) from error
    finally:
        database.close()  # rolls back what was not committed


def _keep_to_owner(path: Path) -> None:
    """Make the file readable by its owner only, new, old or restored: it holds passwords and
    sessions, if only as digests. What SQLite puts next to it has the same mode."""
    os.close(os.open(path, os.O_CREAT | os.O_RDONLY, 0o600))
    if path.stat().st_mode & 0o077:
        with suppress(OSError):  # of another owner, who has given us the right to write
            path.chmod(0o600)


def _failure(home: Home, error: Exception) -> StorageError:
    where, code = str(home.state / FILE), getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return StorageError("状态库正被别的程序占用，没有保存", where=where, hint="请过一会儿再试")
    hint = "请检查磁盘空间和权限"
    if code == sqlite3.SQLITE_FULL or getattr(error, "errno", 0) in (errno.ENOSPC, errno.EDQUOT):
        return StorageFull("状态库写不进磁盘：磁盘已满，没有保存", where=where, hint=hint)
    return StorageError(f"状态库出错：{error}", where=where, hint=hint)


def _brought_up_to_date(database: sqlite3.Connection) -> None:
    """Migrate, and wait for others. SQLite does not wait when a file changes to write-ahead
    logging: when several processes open a new file at once, all but one get "locked"."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return _migrate(database)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _BUSY or time.monotonic() >= deadline:
                raise
            if database.in_transaction:
                database.execute("ROLLBACK")
            time.sleep(0.02)


def _migrate(database: sqlite3.Connection) -> None:
    version = _version(database)
    if version > len(MIGRATIONS):
        raise StorageError(
            f"状态库是更新的版本写的（第 {version} 步，本程序只到第 {len(MIGRATIONS)} 步）",
            hint="请用那个版本的程序；要退回，用它执行 kb upgrade --undo",
        )
    if version == len(MIGRATIONS):
        return
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("BEGIN IMMEDIATE")
    version = _version(database)
    for number in range(version, len(MIGRATIONS)):
        for statement in filter(str.strip, MIGRATIONS[number].split(";")):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {number + 1}")
    database.execute("COMMIT")


def _version(database: sqlite3.Connection) -> int:
    """How many steps the database has taken."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    return int(version)


def steps() -> int:
    """How many steps there are."""
    return len(MIGRATIONS)


def steps_taken(home: Home) -> int:
    """How many steps the state of a home has taken; all of them where there is no state yet.
    KbError when the file cannot be read."""
    if not (home.state / FILE).exists():
        return len(MIGRATIONS)
    with _opened(home, migrating=False) as database:
        return _version(database)


def take_steps(home: Home) -> None:
    """Bring the state up to date; KbError when it is of a newer version."""
    with _opened(home):
        pass


def snapshot(home: Home) -> bytes:
    """The database as it is now, of whatever version, as the bytes of one file, even while others
    write to it."""
    with (
        _opened(home, migrating=False) as database,
        tempfile.TemporaryDirectory(prefix="kb-") as folder,
    ):
        copy = sqlite3.connect(Path(folder) / FILE)
        try:
            database.backup(copy)
            # Nobody is logged in by a backup that is restored. What is deleted is overwritten.
            copy.execute("PRAGMA secure_delete = ON")
            there = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
            for table in there & {"session", "one_time_link", "login_failure"}:
                copy.execute(f"DELETE FROM {table}")
            copy.commit()
        finally:
            copy.close()
        return (Path(folder) / FILE).read_bytes()
