"""What runs next to the requests: the open site, its caches, the index updater, the upload reader,
the builder of vectors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from flask import Flask

from kb.knowledge_base import KnowledgeBase
from webapp.services import (
    corpus_follower,
    duty,
    index_updater,
    lost_words,
    open_site,
    page_cache,
    presence,
    query_log,
    term_counter,
    upload_reader,
    vector_builder,
)
from webapp.services import current_collection as tray
from webapp.services.colleagues import typed_colleagues
from webapp.services.corpus_follower import CorpusFollower
from webapp.services.current_collection import current_collection, editor, keep_current
from webapp.services.index_updater import IndexUpdater, updater
from webapp.services.lost_words import LostWords
from webapp.services.lost_words import lost_words as words_lost
from webapp.services.open_site import site, site_holder, whole_site
from webapp.services.page_cache import kept
from webapp.services.presence import left
from webapp.services.query_log import note_query
from webapp.services.term_counter import proposals
from webapp.services.upload_reader import wake_worker, worker_of
from webapp.services.vector_builder import builder_of
from webapp.services.warming import preload, warming
from webapp.services.warming import register as note_visitors
from webapp.services.writer import writing

__all__ = [
    "IndexUpdater",
    "LostWords",
    "background",
    "builder_of",
    "current_collection",
    "editor",
    "keep_current",
    "kept",
    "left",
    "note_query",
    "preload",
    "proposals",
    "register",
    "site",
    "site_holder",
    "typed_colleagues",
    "updater",
    "wake_worker",
    "whole_site",
    "words_lost",
    "worker_of",
    "writing",
]


@contextmanager
def background(app: Flask) -> Iterator[None]:
    """Until the end of the block: run the background services, in this process as soon as no other
    process of the same home does."""
    with warming(app), duty.standing_by(app.extensions["duty"], lambda: _on_duty(app)):
        yield


@contextmanager
def _on_duty(app: Flask) -> Iterator[None]:
    index: IndexUpdater = app.extensions["index_updater"]
    index.start()
    builder_of(app).start()
    follower: CorpusFollower = app.extensions["corpus_follower"]
    follower.start()
    try:
        # A node that only follows another one's corpus publishes nothing, so it reads no uploads.
        with nullcontext() if follower.only_reads else worker_of(app).running():
            yield
    finally:
        follower.stop()
        builder_of(app).stop()
        index.stop()


def register(app: Flask, kb: KnowledgeBase) -> None:
    """Serve this knowledge base; `kb serve` starts the background services."""
    presence.register(app)
    open_site.register(app, kb)
    duty.register(app, kb.home)
    page_cache.register(app)
    query_log.register(app, kb)
    note_visitors(app)
    index_updater.register(app)
    corpus_follower.register(app)
    tray.register(app)
    term_counter.register(app, kb.home)
    lost_words.register(app)
    upload_reader.register(app)
    vector_builder.register(app)
