"""A knowledge base in one file, and back.

A backup is an archive (archive.py) of corpus/ (sources and vocabulary too), state/ without what can be
rebuilt (cache, lock) and kb.toml.
The index is not in it: it is made from the corpus. The state is an SQLite file in it, also where it is
in PostgreSQL.

Restoring unpacks next to the live files and compares every digest before it touches anything. Then
it moves folders, old ones to state/before-restore-…, new ones in; a plan that is written first
makes it possible to finish an interrupted move.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from kb.corpus import Corpus
from kb.errors import KbError
from kb.files import (
    CONFIG_NAME,
    OWNER,
    TEMPORARY,
    Home,
    disk_errors,
    load_settings,
    make_folder,
    remove_durably,
    sync_folder,
    with_state,
    write_durably,
)
from kb.maintenance.archive import (
    BEFORE,
    GIT,
    LOCAL,
    PLAN,
    STAGING,
    Contents,
    mode_of,
    pack,
    unpack,
)
from kb.state import check_state_file, database


def back_up(home: Home, target: Path, now: datetime, passphrase: str | None = None) -> Contents:
    """Write a backup, whole or not at all, encrypted when there is a passphrase; the caller holds the
    writer lock. Only the owner may read the file: the state may hold private data."""
    target = target.absolute()
    return pack(target, _members(home, target), now, passphrase)


def verify(backup: Path, passphrase: str | None = None) -> Contents:
    """Read a whole backup, compare every digest, and see whether this program knows the version of
    its state; nothing that was unpacked remains."""
    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        contents = unpack(backup, Path(folder), passphrase)
        _check_state(Home(Path(folder)), backup)
    return contents


def restore(
    home: Home, backup: Path, now: datetime, passphrase: str | None = None
) -> tuple[Contents, Path]:
    """Replace corpus, state and settings by those of a backup; the caller holds the writer lock,
    and rebuilds the index. Returns the contents of the backup and the folder where the replaced
    files are kept.

    Raises KbError, before anything is touched, when the backup is damaged or unsafe.
    """
    finish_restore(home)
    with disk_errors(home.state):
        make_folder(home.state)
        staging = Path(tempfile.mkdtemp(dir=home.state, prefix=STAGING))
    try:
        contents = unpack(backup, staging, passphrase)
        _check(Home(staging), backup)
        _without_server(Home(staging))
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    kept = f"{BEFORE}{now:%Y%m%dT%H%M%S}-{staging.name.removeprefix(STAGING)}"
    new = _places(staging)
    # A backup of an older version has no mark of the knowledge base: that of the home stays.
    old = [place for place in _places(home.path) if place != f"state/{OWNER}" or place in new]
    plan = _Plan(staging.name, kept, old, new)
    write_durably(home.state / PLAN, json.dumps(asdict(plan)).encode())
    finish_restore(home)
    return contents, home.state / kept


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a restore moves: `old` places out to `kept`, `new` ones in from `staging`."""

    staging: str
    kept: str
    old: list[str]
    new: list[str]


def _places(root: Path) -> list[str]:
    """What lies in a home, or in an unpacked one, and is restored by one rename."""
    inside = (root / "state").iterdir() if (root / "state").is_dir() else ()
    names = sorted(f"state/{p.name}" for p in inside if not p.name.startswith(LOCAL))
    return [name for name in ("corpus", *names) if (root / name).exists()]


def interrupted_restore(home: Home) -> bool:
    """Was a restore interrupted?"""
    return (home.state / PLAN).exists()


def abandoned(home: Home) -> list[Path]:
    """Folders of restores that were interrupted before anything was touched."""
    return [] if interrupted_restore(home) else list(home.state.glob(f"{STAGING}*"))


def replaced(home: Home) -> list[Path]:
    """The folders where restores kept the files that they replaced."""
    return list(home.state.glob(f"{BEFORE}*"))


def is_of_another(home: Home, kept: Path) -> bool:
    """Did a restore, which kept what it replaced there, bring another knowledge base?"""
    before, now = kept / "state" / OWNER, home.state / OWNER
    return before.is_file() and now.is_file() and before.read_bytes() != now.read_bytes()


def finish_restore(home: Home) -> None:
    """Finish an interrupted restore, if there is one; the caller holds the writer lock."""
    if not interrupted_restore(home):
        return
    with disk_errors(home.state / PLAN):
        plan = _Plan(**json.loads((home.state / PLAN).read_text("utf-8")))
        staging, kept = home.state / plan.staging, home.state / plan.kept
        make_folder(kept / "state")
        if staging.is_dir():
            _swap(home, plan, staging, kept)
            shutil.rmtree(staging)
    remove_durably(home.state / PLAN)


def _swap(home: Home, plan: _Plan, staging: Path, kept: Path) -> None:
    """Move the live files away and the staged ones in, each by one rename; called again, it
    continues where it stopped. kb.toml exists at every moment: without it this is not a home."""
    for place in plan.old:
        if not (kept / place).exists():
            os.rename(home.path / place, kept / place)
    for place in plan.new:
        if (staging / place).exists():
            os.rename(staging / place, home.path / place)
    if (staging / CONFIG_NAME).exists():
        if not (kept / CONFIG_NAME).exists():
            write_durably(kept / CONFIG_NAME, home.config.read_bytes())
            (kept / CONFIG_NAME).chmod(mode_of(CONFIG_NAME))
        os.replace(staging / CONFIG_NAME, home.config)
    for folder in (home.path, home.state, kept, kept / "state"):
        sync_folder(folder)


def _members(home: Home, target: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the files of a backup."""
    yield CONFIG_NAME, home.config.read_bytes()
    for root in (home.corpus, home.state):
        for path in sorted(root.rglob("*")):
            name = path.relative_to(home.path).as_posix()
            if path.is_symlink() or not path.is_file() or path == target or _is_left_out(name):
                continue
            yield name, path.read_bytes()
    if database.exists(home):
        yield f"state/{database.FILE}", database.snapshot(home)


def _is_left_out(name: str) -> bool:
    prefix, suffix = TEMPORARY
    parts = PurePosixPath(name).parts
    if parts[-1].startswith(prefix) and parts[-1].endswith(suffix):
        return True
    if GIT in parts:
        return True
    return parts[0] == "state" and parts[1].startswith((*LOCAL, database.FILE))


def _check(home: Home, backup: Path) -> None:
    """Read the files of an unpacked backup that nothing works without; KbError says which one is
    wrong, by its name in the backup."""
    corpus = Corpus(home)
    with _named_in(backup, home):
        load_settings(home)
        corpus.practices()
        corpus.organisations()
        corpus.aspects()
        corpus.indicators()
        corpus.everyday()
        corpus.words()
    _check_state(home, backup)


def _check_state(home: Home, backup: Path) -> None:
    """StorageError when the state of an unpacked backup is not one that this program knows."""
    file = home.state / database.FILE
    with _named_in(backup, home):
        if file.exists():
            check_state_file(file)


@contextmanager
def _named_in(backup: Path, home: Home) -> Iterator[None]:
    """An error about a file of an unpacked home names it by its name in the backup."""
    try:
        yield
    except KbError as error:
        error.message = home.for_visitors(error.message)
        error.where = f"备份 {backup} 里的 {home.for_visitors(error.where)}"
        error.hint = f"{home.for_visitors(error.hint) + '；' if error.hint else ''}没有恢复任何文件"
        raise


def _without_server(home: Home) -> None:
    """The state of a backup is a file, wherever it was before. It is restored as one, and a database
    that the settings named is left alone: it may be that of a site which runs."""
    if load_settings(home).state:
        text = home.config_text()
        write_durably(home.config, with_state(text, None).encode())
        home.config.chmod(mode_of(CONFIG_NAME))
