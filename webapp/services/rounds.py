"""A service that does one round of work after another in a thread of its own."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod


class Rounds(ABC):
    """Does rounds from `start` to `stop`; nothing runs before."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin with the first round."""
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop after the round that is under way, or within it where it looks at `_stop`."""
        if self._thread is not None:
            self._stop.set()
            self._thread.join()
            self._thread = None

    @abstractmethod
    def _round(self) -> float:
        """Do one round; seconds until the next."""

    def _run(self) -> None:
        while not self._stop.is_set():
            self._stop.wait(self._round())
