"""The state as an older version left it: kept when a newer program opens it without `kb upgrade`.

`kb upgrade` makes a backup of everything first; but any other verb, and the site, open the state too,
and take its steps. They keep a copy of the file, to which `kb upgrade --undo` goes back.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import tempfile
from datetime import datetime
from pathlib import Path

from kb.files import disk_errors, make_folder, sync_folder, write_durably
from kb.state.copying import copy_file

# In state/: where what upgrades keep is, and which of it `kb upgrade --undo` goes back to.
UPGRADES, UPGRADE_NOTE = "upgrades", "last.json"
_log = logging.getLogger(__name__)


def keep_old_state(file: Path, version: int, wanted: int) -> None:
    """Copy a state file that is about to take its steps into upgrades/ next to it, and note it as
    what to go back to. The caller holds the transaction in which the steps are taken. KbError when
    the disk does not take it."""
    place = file.parent / UPGRADES
    now = datetime.now()
    kept = place / f"before-step-{version + 1}-{now:%Y%m%d-%H%M%S}.sqlite3"
    with disk_errors(kept):
        make_folder(place)
        handle, name = tempfile.mkstemp(dir=place, prefix=".", suffix=".tmp")  # for its owner only
        os.close(handle)
        try:
            # One of its own: SQLite copies nothing by a connection that is in a transaction.
            reader = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
            try:
                copy_file(reader, Path(name))
            finally:
                reader.close()
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
