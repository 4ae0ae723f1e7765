"""The site that every view works with, up to date with the files of the home."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field, replace

from flask import Flask, current_app, g

from kb.errors import EngineError, KbError
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.meaning import model_stamp
from kb.search import Query, search
from webapp.parts import Catalogue
from webapp.services.completion import Completion
from webapp.services.figure_cache import FigureCache

LOOK_SECONDS = 1.0
_Stamp = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """The knowledge base that is served, its bulletins at a glance, what the box offers, and the
    tables of figures that were asked for lately; `problem` says in Chinese why a change of
    vocabulary or settings is not in force; `version` grows each time the files are read again."""

    kb: KnowledgeBase
    catalogue: Catalogue
    completion: Completion
    figure_cache: FigureCache = field(default_factory=FigureCache)
    problem: str = ""
    version: int = 0


class SiteHolder:
    """Holds the site, and opens it again when vocabulary or settings have changed on the disk.

    A vocabulary that cannot be read only changes the site's `problem`. One thread opens the new
    site, the others continue with the old one.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._stamp = _stamp(kb)
        self._site = Site(kb, Catalogue(kb.corpus), Completion(kb))
        warm_up(kb)
        self._looked = time.monotonic()
        self._turn = threading.Lock()

    def current(self) -> Site:
        """The current site; looks at the disk at most once a second."""
        if time.monotonic() - self._looked >= LOOK_SECONDS and self._turn.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._turn.release()
        return self._site

    def renew(self) -> Site:
        """The site as it is on the disk right now, for a view that has just changed something."""
        with self._turn:
            self._look()
        return self._site

    def _look(self) -> None:
        stamp = _stamp(self._site.kb)
        if stamp != self._stamp:
            self._site = _opened_again(self._site)
            self._stamp = stamp
        self._looked = time.monotonic()


def _opened_again(old: Site) -> Site:
    try:
        kb = open_knowledge_base(old.kb.home)
        _ = kb.vocabulary, kb.aspects, kb.engine
        warm_up(kb)
    except KbError as error:
        return replace(old, problem=old.kb.home.told(str(error)), version=old.version + 1)
    return Site(kb, old.catalogue, Completion(kb), version=old.version + 1)


def _stamp(kb: KnowledgeBase) -> _Stamp:
    """Changes with the files that are read when a knowledge base is opened."""
    with suppress(OSError):
        config = kb.home.config.stat()
        model = model_stamp(kb.home)
        return (*kb.corpus.vocabulary_stamp(), config.st_mtime_ns, config.st_size, *model)
    return ()


def warm_up(kb: KnowledgeBase) -> None:
    """Load vocabulary, the segmenter's dictionary, the index and the embedding model before
    somebody waits for them; without an index the pages say so themselves."""
    _ = kb.encoder
    with suppress(EngineError):
        search(kb, Query("预热", limit=1))


def register(app: Flask, kb: KnowledgeBase) -> None:
    """Serve this knowledge base."""
    app.extensions["site"] = SiteHolder(kb)

    @app.context_processor
    def names() -> dict[str, object]:
        return {"site_name": site().kb.settings.name, "site_problem": site().problem}


def site() -> Site:
    """The site of the current request, the same until its end."""
    if "site" not in g:
        g.site = site_holder().current()
    found: Site = g.site
    return found


def site_holder() -> SiteHolder:
    """The holder of the site of this app."""
    found: SiteHolder = current_app.extensions["site"]
    return found
