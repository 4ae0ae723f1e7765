"""The thread that reads uploads in the background, one after another.

`kb serve` runs it next to the server. It only uses the state on the disk, so a restarted server
continues where the last one stopped.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import Flask, current_app

from kb.errors import KbError
from kb.readers import Sandbox
from kb.uploads import reading_queue
from webapp.services.duty import LOOK_SECONDS, Duty
from webapp.services.open_site import SiteHolder

# Seconds after which it looks for work, or tries again, without being woken.
PATIENCE = 30.0
# Seconds that a stopping server waits for the file that is being read; the next server reads it again.
LAST_FILE = 15.0
_LOG = logging.getLogger(__name__)


class IntakeWorker:
    """Reads what is queued, of the site that a holder has open."""

    def __init__(self, holder: SiteHolder, duty: Duty) -> None:
        self._holder = holder
        self._duty = duty
        self._work = threading.Event()
        self._stopping = threading.Event()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Read in the background until the end of the block."""
        self._stopping.clear()
        self._work.set()
        thread = threading.Thread(target=self._run, name="intake", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stopping.set()
            self._work.set()
            thread.join(LAST_FILE)

    def wake(self) -> None:
        """Say that there is something to read, here or in the process on duty."""
        self._work.set()
        if not self._duty.mine:
            self._duty.wish("uploads")

    def read_all(self) -> None:
        """Read what is queued, in this thread."""
        with Sandbox() as sandbox:
            while not self._stopping.is_set():
                kb = self._holder.current().kb
                if reading_queue.read_next(kb, sandbox.read, datetime.now()) is None:
                    return

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wait()
            self._work.clear()
            try:
                reading_queue.take_up(self._holder.current().kb.home, datetime.now())
                self.read_all()
            except KbError as error:  # a full disk may be emptied: the next round goes on
                _LOG.error("intake: %s%s", error, error.quoted)
            except Exception:
                _LOG.exception("intake")

    def _wait(self) -> None:
        """Wait until there is work, here or in another process, or until it is time to look."""
        deadline = time.monotonic() + PATIENCE
        heard = self._duty.wished("uploads")
        while time.monotonic() < deadline and not self._work.wait(LOOK_SECONDS):
            if self._duty.wished("uploads") != heard:
                return


def register(app: Flask) -> None:
    """Give the app a worker, which rests until it is run."""
    app.extensions["intake"] = IntakeWorker(app.extensions["site"], app.extensions["duty"])


def worker_of(app: Flask) -> IntakeWorker:
    """The worker of an app."""
    found: IntakeWorker = app.extensions["intake"]
    return found


def wake_worker() -> None:
    """Tell the worker of the current app that there is something to read."""
    worker_of(current_app).wake()
