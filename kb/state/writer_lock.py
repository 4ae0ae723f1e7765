"""One writer at a time, on this machine and on all others that share the state."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from kb.errors import IndexBusy
from kb.files import Home, file_lock, file_lock_is_wanted
from kb.state.postgresql import PostgresStore
from kb.state.session_locks import WRITING_CORPUS, WRITING_NEXT, SessionLocks, is_held
from kb.state.stores import store_of

_LOOK_AGAIN = 0.05  # seconds


@contextmanager
def writer_lock(
    home: Home, holder: str, timeout: float = 30.0, *, in_turn: bool = True
) -> Iterator[None]:
    """Hold the knowledge base for writing: the corpus, its index, its state as a whole.

    On one machine this is a file lock. Where the state is in a PostgreSQL database, a lock of that
    database is taken after it, so that the folder that the machines share needs no file locks that
    work between them. Both are freed by themselves when the holder dies. Waits up to `timeout`
    seconds, then raises IndexBusy with the name of the holder, or of its machine; StorageError when
    the database does not answer. For `in_turn` see `kb.files.file_lock`.
    """
    deadline = time.monotonic() + timeout
    with file_lock(home.state, holder, timeout, in_turn=in_turn):
        while isinstance(store := store_of(home), PostgresStore):
            with store.locks() as locks:
                _take(locks, deadline, in_turn=in_turn)
                # While we waited, the state may have moved to another database or to a file.
                if store_of(home) is store:
                    yield
                    return
        yield


def someone_waits(home: Home) -> bool:
    """Does anyone wait to write, in any process of any machine? For a holder that can postpone its
    work."""
    if file_lock_is_wanted(home.state):
        return True
    store = store_of(home)
    if not isinstance(store, PostgresStore):
        return False
    with store.reading() as database:
        return is_held(database.connection, WRITING_NEXT)


def _take(locks: SessionLocks, deadline: float, *, in_turn: bool) -> None:
    """Take the lock of who writes; in turn, only one machine at a time waits for it."""
    for key in (WRITING_NEXT, WRITING_CORPUS) if in_turn else (WRITING_CORPUS,):
        while not locks.take(key):
            if time.monotonic() >= deadline:
                raise IndexBusy(
                    f"知识库正由另一台服务器“{locks.holder(WRITING_CORPUS)}”写入", hint="请稍后再试"
                )
            time.sleep(_LOOK_AGAIN)
    if in_turn:
        locks.free(WRITING_NEXT)
