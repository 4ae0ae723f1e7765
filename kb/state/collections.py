"""Collections: a name, a document that kb.saved writes, its revision, and its last ten past states."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kb.errors import ConflictError, NotFoundError
from kb.files import Home
from kb.state.database import Database, connection, reading

if TYPE_CHECKING:
    from kb.state.statements import Row

# Changes of a collection that can be undone.
UNDOABLE = 10
_COLUMNS = "id, name, revision, archived, token, document, changed, who, owner, shared"


class Overtaken(ConflictError):
    """Somebody else changed the collection between reading and writing."""


@dataclass(frozen=True, slots=True)
class StoredCollection:
    """A collection. `revision` grows by one with every change; `token` is the secret part of the
    read-only link, "" without one; `document` is what kb.saved wrote. `owner` is whose it is, "" for
    everybody's; `shared` are the names of those it is shared with."""

    id: int
    name: str
    revision: int
    archived: bool
    token: str
    document: str
    changed: datetime
    who: str
    owner: str = ""
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Past:
    """What a collection was at `revision`; `action` says in Chinese what changed it then."""

    revision: int
    name: str
    document: str
    action: str


@dataclass(frozen=True, slots=True)
class Change:
    """A change to be stored: what was done, by whom, when. What is new belongs to `owner`."""

    action: str
    who: str
    when: datetime
    owner: str = ""


def add_collection(home: Home, name: str, document: str, by: Change) -> int:
    """Store a new collection and return its id; ConflictError when the name is taken."""
    with connection(home) as database:
        _refuse_taken(database, name, by.owner)
        return database.add(
            "INSERT INTO collection (name, revision, archived, token, document, changed, who, owner)"
            " VALUES (?, 1, 0, '', ?, ?, ?, ?)",
            (name, document, by.when.isoformat(), by.who, by.owner),
        )


def all_collections(home: Home) -> list[StoredCollection]:
    """The collections, the last changed first."""
    with reading(home) as database:
        rows = database.execute(f"SELECT {_COLUMNS} FROM collection ORDER BY changed DESC, id DESC")
        return list(map(_collection, rows))


def load_collection(home: Home, collection_id: int) -> StoredCollection:
    """One collection; NotFoundError when there is none with this id."""
    with reading(home) as database:
        return _loaded(database, collection_id)


def by_token(home: Home, token: str) -> StoredCollection:
    """The collection that a read-only link leads to; NotFoundError when the link is not valid."""
    with reading(home) as database:
        row = database.execute(
            f"SELECT {_COLUMNS} FROM collection WHERE token = ? AND token <> ''", (token,)
        ).fetchone()
    if row is None:
        raise NotFoundError("这个只读链接无效", hint="它可能已被收回，请向编讲义的人要新的链接")
    return _collection(row)


def change_collection(
    home: Home, before: StoredCollection, name: str, document: str, by: Change
) -> int:
    """Store a new state and return its revision; undoing leads back to `before`.

    Overtaken when the collection is no longer `before`; ConflictError when another collection has
    the name.
    """
    with connection(home) as database:
        now = _loaded(database, before.id)
        if now.revision != before.revision:
            raise Overtaken("讲义刚被别人改过", hint="请刷新后再改")
        _refuse_taken(database, name, now.owner, by_other_than=before.id)
        database.execute(
            "INSERT INTO collection_past (collection, revision, name, document, action)"
            " VALUES (?, ?, ?, ?, ?)",
            (now.id, now.revision, now.name, now.document, by.action),
        )
        database.execute(
            "DELETE FROM collection_past WHERE collection = ? AND revision NOT IN (SELECT revision"
            " FROM collection_past WHERE collection = ? ORDER BY revision DESC LIMIT ?)",
            (now.id, now.id, UNDOABLE),
        )
        _store(database, now, name, document, by)
        return now.revision + 1


def past_states(home: Home, collection_id: int) -> list[Past]:
    """The states that undoing leads back to, the last one first."""
    with reading(home) as database:
        rows = database.execute(
            "SELECT revision, name, document, action FROM collection_past WHERE collection = ?"
            " ORDER BY revision DESC",
            (collection_id,),
        )
        return [Past(*row) for row in rows]


def undo_change(home: Home, collection_id: int, revision: int, by: Change) -> Past:
    """Take the last change back and return the state that is in force again.

    ConflictError when the collection is no longer at `revision`; NotFoundError when nothing is
    left to undo.
    """
    with connection(home) as database:
        now = _loaded(database, collection_id)
        if now.revision != revision:
            raise Overtaken("讲义刚被别人改过，没有撤销", hint="请刷新后再撤销")
        row = database.execute(
            "SELECT revision, name, document, action FROM collection_past WHERE collection = ?"
            " ORDER BY revision DESC LIMIT 1",
            (collection_id,),
        ).fetchone()
        if row is None:
            raise NotFoundError("没有可以撤销的改动")
        past = Past(*row)
        _refuse_taken(database, past.name, now.owner, by_other_than=collection_id)
        database.execute(
            "DELETE FROM collection_past WHERE collection = ? AND revision = ?",
            (collection_id, past.revision),
        )
        _store(database, now, past.name, past.document, by)
        return past


def set_archived(home: Home, collection_id: int, *, archived: bool) -> None:
    """Archive a collection, or restore it from the archive; NotFoundError."""
    _set(home, collection_id, "archived", int(archived))


def set_token(home: Home, collection_id: int, token: str) -> None:
    """Give a collection a read-only link, or revoke it with ""; NotFoundError."""
    _set(home, collection_id, "token", token)


def set_sharing(home: Home, collection_id: int, shared: Collection[str]) -> None:
    """Say with whom a collection is shared; NotFoundError."""
    _set(home, collection_id, "shared", "\n".join(shared))


def set_owner(home: Home, collection_id: int, owner: str) -> None:
    """Give a collection to somebody; ConflictError when they have one of its name, NotFoundError."""
    with connection(home) as database:
        now = _loaded(database, collection_id)
        _refuse_taken(database, now.name, owner, by_other_than=collection_id)
        database.execute("UPDATE collection SET owner = ? WHERE id = ?", (owner, collection_id))


def _set(home: Home, collection_id: int, column: str, value: int | str) -> None:
    with connection(home) as database:
        _loaded(database, collection_id)
        database.execute(f"UPDATE collection SET {column} = ? WHERE id = ?", (value, collection_id))


def _store(database: Database, now: StoredCollection, name: str, document: str, by: Change) -> None:
    database.execute(
        "UPDATE collection SET name = ?, document = ?, revision = ?, changed = ?, who = ?"
        " WHERE id = ?",
        (name, document, now.revision + 1, by.when.isoformat(), by.who, now.id),
    )


def _loaded(database: Database, collection_id: int) -> StoredCollection:
    row = database.execute(
        f"SELECT {_COLUMNS} FROM collection WHERE id = ?", (collection_id,)
    ).fetchone()
    if row is None:
        raise NotFoundError("没有这份讲义", hint="在“讲义”页查看全部讲义")
    return _collection(row)


def _refuse_taken(database: Database, name: str, owner: str, by_other_than: int = 0) -> None:
    found = database.execute(
        "SELECT 1 FROM collection WHERE name = ? AND owner = ? AND id <> ?",
        (name, owner, by_other_than),
    )
    if found.fetchone():
        raise ConflictError(f"已有叫“{name}”的讲义", hint="请换一个名字")


def _collection(row: Row) -> StoredCollection:
    id_, name, revision, archived, token, document, changed, who, owner, shared = row
    names = tuple(filter(None, shared.split("\n")))
    when = datetime.fromisoformat(changed)
    return StoredCollection(
        id_, name, revision, bool(archived), token, document, when, who, owner, names
    )
