"""A home of an older version is brought to the present one, and back.

Before anything is changed a backup is made under state/upgrades/, with the state as the older version
left it. Then the state takes its steps (kb/state/steps.py), the index is built, and everything is
read. `undo` restores that backup and removes the index, which the older version builds again; what was
changed after the upgrade is kept apart, as every restore does. The corpus has had one format so far.

Where something else opened the home first, the state took its steps then, and a copy of its file was
kept (kb/state/before_upgrade.py). `undo` puts that back; the corpus stays as it is.

A state in PostgreSQL goes back there, since other web servers use it too.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import kb as program
from kb.errors import NotFoundError
from kb.files import (
    ENGINES,
    Home,
    disk_errors,
    load_settings,
    make_folder,
    remove_durably,
    sync_folder,
    with_state,
    write_durably,
)
from kb.index import VECTORS, update_index
from kb.knowledge_base import open_knowledge_base
from kb.maintenance import backup
from kb.maintenance.archive import BEFORE, Contents, unpack
from kb.maintenance.check import check_contents
from kb.maintenance.disk import Finding
from kb.state import UPGRADE_NOTE, UPGRADES, Step, database, moving, steps, writer_lock

_HOLDER = "升级"
# How the file of a copied state ends.
_COPY = ".sqlite3"


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What was done: the steps of the state, the backup made before (None when nothing was to be
    done), the entries in the index, and what is wrong in the home."""

    steps: tuple[Step, ...]
    backup: Path | None
    indexed: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone: the backup that was restored, where the files lie that it replaced, and where
    a file with what a database had that it replaced too."""

    backup: Path
    kept: Path
    rows: Path | None = None


def upgrade(home: Home, now: datetime) -> Upgrade:
    """Bring a home to this version. KbError when the backup cannot be made, the state is of a newer
    version, or the index cannot be built; the backup stays in each case."""
    wanted = steps.pending(home)
    made: Path | None = None
    if wanted:
        with writer_lock(home, _HOLDER):
            folder = home.state / UPGRADES
            with disk_errors(folder):
                make_folder(folder)
            made = folder / f"before-{program.__version__}-{now:%Y%m%d-%H%M%S}.tar.gz"
            backup.back_up(home, made, now)
            backup.verify(made)
            note = {"backup": made.name, "made": now.isoformat(), "steps": len(wanted)}
            write_durably(folder / UPGRADE_NOTE, json.dumps(note).encode())
            database.take_steps(home)
    kb = open_knowledge_base(home)
    try:
        return Upgrade(wanted, made, update_index(kb).documents, tuple(check_contents(kb)))
    finally:
        kb.engine.close()


def kept_state(home: Home) -> Path | None:
    """The state as it was before something else than `kb upgrade` brought it to this version, None
    when that did not happen last."""
    name = _note(home).get("state", "")
    return home.state / UPGRADES / Path(name).name if name else None


def undo(home: Home, now: datetime) -> Undone:
    """Make the home what it was before the last upgrade; the program of that version opens it then.
    NotFoundError when there was none."""
    note = _note(home)
    made = home.state / UPGRADES / Path(note.get("backup") or note.get("state") or UPGRADES).name
    if not made.is_file():
        raise NotFoundError("没有升级过，或升级前的备份不在了", where=str(home.state / UPGRADES))
    with writer_lock(home, _HOLDER):
        rows = _put_back_rows(home, made, now)
        if "backup" in note:
            _, kept = _restore(home, made, now)
        else:
            kept = rows or _put_back(home, made, now)
        with disk_errors(home.index):
            for name in (*ENGINES, VECTORS):
                if (home.index / name).is_dir():
                    shutil.rmtree(home.index / name)
        for stale in home.machine.glob("indexed-*"):
            remove_durably(stale)
        remove_durably(home.state / UPGRADES / UPGRADE_NOTE)
    return Undone(made, kept, None if rows == kept else rows)


def _note(home: Home) -> dict[str, str]:
    """What the last upgrade noted, empty when there is no note that can be read."""
    try:
        found = json.loads((home.state / UPGRADES / UPGRADE_NOTE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {key: str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _put_back_rows(home: Home, made: Path, now: datetime) -> Path | None:
    """Put the state of a backup, or a copy of it, back into the database that kb.toml names; the file
    with what was there. None where the state is a file. Interrupted, it can be called again."""
    server = load_settings(home).state
    if server is None:
        return None
    kept = home.state / UPGRADES / f"before-undo-{now:%Y%m%d-%H%M%S}.sqlite3"
    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        file = made
        if made.suffix != _COPY:
            unpack(made, Path(folder), None)
            file = Path(folder) / "state" / database.FILE
        moving.put_back(home, server, file, kept)
    return kept


def _restore(home: Home, made: Path, now: datetime) -> tuple[Contents, Path]:
    """Restore a backup; a database with the state remains where the state is, as its rows have been
    put back."""
    address = tomllib.loads(home.config_text()).get("state")
    done = backup.restore(home, made, now)
    if address:
        write_durably(home.config, with_state(home.config_text(), address).encode())
        remove_durably(home.state / database.FILE)
    return done


def _put_back(home: Home, made: Path, now: datetime) -> Path:
    """Put a copy of the state file in the place of the present one; the folder where that is kept.
    Interrupted, it can be called again."""
    kept = home.state / f"{BEFORE}{now:%Y%m%dT%H%M%S}-upgrade"
    with disk_errors(home.state):
        make_folder(kept / "state")
        for live in home.state.glob(f"{database.FILE}*"):  # with its log
            os.rename(live, kept / "state" / live.name)
        sync_folder(kept / "state")
        temporary = home.state / f".{database.FILE}.tmp"
        shutil.copy2(made, temporary)
        os.replace(temporary, home.state / database.FILE)
        sync_folder(home.state)
    return kept
