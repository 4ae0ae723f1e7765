"""Where an engine keeps its index: generations, a pointer to the live one, and a manifest.

index/<engine>/CURRENT names the live generation, index/<engine>/<generation>/ holds the engine's
files and manifest.json: the fingerprint the index was made with, and size and SHA-256 of every
file. A rebuild is made in a new generation and swapped in by replacing CURRENT.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from kb.errors import IndexDamaged, IndexMissing
from kb.files import sync_folder, write_durably

MANIFEST = "manifest.json"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index is: `files` maps a name to (size in bytes, SHA-256)."""

    fingerprint: str
    documents: int
    files: dict[str, tuple[int, str]]


class Generations:
    """The generations of one engine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / "CURRENT"

    def current(self) -> Path:
        """The folder of the live generation; IndexMissing when there is none."""
        try:
            name = self._pointer.read_text("utf-8").strip()
        except OSError as error:
            raise IndexMissing("还没有索引", hint="用 kb index 建立") from error
        folder = self.folder / Path(name).name
        if not folder.is_dir():
            raise IndexDamaged(
                "索引文件夹不见了", where=str(folder), hint="用 kb index --rebuild 重建"
            )
        return folder

    def state(self) -> tuple[int, ...]:
        """Changes whenever another state was committed; cheap to ask at each search."""
        try:
            pointer = os.stat(self._pointer)
            manifest = os.stat(self.current() / MANIFEST)
        except OSError:
            return ()
        return (pointer.st_ino, pointer.st_mtime_ns, manifest.st_ino, manifest.st_mtime_ns)

    def create(self) -> Path:
        """A new, empty generation beside the live one."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        number = 1 + max(
            (int(p.name) for p in self.folder.iterdir() if p.name.isdecimal()), default=0
        )
        folder = self.folder / f"{number:06d}"
        folder.mkdir(mode=0o700)
        return folder

    def swap(self, folder: Path) -> None:
        """Make a generation the live one and sweep the others away."""
        write_durably(self._pointer, f"{folder.name}\n".encode())
        self.sweep()

    def sweep(self) -> None:
        """Remove all generations but the live one. Readers that have files open keep them."""
        live = self.current()
        for other in self.folder.iterdir():
            if other.is_dir() and other != live:
                shutil.rmtree(other, ignore_errors=True)


def load_manifest(folder: Path) -> Manifest:
    """The manifest of a generation; IndexDamaged when it cannot be read."""
    try:
        data = json.loads((folder / MANIFEST).read_text("utf-8"))
        files = {name: (int(size), str(digest)) for name, (size, digest) in data["files"].items()}
        return Manifest(str(data["fingerprint"]), int(data["documents"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(folder / MANIFEST) from error


def save_manifest(folder: Path, fingerprint: str, documents: int) -> None:
    """Write down the files as they are now, after making them last.

    A file of the same name and size as in the manifest before keeps its digest: the files of a
    segment never change.
    """
    try:
        known = load_manifest(folder).files
    except IndexDamaged:
        known = {}
    files = {}
    for path in sorted(folder.iterdir()):
        if path.name == MANIFEST or path.name.endswith((".tmp", "LOCK", ".lock")):
            continue
        size = path.stat().st_size
        if path.name in known and known[path.name][0] == size and path.suffix == ".seg":
            files[path.name] = known[path.name]
        else:
            files[path.name] = (size, _sync_and_digest(path))
    sync_folder(folder)
    data = {"fingerprint": fingerprint, "documents": documents, "files": files}
    write_durably(folder / MANIFEST, json.dumps(data, indent=1).encode())


def check_sizes(folder: Path, manifest: Manifest) -> None:
    """IndexDamaged when a file is missing or has another size than was written."""
    for name, (size, _) in manifest.files.items():
        try:
            found = (folder / name).stat().st_size
        except OSError as error:
            raise _damaged(folder / name) from error
        if found != size:
            raise _damaged(folder / name)


def verify(folder: Path) -> list[str]:
    """Read every file and compare its digest; say in Chinese which are damaged."""
    try:
        manifest = load_manifest(folder)
        check_sizes(folder, manifest)
    except IndexDamaged as error:
        return [str(error)]
    return [
        f"索引文件 {folder / name} 的内容与写入时不符"
        for name, (_, digest) in manifest.files.items()
        if _digest(folder / name) != digest
    ]


def _damaged(path: Path) -> IndexDamaged:
    return IndexDamaged("索引文件已损坏", where=str(path), hint="用 kb index --rebuild 重建")


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
