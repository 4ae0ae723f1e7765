"""Reading files in a process of its own, which may be killed without harm.

Files come from elsewhere, and the parsers behind the readers were not written against malice. A
worker process has limits of memory and processor time (on Linux) and of wall time (everywhere). It
reads one file after the other and is replaced when a file has killed it.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from kb.errors import SourceError, TooLargeSource, UnreadableSource
from kb.readers.draft import Draft
from kb.readers.wire import Message, receive, send, to_draft, to_error

_HINT = "文件可能过于庞大或已损坏，请拆分，或用原编辑器另存后再导入"


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: bytes of memory, seconds of processor and of wall time.

    The processor bounds what a file costs. Wall time is for one that waits, and leaves room for a busy
    machine, where even the start of the worker takes some seconds.
    """

    memory: int = 512 * 1024 * 1024
    processor: int = 8
    wall: float = 40.0


class Sandbox:
    """Reads files in another process. A context manager; threads may share it and take turns."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._worker: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def read(self, data: bytes, name: str) -> Draft:
        """The same result or error as kb.readers.read; TooLargeSource when a limit was reached."""
        with self._turn:
            answer = self._ask(data, name)
        if error := to_error(answer):
            raise error
        try:
            return to_draft(answer)
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise UnreadableSource("文件内容有误", where=name, hint=_HINT) from error

    def close(self) -> None:
        """End the worker."""
        if self._worker:
            self._worker.kill()
            self._worker.communicate()
            self._worker = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, data: bytes, name: str) -> Message:
        if self._worker is None or self._worker.poll() is not None:
            self.close()
            self._worker = _started(self._limits)
        worker = self._worker
        assert worker.stdin
        assert worker.stdout
        timer = threading.Timer(self._limits.wall, worker.kill)
        timer.start()
        try:
            send(worker.stdin, Message({"name": name}, (data,)))
            answer = receive(worker.stdout)
        except (OSError, ValueError):
            answer = None
        except BaseException:
            self.close()  # an answer may be on its way that belongs to no question
            raise
        finally:
            in_time = timer.is_alive()
            timer.cancel()
        if answer is None:
            self.close()
            raise self._death(worker, name, in_time=in_time)
        if answer.body.get("last"):
            self.close()
        return answer

    def _death(self, worker: subprocess.Popen[bytes], name: str, *, in_time: bool) -> SourceError:
        """Why the worker died."""
        if not in_time:
            return TooLargeSource(
                f"读取超过 {self._limits.wall:g} 秒，已停止", where=name, hint=_HINT
            )
        if worker.returncode == -getattr(signal, "SIGXCPU", 0):
            return TooLargeSource(
                f"读取占用处理器超过 {self._limits.processor} 秒，已停止", where=name, hint=_HINT
            )
        return UnreadableSource("读取时进程异常退出", where=name, hint=_HINT)


def read_alone(data: bytes, name: str) -> Draft:
    """Read one file in a process of its own; see Sandbox.read."""
    with Sandbox() as sandbox:
        return sandbox.read(data, name)


def _started(limits: Limits) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "kb.readers.worker", str(limits.memory), str(limits.processor)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],  # where Python finds kb
        # A stop of the service or Ctrl-C reaches a whole process group. The child has a group of
        # its own: a file that is being read is read to its end, or stays queued.
        start_new_session=True,
    )
