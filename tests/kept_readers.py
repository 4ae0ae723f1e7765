"""The processes that read files are kept for the next sandbox: to start one takes as long as to read
some fifty small bulletins, and most tests read one.

A process that did not answer, or that says it is its last answer, ends as it does in the product.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kb.readers import sandbox
from kb.readers.sandbox import Limits, Sandbox
from kb.readers.wire import Message

# For tests of the sandbox itself.
STARTED = sandbox._started
CLOSE = Sandbox.close
_ASK = Sandbox._ask


@contextmanager
def kept_readers() -> Iterator[None]:
    """While this lasts, a process that has answered all it was asked is kept."""
    idle: dict[tuple[int, int], list[subprocess.Popen[bytes]]] = {}
    limits_of: dict[subprocess.Popen[bytes], tuple[int, int]] = {}
    asking: set[Sandbox] = set()

    def started(limits: Limits) -> subprocess.Popen[bytes]:
        wanted = (limits.memory, limits.processor)
        while kept := idle.get(wanted):
            if (worker := kept.pop()).poll() is None:
                return worker
        worker = STARTED(limits)
        limits_of[worker] = wanted
        return worker

    def ask(self: Sandbox, data: bytes, name: str) -> Message:
        asking.add(self)
        try:
            return _ASK(self, data, name)
        finally:
            asking.discard(self)

    def close(self: Sandbox) -> None:
        worker = self._worker
        if worker in limits_of and self not in asking and worker.poll() is None:
            idle.setdefault(limits_of[worker], []).append(worker)
            self._worker = None
        else:
            CLOSE(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "_started", started)
        patch.setattr(Sandbox, "_ask", ask)
        patch.setattr(Sandbox, "close", close)
        yield
    for worker in [worker for kept in idle.values() for worker in kept]:
        worker.kill()
        worker.communicate()
