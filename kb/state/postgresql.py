"""The state in a PostgreSQL database, for several web nodes."""

from __future__ import annotations

import logging
import os
import platform
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from kb.errors import ConfigError, StorageError
from kb.files import Home, Server, reason
from kb.state.copying import as_file
from kb.state.migrations import MIGRATIONS
from kb.state.postgresql_errors import failure, not_postgresql
from kb.state.postgresql_steps import bring_up_to_date, version_of
from kb.state.session_locks import SessionLocks
from kb.state.statements import Database

if TYPE_CHECKING:
    import ssl

    from sqlalchemy import Connection, Engine

# Seconds to wait for another writer or a free connection; for any answer of the server.
PATIENCE, ANSWER = 10.0, 30.0
# Connections of one process that stay open, and that may be open at once.
KEPT, MOST = 4, 16
# Seconds for which the number of steps, once read, is believed by those who only read.
BELIEVED = 5.0
# The advisory lock of who writes the state, for one transaction.
WRITING_STATE = 7_303_015_001


def node_name() -> str:
    """The name of this machine among several web nodes: KB_NODE, or the name of the host."""
    return os.environ.get("KB_NODE", "").strip() or platform.node() or "?"


class PostgresStore:
    """The database of one home, with connections that stay open.

    One transaction at a time writes, in all nodes, as on SQLite: what a change reads first is still
    true when it writes. A change takes milliseconds.
    """

    def __init__(self, home: Home, server: Server) -> None:
        self._home, self._server = home, server
        self._writers = self._engine("")
        self._readers = self._engine("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
        self._migrating = threading.Lock()
        self._read_at = -BELIEVED

    @property
    def shown(self) -> str:
        """Where it is, for people to read."""
        return self._server.shown

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """See kb.state.database.connection."""
        with self._errors(), self._writers.begin() as connection:
            lock_for_writing(connection)
            bring_up_to_date(connection, self._home)
            yield Database(connection)

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """See kb.state.database.reading."""
        if time.monotonic() - self._read_at >= BELIEVED:
            if self.steps_taken(missing=0) != len(MIGRATIONS):
                with self.writing():
                    pass
            self._read_at = time.monotonic()
        with self._errors(), self._readers.connect() as connection:
            yield Database(connection)

    def is_current(self, database: Database) -> bool:
        """Is the connection to the database that the store is for?"""
        return database.connection is not None

    def steps_taken(self, missing: int = len(MIGRATIONS)) -> int:
        """See kb.state.database.steps_taken."""
        with self._errors(), self._readers.connect() as connection:
            found = version_of(connection)
        return missing if found is None else found

    def take_steps(self) -> None:
        """See kb.state.database.take_steps."""
        with self.transaction() as connection:
            bring_up_to_date(connection)

    def exists(self) -> bool:
        """Is there a state?"""
        with self._errors(), self._readers.connect() as connection:
            return version_of(connection) is not None

    def snapshot(self) -> bytes:
        """See kb.state.database.snapshot."""
        with self._errors(), self._writers.connect() as connection:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            return as_file(connection, version_of(connection) or 0)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction that nobody else's change comes between, whatever tables there are."""
        with self._errors(), self._writers.begin() as connection:
            lock_for_writing(connection)
            yield connection
        self._read_at = -BELIEVED

    @contextmanager
    def locks(self) -> Iterator[SessionLocks]:
        """Locks against other machines, freed at the end of the block or when this process dies."""
        with self._errors():
            connection = self._readers.connect()
            # Closed at the end, and not used by others: the server frees what it still holds.
            connection.detach()
        opened: Any = connection.connection.dbapi_connection
        try:
            yield SessionLocks(connection, self._errors)
        finally:
            # Freed now: the server notices the end of a connection a little later. Asked of the driver,
            # since of a lost connection that nobody pools SQLAlchemy would leave the socket open.
            with suppress(Exception):
                opened.cursor().execute("SELECT pg_advisory_unlock_all()")
            with suppress(StorageError), self._errors():
                connection.close()

    def close(self) -> None:
        """Close the connections that are not in use."""
        self._writers.dispose()
        self._readers.dispose()

    def _engine(self, first: str) -> Engine:
        from sqlalchemy import QueuePool, create_engine, event

        # That a connection cannot be closed, since the server was stopped, is of no use to anybody.
        logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)

        def connect() -> Any:
            return self._connect(first)

        engine = create_engine(
            "postgresql+pg8000://",
            creator=connect,
            poolclass=QueuePool,
            pool_size=KEPT,
            max_overflow=MOST - KEPT,
            pool_timeout=PATIENCE,
        )
        event.listen(engine, "checkout", _check_that_it_answers)
        return engine

    def _connect(self, first: str) -> Any:
        try:
            from pg8000 import dbapi
        except ImportError as error:
            raise ConfigError(
                "状态库在 PostgreSQL，但没有安装连接它的组件",
                hint='pip install "lessons-kb[postgresql]"',
            ) from error
        there, port = self._server.host, self._server.port
        place = {"unix_sock": f"{there}/.s.PGSQL.{port}"} if there.startswith("/") else {}
        password, tls = self._password(), self._tls()
        try:
            opened = dbapi.connect(
                self._server.user,
                host=there,
                port=port,
                database=self._server.database,
                password=password,
                ssl_context=tls,
                timeout=ANSWER,
                application_name=f"kb {node_name()}".encode("ascii", "replace").decode()[:63],
                **place,
            )
        except (dbapi.Error, OSError):
            raise
        except Exception as error:  # whatever the driver makes of the answer of another program
            raise not_postgresql(self._server.shown, error) from error
        # A node whose power fails says no good-bye: the server finds out and frees its locks.
        encoding = opened.parameter_statuses.get("server_encoding")
        if encoding is None:
            opened.close()
            raise not_postgresql(self._server.shown)
        if encoding != "UTF8":
            opened.close()
            raise ConfigError(
                f"数据库的编码是 {encoding}，存不了中文",
                where=self._server.shown,
                hint="请用 UTF8 编码的库，例如 createdb -E UTF8 -T template0 库名",
            )
        settings = (
            f"SET client_encoding = 'UTF8'; SET lock_timeout = {int(PATIENCE * 1000)}; SET tcp_keepalives_idle = 10;"
            " SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"
        )
        opened.cursor().execute(f"{settings}; {first}" if first else settings)
        opened.commit()
        opened.autocommit = bool(first)
        return opened

    def _password(self) -> str:
        """The password, empty where none is given: the client fails on None when the server asks."""
        if found := os.environ.get("KB_STATE_PASSWORD"):
            return found
        if not self._server.password_file:
            return ""
        path = self._home.path / self._server.password_file
        try:
            return path.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            why = reason(error) if isinstance(error, OSError) else "请另存为 UTF-8 编码"
            raise ConfigError("读不出状态库的口令文件", where=str(path), hint=why) from error

    def _tls(self) -> ssl.SSLContext | None:
        import ssl

        if self._server.sslmode == "disable":
            return None
        authority = self._server.sslrootcert
        try:
            path = str(self._home.path / authority) if authority else None
            return ssl.create_default_context(cafile=path)
        except OSError as error:
            raise ConfigError(
                "读不出状态库的证书 sslrootcert",
                where=authority,
                hint="应是签发机构的证书，PEM 格式的文件，从知识库目录写起",
                original=error,
            ) from error

    @contextmanager
    def _errors(self) -> Iterator[None]:
        from sqlalchemy.exc import DBAPIError, SQLAlchemyError

        try:
            yield
        except DBAPIError as error:
            if isinstance(error.orig, sqlite3.Error):  # of the file that rows come from or go to
                raise
            raise failure(error.orig or error, self._server.shown) from error
        except (OSError, SQLAlchemyError) as error:
            raise failure(error, self._server.shown) from error


def _check_that_it_answers(opened: Any, *_: object) -> None:
    """Ask a connection that was kept something before it is used; the pool opens new ones when there
    is no answer. `pool_pre_ping` knows only the errors of the driver, which lets those of sockets pass
    (a server that was stopped resets the connection)."""
    from sqlalchemy.exc import InvalidatePoolError

    try:
        opened.cursor().execute("SELECT 1")
        if not opened.autocommit:
            opened.rollback()
    except Exception as error:  # whatever it is, another connection is tried
        raise InvalidatePoolError from error


def lock_for_writing(connection: Connection) -> None:
    """Wait until nobody writes the state, and hold it until the transaction ends."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITING_STATE})")
