"""Files that are whole or not there, moves that overwrite nothing, and one writer at a time."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from kb.errors import IndexBusy, KbError

# What a file that is being written is called until it is whole.
TEMPORARY = (".", ".tmp")
_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.ENOENT: "文件不见了",
    errno.EMFILE: "打开的文件太多",
}
_NO_LINKS = {errno.EPERM, errno.EXDEV, errno.EMLINK, errno.EOPNOTSUPP, errno.ENOSYS}


def reason(error: OSError) -> str:
    """Why the operating system refused, in Chinese where it is one of the usual reasons."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Say in the user's words, as a KbError, that the disk will not take what is written."""
    try:
        yield
    except OSError as error:
        raise KbError(
            f"写不进磁盘：{reason(error)}",
            where=str(path),
            hint="请检查磁盘空间和权限后重试",
        ) from error


def readable(name: str) -> str:
    """A file's name as text. Names made on other systems may be bytes that are no UTF-8: they are
    most likely GB18030."""
    data = os.fsencode(name)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return data.decode("utf-8", "replace")


def write_durably(path: Path, data: bytes) -> None:
    """Replace `path` by `data`, whole or not at all, and have it on the disk on return.

    Raises KbError when the disk will not take it.
    """
    with disk_errors(path):
        make_folder(path.parent)
        prefix, suffix = TEMPORARY
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=suffix)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise
        sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, to last."""
    missing = [f for f in (folder, *folder.parents) if not f.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for made in missing:
        sync_folder(made.parent)


def sync_folder(folder: Path) -> None:
    """Make renames within a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_durably(path: Path) -> None:
    """Remove a file, to last; KbError when the disk will not let go of it."""
    with disk_errors(path):
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


def numbered(path: Path) -> Iterator[Path]:
    """The path itself, then 名-2.md, 名-3.md, … beside it."""
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")


def move_aside(path: Path, places: Iterable[Path]) -> Path:
    """Move a file to the first of the places that is free, and return where it lies.

    Nothing is ever overwritten, and the file is in one of the two places, or both, whenever the
    move is cut short; moving it again then finishes the move. KbError when no place is free or
    the disk refuses.
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
    """Put a second name of a file, or where the file system has no such thing a copy, at a free
    place; False when it is taken."""
    try:
        os.link(path, place)
    except FileExistsError:
        return place.samefile(path)  # a move was cut short
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


@contextmanager
def writer_lock(state: Path, holder: str, timeout: float = 30.0) -> Iterator[None]:
    """Hold the knowledge base for writing.

    One process at a time, whoever it is: command line, site or watcher. The operating system
    frees the lock when its holder dies. Waits up to `timeout` seconds, then raises IndexBusy with
    the name of the holder.
    """
    path = state / "writer.lock"
    lock = _lock_file(path)
    try:
        deadline = time.monotonic() + timeout
        # Only one at a time waits for the lock, the others for their turn to wait: or else whoever
        # writes again and again would always be there first.
        turn = _lock_file(state / "writer.lock.turn")
        try:
            for wanted in (turn, lock):
                while not _locked(wanted):
                    if time.monotonic() >= deadline:
                        raise IndexBusy(f"知识库正由{_holder(path)}写入", hint="请稍后再试")
                    time.sleep(0.05)
        finally:
            os.close(turn)
        with suppress(OSError):  # the name is only for those who wait
            os.truncate(lock, 0)
            said = {"holder": holder, "pid": os.getpid()}
            os.pwrite(lock, json.dumps(said, ensure_ascii=False).encode(), 0)
        yield
    finally:
        os.close(lock)


def _lock_file(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise KbError(
            f"不能写入知识库：{reason(error)}", where=str(path.parent), hint="请检查目录权限"
        ) from error


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(path: Path) -> str:
    try:
        said = json.loads(path.read_text("utf-8"))
        return f"“{said['holder']}”（进程 {said['pid']}）"
    except (OSError, ValueError, KeyError, TypeError):
        return "另一个进程"
