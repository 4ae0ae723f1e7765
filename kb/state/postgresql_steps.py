"""The steps that the tables of a state in PostgreSQL have taken, and those it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.errors import StorageError
from kb.files import Home
from kb.state.before_upgrade import keep_old_tables
from kb.state.copying import table_names
from kb.state.migrations import MIGRATIONS, check_version, statements_of
from kb.state.postgresql_errors import no_right

if TYPE_CHECKING:
    from sqlalchemy import Connection

_VERSION = "state_version"


def version_of(connection: Connection) -> int | None:
    """How many steps the state has taken, None where there is none."""
    there = connection.exec_driver_sql(f"SELECT to_regclass('{_VERSION}') IS NOT NULL").scalar_one()
    if not there:
        return None
    taken = connection.exec_driver_sql(f"SELECT max(version) FROM {_VERSION}").scalar()
    if not isinstance(taken, int):
        raise StorageError(
            "状态库没有记下自己的版本", hint="它的表可能被改过，请用 kb restore 恢复最近的备份"
        )
    return taken


def lacking_tables(connection: Connection) -> list[str]:
    """The tables that are not there, a line each; StorageError when we may not write the others."""
    names = table_names(len(MIGRATIONS))
    found = {name: _asked(connection, f"to_regclass('{name}') IS NOT NULL") for name in names}
    there = [name for name in names if found[name]]
    if not all(_asked(connection, f"has_table_privilege('{one}', 'INSERT')") for one in there):
        raise no_right(connection.exec_driver_sql("SELECT current_user").scalar_one())
    return [f"没有表 {name}" for name in names if not found[name]]


def _asked(connection: Connection, what: str) -> bool:
    return bool(connection.exec_driver_sql(f"SELECT {what}").scalar_one())


def bring_up_to_date(connection: Connection, home: Home | None = None) -> None:
    """Take the missing steps, keeping in this home a copy of the tables of an older version. Whoever
    else writes waits, and finds them taken."""
    taken = version_of(connection)
    check_version(taken or 0)
    if taken != len(MIGRATIONS):
        if taken and home is not None:
            keep_old_tables(connection, home.state, taken, len(MIGRATIONS))
        take_steps(connection, taken or 0, len(MIGRATIONS))


def take_steps(connection: Connection, taken: int, wanted: int) -> None:
    """Take the steps from one to the other; the caller holds the lock for writing."""
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {_VERSION} (version BIGINT NOT NULL)")
    for number in range(taken, wanted):
        for statement in statements_of(number, postgresql=True):
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"DELETE FROM {_VERSION}")
    connection.exec_driver_sql(f"INSERT INTO {_VERSION} VALUES ({wanted})")
