"""Several processes that serve one site, started and watched over by gunicorn (extra `serve`).

Gunicorn starts the processes, restarts one that ends or hangs, and passes signals on. Within each
process the same server works as without gunicorn: its own kinds of workers hold a thread for a
request that arrives slowly.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from webapp.monitoring import ROWS, counters_of
from webapp.server.connections import make_server
from webapp.server.lanes import Limits

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

# Seconds: between two signs of life of a process; without one, until it is killed and started
# again; and that it may finish its work in when the site stops.
NOTIFY_SECONDS = 1.0
HANGING_SECONDS = 60
LAST_REQUESTS = 20


@dataclass(frozen=True, slots=True)
class Serving:
    """What to serve: the app, its limits, the bytes of the largest request, and what runs next to
    the requests in each process."""

    app: WSGIApplication
    limits: Limits
    largest: int
    services: Callable[[], AbstractContextManager[object]]


def can_fork() -> bool:
    """Can this installation serve with several processes?"""
    return hasattr(os, "fork") and find_spec("gunicorn") is not None


def run_workers(serving: Serving, listening: socket.socket, workers: int) -> None:
    """Serve a socket with several processes until the program is told to stop."""
    from gunicorn.app.base import BaseApplication
    from gunicorn.workers.base import Worker

    class WaitressWorker(Worker):
        """A process that serves with waitress. `row` is the one that it counts in."""

        row = 0

        def run(self) -> None:
            counters = counters_of(serving.app)
            if counters is not None:
                counters.work_in(self.row)
            (opened,) = vars(self)["sockets"]  # wrapped by gunicorn
            server = make_server(serving.app, opened.sock, serving.limits, serving.largest)
            with serving.services():
                last = 0.0
                while self.alive and os.getppid() == self.ppid:
                    if time.monotonic() - last > NOTIFY_SECONDS:
                        last = time.monotonic()
                        self.notify()
                    server.turn(NOTIFY_SECONDS)
                server.end(LAST_REQUESTS // 2)

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
                "graceful_timeout": LAST_REQUESTS,
                "loglevel": "warning",
                "proc_name": "kb",
                "control_socket_disable": True,
            }.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return serving.app

    Site().run()
