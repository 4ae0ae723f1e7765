"""Changes of the knowledge base by a view: one at a time, recorded with who and when; then the
index is updated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from kb.corpus import By
from kb.knowledge_base import KnowledgeBase
from kb.remote import corpus_lock
from webapp.access import visitor
from webapp.services.index_updater import updater

# Seconds that a visitor waits for another writer before the page names that writer.
PATIENCE = 20.0


@contextmanager
def writing(kb: KnowledgeBase) -> Iterator[By]:
    """Hold the knowledge base for a change by this visitor; on a clean exit the index is updated.

    IndexBusy when another writer does not finish in time.
    """
    actor = visitor().actor
    with updater().giving_way(), corpus_lock(kb.home, kb.settings.corpus, actor.label, PATIENCE):
        yield By(actor, datetime.now())
    updater().follow()
