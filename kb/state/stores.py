"""The databases that are open in this process: one for each home, with its connections."""

from __future__ import annotations

import atexit
import os
import threading
from collections import OrderedDict

from kb.files import Home
from kb.state.sqlite import SqliteStore

# Homes that stay open at once. A site has one; tests and drills have many, one after another.
MOST = 8


class Stores:
    """Stores by home; the one that was not asked for longest is closed."""

    def __init__(self) -> None:
        self._open: OrderedDict[Home, SqliteStore] = OrderedDict()
        self._lock = threading.Lock()
        # A connection must not be used, nor closed, by a child of the process that opened it.
        self._inherited: list[object] = []

    def of(self, home: Home) -> SqliteStore:
        """The store of a home."""
        with self._lock:
            found = self._open.pop(home, None) or SqliteStore(home)
            self._open[home] = found
            gone = [self._open.popitem(last=False)[1] for _ in range(len(self._open) - MOST)]
        for store in gone:
            store.close()
        return found

    def close_one(self, home: Home) -> None:
        """Close the connections to the state of a home; the next use opens others."""
        with self._lock:
            found = self._open.pop(home, None)
        if found:
            found.close()

    def close(self) -> None:
        """Close all."""
        with self._lock:
            while self._open:
                self._open.popitem()[1].close()

    def forked(self) -> None:
        """Leave to the parent what the parent opened."""
        self._inherited.append(self._open)
        self._open = OrderedDict()
        self._lock = threading.Lock()


_stores = Stores()
store_of = _stores.of
close_store = _stores.close_one
atexit.register(_stores.close)
os.register_at_fork(after_in_child=_stores.forked)
