"""A knowledge base with something of everything, to be backed up."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from datetime import datetime
from pathlib import Path

import pytest

from kb.corpus.changes import By
from kb.errors import KbError
from kb.files.home import Home
from kb.knowledge_base import KnowledgeBase
from kb.maintenance.backup import restore
from kb.rights import Actor, Role
from kb.state.queries import past_queries

NOW = datetime(2026, 11, 23, 9, 30)
BY = By(Actor("命令行", Role.EDITOR), NOW)


def contents(home: Home) -> dict[str, bytes]:
    """The files of a home that a backup is about; the database by what it knows."""
    files = {
        path.relative_to(home.path).as_posix(): path.read_bytes()
        for root in (home.corpus, home.state / "history", home.state / "bin")
        for path in root.rglob("*")
        if path.is_file()
    }
    known = json.dumps(past_queries(home, least=1)).encode()
    return files | {"kb.toml": home.config.read_bytes(), "queries": known}


def packed(target: Path, members: dict[str, bytes], **listed: bytes) -> Path:
    """A backup with these members, and a manifest that lists them (or these)."""
    files = {n: (len(d), hashlib.sha256(d).hexdigest()) for n, d in {**members, **listed}.items()}
    manifest = {"format": "lessons-kb-backup 1", "made": NOW.isoformat(), "files": files}
    with tarfile.open(target, "w:gz") as archive:
        for name, data in {**members, "MANIFEST.json": json.dumps(manifest).encode()}.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return target


GOOD = {"kb.toml": b'name = "x"\n', "corpus/organisations.yml": b"[]\n"}


def refused(kb: KnowledgeBase, target: Path) -> str:
    """Why a backup is refused; nothing may have changed."""
    before = contents(kb.home)
    with pytest.raises(KbError) as caught:
        restore(kb.home, target, NOW)
    assert contents(kb.home) == before
    assert not list(kb.home.state.glob("before-restore*"))
    assert not list(kb.home.state.glob(".restore*"))
    return caught.value.message
