"""Advisory locks of a PostgreSQL database that last as long as a connection.

The server frees them when the connection ends, however it ends. See "Advisory Locks" in the manual of
PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Who writes the corpus and its index, and who is next.
WRITING_CORPUS, WRITING_NEXT = 7_303_015_002, 7_303_015_003
# A key of 64 bits stands in two columns of pg_locks, with 1 in a third.
_HELD = (
    "FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
    " AND classid = {0} AND objid = {1}"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


class SessionLocks:
    """The locks of one connection, which belongs to nobody else. Its methods raise what `errors` makes of
    a failure: StorageError."""

    def __init__(
        self, connection: Connection, errors: Callable[[], AbstractContextManager[None]]
    ) -> None:
        self._connection, self._errors = connection, errors

    def take(self, key: int) -> bool:
        """Take a lock if it is free."""
        return bool(self._ask(f"SELECT pg_try_advisory_lock({key})"))

    def free(self, key: int) -> None:
        """Free a lock that was taken."""
        self._ask(f"SELECT pg_advisory_unlock({key})")

    def holder(self, key: int) -> str:
        """The name of the machine that has a lock, or "?" when it has just been freed."""
        name = self._ask(
            "SELECT application_name FROM pg_stat_activity WHERE pid ="
            f" (SELECT pid {_held(key)} LIMIT 1)"
        )
        return str(name or "?").removeprefix("kb ")

    def _ask(self, statement: str) -> object:
        with self._errors():
            return self._connection.exec_driver_sql(statement).scalar()


def is_held(connection: Connection, key: int) -> bool:
    """Does any connection hold a lock?"""
    return bool(connection.exec_driver_sql(f"SELECT EXISTS (SELECT 1 {_held(key)})").scalar())


def _held(key: int) -> str:
    return _HELD.format(key >> 32, key & 0xFFFFFFFF)
