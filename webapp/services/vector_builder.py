"""Building the vectors of the entries while the site runs; until then searches use words only.

One thread does it, whenever the index is not the one the vectors were built from. While somebody asks
for pages it rests after each entry as long as the entry took. It has no low priority: on a busy
machine it would hold the interpreter and not run, and all other threads would wait for it. What was
built stays when the site stops, and the next start continues from there.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from kb.errors import IndexBusy, IndexMissing, KbError
from kb.index import update_vectors
from kb.knowledge_base import KnowledgeBase
from webapp.services.open_site import SiteHolder
from webapp.services.rounds import Rounds

# Seconds between two looks at the index, and after a failure before the next try.
LOOK_SECONDS = 3.0
RETRY_SECONDS = 60.0
# Seconds without a request after which it need not rest, and the longest rest.
QUIET_SECONDS = 2.0
LONGEST_REST = 1.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BuildState:
    """How many entries of those to be embedded are done, 0 of 0 when nothing is to be done;
    `problem` says in Chinese why it could not continue."""

    done: int = 0
    of: int = 0
    problem: str = ""


class _Stopped(KbError):
    """The site stops."""


def rest(took: float, quiet: float) -> float:
    """Seconds to rest after a step of `took` seconds, when the last request was `quiet` ago."""
    return min(took, LONGEST_REST) if quiet < QUIET_SECONDS else 0.0


class VectorBuilder(Rounds):
    """Builds the vectors of one site. Nothing runs before `start`. `quiet_for` gives the seconds
    since the last request."""

    def __init__(self, holder: SiteHolder, quiet_for: Callable[[], float]) -> None:
        super().__init__("vectors")
        self.state = BuildState()
        self._holder = holder
        self._quiet_for = quiet_for
        self._began = 0.0
        self._built: object = None

    def _round(self) -> float:
        return LOOK_SECONDS if self._attempt() else RETRY_SECONDS

    def _attempt(self) -> bool:
        """Build what is missing; False when that failed."""
        try:
            self._build(self._holder.current().kb)
        except (IndexMissing, IndexBusy, _Stopped):
            self.state = BuildState()
        except Exception as error:
            if isinstance(error, KbError):
                said = self._holder.current().kb.home.for_visitors(str(error))
                if error.original:
                    _log.warning("vectors: %s%s", error, error.quoted)
            else:
                said = "程序出了意外，请查看运行窗口里的出错记录"
                _log.exception("the vectors could not be built")
            self.state = BuildState(problem=said)
            return False
        return True

    def _build(self, kb: KnowledgeBase) -> None:
        if kb.encoder is None:
            return
        stamp = (kb.engine.status().commit, kb.encoder.fingerprint)
        if stamp != self._built:
            self._began = time.monotonic()
            update_vectors(kb.vectors, kb.engine, kb.encoder, self._go_on)
            self._built = stamp
        self.state = BuildState()

    def _go_on(self, done: int, of: int) -> None:
        self.state = BuildState(done, of)
        if self._stop.wait(rest(time.monotonic() - self._began, self._quiet_for())):
            raise _Stopped("网站停止")
        self._began = time.monotonic()


def register(app: Flask) -> None:
    """Build the vectors of this site; the server starts the thread."""

    def quiet_for() -> float:
        asked: float = app.extensions.get("last_request", float("-inf"))
        return time.monotonic() - asked

    app.extensions["vectors"] = VectorBuilder(app.extensions["site"], quiet_for)

    @app.context_processor
    def state() -> dict[str, object]:
        return {"vector_state": builder_of(app).state}


def builder_of(app: Flask) -> VectorBuilder:
    """Who builds the vectors of an app."""
    found: VectorBuilder = app.extensions["vectors"]
    return found
