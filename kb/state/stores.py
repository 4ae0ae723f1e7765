"""The databases that are open in this process: one for each home, with its connections."""

from __future__ import annotations

import atexit
import os
import threading
from collections import OrderedDict
from dataclasses import dataclass

from kb.errors import ConfigError
from kb.files import Home, Server, load_settings
from kb.state.postgresql import PostgresStore
from kb.state.sqlite import SqliteStore

# Homes that stay open at once. A site has one; tests and drills have many, one after another.
MOST = 8
Store = SqliteStore | PostgresStore


@dataclass(slots=True)
class _Opened:
    """A store, and what kb.toml was when it was read for it: device, inode, time and size."""

    store: Store
    server: Server | None
    config: tuple[int, ...]


class Stores:
    """Stores by home; the one that was not asked for longest is closed."""

    def __init__(self) -> None:
        self._open: OrderedDict[Home, _Opened] = OrderedDict()
        self._lock = threading.Lock()
        # A connection must not be used, nor closed, by a child of the process that opened it.
        self._inherited: list[object] = []

    def of(self, home: Home) -> Store:
        """The store of a home, where its kb.toml says that it is now. ConfigError when kb.toml was
        wrong from the start; later, what it said before counts."""
        config = _config(home)
        with self._lock:
            found = self._open.get(home)
            gone = (
                [] if found is None or found.config == config else self._looked_again(home, config)
            )
            if home not in self._open:
                server = _server(home)
                store = PostgresStore(home, server) if server else SqliteStore(home)
                self._open[home] = _Opened(store, server, config)
            self._open.move_to_end(home)
            while len(self._open) > MOST:
                gone.append(self._open.popitem(last=False)[1].store)
            current = self._open[home].store
        for store in gone:
            store.close()
        return current

    def _looked_again(self, home: Home, config: tuple[int, ...]) -> list[Store]:
        """Look what a kb.toml that was changed says; the store that is no longer used."""
        opened = self._open[home]
        try:
            server = _server(home)
        except ConfigError:
            return []
        if server == opened.server:
            opened.config = config
            return []
        return [self._open.pop(home).store]

    def close_one(self, home: Home) -> None:
        """Close the connections to the state of a home; the next use opens others."""
        with self._lock:
            found = self._open.pop(home, None)
        if found:
            found.store.close()

    def close(self) -> None:
        """Close all."""
        with self._lock:
            while self._open:
                self._open.popitem()[1].store.close()

    def forked(self) -> None:
        """Leave to the parent what the parent opened."""
        self._inherited.append(self._open)
        self._open = OrderedDict()
        self._lock = threading.Lock()


def _config(home: Home) -> tuple[int, ...]:
    try:
        found = home.config.stat()
    except OSError:
        return ()
    return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size


def _server(home: Home) -> Server | None:
    return load_settings(home).state if home.config.exists() else None


_stores = Stores()
store_of = _stores.of
close_store = _stores.close_one
atexit.register(_stores.close)
os.register_at_fork(after_in_child=_stores.forked)
