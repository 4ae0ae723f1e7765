"""Follows the git repository of the corpus while the site runs, where kb.toml names one.

One thread asks it every few seconds what it has. What was published on another node is brought here and
indexed; what could not be pushed is pushed as soon as it can be. Pages say what stands in the way.
"""

from __future__ import annotations

import logging
import time

from flask import Flask

from kb.errors import IndexBusy, KbError, RemoteError
from kb.files import Remote
from kb.remote import Report, as_text, exchange, last, look, remember
from webapp.services.index_updater import IndexUpdater
from webapp.services.open_site import SiteHolder, whole_site
from webapp.services.rounds import Rounds

HOLDER = "语料同步"
# Seconds between two questions to the remote, and between two looks at everything, changes by hand
# included; that it waits for another writer.
LOOK_SECONDS = 3.0
WHOLE_SECONDS = 30.0
LOCK_SECONDS = 1.0

_log = logging.getLogger(__name__)


class CorpusFollower(Rounds):
    """Follows the remote of one site. Nothing runs before `start`."""

    def __init__(self, holder: SiteHolder, index: IndexUpdater) -> None:
        super().__init__("corpus follower")
        self._holder, self._index = holder, index
        self._next_whole = 0.0

    @property
    def only_reads(self) -> bool:
        """Is this a node that only follows what others publish?"""
        remote = self._holder.current().kb.settings.corpus
        return remote is not None and not remote.push

    def _round(self) -> float:
        kb = self._holder.current().kb
        if kb.settings.corpus:
            try:
                self._exchange(kb.settings.corpus)
            except RemoteError as error:
                remember(kb.home, Report(as_text(error), reached=False))
            except IndexBusy:
                pass  # who writes now exchanges with the remote, too
            except KbError as error:
                _log.error("corpus: %s", error)
            except Exception:
                _log.exception("corpus")
        return LOOK_SECONDS

    def _exchange(self, remote: Remote) -> None:
        home = self._holder.current().kb.home
        whole = time.monotonic() >= self._next_whole or bool(last(home).problem)
        if look(home, remote) or whole:
            self._next_whole = time.monotonic() + WHOLE_SECONDS
            # Not in turn: a long update of the index would give way to each look, and never end.
            if exchange(home, remote, HOLDER, LOCK_SECONDS, in_turn=False).came:
                self._index.follow(0.0)


def register(app: Flask) -> None:
    """Follow the remote of this site; the server starts the thread."""
    site, index = app.extensions["site"], app.extensions["index_updater"]
    app.extensions["corpus_follower"] = CorpusFollower(site, index)

    @app.context_processor
    def problem() -> dict[str, object]:
        kb = whole_site().kb
        problem = last(kb.home).problem if kb.settings.corpus else ""
        return {"corpus_problem": kb.home.for_visitors(problem)}
