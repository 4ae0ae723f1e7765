"""Of several processes that serve one home, one is on duty: it keeps the index, reads the uploads
and builds the vectors. The others tell it what they changed, and show what it reports. Machines with
an index folder of their own have a process on duty each.

Being on duty is a lock on a file, which the system frees when the process ends; another process
then takes over. A wish is the modification time of a file. All of it is in site/, in state/ or in
an index folder of its own, and may be deleted while nothing is served.
"""

from __future__ import annotations

import fcntl
import json
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress

from flask import Flask, current_app

from kb.files import Home

# Seconds between two tries to go on duty, and between two looks for what others wish.
TRY_SECONDS = 2.0
LOOK_SECONDS = 0.2
# Seconds for which a report of the process on duty counts as current.
FRESH_SECONDS = 0.5


class Duty:
    """The duty of one home, as one process sees it."""

    def __init__(self, home: Home) -> None:
        self._folder = home.machine / "site"
        self._lock: int | None = None
        self._said: Mapping[str, object] = {}
        self._looked = 0.0

    @property
    def mine(self) -> bool:
        """Is this process on duty?"""
        return self._lock is not None

    def take(self) -> bool:
        """Go on duty if nobody is; is this process on duty now?"""
        if self._lock is None:
            with suppress(OSError):
                self._lock = self._locked()
        return self.mine

    def leave(self) -> None:
        """Go off duty."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    @property
    def elsewhere(self) -> bool:
        """Is another process on duty?"""
        if self.mine:
            return False
        try:
            lock = self._locked()
        except BlockingIOError:
            return True
        except OSError:
            return False
        os.close(lock)
        return False

    def wish(self, name: str) -> int:
        """Ask the process on duty for something; a number that grows with each wish. On a full disk
        the wish is lost; the process on duty also checks by itself from time to time."""
        with suppress(OSError):
            path = self._folder / f"{name}.wish"
            path.write_text(f"{time.time_ns()}\n", "ascii")
            return path.stat().st_mtime_ns
        return 0

    def wished(self, name: str) -> int:
        """The number of the last wish of this name, 0 for none."""
        with suppress(OSError):
            return (self._folder / f"{name}.wish").stat().st_mtime_ns
        return 0

    def say(self, what: Mapping[str, object]) -> None:
        """Report the state to the other processes."""
        with suppress(OSError):
            written = self._folder / "said.json.new"
            written.write_text(json.dumps(what, ensure_ascii=False), "utf-8")
            written.replace(self._folder / "said.json")

    def said(self, fresh: float = FRESH_SECONDS) -> Mapping[str, object]:
        """The last report of the process on duty, up to `fresh` seconds old; empty if there is
        none."""
        now = time.monotonic()
        if now - self._looked >= fresh:
            self._looked = now
            self._said = self._read() if self.elsewhere else {}
        return self._said

    def _read(self) -> Mapping[str, object]:
        with suppress(OSError, ValueError):
            found = json.loads((self._folder / "said.json").read_text("utf-8"))
            if isinstance(found, dict):
                return found
        return {}

    def _locked(self) -> int:
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(self._folder / "duty.lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
            raise
        return lock


@contextmanager
def standing_by(
    duty: Duty, services: Callable[[], AbstractContextManager[object]]
) -> Iterator[None]:
    """Until the end of the block: go on duty as soon as nobody is, and run the services then."""
    stopping = threading.Event()

    def watch() -> None:
        while not duty.take():
            if stopping.wait(TRY_SECONDS):
                return
        with ExitStack() as stack:
            stack.callback(duty.leave)
            stack.enter_context(services())
            stopping.wait()

    thread = threading.Thread(target=watch, name="duty", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def register(app: Flask, home: Home) -> None:
    """Give the app its view of the duty; `kb serve` stands by."""
    app.extensions["duty"] = Duty(home)


def duty() -> Duty:
    """The duty of the home of the current app."""
    found: Duty = current_app.extensions["duty"]
    return found
