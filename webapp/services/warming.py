"""Makes the pages that everybody opens first, before somebody does: after the start, and again when
the index has changed. The first look at the figures of a year of daily news takes seconds."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from kb.errors import KbError
from webapp.services.open_site import SiteHolder

# Seconds between two looks at the index.
LOOK_SECONDS = 5.0
_PAGES = ("/", "/figures", "/practices", "/bulletins", "/trends")
_log = logging.getLogger(__name__)


@contextmanager
def warming(app: Flask) -> Iterator[None]:
    """Until the end of the block: keep the first pages warm, in a thread."""
    stopping = threading.Event()

    def run() -> None:
        # Not at a low priority: on a busy machine it would block the interpreter for all other
        # threads.
        warmed, before = None, _commit(app)
        while not stopping.is_set():
            commit = _commit(app)
            # While bulletins are ingested one after another, every commit is soon replaced.
            if commit != warmed and commit == before:
                for address in addresses(app):
                    if stopping.is_set():
                        return
                    _open(app, address)
                warmed = commit
            before = commit
            stopping.wait(LOOK_SECONDS)

    thread = threading.Thread(target=run, name="warming", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def addresses(app: Flask) -> list[str]:
    """The pages that are opened first, and the newest bulletin."""
    holder: SiteHolder = app.extensions["site"]
    newest = holder.current().catalogue.listing().summaries[:1]
    return [*_PAGES, *(f"/bulletins/{summary.id}" for summary in newest)]


def _commit(app: Flask) -> str:
    holder: SiteHolder = app.extensions["site"]
    try:
        return holder.current().kb.engine.status().commit
    except (KbError, OSError):
        return ""


def _open(app: Flask, address: str) -> None:
    try:
        app.test_client().get(address)
    except Exception:
        _log.exception("%s could not be made", address)
