"""What runs next to the requests: the open site, its caches, the index keeper, the upload reader,
the builder of vectors."""

from __future__ import annotations

from flask import Flask

from kb.knowledge_base import KnowledgeBase
from webapp.services import current_collection as tray
from webapp.services import index_keeper, open_site, term_counter, upload_reader, vector_builder
from webapp.services.current_collection import current_collection, editor, keep_current
from webapp.services.index_keeper import Upkeep, upkeep
from webapp.services.open_site import keeper, site
from webapp.services.term_counter import proposals
from webapp.services.upload_reader import wake_worker, worker_of
from webapp.services.vector_builder import builder_of
from webapp.services.writer import writing

__all__ = [
    "Upkeep",
    "builder_of",
    "current_collection",
    "editor",
    "keep_current",
    "keeper",
    "proposals",
    "register",
    "site",
    "upkeep",
    "wake_worker",
    "worker_of",
    "writing",
]


def register(app: Flask, kb: KnowledgeBase) -> None:
    """Serve this knowledge base; `kb serve` starts the background services."""
    open_site.register(app, kb)
    index_keeper.register(app)
    tray.register(app)
    term_counter.register(app, kb.home)
    upload_reader.register(app)
    vector_builder.register(app)
