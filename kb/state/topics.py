"""Saved topics: what was asked under what name, and which entries were there when last seen."""

from __future__ import annotations

import uuid
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kb.errors import ConflictError, NotFoundError
from kb.files import Home
from kb.state.database import Database, connection, reading

if TYPE_CHECKING:
    from kb.state.statements import Row, Rows

_COLUMNS = "id, urn, name, query, created, seen, known, owner, shared"


@dataclass(frozen=True, slots=True)
class StoredTopic:
    """A topic. `urn` is its permanent name for feed readers; `query` is what kb.saved.topics wrote;
    `known` are the ids of its entries at the time `seen`. `owner` is whose it is, "" for everybody's;
    `shared` are the names of those it is shared with."""

    id: int
    urn: str
    name: str
    query: str
    created: datetime
    seen: datetime
    known: frozenset[str]
    owner: str = ""
    shared: tuple[str, ...] = ()


def add_topic(
    home: Home, name: str, query: str, known: Collection[str], now: datetime, *, owner: str = ""
) -> int:
    """Save a topic and return its id; ConflictError when the owner has one of that name."""
    with connection(home) as database:
        _refuse_taken(database, name, owner)
        return database.add(
            "INSERT INTO topic (urn, name, query, created, seen, known, owner)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                uuid.uuid4().urn,
                name,
                query,
                now.isoformat(),
                now.isoformat(),
                _packed(known),
                owner,
            ),
        )


def all_topics(home: Home) -> list[StoredTopic]:
    """The topics by name."""
    with reading(home) as database:
        rows = database.execute(f"SELECT {_COLUMNS} FROM topic ORDER BY name, id")
        return list(map(_topic, rows))


def load_topic(home: Home, topic_id: int) -> StoredTopic:
    """One topic; NotFoundError when there is none with this id."""
    with reading(home) as database:
        row = database.execute(f"SELECT {_COLUMNS} FROM topic WHERE id = ?", (topic_id,)).fetchone()
    if row is None:
        raise _unknown()
    return _topic(row)


def rename_topic(home: Home, topic_id: int, name: str) -> None:
    """Give a topic another name; NotFoundError, or ConflictError when another has it."""
    with connection(home) as database:
        row = database.execute("SELECT owner FROM topic WHERE id = ?", (topic_id,)).fetchone()
        if row is None:
            raise _unknown()
        _refuse_taken(database, name, row[0], by_other_than=topic_id)
        _changed(database.execute("UPDATE topic SET name = ? WHERE id = ?", (name, topic_id)))


def share_topic(home: Home, topic_id: int, shared: Collection[str]) -> None:
    """Say with whom a topic is shared; NotFoundError."""
    with connection(home) as database:
        names = "\n".join(shared)
        _changed(database.execute("UPDATE topic SET shared = ? WHERE id = ?", (names, topic_id)))


def seen_by(home: Home, who: str) -> dict[int, tuple[datetime, frozenset[str]]]:
    """When somebody marked other people's topics as seen, and which entries they had, by topic."""
    with reading(home) as database:
        rows = database.execute("SELECT topic, seen, known FROM topic_seen WHERE who = ?", (who,))
        return {t: (datetime.fromisoformat(seen), _unpacked(known)) for t, seen, known in rows}


def mark_topic(
    home: Home, topic_id: int, known: Collection[str], now: datetime, *, who: str = ""
) -> None:
    """Store which entries a topic has, when it was marked as seen: by its owner, or by somebody else
    it is shared with (`who`). NotFoundError."""
    with connection(home) as database:
        if who:
            found = database.execute("SELECT 1 FROM topic WHERE id = ?", (topic_id,)).fetchone()
            if found is None:
                raise _unknown()
            database.execute(
                "INSERT INTO topic_seen (topic, who, seen, known) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (topic, who) DO UPDATE SET seen = excluded.seen, known = excluded.known",
                (topic_id, who, now.isoformat(), _packed(known)),
            )
            return
        _changed(
            database.execute(
                "UPDATE topic SET known = ?, seen = ? WHERE id = ?",
                (_packed(known), now.isoformat(), topic_id),
            )
        )


def delete_topic(home: Home, topic_id: int) -> None:
    """Forget a topic; NotFoundError when there is none with this id."""
    with connection(home) as database:
        _changed(database.execute("DELETE FROM topic WHERE id = ?", (topic_id,)))
        database.execute("DELETE FROM topic_seen WHERE topic = ?", (topic_id,))


def _refuse_taken(database: Database, name: str, owner: str, by_other_than: int = 0) -> None:
    found = database.execute(
        "SELECT 1 FROM topic WHERE name = ? AND owner = ? AND id <> ?", (name, owner, by_other_than)
    )
    if found.fetchone():
        raise ConflictError(f"已有叫“{name}”的专题", hint="请换一个名字")


def _changed(result: Rows) -> None:
    if not result.rowcount:
        raise _unknown()


def _unknown() -> NotFoundError:
    return NotFoundError("没有这个专题", hint="它可能已被删除")


def _topic(row: Row) -> StoredTopic:
    id_, urn, name, query, created, seen, known, owner, shared = row
    return StoredTopic(
        id_,
        urn,
        name,
        query,
        datetime.fromisoformat(created),
        datetime.fromisoformat(seen),
        _unpacked(known),
        owner,
        tuple(filter(None, shared.split("\n"))),
    )


def _packed(ids: Collection[str]) -> bytes:
    """Ids in few bytes: sorted, so that compression finds what neighbours have in common."""
    return zlib.compress("\n".join(sorted(ids)).encode())


def _unpacked(data: bytes) -> frozenset[str]:
    return frozenset(zlib.decompress(data).decode().split("\n")) - {""}
