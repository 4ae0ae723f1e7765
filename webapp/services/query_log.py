"""The log of queries: what was asked, for as long as kb.toml says ([queries]).

It suggests queries and shows the editor what had no answer. It is no part of the audit log.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta

from flask import Flask, current_app, request

from kb.access import asker_of
from kb.errors import KbError
from kb.files import QueryLog
from kb.knowledge_base import KnowledgeBase
from kb.state import Asker, forget_queries_before, remember_query
from webapp.access import visitor
from webapp.services.open_site import whole_site

_TIDIED = "query_log_tidied"


def register(app: Flask, kb: KnowledgeBase) -> None:
    """Where the log is switched off, forget at once what is in it: settings that are loaded again
    make another app."""
    if not kb.settings.queries.keep:
        with suppress(KbError):  # the first query tries again
            _tidy(kb, kb.settings.queries, datetime.now())


def note_query(text: str, found: int, *, opened: bool) -> None:
    """Note a query of this visitor; KbError when that cannot be written. Once a day what is too old
    goes; where the log is switched off, all of it."""
    kb, now = whole_site().kb, datetime.now()
    rules = kb.settings.queries
    tidied: tuple[date, object] = (now.date(), rules)
    if current_app.extensions.get(_TIDIED) != tidied:
        _tidy(kb, rules, now)
        current_app.extensions[_TIDIED] = tidied
    if not rules.keep:
        return
    actor = visitor().actor
    name = actor.name if rules.names and actor.is_person else ""
    # The person, or the machine while nobody logs in.
    asker = Asker(asker_of(actor, request.remote_addr or ""), name)
    remember_query(kb.home, text, asker, now, found=found, opened=opened)


def _tidy(kb: KnowledgeBase, rules: QueryLog, now: datetime) -> None:
    oldest = now - timedelta(days=rules.days) if rules.keep else now
    forget_queries_before(kb.home, oldest, names=rules.names)
