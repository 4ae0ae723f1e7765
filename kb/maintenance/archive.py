"""The file of a backup: a tar.gz whose last member is a manifest with the size and SHA-256 of all
others, encrypted where there is a passphrase."""

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
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, cast

from kb.errors import KbError
from kb.files import (
    CONFIG_NAME,
    TEMPORARY,
    copy_durably,
    disk_errors,
    make_folder,
    reason,
    sync_folder,
)
from kb.maintenance.encryption import EncryptedReader, EncryptedWriter, is_encrypted, needs_package
from kb.state import UPGRADES

MANIFEST = "MANIFEST.json"
FORMAT = "lessons-kb-backup 1"
BEFORE = "before-restore-"
STAGING = ".restore-"
PLAN = "restoring.json"
# Where the last backup of a home is noted.
LAST = "last-backup.json"
# What those who run the site tell everybody for a while (notice.py).
NOTICE = "notice.json"
# Left out of state/: what can be rebuilt, is local to the machine, or is a backup itself. The
# database is copied by SQLite, without the files next to it.
LOCAL = (
    *("cache", "writer.lock", "indexed-", "corpus-remote.json", "publication-to-commit.json"),
    *(LAST, NOTICE, UPGRADES, PLAN, BEFORE, STAGING),
)
# A corpus may be a working copy of git: what git keeps there belongs to this machine, changes at any time, and
# names programs that git runs.
GIT = ".git"
# The folders whose files a backup may hold.
_ROOTS = ("corpus", "state")
# The limit in bytes of one file in a backup. The largest we write is a source file, or the
# database.
MAX_MEMBER = 256 * 1024 * 1024
# Bytes read at a time.
_PIECE = 1024 * 1024
# Bytes that a restore leaves free on the disk.
_MARGIN = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds: number of files, their bytes together, and when it was made."""

    files: int
    size: int
    made: datetime


def pack(
    target: Path, members: Iterable[tuple[str, bytes]], now: datetime, passphrase: str | None
) -> Contents:
    """Write files, by their names in a home, into a backup, whole or not at all. Only the owner may
    read it."""
    if passphrase is not None:
        needs_package()
    prefix, suffix = TEMPORARY
    with disk_errors(target):
        make_folder(target.parent)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=prefix, suffix=suffix)
        try:
            with os.fdopen(handle, "wb") as file:
                contents = _write(file, members, now, passphrase)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
    return contents


def _write(
    file: IO[bytes], members: Iterable[tuple[str, bytes]], now: datetime, passphrase: str | None
) -> Contents:
    encrypted = None if passphrase is None else EncryptedWriter(file, passphrase)
    listed: dict[str, tuple[int, str]] = {}
    # tarfile asks of a file to write to no more than `write`.
    into = cast(IO[bytes], encrypted or file)
    with tarfile.open(fileobj=into, mode="w:gz", compresslevel=6) as archive:
        for name, data in members:
            listed[name] = (len(data), hashlib.sha256(data).hexdigest())
            _add(archive, name, data, now)
        manifest = {"format": FORMAT, "made": now.isoformat(), "files": listed}
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        _add(archive, MANIFEST, text.encode(), now)
    if encrypted is not None:
        encrypted.finish()
    return Contents(len(listed), sum(size for size, _ in listed.values()), now)


def unpack(backup: Path, folder: Path, passphrase: str | None) -> Contents:
    """Unpack a backup into an empty folder, durably, and compare it with its manifest.

    Raises KbError when it is damaged or unsafe, and when it is encrypted and there is no passphrase, or
    the other way round.
    """
    try:
        with _content(backup, passphrase) as content:
            with tarfile.open(fileobj=content, mode="r|gz") as archive:
                found, manifest = _extract(archive, folder, str(backup))
            while content.read(_PIECE):
                pass  # an encrypted file is whole when its last chunk was read
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise damaged(backup) from error
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
        raise damaged(backup, "清单缺失或读不懂") from error
    if not known:
        raise KbError("备份的格式不认识", where=str(backup), hint="它可能由更新的版本做成")
    if listed != found or CONFIG_NAME not in found:
        wrong = sorted(
            name for name in listed.keys() | found.keys() if listed.get(name) != found.get(name)
        )
        raise damaged(backup, f"与清单不符：{'、'.join(wrong[:5]) or CONFIG_NAME}")
    return Contents(len(found), sum(size for size, _ in found.values()), made)


@contextmanager
def _content(backup: Path, passphrase: str | None) -> Iterator[IO[bytes]]:
    """The tar.gz in a backup, to be read in order."""
    encrypted = is_encrypted(backup)
    if encrypted and passphrase is None:
        raise KbError("备份是加密的", where=str(backup), hint="请加上 --passphrase 口令文件")
    if passphrase is not None and backup.is_file() and not encrypted:
        raise KbError(
            "备份没有加密，或者开头已损坏",
            where=str(backup),
            hint="如果本来就没有加密，请去掉 --passphrase",
        )
    with backup.open("rb") as file:
        if passphrase is None:
            yield file
        else:
            needs_package()
            reader = EncryptedReader(file, passphrase, lambda what: damaged(backup, what))
            # tarfile asks of a stream no more than `read`.
            yield cast(IO[bytes], reader)


def _add(archive: tarfile.TarFile, name: str, data: bytes, now: datetime) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = len(data), int(now.timestamp()), mode_of(name)
    archive.addfile(member, io.BytesIO(data))


def mode_of(name: str) -> int:
    """The mode of a file of a home: settings, which may name secrets, and state are for its owner
    only."""
    return 0o644 if name.startswith("corpus/") else 0o600


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
            (folder / member.name).chmod(mode_of(member.name))
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
    if GIT in parts[1:]:
        return False
    return parts[0] in _ROOTS and not (parts[0] == "state" and parts[1].startswith(LOCAL))


def damaged(backup: Path, what: str = "读不下去") -> KbError:
    """The error that says what is wrong with a backup that was changed or is not whole."""
    return KbError(
        f"备份文件已损坏：{what}", where=str(backup), hint="没有恢复任何文件，请换一份备份"
    )
