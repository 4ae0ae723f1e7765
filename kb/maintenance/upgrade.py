"""A home of an older version is brought to the present one, and back.

Before anything is changed a backup is made under state/upgrades/, with the state as the older version
left it. Then the state takes its steps (kb/state/steps.py), the index is built, and everything is
read. `undo` restores that backup and removes the index, which the older version builds again; what was
changed after the upgrade is kept apart, as every restore does. The corpus has had one format so far.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import kb as program
from kb.errors import NotFoundError
from kb.files import (
    ENGINES,
    Home,
    disk_errors,
    make_folder,
    remove_durably,
    write_durably,
)
from kb.index import VECTORS, update_index
from kb.knowledge_base import open_knowledge_base
from kb.maintenance import backup
from kb.maintenance.archive import UPGRADES
from kb.maintenance.check import check_contents
from kb.maintenance.disk import Finding
from kb.maintenance.retention import UPGRADE_NOTE
from kb.state import Step, database, steps, writer_lock

FOLDER = UPGRADES
_HOLDER = "升级"


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
    """What was undone: the backup that was restored, and where the files lie that it replaced."""

    backup: Path
    kept: Path


def upgrade(home: Home, now: datetime) -> Upgrade:
    """Bring a home to this version. KbError when the backup cannot be made, the state is of a newer
    version, or the index cannot be built; the backup stays in each case."""
    wanted = steps.pending(home)
    made: Path | None = None
    if wanted:
        with writer_lock(home, _HOLDER):
            folder = home.state / FOLDER
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


def undo(home: Home, now: datetime) -> Undone:
    """Make the home what it was before the last upgrade; the program of that version opens it then.
    NotFoundError when there was none."""
    note = home.state / FOLDER / UPGRADE_NOTE
    try:
        name = str(json.loads(note.read_text("utf-8"))["backup"])
        made = home.state / FOLDER / Path(name).name
        found = made.is_file()
    except (OSError, ValueError, KeyError, TypeError):
        found = False
    if not found:
        raise NotFoundError("没有升级过，或升级前的备份不在了", where=str(home.state / FOLDER))
    with writer_lock(home, _HOLDER):
        _, kept = backup.restore(home, made, now)
        with disk_errors(home.index):
            for name in (*ENGINES, VECTORS):
                if (home.index / name).is_dir():
                    shutil.rmtree(home.index / name)
        for stale in home.machine.glob("indexed-*"):
            remove_durably(stale)
        remove_durably(note)
    return Undone(made, kept)
