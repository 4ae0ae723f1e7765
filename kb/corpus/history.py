"""What was changed in each bulletin, when and by whom; and its Markdown before each change.

state/history/<bulletin id>/0003.md is change 3: a front matter that says who, when and what, and
below it, byte for byte, the bulletin's file as it was before. It is kept in state/, not in corpus/:
the corpus is the current text, is edited by hand and may be kept in git, which has a history of its
own; `kb backup` takes both. The text before a change is kept, not the text after it. So an edit by
hand, which the program does not see, is not lost at the next change.

A record is written before its change. If the process is killed in between, a record remains of a
change that did not happen: the digest of its result differs from the file, and it is ignored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from kb.corpus.folder import Corpus
from kb.errors import CorpusError, NotFoundError, no_bulletin
from kb.files import Home, front_matter, remove_durably, write_durably

_END = b"\n---\n"


class Action(StrEnum):
    """What was done to a bulletin."""

    ADDED = "added"
    UPDATED = "updated"
    EDITED = "edited"
    REMOVED = "removed"
    RESTORED = "restored"


ACTION_LABELS: dict[Action, str] = {
    Action.ADDED: "新增",
    Action.UPDATED: "更新",
    Action.EDITED: "编辑",
    Action.REMOVED: "移除",
    Action.RESTORED: "恢复",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One record. `before` is the file before it, None when there was none; `after` the SHA-256 of
    the file after it, "" when there is none; `note` says more in Chinese."""

    number: int
    when: datetime
    who: str
    action: Action
    before: bytes | None
    after: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A bulletin's file as it stood after change `number`; `data` is None after a removal.

    Version 0 is what stood before the first record: `when` is None and `who` unknown. `by_hand`
    says that somebody edited the file after that change, outside this program.
    """

    number: int
    data: bytes | None
    current: bool = False
    when: datetime | None = None
    who: str = ""
    action: Action | None = None
    note: str = ""
    by_hand: bool = False

    @property
    def markdown(self) -> str:
        """The file's text, "" after a removal."""
        return (self.data or b"").decode("utf-8", "replace")


def history_folder(home: Home, bulletin_id: str) -> Path:
    """Where the changes of a bulletin are kept."""
    return home.state / "history" / bulletin_id


def recorded_ids(home: Home) -> list[str]:
    """The ids of all bulletins that have a history, removed ones included."""
    return sorted(path.name for path in (home.state / "history").glob("*") if path.is_dir())


def record(
    home: Home,
    bulletin_id: str,
    action: Action,
    *,
    who: str,
    when: datetime,
    before: bytes | None,
    after: bytes | None,
    note: str = "",
) -> Path:
    """Record a change that is about to be made; the caller holds the writer lock."""
    folder = history_folder(home, bulletin_id)
    number = 1 + max((int(path.stem) for path in _files(folder)), default=0)
    data = {
        "when": when.isoformat(timespec="seconds"),
        "who": who,
        "action": action.value,
        "before": before is not None,
        "after": digest(after),
        "note": note,
    }
    path = folder / f"{number:04d}.md"
    head = front_matter.join(data, "").rstrip("\n").encode() + b"\n"
    write_durably(path, head + (before or b""))
    return path


def withdraw(path: Path) -> None:
    """Delete the record of a change that could not be made."""
    remove_durably(path)


def changes(home: Home, bulletin_id: str) -> tuple[Change, ...]:
    """All records of a bulletin, oldest first; CorpusError at a damaged one."""
    folder = history_folder(home, bulletin_id)
    return tuple(_load(path) for path in _files(folder))


def versions(corpus: Corpus, bulletin_id: str) -> tuple[Version, ...]:
    """All versions of the bulletin, oldest first; the last is the current one. Versions that were
    for others only are left out: what was taken out before a bulletin was opened stays hidden.

    NotFoundError when there is neither a bulletin nor a history of this id that may be seen.
    """
    if not corpus.may_see(bulletin_id):
        raise no_bulletin(bulletin_id)
    present = corpus.read_markdown(bulletin_id)
    known = changes(corpus.home, bulletin_id)
    if not known:
        if present is None:
            raise no_bulletin(bulletin_id)
        return (Version(0, present, current=True, note="开始记录以前"),)
    found = [
        version
        for version in _versions(known, present)
        if version.data is None or corpus.may_see_text(version.data, bulletin_id)
    ]
    if not found:
        raise no_bulletin(bulletin_id)
    return (*found[:-1], replace(found[-1], current=True))


def _versions(known: Sequence[Change], present: bytes | None) -> Iterator[Version]:
    if known[0].before is not None:
        yield Version(0, known[0].before, note="开始记录以前")
    afterwards = [*(change.before for change in known[1:]), present]
    for change, data in zip(known, afterwards, strict=True):
        as_meant = digest(data) == change.after
        if not as_meant and data == change.before:
            continue  # the change did not happen
        yield Version(
            number=change.number,
            data=data,
            when=change.when,
            who=change.who,
            action=change.action,
            note=change.note,
            by_hand=not as_meant,
        )


def version(corpus: Corpus, bulletin_id: str, number: int) -> Version:
    """One version of a bulletin; NotFoundError when there is none with this number."""
    for found in versions(corpus, bulletin_id):
        if found.number == number:
            return found
    raise NotFoundError(
        f"“{bulletin_id}”没有第 {number} 版", hint=f"用 kb history {bulletin_id} 查看"
    )


def digest(data: bytes | None) -> str:
    """The SHA-256 of a file's content, "" for no file."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(
        (path for path in folder.glob("*.md") if path.stem.isdecimal()),
        key=lambda path: int(path.stem),
    )


def _load(path: Path) -> Change:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CorpusError("读不出历史记录", where=str(path)) from error
    head, _, before = raw.partition(_END)
    data, _, _ = front_matter.split((head + _END).decode("utf-8", "replace"), str(path))
    try:
        return Change(
            number=int(path.stem),
            when=datetime.fromisoformat(data["when"]),
            who=str(data["who"]),
            action=Action(data["action"]),
            before=before if data["before"] else None,
            after=str(data["after"]),
            note=str(data["note"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise CorpusError("历史记录已损坏", where=str(path), hint="可从备份恢复这个文件") from error
