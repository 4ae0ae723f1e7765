"""A knowledge base in one file, and back.

A backup is a tar.gz of corpus/ (sources and vocabulary too), state/ without what can be rebuilt
(cache, lock) and kb.toml; the last member is a manifest with the size and SHA-256 of all others.
The index is not in it: it is made from the corpus. The state is an SQLite file in it, also where it is
in PostgreSQL.

Restoring unpacks next to the live files and compares every digest before it touches anything. Then
it moves folders, old ones to state/before-restore-…, new ones in; a plan that is written first
makes it possible to finish an interrupted move.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from kb.corpus import Corpus
from kb.errors import KbError
from kb.files import (
    CONFIG_NAME,
    TEMPORARY,
    Home,
    copy_durably,
    disk_errors,
    load_settings,
    make_folder,
    reason,
    remove_durably,
    sync_folder,
    with_state,
    write_durably,
)
from kb.state import database

MANIFEST = "MANIFEST.json"
FORMAT = "lessons-kb-backup 1"
BEFORE = "before-restore-"
_STAGING = ".restore-"
_PLAN = "restoring.json"
# Where the last backup of a home is noted.
LAST = "last-backup.json"
# What those who run the site tell everybody for a while (notice.py).
NOTICE = "notice.json"
# Where the backups before upgrades are.
UPGRADES = "upgrades"
# Left out of state/: what can be rebuilt, is local to the machine, or is a backup itself. The
# database is copied by SQLite, without the files next to it.
_LOCAL = ("cache", "writer.lock", "indexed-", LAST, NOTICE, UPGRADES, _PLAN, BEFORE, _STAGING)
_ROOTS = ("corpus", "state")
# The limit in bytes of one file in a backup. The largest we write is a source file, or the
# database.
MAX_MEMBER = 256 * 1024 * 1024
# Bytes that a restore leaves free on the disk.
_MARGIN = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: number of files, their bytes together, and when it was made."""

    files: int
    size: int
    made: datetime


def back_up(home: Home, target: Path, now: datetime) -> Contents:
    """Write a backup, whole or not at all; the caller holds the writer lock. Only the owner may
    read the file: the state may hold private data."""
    target = target.absolute()
    listed: dict[str, tuple[int, str]] = {}
    prefix, suffix = TEMPORARY
    with disk_errors(target):
        make_folder(target.parent)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=prefix, suffix=suffix)
        try:
            with os.fdopen(handle, "wb") as file:
                with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
                    for name, data in _members(home, target):
                        listed[name] = (len(data), hashlib.sha256(data).hexdigest())
                        _add(archive, name, data, now)
                    manifest = {"format": FORMAT, "made": now.isoformat(), "files": listed}
                    text = json.dumps(manifest, ensure_ascii=False, indent=1)
                    _add(archive, MANIFEST, text.encode(), now)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
    return Contents(len(listed), sum(size for size, _ in listed.values()), now)


def verify(backup: Path) -> Contents:
    """Read a whole backup and compare every digest; nothing that was unpacked remains."""
    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        return _unpack(backup, Path(folder))


def restore(home: Home, backup: Path, now: datetime) -> tuple[Contents, Path]:
    """Replace corpus, state and settings by those of a backup; the caller holds the writer lock,
    and rebuilds the index. Returns the contents of the backup and the folder where the replaced
    files are kept.

    Raises KbError, before anything is touched, when the backup is damaged or unsafe.
    """
    finish_restore(home)
    with disk_errors(home.state):
        make_folder(home.state)
        staging = Path(tempfile.mkdtemp(dir=home.state, prefix=_STAGING))
    try:
        contents = _unpack(backup, staging)
        _check(Home(staging), backup)
        _without_server(Home(staging))
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    kept = f"{BEFORE}{now:%Y%m%dT%H%M%S}-{staging.name.removeprefix(_STAGING)}"
    plan = _Plan(staging.name, kept, _places(home.path), _places(staging))
    write_durably(home.state / _PLAN, json.dumps(asdict(plan)).encode())
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
    names = sorted(f"state/{p.name}" for p in inside if not p.name.startswith(_LOCAL))
    return [name for name in ("corpus", *names) if (root / name).exists()]


def interrupted_restore(home: Home) -> bool:
    """Was a restore interrupted?"""
    return (home.state / _PLAN).exists()


def abandoned(home: Home) -> list[Path]:
    """Folders of restores that were interrupted before anything was touched."""
    return [] if interrupted_restore(home) else list(home.state.glob(f"{_STAGING}*"))


def finish_restore(home: Home) -> None:
    """Finish an interrupted restore, if there is one; the caller holds the writer lock."""
    if not interrupted_restore(home):
        return
    with disk_errors(home.state / _PLAN):
        plan = _Plan(**json.loads((home.state / _PLAN).read_text("utf-8")))
        staging, kept = home.state / plan.staging, home.state / plan.kept
        make_folder(kept / "state")
        if staging.is_dir():
            _swap(home, plan, staging, kept)
            shutil.rmtree(staging)
    remove_durably(home.state / _PLAN)


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
    return parts[0] == "state" and parts[1].startswith((*_LOCAL, database.FILE))


def _add(archive: tarfile.TarFile, name: str, data: bytes, now: datetime) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = len(data), int(now.timestamp()), 0o644
    archive.addfile(member, io.BytesIO(data))


def _unpack(backup: Path, folder: Path) -> Contents:
    """Unpack a backup into an empty folder, durably, and compare it with its manifest."""
    try:
        with tarfile.open(backup, "r|gz") as archive:
            found, manifest = _extract(archive, folder, str(backup))
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise _damaged(backup) from error
    except OSError as error:
        raise KbError(
            f"备份解不开：{reason(error)}", where=str(backup), hint="请检查文件和磁盘空间"
        ) from error
    try:
        data = json.loads(manifest)
        listed = {name: (int(size), str(digest)) for name, (size, digest) in data["files"].items()}
        made = datetime.fromisoformat(data["made"])
        known = data["format"] == FORMAT
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(backup, "清单缺失或读不懂") from error
    if not known:
        raise KbError("备份的格式不认识", where=str(backup), hint="它可能由更新的版本做成")
    if listed != found or CONFIG_NAME not in found:
        wrong = sorted(
            name for name in listed.keys() | found.keys() if listed.get(name) != found.get(name)
        )
        raise _damaged(backup, f"与清单不符：{'、'.join(wrong[:5]) or CONFIG_NAME}")
    return Contents(len(found), sum(size for size, _ in found.values()), made)


def _check(home: Home, backup: Path) -> None:
    """Read the files of an unpacked backup that nothing works without; KbError says which one is
    wrong, by its name in the backup."""
    corpus = Corpus(home)
    try:
        load_settings(home)
        corpus.practices()
        corpus.organisations()
        corpus.aspects()
        corpus.indicators()
        corpus.words()
    except KbError as error:
        error.message = home.told(error.message)
        error.where = f"备份 {backup} 里的 {home.told(error.where)}"
        error.hint = f"{home.told(error.hint) + '；' if error.hint else ''}没有恢复任何文件"
        raise


def _without_server(home: Home) -> None:
    """The state of a backup is a file, wherever it was before. It is restored as one, and a database
    that the settings named is left alone: it may be that of a site which runs."""
    if load_settings(home).state:
        text = home.config.read_text("utf-8")
        write_durably(home.config, with_state(text, None).encode())


def _extract(
    archive: tarfile.TarFile, folder: Path, where: str
) -> tuple[dict[str, tuple[int, str]], bytes]:
    """(size and SHA-256 of each file that was unpacked, the manifest)."""
    room = shutil.disk_usage(folder).free - _MARGIN
    found: dict[str, tuple[int, str]] = {}
    manifest = b""
    for member in archive:
        room -= member.size
        if not _is_safe(member) or member.name in found:
            raise KbError(
                f"备份里有不该有的文件“{member.name}”", where=where, hint="没有恢复任何文件"
            )
        if room < 0:
            raise KbError("磁盘空间不够解开备份", where=where, hint="请腾出空间后再试")
        if member.size > MAX_MEMBER:
            raise KbError(f"备份里的文件“{member.name}”过大", where=where, hint="没有恢复任何文件")
        file = archive.extractfile(member)
        if file is None:
            continue
        if member.name == MANIFEST:
            manifest = file.read()
        else:
            found[member.name] = copy_durably(folder / member.name, file)
    return found, manifest


def _is_safe(member: tarfile.TarInfo) -> bool:
    """Is this a plain file with a name that a backup may contain?"""
    name = member.name
    parts = name.split("/")
    if not member.isreg() or member.issparse() or "\\" in name or "\0" in name:
        return False
    if any(part in ("", ".", "..") for part in parts):
        return False
    if len(parts) == 1:
        return name in (CONFIG_NAME, MANIFEST)
    return parts[0] in _ROOTS and not (parts[0] == "state" and parts[1].startswith(_LOCAL))


def _damaged(backup: Path, what: str = "读不下去") -> KbError:
    return KbError(
        f"备份文件已损坏：{what}", where=str(backup), hint="没有恢复任何文件，请换一份备份"
    )
