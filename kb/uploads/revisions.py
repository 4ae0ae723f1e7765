"""The revisions of an upload: what was read, then one for every change that an editor saved.

The first revision is the reading: number 0, or more when the file was read before, since numbers go
on. Each later one is a file of its own under state/uploads/<id>/, created
only where no file of its number exists. So of two editors who save at the same moment one learns
that the other was first, and no save is ever lost.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from kb.corpus import bulletin_markdown
from kb.errors import ConflictError, KbError
from kb.files import create_durably, reason
from kb.identity import with_anchors
from kb.model import Bulletin, Entry, Kind
from kb.text import title_of
from kb.uploads.shelf import Reading, Shelf, with_own_id

_LOOK_AGAIN = "请看过页面上现在的内容再改"


class LeftOutReason(StrEnum):
    """Why a passage is not in the bulletin: recognised as site furniture, or dropped by an editor."""

    FURNITURE = "furniture"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A passage that is not published, and the anchor of the entry it stood before ("" for the end
    of the bulletin)."""

    entry: Entry
    reason: LeftOutReason
    before: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """An upload after an editor saved it, or as it was read.

    `what` says in Chinese what the save changed and `who` made it; both are "" for the reading.
    `parent` is the revision that undoing goes back to, None when there is nothing to undo.
    """

    number: int
    bulletin: Bulletin
    left_out: tuple[LeftOut, ...] = ()
    what: str = ""
    who: str = ""
    parent: int | None = None


def first(reading: Reading) -> Revision:
    """The revision that a reading is: its furniture can be taken in."""
    texts = [text for text in reading.furniture if text.strip()]
    entries = with_anchors(
        [Entry("", Kind.OVERVIEW, text, title_of(text)) for text in texts],
        (entry.anchor for entry in reading.bulletin.entries),
    )
    after = _entries_after(reading)
    left_out = tuple(
        LeftOut(entry, LeftOutReason.FURNITURE, after.get(entry.text, "")) for entry in entries
    )
    return Revision(reading.number, reading.bulletin, left_out)


def _entries_after(reading: Reading) -> dict[str, str]:
    """For each paragraph of the source, the anchor of the first entry that follows where it stands
    first, "" when none does."""
    starts = {entry.text.partition("\n")[0]: entry.anchor for entry in reading.bulletin.entries}
    found: dict[str, str] = {}
    following = ""
    for line in reversed(reading.lines):
        found[line.text] = following
        following = starts.get(line.text, following)
    return found


def next_after(
    current: Revision, bulletin: Bulletin, left_out: tuple[LeftOut, ...], what: str, who: str
) -> Revision:
    """The revision that a change of the current one makes."""
    return Revision(
        current.number + 1, with_own_id(bulletin), left_out, what, who, parent=current.number
    )


def latest(shelf: Shelf, upload_id: str, reading: Reading | None = None) -> Revision:
    """The upload as it was last saved; KbError when what was read of it is damaged or gone. Callers
    that have the reading pass it, so that it is not loaded twice."""
    saved = shelf.revision_files(upload_id)
    if saved:
        return at(shelf, upload_id, max(saved))
    return first(reading or shelf.reading(upload_id))


def at(shelf: Shelf, upload_id: str, number: int) -> Revision:
    """The upload as it was in revision `number`; KbError when that revision is damaged or gone,
    ConflictError when it is one of an earlier reading of the file."""
    path = _file(shelf, upload_id, number)
    if not path.is_file():
        reading = shelf.reading(upload_id)
        if number < reading.number:
            raise ConflictError(
                "打开这一页以后，这份文件重新读取过，这里填写的还没有保存", hint=_LOOK_AGAIN
            )
        if number == reading.number:
            return first(reading)
    try:
        data = json.loads(path.read_bytes())
        entries = bulletin_markdown.loads(data["left_out"], "", str(path)).entries
        return Revision(
            number=number,
            bulletin=with_own_id(bulletin_markdown.loads(data["markdown"], "", str(path))),
            left_out=tuple(
                LeftOut(replace(entry, heading_path=tuple(path)), LeftOutReason(why), before)
                for entry, (why, before, *path) in zip(entries, data["places"], strict=True)
            ),
            what=data["what"],
            who=data["who"],
            parent=data["parent"],
        )
    except OSError as error:
        raise KbError(
            f"读不出保存的修改：{reason(error)}", where=str(path), hint="请刷新页面后重试"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise KbError("保存的修改已损坏", where=str(path), hint="请重新读取") from error


def add(shelf: Shelf, upload_id: str, revision: Revision) -> bool:
    """Keep a revision, durably; False when another one has taken its number meanwhile."""
    kept = replace(revision.bulletin, content=tuple(item.entry for item in revision.left_out))
    data = {
        "markdown": bulletin_markdown.dumps(revision.bulletin),
        "left_out": bulletin_markdown.dumps(kept),
        "places": [
            (item.reason.value, item.before, *item.entry.heading_path) for item in revision.left_out
        ],
        "what": revision.what,
        "who": revision.who,
        "parent": revision.parent,
    }
    text = json.dumps(data, ensure_ascii=False)
    return create_durably(_file(shelf, upload_id, revision.number), text.encode())


def _file(shelf: Shelf, upload_id: str, number: int) -> Path:
    return shelf.root / upload_id / f"revision-{number}.json"
