"""The site in one process, until it is stopped.

SIGTERM and Ctrl-C let the running requests finish; a second one ends at once. SIGHUP reads the
settings again, without a moment in which nobody answers. A terminal that is closed sends SIGHUP too:
there it ends the program, as ever.
"""

from __future__ import annotations

import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import FrameType

from kb.errors import KbError
from webapp.server.connections import Server, make_server
from webapp.server.serving import LAST_REQUESTS, LOOK_SECONDS, Serving

_log = logging.getLogger("kb.serve")


@dataclass
class _Asked:
    """What signals have asked for."""

    stop: bool = False
    reload: bool = False


def run_alone(serving: Serving, listening: socket.socket) -> None:
    """Serve a socket until the program is stopped."""
    server = make_server(serving.app, listening, serving.limits, serving.largest)
    with _signals() as asked:
        running = _Running(serving, server)
        try:
            while not asked.stop:
                if asked.reload and not running.reloading:
                    asked.reload = False
                    running.reload()
                server.turn(LOOK_SECONDS)
        finally:
            server.end(LAST_REQUESTS)
            running.stop()


class _Running:
    """What a server serves now, and what runs next to it."""

    def __init__(self, serving: Serving, server: Server) -> None:
        self._serving = serving
        self._server = server
        self._services = ExitStack()
        self._services.enter_context(serving.services())
        self._thread: threading.Thread | None = None

    @property
    def reloading(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def reload(self) -> None:
        """Read the settings again, next to the requests."""
        self._thread = threading.Thread(target=self._reload, name="reload", daemon=True)
        self._thread.start()

    def _reload(self) -> None:
        if self._serving.again is None:
            return
        try:
            self._serving = self._serving.again()
        except KbError as error:
            _log.error("没有重新载入，继续用原来的设置：%s", error)
            return
        self._server.change(self._serving.app, self._serving.limits)
        self._services.close()
        self._services.enter_context(self._serving.services())
        _log.warning("已按现在的设置重新载入")

    def stop(self) -> None:
        """End what runs next to the requests."""
        if self._thread is not None:
            self._thread.join()
        self._services.close()


@contextmanager
def _signals() -> Iterator[_Asked]:
    """Until the end of the block signals are noted; a second one to stop acts as it does elsewhere."""
    asked = _Asked()
    before: dict[int, object] = {}

    def stop(number: int, frame: FrameType | None) -> None:
        asked.stop = True
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, signal.SIG_DFL)

    def reload(number: int, frame: FrameType | None) -> None:
        asked.reload = True

    wanted: dict[int, Callable[[int, FrameType | None], None]] = {
        signal.SIGTERM: stop,
        signal.SIGINT: stop,
    }
    if not (sys.stdin is not None and sys.stdin.isatty()):
        wanted[signal.SIGHUP] = reload
    for number, act in wanted.items():
        before[number] = signal.signal(number, act)
    try:
        yield asked
    finally:
        for number, old in before.items():
            signal.signal(number, old)  # type: ignore[arg-type]
