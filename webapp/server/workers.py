"""Several processes that serve one site, started and watched over by gunicorn (extra `serve`).

Gunicorn starts the processes, restarts one that ends or hangs, and passes signals on. Within each
process the same server works as without gunicorn: its own kinds of workers hold a thread for a
request that arrives slowly.
"""

from __future__ import annotations

import logging
import os
import socket
import time
from importlib.util import find_spec
from types import FrameType
from typing import Any

from kb.errors import KbError
from webapp.monitoring import ROWS, counters_of
from webapp.server.connections import make_server
from webapp.server.serving import LAST_REQUESTS, LOOK_SECONDS, Serving

# Seconds without a sign of life, until a process is killed and started again.
HANGING_SECONDS = 60
# Seconds that a process has for its last requests and for what runs next to them.
LAST_SECONDS = LAST_REQUESTS + 20
_log = logging.getLogger("kb.serve")


def can_fork() -> bool:
    """Can this installation serve with several processes?"""
    return hasattr(os, "fork") and find_spec("gunicorn") is not None


def run_workers(serving: Serving, listening: socket.socket, workers: int) -> None:
    """Serve a socket with several processes until the program is stopped."""
    from gunicorn.app.base import BaseApplication
    from gunicorn.workers.base import Worker

    class WaitressWorker(Worker):
        """A process that serves with waitress. `row` is the one that it counts in."""

        row = 0

        def handle_quit(self, sig: int, frame: FrameType | None) -> None:
            """Ctrl-C ends the site as SIGTERM does."""
            self.handle_exit(sig, frame)

        def run(self) -> None:
            serving: Serving = vars(self)["app"].serving  # as it is since the last reload
            counters = counters_of(serving.app)
            if counters is not None:
                counters.work_in(self.row)
            (opened,) = vars(self)["sockets"]  # wrapped by gunicorn
            server = make_server(serving.app, opened.sock, serving.limits, serving.largest)
            with serving.services():
                last = 0.0
                while self.alive and os.getppid() == self.ppid:
                    if time.monotonic() - last > LOOK_SECONDS:
                        last = time.monotonic()
                        self.notify()
                    server.turn(LOOK_SECONDS)
                server.end(LAST_REQUESTS)

    def take_row(server: Any, worker: Any) -> None:
        """Before a process is forked: a row that no living one has."""
        taken = {other.row for other in server.WORKERS.values()}
        worker.row = next((row for row in range(1, ROWS) if row not in taken), 0)

    class Site(BaseApplication):
        """Gunicorn, set up from here and not from files or its own arguments."""

        def load_config(self) -> None:
            for name, value in {
                "bind": f"fd://{listening.fileno()}",
                "workers": workers,
                "worker_class": WaitressWorker,
                "preload_app": True,
                "pre_fork": take_row,
                "timeout": HANGING_SECONDS,
                "graceful_timeout": LAST_SECONDS,
                "loglevel": "warning",
                "proc_name": "kb",
                "control_socket_disable": True,
            }.items():
                self.cfg.set(name, value)

        def __init__(self) -> None:
            self.serving = serving
            super().__init__()

        def load(self) -> Any:
            return self.serving.app

        def reload(self) -> None:
            """Read the settings again; gunicorn then starts processes with them, and ends the old
            ones. With wrong settings these have the old ones too."""
            if self.serving.again is not None:
                try:
                    self.serving = self.serving.again()
                    _log.warning("已按现在的设置重新载入")
                except KbError as error:
                    _log.error("没有重新载入，继续用原来的设置：%s", error)
            self.callable = None
            super().reload()

    Site().run()
