"""Scheduled backups: named by the time, verified, and the oldest removed; and which was the last.

A name says which knowledge base it is of, so that several may share a folder. Only files that are
named so are ever removed.
"""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kb.errors import KbError
from kb.files import Home, disk_errors, remove_durably, write_durably
from kb.maintenance.archive import LAST, Contents
from kb.maintenance.backup import back_up, verify
from kb.maintenance.encryption import SUFFIX
from kb.state import UPGRADE_NOTE, UPGRADES

_STAMP = "%Y%m%d-%H%M%S"
# How backups, and states, are named that were made before upgrades.
_BEFORE_UPGRADE = re.compile(r"before-.{1,40}-(\d{8}-\d{6})\.(?:tar\.gz|sqlite3)")


@dataclass(frozen=True, slots=True)
class Kept:
    """A scheduled backup: its file, what it holds, and the older files that were removed."""

    file: Path
    contents: Contents
    removed: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The last backup that was made of a home, wherever its file is now."""

    file: Path
    made: datetime


def back_up_to(home: Home, target: Path, now: datetime, passphrase: str | None = None) -> Contents:
    """Write a backup and note it as the last one; the caller holds the writer lock. KbError when it
    would lie in what is backed up."""
    _check_apart(home, target.parent)
    contents = back_up(home, target, now, passphrase)
    note = {"file": str(target.absolute()), "made": now.isoformat()}
    write_durably(home.state / LAST, json.dumps(note, ensure_ascii=False).encode())
    return contents


def back_up_and_keep(
    home: Home, folder: Path, keep: int, now: datetime, passphrase: str | None = None
) -> Kept:
    """Write a backup into a folder, read it back, and remove the oldest ones of this home, so that
    `keep` are left; of those that upgrades made, too. The caller holds the writer lock.

    Raises KbError when the folder lies in what is backed up, or when what was written cannot be
    read back; nothing is removed then.
    """
    _check_apart(home, folder)
    if folder.exists() and not folder.is_dir():
        raise KbError(
            "这是文件，不是文件夹",
            where=str(folder),
            hint="--keep 要写放备份的文件夹，文件名由程序取",
        )
    file = folder / f"{_prefix(home)}{now.strftime(_STAMP)}.tar.gz{SUFFIX if passphrase else ''}"
    contents = back_up_to(home, file, now, passphrase)
    verify(file, passphrase)
    older = [path for path in scheduled(home, folder) if path.name != file.name]
    removed = [*older[: max(0, len(older) + 1 - keep)], *_old_upgrades(home, keep)]
    for path in removed:
        with disk_errors(path):
            remove_durably(path)
    return Kept(file, contents, tuple(removed))


def _check_apart(home: Home, folder: Path) -> None:
    for inside in (home.corpus, home.state, home.index):
        if folder.resolve().is_relative_to(inside.resolve()):
            raise KbError(
                "备份不能放在要备份的文件夹里",
                where=str(folder),
                hint="请放到别的文件夹，最好在另一块磁盘上",
            )


def scheduled(home: Home, folder: Path) -> list[Path]:
    """The scheduled backups of a home in a folder, the oldest first."""
    named = re.compile(re.escape(_prefix(home)) + r"\d{8}-\d{6}\.tar\.gz(\.age)?")
    return sorted(
        path
        for path in folder.iterdir()
        if named.fullmatch(path.name) and path.is_file() and not path.is_symlink()
    )


def _old_upgrades(home: Home, keep: int) -> list[Path]:
    """The backups that upgrades left, without the newest `keep` and without the one that
    `kb upgrade --undo` restores."""
    folder = home.state / UPGRADES
    if not folder.is_dir():
        return []
    found = [
        (named[1], path)
        for path in folder.iterdir()
        if (named := _BEFORE_UPGRADE.fullmatch(path.name))
        and path.is_file()
        and not path.is_symlink()
    ]
    needed = ""
    with suppress(OSError, ValueError, KeyError, TypeError):
        note = json.loads((folder / UPGRADE_NOTE).read_text("utf-8"))
        needed = note.get("backup") or note["state"]
    return [path for _, path in sorted(found)[:-keep] if path.name != needed]


def last_backup(home: Home) -> LastBackup | None:
    """The last backup, None when none was made or the note of it cannot be read."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        note = json.loads((home.state / LAST).read_text("utf-8"))
        return LastBackup(Path(note["file"]), datetime.fromisoformat(note["made"]))
    return None


def _prefix(home: Home) -> str:
    """What the backups of a home are named by: its folder, and a digest of where it lies."""
    place = hashlib.sha256(str(home.path.resolve()).encode()).hexdigest()[:8]
    return f"{home.path.resolve().name}-{place}-"
