"""A restore drill: a backup is restored into a temporary folder and used there, then thrown away."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kb.errors import KbError
from kb.files import Home, init_home
from kb.index import update_index
from kb.knowledge_base import open_knowledge_base
from kb.maintenance import backup
from kb.maintenance.archive import Contents
from kb.maintenance.check import check_contents
from kb.maintenance.disk import Finding
from kb.state import accounts, collections, database, topics, writer_lock


@dataclass(frozen=True, slots=True)
class Drill:
    """What a restored backup turned out to hold, and what is wrong with it."""

    contents: Contents
    engine: str
    bulletins: int
    practices: int
    accounts: int
    topics: int
    collections: int
    indexed: int
    findings: tuple[Finding, ...]


def drill(archive: Path, now: datetime, passphrase: str | None = None) -> Drill:
    """Restore a backup in a temporary folder, read all of it and build its index there.

    Raises KbError when it cannot be restored: damaged, settings or vocabulary not readable, state
    not readable, index that cannot be built.
    """
    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        home = init_home(Path(folder) / "home")
        with writer_lock(home, "恢复演练"):
            contents, _ = backup.restore(home, archive, now, passphrase)
            found = _used(home, contents)
    return found


def _used(home: Home, contents: Contents) -> Drill:
    kb = open_knowledge_base(home)
    try:
        database.take_steps(home)
        return Drill(
            contents=contents,
            engine=kb.settings.engine,
            bulletins=len(kb.corpus.bulletin_ids()),
            practices=len(kb.vocabulary.practices),
            accounts=len(accounts.all_accounts(home)),
            topics=len(topics.all_topics(home)),
            collections=len(collections.all_collections(home)),
            indexed=update_index(kb).documents,
            findings=tuple(
                replace(
                    found,
                    message=home.for_visitors(found.message),
                    where=home.for_visitors(found.where),
                )
                for found in check_contents(kb)
            ),
        )
    except KbError as error:
        error.message, error.where = (
            home.for_visitors(error.message),
            home.for_visitors(error.where),
        )
        raise
    finally:
        kb.engine.close()
