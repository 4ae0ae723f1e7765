"""Collections (讲义): kept by name, each with an owner, and never lost.

kb/saved/collection_changes.py has the changes of their contents.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from kb.errors import NotFoundError, QueryError
from kb.files import Home
from kb.rights import Actor, Right, require
from kb.saved import excerpts as ops
from kb.saved.excerpts import Contents
from kb.saved.owners import colleagues, may_use, require_owner
from kb.state import Change, StoredCollection
from kb.state import collections as stored
from kb.text import visible_line

MAX_NAME = 60


class BadCollection(QueryError):
    """A name, note or size that a collection cannot have."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection as it is now; `undo` names in Chinese the change that can be undone, "" when
    none can. `owner` is whose it is, "" for everybody's; `shared` are the names of those it is
    shared with."""

    id: int
    name: str
    revision: int
    archived: bool
    token: str
    changed: datetime
    who: str
    contents: Contents
    undo: str = ""
    owner: str = ""
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Editor:
    """Who changes a collection, when, and which revision they saw (0: the current one)."""

    actor: Actor
    when: datetime
    seen: int = 0

    @property
    def who(self) -> str:
        """How histories call them."""
        return self.actor.label


def create(home: Home, name: str, by: Editor, contents: Contents | None = None) -> int:
    """A new collection; its id. BadCollection or ConflictError for the name."""
    document = ops.dumps(contents or Contents())
    return stored.add_collection(home, proper_name(name), document, change_by("新建", by))


def collections(home: Home, actor: Actor) -> tuple[Collection, ...]:
    """The collections that an actor may see, the last changed first."""
    return tuple(_collection(home, item) for item in _visible(home, actor))


def collection(home: Home, collection_id: int, actor: Actor) -> Collection:
    """One collection with what can be undone; NotFoundError when there is none that they may see."""
    return _collection(home, usable(home, collection_id, actor), undo=True)


def shared_collection(home: Home, token: str) -> Collection:
    """The collection of a read-only link; NotFoundError."""
    return _collection(home, stored.by_token(home, token))


def named_collection(home: Home, name: str, actor: Actor) -> Collection:
    """A collection by its name, its number, or the only one whose name begins so."""
    found = _visible(home, actor)
    exact = [c for c in found if c.name == name or str(c.id) == name]
    fitting = exact or [c for c in found if name and c.name.startswith(name)]
    if len(fitting) == 1:
        return collection(home, fitting[0].id, actor)
    if fitting:
        names = "、".join(c.name for c in fitting)
        raise NotFoundError(f"有几份讲义以“{name}”开头", hint=f"请写全：{names}")
    raise NotFoundError(f"没有叫“{name}”的讲义", hint="用 kb collection list 查看全部讲义")


def undo(home: Home, collection_id: int, by: Editor) -> str:
    """Undo the last change and say what it was; ConflictError, NotFoundError."""
    require(by.actor, Right.COLLECTIONS)
    seen = by.seen or usable(home, collection_id, by.actor).revision
    return stored.undo_change(home, collection_id, seen, change_by("撤销", by)).action


def copy(home: Home, collection_id: int, by: Editor) -> int:
    """Make a copy with a new name; returns its id."""
    require(by.actor, Right.COLLECTIONS)
    original = usable(home, collection_id, by.actor)
    taken = {item.name for item in stored.all_collections(home)}
    stem = original.name[: MAX_NAME - 8]
    names = (f"{stem} 副本{n if n > 1 else ''}" for n in range(1, len(taken) + 2))
    name = next(name for name in names if name not in taken)
    return stored.add_collection(home, name, original.document, change_by("复制", by))


def archive(home: Home, collection_id: int, by: Editor, *, archived: bool = True) -> None:
    """Archive a collection, or restore it."""
    _require_own(home, collection_id, by.actor)
    stored.set_archived(home, collection_id, archived=archived)


def share(home: Home, collection_id: int, by: Editor, *, shared: bool = True) -> str:
    """Give a collection a new read-only link, or revoke it; returns the token, "" for none."""
    _require_own(home, collection_id, by.actor)
    token = secrets.token_urlsafe(16) if shared else ""
    stored.set_token(home, collection_id, token)
    return token


def share_with(home: Home, collection_id: int, names: tuple[str, ...], by: Editor) -> None:
    """Share a collection with the colleagues of these names, ALL or nobody: they read it, and change
    it when their role may. Forbidden unless it is theirs, BadSharing."""
    _require_own(home, collection_id, by.actor)
    stored.set_sharing(home, collection_id, colleagues(names))


def give(home: Home, collection_id: int, owner: str, by: Editor) -> None:
    """Give a collection to another owner, "" for everybody. ConflictError when they have one of its
    name."""
    _require_own(home, collection_id, by.actor)
    stored.set_owner(home, collection_id, owner)


def usable(home: Home, collection_id: int, actor: Actor) -> StoredCollection:
    """A collection as it is stored; NotFoundError when there is none that the actor may see."""
    found = stored.load_collection(home, collection_id)
    if not may_use(actor, found.owner, found.shared):
        raise NotFoundError("没有这份讲义", hint="在“讲义”页查看全部讲义")
    return found


def _visible(home: Home, actor: Actor) -> list[StoredCollection]:
    found = stored.all_collections(home)
    return [item for item in found if may_use(actor, item.owner, item.shared)]


def _require_own(home: Home, collection_id: int, actor: Actor) -> None:
    require(actor, Right.COLLECTIONS)
    require_owner(actor, usable(home, collection_id, actor).owner)


def _collection(home: Home, item: StoredCollection, *, undo: bool = False) -> Collection:
    past = stored.past_states(home, item.id) if undo else []
    return Collection(
        item.id, item.name, item.revision, item.archived, item.token, item.changed, item.who,
        ops.loads(item.document), past[0].action if past else "",
        item.owner, item.shared,
    )  # fmt: skip


def change_by(action: str, by: Editor) -> Change:
    """A change as it is stored; Forbidden without the right to collections."""
    require(by.actor, Right.COLLECTIONS)
    owner = by.actor.name if by.actor.is_person else ""
    return Change(action, by.who, by.when, owner)


def proper_name(name: str, what: str = "讲义的名字") -> str:
    """A name as one line; BadCollection when it is empty or too long."""
    name = visible_line(name)
    if not name:
        raise BadCollection(f"请填写{what}")
    if len(name) > MAX_NAME:
        raise BadCollection(f"{what}太长（{len(name)} 字），最多 {MAX_NAME} 字")
    return name
