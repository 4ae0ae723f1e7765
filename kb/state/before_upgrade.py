"""The state as an older version left it: kept when a newer program opens it without `kb upgrade`.

`kb upgrade` makes a backup of everything first; but any other verb, and the site, open the state too,
and take its steps. They keep a copy of it, to which `kb upgrade --undo` goes back: an SQLite file, also
of a state in PostgreSQL. Its own dumps need programs of the server's version on the web server, and say
nothing to a program that wants to compare what it has put back.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kb.files import disk_errors, make_folder, remove_durably, sync_folder, write_durably
from kb.state.copying import copy_file, write_file

if TYPE_CHECKING:
    from sqlalchemy import Connection

# In state/: where what upgrades keep is, and which of it `kb upgrade --undo` goes back to.
UPGRADES, UPGRADE_NOTE = "upgrades", "last.json"
# So many copies are kept; of each the name begins so.
KEPT, _BEGINNING = 5, "before-step-"
_log = logging.getLogger(__name__)


def keep_old_file(file: Path, version: int, wanted: int) -> None:
    """Copy a state file that is about to take its steps into upgrades/ next to it, and note it as
    what to go back to. The caller holds the transaction in which the steps are taken. KbError when
    the disk does not take it."""

    def write(copy: Path) -> None:
        # A connection of its own: SQLite copies nothing by one that is in a transaction.
        reader = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        try:
            copy_file(reader, copy)
        finally:
            reader.close()

    _keep(file.parent, version, wanted, write)


def keep_old_tables(connection: Connection, state: Path, version: int, wanted: int) -> None:
    """The same for the tables of a state in PostgreSQL; `state` is the folder state/ of the home."""

    def write(copy: Path) -> None:
        write_file(connection, version, copy)

    _keep(state, version, wanted, write)


def _keep(state: Path, version: int, wanted: int, write: Callable[[Path], None]) -> None:
    """Keep what `write` writes into an empty file, for its owner only; remove the oldest copies."""
    place = state / UPGRADES
    now = datetime.now()
    kept = place / f"{_BEGINNING}{version + 1}-{now:%Y%m%d-%H%M%S}.sqlite3"
    with disk_errors(kept):
        make_folder(place)
        handle, name = tempfile.mkstemp(dir=place, prefix=".", suffix=".tmp")
        os.close(handle)
        try:
            write(Path(name))
            os.replace(name, kept)
        finally:
            Path(name).unlink(missing_ok=True)
        sync_folder(place)
    note = {"state": kept.name, "made": now.isoformat(), "steps": wanted - version}
    write_durably(place / UPGRADE_NOTE, json.dumps(note).encode())
    _log.warning(
        "状态库从第 %d 步升级到第 %d 步；升级前的保留在 %s；要退回：kb upgrade --undo",
        version,
        wanted,
        kept,
    )
    # By the time, which ends the name: the number of the step comes before it.
    copies = sorted(place.glob(f"{_BEGINNING}*.sqlite3"), key=lambda path: path.stem[-15:])
    for old in copies[:-KEPT]:
        with disk_errors(old):
            remove_durably(old)
