"""Files that are whole or not there, and one writer at a time."""

from __future__ import annotations

import fcntl
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import IndexBusy, KbError


def write_durably(path: Path, data: bytes) -> None:
    """Replace `path` by `data`, whole or not at all, and have it on the disk on return.

    Raises KbError, in the user's words, when the disk will not take it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise KbError(
            f"写不进磁盘：{error.strerror or error}",
            where=str(path),
            hint="请检查磁盘空间和权限后重试",
        ) from error


def sync_folder(folder: Path) -> None:
    """Make renames within a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def writer_lock(state: Path, holder: str, timeout: float = 30.0) -> Iterator[None]:
    """Hold the knowledge base for writing.

    One process at a time, whoever it is: command line, site or watcher. The operating system
    frees the lock when its holder dies. Waits up to `timeout` seconds, then raises IndexBusy with
    the name of the holder.
    """
    try:
        state.mkdir(parents=True, exist_ok=True)
        lock = open(state / "writer.lock", "a+", encoding="utf-8")  # noqa: SIM115 (held open)
    except OSError as error:
        raise KbError(
            f"不能写入知识库：{error.strerror or error}", where=str(state), hint="请检查目录权限"
        ) from error
    with lock:
        deadline = time.monotonic() + timeout
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise IndexBusy(
                        f"知识库正由{_holder(lock.name)}写入", hint="请稍后再试"
                    ) from None
                time.sleep(0.05)
        lock.truncate(0)
        lock.write(json.dumps({"holder": holder, "pid": os.getpid()}, ensure_ascii=False))
        lock.flush()
        yield


def _holder(path: str) -> str:
    try:
        said = json.loads(Path(path).read_text("utf-8"))
        return f"“{said['holder']}”（进程 {said['pid']}）"
    except (OSError, ValueError, KeyError, TypeError):
        return "另一个进程"
