"""Files that are written whole or not at all, and moves that overwrite nothing."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kb.errors import KbError, StorageError, StorageFull
from kb.model import numbered_names

# The name of a file that is being written, until it is complete.
TEMPORARY = (".", ".tmp")
_CHUNK = 1024 * 1024
_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.ENOENT: "文件不见了",
    errno.ENOTDIR: "路径中间有一个不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENAMETOOLONG: "名称太长",
    errno.EMFILE: "打开的文件太多",
    errno.EADDRINUSE: "已被别的程序占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.EXDEV: "不在同一块磁盘上",
    errno.EBUSY: "正被别的程序使用",
    errno.ETXTBSY: "正被别的程序使用",
    errno.EAGAIN: "正被别的程序使用",
    errno.EFBIG: "文件太大，文件系统放不下",
    errno.ELOOP: "链接绕成了圈",
    errno.ENFILE: "系统里打开的文件太多",
    errno.ENOMEM: "内存不够",
    errno.EINVAL: "文件系统不支持这样做",
    errno.ENOSYS: "文件系统不支持这样做",
    errno.EOPNOTSUPP: "文件系统不支持这样做",
    errno.ENOLCK: "文件系统的锁用不了",
    errno.ESTALE: "网络文件夹断开过，文件已不是原来的",
    errno.ENODEV: "磁盘或网络文件夹不见了",
    errno.ENXIO: "磁盘或网络文件夹不见了",
    errno.ENOTCONN: "网络文件夹断开了",
    errno.EHOSTDOWN: "对方没有开机，或网络不通",
    errno.EHOSTUNREACH: "网络不通",
    errno.ENETUNREACH: "网络不通",
    errno.ETIMEDOUT: "对方没有应答",
    errno.ECONNREFUSED: "对方拒绝连接",
    errno.ECONNRESET: "连接中断",
    errno.EPIPE: "对方已经关闭",
}
_NO_LINKS = {errno.EPERM, errno.EXDEV, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOSYS}


def reason(error: OSError) -> str:
    """Why the operating system refused, in Chinese; of a reason that is not usual, its number."""
    if not error.errno:
        return _REASONS[errno.ETIMEDOUT] if isinstance(error, TimeoutError) else "系统不允许"
    return _REASONS.get(error.errno, f"系统不允许（错误号 {error.errno}）")


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn an error of the disk while writing into a KbError in the user's words."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise (StorageFull if full else StorageError)(
            f"写不进磁盘：{reason(error)}",
            where=str(path),
            hint="请检查磁盘空间和权限后重试",
        ) from error


def readable(name: str) -> str:
    """A file's name as text. Names from other systems may be bytes that are not UTF-8: they are
    most likely GB18030."""
    data = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return data.decode("utf-8", "replace")


def write_durably(path: Path, data: bytes) -> None:
    """Replace `path` by `data`, whole or not at all; it is on the disk on return.

    Raises KbError when the disk will not take it.
    """
    copy_durably(path, io.BytesIO(data))


def copy_durably(path: Path, stream: IO[bytes]) -> tuple[int, str]:
    """Replace `path` by the content of a stream, read in chunks; returns its size and its SHA-256.

    Raises KbError when the disk will not take it.
    """
    with disk_errors(path), _temporary(path, stream) as (temporary, size, digest):
        os.replace(temporary, path)
        sync_folder(path.parent)
    return size, digest


def create_durably(path: Path, data: bytes) -> bool:
    """Create `path` with `data`, whole and on the disk on return; False, and nothing is changed,
    when the file exists already. Raises KbError when the disk refuses."""
    with disk_errors(path), _temporary(path, io.BytesIO(data)) as (temporary, _, _):
        created = _placed(temporary, path)
        sync_folder(path.parent)
        return created


@contextmanager
def _temporary(path: Path, stream: IO[bytes]) -> Iterator[tuple[Path, int, str]]:
    """A temporary file next to `path` with the content of a stream, read in chunks and on the disk;
    also its size in bytes and its SHA-256. It is removed at the end unless it was renamed."""
    make_folder(path.parent)
    prefix, suffix = TEMPORARY
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=suffix)
    temporary = Path(name)
    size, digest = 0, hashlib.sha256()
    try:
        with os.fdopen(handle, "wb") as file:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        yield temporary, size, digest.hexdigest()
    finally:
        with suppress(OSError):
            temporary.unlink()


def make_folder(folder: Path) -> None:
    """Make a folder and its parents durably."""
    missing = [f for f in (folder, *folder.parents) if not f.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in missing:
        sync_folder(made.parent)


def sync_folder(folder: Path) -> None:
    """Make renames within a folder durable (fsync)."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_durably(path: Path) -> None:
    """Remove a file durably: a power cut does not bring it back. KbError when that fails."""
    with disk_errors(path):
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


def numbered(path: Path) -> Iterator[Path]:
    """The path itself, then 名-2.md, 名-3.md, … next to it."""
    for stem in numbered_names(path.stem):
        yield path.with_name(stem + path.suffix)


def move_aside(path: Path, places: Iterable[Path]) -> Path:
    """Move a file to the first of the places that is free, and return its new path.

    Nothing is ever overwritten, and if the move is interrupted, the file is in one of the two
    places, or both; moving it again then finishes the move. KbError when no place is free or the
    disk refuses.
    """
    with disk_errors(path):
        for place in places:
            make_folder(place.parent)
            if _placed(path, place):
                sync_folder(place.parent)
                os.unlink(path)
                sync_folder(path.parent)
                return place
    raise KbError("要移到的位置已有文件", where=str(path))


def _placed(path: Path, place: Path) -> bool:
    """Link a file, or copy it where the file system has no links, to a free place; False when the
    place is taken."""
    try:
        os.link(path, place)
    except FileExistsError:
        return place.samefile(path)  # an earlier move was interrupted
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        try:
            with place.open("xb") as file, path.open("rb") as source:
                shutil.copyfileobj(source, file)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            return False
    return True
