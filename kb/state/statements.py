"""Statements on the state, in SQL that SQLite and PostgreSQL both understand.

A statement is text with a "?" for each value. SQLAlchemy writes it the way the database wants it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # importing it takes longer than a search: only who opens the state waits for it
    import sqlalchemy
    from sqlalchemy import Connection, TextClause

    Row = sqlalchemy.Row[*tuple[Any, ...]]
    Rows = sqlalchemy.CursorResult[*tuple[Any, ...]]


class Database:
    """A connection to the state, for the length of a `with` block."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def execute(self, statement: str, values: Sequence[object] = ()) -> Rows:
        """Execute a statement with a value for each "?"."""
        named = _named(values)
        found: Rows = self.connection.execute(_text(statement), named)
        return found

    def executemany(self, statement: str, rows: Sequence[Sequence[object]]) -> None:
        """Execute a statement for each row of values."""
        named = [_named(row) for row in rows]
        if named:
            self.connection.execute(_text(statement), named)

    def add(self, statement: str, values: Sequence[object]) -> int:
        """Execute an INSERT of one row, and return the `id` that the row got."""
        if self.connection.dialect.name == "postgresql":
            return int(self.execute(f"{statement} RETURNING id", values).scalar_one())
        return int(self.execute(statement, values).lastrowid)  # SQLite before 3.35 cannot return


def _named(values: Sequence[object]) -> dict[str, object]:
    """Values by the names that `_text` gives them. Yes and no are numbers in both databases."""
    return {
        f"v{number}": int(value) if isinstance(value, bool) else value
        for number, value in enumerate(values)
    }


@lru_cache(maxsize=1024)
def _text(statement: str) -> TextClause:
    from sqlalchemy import text

    first, *others = statement.split("?")
    return text(first + "".join(f":v{number}{part}" for number, part in enumerate(others)))
