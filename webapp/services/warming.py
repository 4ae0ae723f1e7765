"""Makes what everybody needs first, before somebody does: after the start, and again when the index
has changed. The first look at the figures of a year of daily news takes seconds.

The words that mistyped ones are compared with come at once: until they are there, pages of results
offer none. The rest waits until nobody has asked for anything for a moment: what it takes of the
interpreter is taken from the visitors, who need a page now.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, request

from kb.errors import KbError
from kb.files import NONE
from kb.insights import compare
from kb.search import Query, prepare_offers
from webapp.services.open_site import Site, SiteHolder

# Seconds between two looks at the index.
LOOK_SECONDS = 5.0
# Seconds without a request after which the site has nothing else to do.
QUIET_SECONDS = 2.0
# Seconds between two looks whether it is quiet.
PAUSE_SECONDS = 1.0
_OURS = "kb.warming"
_PAGES = ("/", "/search", "/figures", "/practices", "/bulletins", "/trends", "/compare")
_log = logging.getLogger(__name__)


def preload(app: Flask) -> None:
    """Load what every process would load for itself, before there are several."""
    site = _site(app)
    _try(site.catalogue.listing, "the list of bulletins")
    _try(lambda: site.completion.suggest("预"), "what the search box offers")
    _try(lambda: prepare_offers(site.kb), "words to offer")


@contextmanager
def warming(app: Flask) -> Iterator[None]:
    """Until the end of the block: keep the first pages warm, in a thread."""
    stopping = threading.Event()
    # Who waited for the start comes first.
    app.extensions["last_request"] = time.monotonic()

    def run() -> None:
        # Not at a low priority: on a busy machine it would block the interpreter for all other
        # threads.
        offers, pages, before = None, None, _state(app)
        while not stopping.is_set():
            state = _state(app)
            # While bulletins are ingested one after another, every commit is soon replaced.
            steady = state == before
            if state != offers and (steady or offers is None):
                _try(lambda: prepare_offers(_site(app).kb), "words to offer")
                offers = state
            if state != pages and steady:
                if not _warm(app, stopping):
                    return
                pages = state
            before = state
            stopping.wait(LOOK_SECONDS)

    thread = threading.Thread(target=run, name="warming", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def _warm(app: Flask, stopping: threading.Event) -> bool:
    """Do each piece of work in a quiet moment; False when the site stops before."""
    for name, work in _work(app):
        while _quiet_for(app) < QUIET_SECONDS and not stopping.is_set():
            stopping.wait(PAUSE_SECONDS)
        if stopping.is_set():
            return False
        _try(work, name)
    return True


def _work(app: Flask) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is made, cheap things first. Pages are for visitors without accounts; what takes long
    of a page is made for all, no matter who they are."""
    site = _site(app)
    for address in addresses(app):
        if address == "/figures":
            yield "figures", lambda: site.figure_cache.table(site.kb, Query())
            yield "matrix", lambda: compare(site.kb, Query())
        if app.config["KB_ACCESS"] == NONE:  # else it would see the page to log in only
            yield address, lambda address=address: _open(app, address)  # type: ignore[misc]


def addresses(app: Flask) -> list[str]:
    """The pages that are opened first, and the newest bulletin."""
    newest = _site(app).catalogue.listing().summaries[:1]
    return [*_PAGES, *(f"/bulletins/{summary.id}" for summary in newest)]


def _site(app: Flask) -> Site:
    holder: SiteHolder = app.extensions["site"]
    return holder.current()


def _state(app: Flask) -> tuple[str, int]:
    """Changes with the index, and with the vocabulary."""
    site = _site(app)
    try:
        return site.kb.engine.status().commit, site.version
    except (KbError, OSError):
        return "", site.version


def _open(app: Flask, address: str) -> None:
    app.test_client().get(address, environ_overrides={_OURS: True})


def _try(work: Callable[[], object], name: str) -> None:
    try:
        work()
    except KbError as error:  # without an index the pages say so themselves
        _log.info("%s could not be made: %s", name, error)
    except Exception:
        _log.exception("%s could not be made", name)


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
