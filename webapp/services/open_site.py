"""The site that every view works with, as its visitor may see it, up to date with the files of the
home."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field, replace

from flask import Flask, current_app, g

from kb.errors import EngineError, KbError
from kb.knowledge_base import (
    MOST_VIEWS,
    KnowledgeBase,
    PartOfKnowledgeBase,
    open_knowledge_base,
)
from kb.meaning import model_stamp
from kb.rights import Actor
from kb.search import Query, search
from webapp.access import visitor
from webapp.parts import Catalogue, SeenCatalogue
from webapp.services.bulletin_banks import BulletinBanks
from webapp.services.completion import Completion
from webapp.services.figure_cache import FigureCache

LOOK_SECONDS = 1.0
_Stamp = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """The knowledge base that is served, its bulletins at a glance, what the box offers, and what was
    asked for lately: tables of figures, banks of listed bulletins; `problem` says in Chinese why a
    change of vocabulary or settings is not in force; `version` grows each time the files are read
    again."""

    kb: KnowledgeBase
    catalogue: Catalogue | SeenCatalogue
    completion: Completion
    figure_cache: FigureCache = field(default_factory=FigureCache)
    bulletin_banks: BulletinBanks = field(default_factory=BulletinBanks)
    problem: str = ""
    version: int = 0
    parts: Parts = field(default_factory=lambda: Parts())

    def seen_by(self, actor: Actor) -> Site:
        """The site as an actor may see it; Forbidden when they may not read."""
        kb = self.kb.seen_by(actor)
        if not isinstance(kb, PartOfKnowledgeBase):
            return replace(self, kb=kb)
        completion, figures = self.parts.of(kb)
        return replace(
            self,
            kb=kb,
            catalogue=SeenCatalogue(self.catalogue, kb.corpus),
            completion=completion,
            figure_cache=figures,
        )


class Parts:
    """What is kept for those who may see the same part of a site, up to a number of them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[frozenset[str], tuple[Completion, FigureCache]] = OrderedDict()
        self._turn = threading.Lock()

    def of(self, kb: PartOfKnowledgeBase) -> tuple[Completion, FigureCache]:
        """What is kept for the part that this knowledge base is."""
        names = kb.view.names
        with self._turn:
            found = self._kept.pop(names, None) or (Completion(kb), FigureCache())
            self._kept[names] = found
            if len(self._kept) > MOST_VIEWS:
                self._kept.popitem(last=False)
            return found


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
        return replace(old, problem=old.kb.home.for_visitors(str(error)), version=old.version + 1)
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
        now = whole_site()
        return {"site_name": now.kb.settings.name, "site_problem": now.problem}


def whole_site() -> Site:
    """The site of the current request with everything, for what nobody is shown: the state of the
    index, the name of the site. It is the same until the end of the request."""
    if "whole_site" not in g:
        g.whole_site = site_holder().current()
    found: Site = g.whole_site
    return found


def site() -> Site:
    """The site as the visitor of the current request may see it; Forbidden when they may not read."""
    if "site" not in g:
        g.site = whole_site().seen_by(visitor().actor)
    found: Site = g.site
    return found


def site_holder() -> SiteHolder:
    """The holder of the site of this app."""
    found: SiteHolder = current_app.extensions["site"]
    return found
