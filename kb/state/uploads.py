"""Uploaded source files on their way into the corpus: a row each, from arrival to the end.

The row says where a file stands; its bytes and what was understood of it lie in files next to the
database (kb/uploads/shelf.py). A row changes only from the state the caller expects, so that two
people who act on one file at once cannot both succeed.

What is read is claimed by one web node. It says from time to time that it is alive; a claim that it
lost meanwhile changes nothing any more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath
from typing import Any

from kb.errors import NotFoundError
from kb.files import Home
from kb.state.database import Database, connection, reading


class UploadState(StrEnum):
    """Where an uploaded file stands. WAITING: understood, and waiting for the editor. UNPACKED: an
    archive whose members are uploads of their own."""

    QUEUED = "queued"
    READING = "reading"
    WAITING = "waiting"
    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    DISCARDED = "discarded"
    UNPACKED = "unpacked"


UNDER_WAY = (UploadState.QUEUED, UploadState.READING)
OPEN = (*UNDER_WAY, UploadState.WAITING, UploadState.FAILED)
FINISHED = (
    UploadState.PUBLISHED,
    UploadState.UNCHANGED,
    UploadState.DISCARDED,
    UploadState.UNPACKED,
)


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file.

    `name` is what the visitor called it: text, never used as a path. `changed` is when it entered
    its state, `stage` says in Chinese what is being done while it is read, `attempts` how often
    reading was begun; `forced` says that it should be read and replace what the corpus has, although
    the corpus has the same file already. `title` and `doubts` are the title understood and how many
    things the editor should check; `bulletin` the id of the bulletin it became or equals; `error`
    and `hint` say why it failed. `node` is the web node that read or reads it, and `alive` when that
    node last said that it does, in seconds since 1970.
    """

    id: str
    name: str
    size: int
    sha256: str
    who: str
    received: datetime
    changed: datetime
    state: UploadState = UploadState.QUEUED
    stage: str = ""
    attempts: int = 0
    forced: bool = False
    title: str = ""
    doubts: int = 0
    bulletin: str = ""
    error: str = ""
    hint: str = ""
    node: str = ""
    alive: float = 0.0


_COLUMNS = tuple(field.name for field in fields(Upload))
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM upload"


def add(home: Home, upload: Upload) -> Upload:
    """Keep a new upload. If there is one with this id, or if the same bytes in the same format are
    on their way already, nothing is added and that one is returned."""
    going = (*UNDER_WAY, UploadState.WAITING)
    with connection(home) as database:
        for known in _rows(database, "WHERE id = ?", upload.id):
            return known
        for same in _rows(
            database,
            f"WHERE sha256 = ? AND state IN ({_marks(going)}) ORDER BY number",
            upload.sha256,
            *going,
        ):
            if upload.sha256 and _suffix(same) == _suffix(upload):
                return same
        database.execute(
            f"INSERT INTO upload ({', '.join(_COLUMNS)}) VALUES ({_marks(_COLUMNS)})",
            [_stored(value) for value in astuple(upload)],
        )
    return upload


def find(home: Home, upload_id: str) -> Upload:
    """The upload of this id; NotFoundError when there is none."""
    with reading(home) as database:
        found = _rows(database, "WHERE id = ?", upload_id)
    if not found:
        raise NotFoundError("没有这份上传的文件", hint="放弃或入库已久的文件不再列出")
    return found[0]


def in_state(home: Home, *states: UploadState) -> list[Upload]:
    """The uploads in one of these states, the first received first."""
    with reading(home) as database:
        return _rows(database, f"WHERE state IN ({_marks(states)}) ORDER BY number", *states)


def latest(home: Home, *states: UploadState, limit: int) -> list[Upload]:
    """The uploads that entered one of these states last, the last one first."""
    ordered = f"WHERE state IN ({_marks(states)}) ORDER BY changed DESC, number DESC LIMIT ?"
    with reading(home) as database:
        return _rows(database, ordered, *states, limit)


def counts(home: Home) -> dict[UploadState, int]:
    """How many uploads are in each state."""
    with reading(home) as database:
        rows = database.execute("SELECT state, count(*) FROM upload GROUP BY state")
        found = {row[0]: row[1] for row in rows}
    return {state: found.get(state.value, 0) for state in UploadState}


def ids(home: Home) -> set[str]:
    """The ids of all uploads."""
    with reading(home) as database:
        return {found for (found,) in database.execute("SELECT id FROM upload")}


def claim(home: Home, node: str, now: datetime) -> Upload | None:
    """Take the upload whose turn it is, for a web node that reads it; None when none is queued."""
    with connection(home) as database:
        for upload in _rows(
            database, "WHERE state = ? ORDER BY number LIMIT 1", UploadState.QUEUED
        ):
            claimed = {
                "state": UploadState.READING,
                "attempts": upload.attempts + 1,
                "changed": now,
                "node": node,
                "alive": now.timestamp(),
            }
            _update(database, upload.id, claimed)
            return _rows(database, "WHERE id = ?", upload.id)[0]
    return None


def keep_claim(home: Home, claimed: Upload, now: datetime, **values: str) -> bool:
    """Say that an upload is still being read, with new values of its other fields; False when it
    was given up, or was taken over by another node."""
    return _change_claimed(home, claimed, {"alive": now.timestamp()} | values)


def end_claim(
    home: Home, claimed: Upload, state: UploadState, now: datetime, **values: str | int
) -> bool:
    """Move an upload that was claimed to another state, with new values of its other fields; False,
    and nothing is changed, when it was given up, or was taken over by another node."""
    return _change_claimed(home, claimed, {"state": state, "changed": now, "stage": ""} | values)


def move(
    home: Home,
    upload_id: str,
    origins: Collection[UploadState],
    state: UploadState,
    now: datetime,
    **values: Any,
) -> bool:
    """Move an upload from one of the states `origins` to another, with new values of its other
    fields; False, and nothing is changed, when it is in none of them."""
    with moving(home, upload_id, origins, state, now, **values) as can:
        return can


@contextmanager
def moving(
    home: Home,
    upload_id: str,
    origins: Collection[UploadState],
    state: UploadState,
    now: datetime,
    **values: Any,
) -> Iterator[bool]:
    """As `move`, at the end of a block that is told whether it can be moved. No upload is moved by
    others during the block, and this one is not when the block raises."""
    with connection(home) as database:
        found = _rows(
            database, f"WHERE id = ? AND state IN ({_marks(origins)})", upload_id, *origins
        )
        yield bool(found)
        if found:
            _update(database, upload_id, {"state": state, "changed": now, "stage": ""} | values)


def remove_finished(home: Home, before: datetime) -> None:
    """Forget the uploads that ended or failed before a time."""
    ended = (*FINISHED, UploadState.FAILED)
    with connection(home) as database:
        database.execute(
            f"DELETE FROM upload WHERE changed < ? AND state IN ({_marks(ended)})",
            (before.isoformat(), *ended),
        )


def _change_claimed(home: Home, claimed: Upload, values: dict[str, Any]) -> bool:
    with connection(home) as database:
        found = _rows(
            database,
            "WHERE id = ? AND state = ? AND node = ? AND attempts = ?",
            *(claimed.id, UploadState.READING, claimed.node, claimed.attempts),
        )
        if found:
            _update(database, claimed.id, values)
    return bool(found)


def _rows(database: Database, condition: str, *values: object) -> list[Upload]:
    return [_upload(row) for row in database.execute(f"{_SELECT} {condition}", values)]


def _update(database: Database, upload_id: str, values: dict[str, Any]) -> None:
    named = ", ".join(f"{column} = ?" for column in values)
    database.execute(
        f"UPDATE upload SET {named} WHERE id = ?", (*map(_stored, values.values()), upload_id)
    )


def _upload(row: Iterable[Any]) -> Upload:
    values = dict(zip(_COLUMNS, row, strict=True))
    values |= {name: datetime.fromisoformat(values[name]) for name in ("received", "changed")}
    state, forced = UploadState(values["state"]), bool(values["forced"])
    return Upload(**values | {"state": state, "forced": forced})


def _stored(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _suffix(upload: Upload) -> str:
    return PurePath(upload.name).suffix.lower()


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
