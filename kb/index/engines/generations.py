"""Where an engine keeps its index: generations, a pointer to the live one, and a manifest.

index/<engine>/CURRENT names the live generation, index/<engine>/<generation>/ holds the engine's
files and manifest.json: the fingerprint the index was made with, and size and SHA-256 of every
file. Any change, small or a rebuild, is made in a new generation and swapped in by replacing
CURRENT: searches see the state before or the state after, whenever the writer dies. A small change
starts from hard links to the existing files; engines write new files and never change old ones.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kb.errors import EngineError, IndexBusy, IndexDamaged, IndexMissing
from kb.files import TEMPORARY, reason, sync_folder, write_durably

MANIFEST = "manifest.json"
_CHUNK = 1 << 20
_NOT_KEPT = (MANIFEST, "LOCK", ".lock", ".tmp")
REBUILD = "用 kb index --rebuild 重建"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index consists of: `files` maps a name to (size in bytes, SHA-256)."""

    fingerprint: str
    documents: int
    files: dict[str, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A generation being written; `base` is the one it changes, None when it is a rebuild."""

    folder: Path
    base: Path | None

    def finish(self, fingerprint: str, documents: int) -> None:
        """Sync all files to the disk and write the manifest.

        A file that is unchanged from the base (the same inode) keeps its digest and is not read
        again.
        """
        known = load_manifest(self.base).files if self.base else {}
        files = {}
        with write_errors(self.folder):
            for path in sorted(self.folder.iterdir()):
                if path.name.endswith(_NOT_KEPT):
                    continue
                if self.base and path.name in known and _is_same(path, self.base / path.name):
                    files[path.name] = known[path.name]
                else:
                    files[path.name] = (path.stat().st_size, _sync_and_digest(path))
            sync_folder(self.folder)
        data = {"fingerprint": fingerprint, "documents": documents, "files": files}
        write_durably(self.folder / MANIFEST, json.dumps(data, indent=1).encode())


class Generations:
    """The generations of one engine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / "CURRENT"

    def current(self) -> Path:
        """The folder of the live generation; IndexMissing when there is none."""
        name = self._live()
        while not (self.folder / name).is_dir():
            last, name = name, self._live()
            if name == last:  # not replaced meanwhile
                raise IndexDamaged("索引文件夹不见了", where=str(self.folder / name), hint=REBUILD)
        return self.folder / name

    def _live(self) -> str:
        try:
            name = self._pointer.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            name = ""
        if not name.isdecimal():
            raise IndexMissing("还没有索引", hint="用 kb index 建立")
        return name

    def state(self) -> tuple[int, ...]:
        """Changes with every commit; cheap enough to check at each search."""
        try:
            pointer = os.stat(self._pointer)
        except OSError:
            return ()
        return (pointer.st_ino, pointer.st_mtime_ns)

    @contextmanager
    def draft(self, *, rebuild: bool) -> Iterator[Draft]:
        """A new generation to write in: with links to the live one's files, empty for a rebuild.

        It goes live on a clean exit, which must come after `Draft.finish`; otherwise it is
        discarded. IndexBusy when another process is writing, IndexMissing when there is nothing to
        change.
        """
        with self._locked():
            base = None if rebuild else self.current()
            folder = self._next()
            try:
                with write_errors(folder):
                    folder.mkdir(mode=0o700)
                    if base:
                        _link_files(base, folder)
                yield Draft(folder, base)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            write_durably(self._pointer, f"{folder.name}\n".encode())
            self._sweep(folder)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with write_errors(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = open(self.folder / "LOCK", "w", encoding="utf-8")  # noqa: SIM115 (held open)
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise IndexBusy("索引正由另一个进程写入", hint="请稍后再试") from error
            yield

    def _next(self) -> Path:
        numbers = (int(p.name) for p in self.folder.iterdir() if p.name.isdecimal())
        return self.folder / f"{1 + max(numbers, default=0):06d}"

    def _sweep(self, live: Path) -> None:
        """Remove the other generations, and what killed writers left. Readers keep the files they
        have open."""
        for other in self.folder.iterdir():
            if other.is_dir() and other != live:
                shutil.rmtree(other, ignore_errors=True)
            elif other.name.endswith(TEMPORARY[1]):
                other.unlink(missing_ok=True)


@contextmanager
def write_errors(folder: Path, *others: type[Exception]) -> Iterator[None]:
    """Turn errors of the disk into an EngineError in the user's words; `others` are what an engine
    raises instead of OSError."""
    refusals: tuple[type[Exception], ...] = (OSError, *others)
    try:
        yield
    except refusals as error:
        why = reason(error) if isinstance(error, OSError) else error
        raise EngineError(
            f"索引写不进磁盘：{why}",
            where=str(folder),
            hint="请检查磁盘空间和权限，再用 kb index 补建",
        ) from error


def load_manifest(folder: Path) -> Manifest:
    """The manifest of a generation; IndexDamaged when it cannot be read."""
    try:
        data = json.loads((folder / MANIFEST).read_text("utf-8"))
        files = {name: (int(size), str(digest)) for name, (size, digest) in data["files"].items()}
        return Manifest(str(data["fingerprint"]), int(data["documents"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged(folder / MANIFEST) from error


def check_sizes(folder: Path) -> None:
    """IndexDamaged when a file is missing or has another size than was written."""
    for name, (size, _) in load_manifest(folder).files.items():
        try:
            found = (folder / name).stat().st_size
        except OSError as error:
            raise damaged(folder / name) from error
        if found != size:
            raise damaged(folder / name)


def verify(folder: Path) -> list[str]:
    """Read every file and compare its digest; say in Chinese which are damaged."""
    try:
        check_sizes(folder)
        manifest = load_manifest(folder)
    except IndexDamaged as error:
        return [str(error)]
    return [
        f"索引文件 {folder / name} 的内容与写入时不符"
        for name, (_, digest) in manifest.files.items()
        if _digest(folder / name) != digest
    ]


def damaged(path: Path, reason: object = "") -> IndexDamaged:
    """The error that says a file or folder of the index is damaged."""
    return IndexDamaged(
        f"索引已损坏：{reason}" if reason else "索引文件已损坏", where=str(path), hint=REBUILD
    )


def _link_files(base: Path, folder: Path) -> None:
    """Link the files of a generation into another folder, or copy them where the disk has no links."""
    for path in base.iterdir():
        if not path.name.endswith(_NOT_KEPT):
            with suppress(OSError):
                os.link(path, folder / path.name)
                continue
            shutil.copy2(path, folder / path.name)


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _sync_and_digest(path: Path) -> str:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return _digest(path)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
