"""Makes the pages that everybody opens first, before somebody does: after the start, and again when
the index has changed. The first look at the figures of a year of daily news takes seconds.

It waits until nobody has asked for anything for a moment: what it takes of the interpreter is taken
from the visitors, who need a page now.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, request

from kb.errors import KbError
from webapp.services.open_site import SiteHolder

# Seconds between two looks at the index.
LOOK_SECONDS = 5.0
# Seconds without a request after which the site has nothing else to do.
QUIET_SECONDS = 2.0
_OURS = "kb.warming"
_PAGES = ("/", "/figures", "/practices", "/bulletins", "/trends", "/compare")
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
                    while _quiet_for(app) < QUIET_SECONDS and not stopping.is_set():
                        stopping.wait(QUIET_SECONDS)
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
        app.test_client().get(address, environ_overrides={_OURS: True})
    except Exception:
        _log.exception("%s could not be made", address)


def _quiet_for(app: Flask) -> float:
    """Seconds since the last request of a visitor."""
    asked: float = app.extensions["last_request"]
    return time.monotonic() - asked


def register(app: Flask) -> None:
    """Note when visitors ask for something."""
    app.extensions["last_request"] = -QUIET_SECONDS

    @app.before_request
    def note() -> None:
        if _OURS not in request.environ:
            app.extensions["last_request"] = time.monotonic()
