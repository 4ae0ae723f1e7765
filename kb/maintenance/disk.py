"""The surroundings of corpus and index: disk, permissions, and files that nobody needs."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.corpus import Corpus, history
from kb.errors import CorpusError, KbError, NotFoundError
from kb.files import OPENSEARCH, TEMPORARY, Home, load_settings, move_aside, numbered
from kb.maintenance import backup

REPAIR = "kb check --repair"
# Below this much free space an ingest with its index may fail.
LEAST_FREE = 256 * 1024 * 1024
# A temporary file this old (in seconds) is no longer being written.
STRAY_AFTER = 60
# On these, locks and renames may not be reliable.
_REMOTE = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "vfat", "exfat"}
_SHA256 = re.compile(rb"sha256:\s*['\"]?([0-9a-f]{64})")
_PICTURE = re.compile(rb"pictures/([0-9a-f]{64})\.")


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: its kind, its description (in Chinese), its place, the command that repairs it, ""
    when none can, and what a server or a library said itself, for the terminal only."""

    code: str
    message: str
    where: str
    command: str = ""
    original: str = ""

    def __str__(self) -> str:
        return f"{self.where}：{self.message}" if self.where else self.message


def surroundings(home: Home) -> Iterator[Finding]:
    """The problems of the disk, the permissions, and of an interrupted restore or write."""
    forbidden = [path for path in _folders(home) if not _is_ours(path)]
    for path in forbidden:
        yield Finding("permission", "没有读写权限", str(path), _giving(path))
    if home.state not in forbidden and backup.interrupted_restore(home):
        yield Finding("restore-interrupted", "上次恢复备份没有做完", str(home.state), REPAIR)
    free = shutil.disk_usage(home.path).free
    if free < LEAST_FREE:
        yield Finding(
            "disk-space",
            f"磁盘只剩 {free // 1024 // 1024} MB，入库可能失败，请腾出空间",
            str(home.path),
        )
    yield from _remote_folders(home)
    for path in () if forbidden else stray_files(home):
        yield Finding("temporary-file", "没有写完的临时文件", str(path), REPAIR)


def _remote_folders(home: Home) -> Iterator[Finding]:
    """What is on a file system where locks may not be reliable. A home that several web servers share,
    with its state in a database and its index elsewhere, needs none (docs/scaling.md)."""
    if (system := file_system(home.path)) in _REMOTE and not _may_be_shared(home):
        yield Finding(
            "file-system",
            f"知识库在 {system} 文件系统上，断电或多人同时写入时不可靠，请放到本机磁盘；"
            "几台网站服务器共用的，见 docs/scaling.md",
            str(home.path),
        )
    if home.own_index and (system := file_system(home.own_index)) in _REMOTE:
        yield Finding(
            "file-system",
            f"索引在 {system} 文件系统上，断电或多人同时写入时不可靠，请放到本机磁盘",
            str(home.own_index),
        )


def _may_be_shared(home: Home) -> bool:
    try:
        settings = load_settings(home)
    except KbError:
        return False
    elsewhere = home.own_index is not None or settings.engine == OPENSEARCH
    return settings.state is not None and elsewhere


def _folders(home: Home) -> list[Path]:
    """The folders of a home that are there and that can be looked into."""
    found = (home.path, home.corpus, home.corpus / "bulletins", home.index, home.state)
    return list(filter(_is_there, found))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # in a folder that has a finding of its own
        return False


def _is_ours(path: Path) -> bool:
    """May this process read and write here?"""
    effective = os.access in os.supports_effective_ids
    return os.access(path, os.R_OK | os.W_OK | os.X_OK, effective_ids=effective)


def _giving(path: Path) -> str:
    """The command that gives a folder to the user of this process: what another user owns, as after
    a command that was run as root, needs another owner."""
    if hasattr(os, "geteuid") and path.stat().st_uid != os.geteuid():
        return f"sudo chown -R {os.geteuid()} {path}"
    return f"chmod -R u+rwX {path}"


def stray_files(home: Home) -> list[Path]:
    """Files and folders that a writer left when it was killed."""
    prefix, suffix = TEMPORARY
    latest = time.time() - STRAY_AFTER
    found = [p for root in (home.corpus, home.state) for p in root.rglob(f"{prefix}*{suffix}")]
    found += backup.abandoned(home)
    return sorted(path for path in found if path.stat().st_mtime < latest)


def remove_stray(path: Path) -> None:
    """Remove what `stray_files` found."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def orphans(corpus: Corpus) -> list[Path]:
    """Source files and pictures that no bulletin, no earlier version and nothing in the bin uses;
    none while one of those cannot be read."""
    needed = set[bytes]()
    for folder in (corpus.root / "bulletins", corpus.home.state / "history", corpus.bin):
        for path in folder.rglob("*.md"):
            try:
                data = path.read_bytes()
            except OSError:
                return []
            needed.update(_SHA256.findall(data), _PICTURE.findall(data))
    return sorted(
        path
        for kind in ("sources", "pictures")
        for path in (corpus.root / kind).glob("*")
        if path.is_file() and path.stem.encode() not in needed and not path.name.startswith(".")
    )


def put_away(corpus: Corpus, path: Path) -> Path:
    """Move an orphan to the bin; it can be restored from there by hand."""
    return move_aside(path, numbered(corpus.bin / path.parent.name / path.name))


def file_system(path: Path) -> str:
    """The type of file system a path is on ("ext4"), "" if unknown."""
    best, kind = "", ""
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    for line in mounts:
        _, place, system, *_ = line.split(" ")
        place = place.replace("\\040", " ")
        if len(place) >= len(best) and path.is_relative_to(place):
            best, kind = place, system
    return kind


def vanished(corpus: Corpus) -> Iterator[Finding]:
    """Bulletins that have a history but whose file was removed by hand, and histories that cannot
    be read."""
    for bulletin_id in history.recorded_ids(corpus.home):
        try:
            found = history.versions(corpus, bulletin_id)
        except NotFoundError:  # only the record of an addition that was interrupted
            continue
        except CorpusError as error:
            yield Finding("history-damaged", error.message, error.where or bulletin_id)
            continue
        if found[-1].data is None and found[-1].by_hand:
            last = max((v.number for v in found if v.data is not None), default=0)
            yield Finding(
                "bulletin-vanished",
                "简报的文件不见了，但不是用 kb remove 移除的",
                bulletin_id,
                f"kb restore-version {bulletin_id} {last}",
            )
