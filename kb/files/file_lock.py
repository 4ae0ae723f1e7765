"""One writer at a time on one machine: the lock that the command line, the site and the watcher share."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kb.errors import IndexBusy, KbError
from kb.files.durable import reason


@contextmanager
def file_lock(
    state: Path, holder: str, timeout: float = 30.0, *, in_turn: bool = True
) -> Iterator[None]:
    """Hold the knowledge base for writing.

    Only one process holds it at a time: command line, site or watcher. The operating system frees
    the lock when the holder dies. Waits up to `timeout` seconds, then raises IndexBusy with the
    name of the holder. Who is not `in_turn` takes the lock only when it is free, and nobody gives way
    to them: `file_lock_is_wanted` does not count them.
    """
    path = state / "writer.lock"
    lock = _lock_file(path)
    try:
        deadline = time.monotonic() + timeout
        # Only one at a time waits for the lock, the others wait for their turn. Without that, a
        # process that writes again and again would always get the lock first.
        turn = _lock_file(state / "writer.lock.turn")
        try:
            for wanted in (turn, lock) if in_turn else (lock,):
                while not _locked(wanted):
                    if time.monotonic() >= deadline:
                        raise IndexBusy(f"知识库正由{_holder(path)}写入", hint="请稍后再试")
                    time.sleep(0.05)
        finally:
            os.close(turn)
        with suppress(OSError):  # the name is only shown to those who wait
            os.truncate(lock, 0)
            said = {"holder": holder, "pid": os.getpid()}
            os.pwrite(lock, json.dumps(said, ensure_ascii=False).encode(), 0)
        yield
    finally:
        os.close(lock)


def file_lock_is_wanted(state: Path) -> bool:
    """Does anyone wait to write, in any process? For a holder that can postpone its work."""
    try:
        turn = os.open(state / "writer.lock.turn", os.O_RDWR)
    except OSError:
        return False
    try:
        return not _locked(turn)
    finally:
        os.close(turn)


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
