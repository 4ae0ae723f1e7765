"""The state in an SQLite file of the home, state/kb.sqlite3, with write-ahead logging."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kb.files import Home
from kb.state.before_upgrade import keep_old_file
from kb.state.copying import copy_file
from kb.state.migrations import MIGRATIONS, check_version, statements_of
from kb.state.sqlite_errors import BUSY, failure
from kb.state.statements import Database

if TYPE_CHECKING:
    import sqlalchemy
    from sqlalchemy import Engine

FILE = "kb.sqlite3"
# Seconds to wait for another writer.
PATIENCE = 10.0
# Connections that stay open, for reading and for writing.
KEPT = 4
# No thread opens a new file while another closes what it was made with.
_MAKING = threading.Lock()


class _Connection(sqlite3.Connection):
    """A connection that knows which file it was opened for: device and inode."""

    file: tuple[int, int] | None = None


class SqliteStore:
    """The file of one home, with connections that stay open: opening one for each request took a
    fifth of a page of suggestions."""

    def __init__(self, home: Home) -> None:
        self._path = home.state / FILE
        self._writers = _engine(self._connect)
        self._readers = _engine(self._connect_to_read)
        self._unchanging = _engine(self._connect_to_unchanging, kept=0)

    @property
    def shown(self) -> str:
        """Where it is, for people to read."""
        return str(self._path)

    @contextmanager
    def transaction(self) -> Iterator[sqlalchemy.Connection]:
        """A transaction that nobody else's change comes between."""
        with self.writing() as database:
            yield database.connection

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """See kb.state.database.connection."""
        with self._errors(), self._connected(self._writers) as database:
            _bring_up_to_date(_driver(database.connection), self._path)
            database.connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield database
            database.connection.commit()

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """See kb.state.database.reading."""
        opened = self._opened_to_read()
        if (
            opened is None
        ):  # of an older version: its tables come with the first write; or of a newer
            with self.writing() as database:
                yield database
            return
        with self._errors():
            try:
                yield opened
            finally:
                opened.connection.close()

    def _opened_to_read(self) -> Database | None:
        """A connection for reading only; None when there is no file, its tables are not up to date,
        or it cannot be opened so."""
        from sqlalchemy.exc import SQLAlchemyError

        if not self._path.exists():
            return None
        for engine in (self._readers, self._unchanging):
            try:
                connection = self._opened(engine)
            except (SQLAlchemyError, sqlite3.Error):
                continue
            database = Database(connection)
            try:
                if _version(_driver(database.connection)) == len(MIGRATIONS):
                    return database
            except (SQLAlchemyError, sqlite3.Error):
                connection.invalidate()
                connection.close()
                continue
            connection.close()
            return None
        return None

    def is_current(self, database: Database) -> bool:
        """Is the connection to the file that is there now?"""
        return _driver(database.connection).file == _identity(self._path)

    def steps_taken(self) -> int:
        """See kb.state.database.steps_taken."""
        if not self._path.exists():
            return len(MIGRATIONS)
        with self._errors(), self._connected(self._writers) as database:
            return _version(_driver(database.connection))

    def take_steps(self) -> None:
        """See kb.state.database.take_steps."""
        with self._errors(), self._connected(self._writers) as database:
            _bring_up_to_date(_driver(database.connection))

    def exists(self) -> bool:
        """Is there a state?"""
        return self._path.exists()

    def snapshot(self) -> bytes:
        """See kb.state.database.snapshot."""
        with (
            self._errors(),
            self._connected(self._writers) as database,
            tempfile.TemporaryDirectory(prefix="kb-") as folder,
        ):
            copy_file(_driver(database.connection), Path(folder) / FILE)
            return (Path(folder) / FILE).read_bytes()

    def close(self) -> None:
        """Close the connections that are not in use."""
        self._writers.dispose()
        self._readers.dispose()

    @contextmanager
    def _connected(self, engine: Engine) -> Iterator[Database]:
        with self._opened(engine) as connection:
            yield Database(connection)

    def _opened(self, engine: Engine) -> sqlalchemy.Connection:
        """A connection to the file that is there now: a backup that is restored puts another in
        its place."""
        while True:
            connection = engine.connect()
            if _driver(connection).file == _identity(self._path):
                return connection
            connection.invalidate()
            connection.close()

    def _connect(self) -> _Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        _keep_to_owner(self._path)
        return self._open()

    def _connect_to_read(self) -> _Connection:
        return self._probed("mode=ro")

    def _connect_to_unchanging(self) -> _Connection:
        """Where the folder cannot be written, the file is read as it stands, without the log."""
        return self._probed("mode=ro&immutable=1")

    def _probed(self, options: str) -> _Connection:
        database = self._open(f"?{options}")
        try:
            database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _open(self, options: str = "") -> _Connection:
        """A connection that begins no transaction by itself, for one thread at a time."""
        file = _identity(self._path)
        opened = sqlite3.connect(
            f"{self._path.absolute().as_uri()}{options}",
            uri=True,
            timeout=PATIENCE,
            isolation_level=None,
            check_same_thread=False,
            factory=_Connection,
        )
        opened.file = file
        return opened

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Errors of the database and of the disk as StorageError."""
        from sqlalchemy.exc import DBAPIError, SQLAlchemyError

        try:
            yield
        except DBAPIError as error:
            raise failure(error.orig or error, str(self._path)) from error
        except (OSError, sqlite3.Error, SQLAlchemyError) as error:
            raise failure(error, str(self._path)) from error


def _engine(connect: Callable[[], sqlite3.Connection], kept: int = KEPT) -> Engine:
    from sqlalchemy import NullPool, QueuePool, create_engine

    if not kept:
        return create_engine("sqlite://", creator=connect, poolclass=NullPool)
    return create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_size=kept, max_overflow=-1
    )


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _driver(connection: sqlalchemy.Connection) -> _Connection:
    found = connection.connection.driver_connection
    assert isinstance(found, _Connection)
    return found


def _keep_to_owner(path: Path) -> None:
    """Make the file readable by its owner only, new, old or restored: it holds passwords and
    sessions, if only as digests. What SQLite puts next to it has the same mode.

    A file that is there is not opened: closing it would drop all locks that this process has on it
    (POSIX), and another program that closes it would then take its log away from under us
    (https://sqlite.org/howtocorrupt.html, 2.2)."""
    with _MAKING, suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDONLY, 0o600))
    if path.stat().st_mode & 0o077:
        with suppress(OSError):  # of another owner, who has given us the right to write
            path.chmod(0o600)


def _bring_up_to_date(database: sqlite3.Connection, file: Path | None = None) -> None:
    """Migrate, keeping a copy of this file of an older version, and wait for others. SQLite does
    not wait when a file changes to write-ahead logging: when several processes open a new file at
    once, all but one get "locked"."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return _migrate(database, file)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in BUSY or time.monotonic() >= deadline:
                raise
            if database.in_transaction:
                database.execute("ROLLBACK")
            time.sleep(0.02)


def _migrate(database: sqlite3.Connection, file: Path | None) -> None:
    version = _version(database)
    check_version(version)
    if version == len(MIGRATIONS):
        return
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("BEGIN IMMEDIATE")
    version = _version(database)
    if file is not None and 0 < version < len(MIGRATIONS):
        keep_old_file(file, version, len(MIGRATIONS))
    for number in range(version, len(MIGRATIONS)):
        for statement in statements_of(number):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {number + 1}")
    database.execute("COMMIT")


def _version(database: sqlite3.Connection) -> int:
    """How many steps the database has taken."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    return int(version)
