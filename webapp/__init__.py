"""The site: Flask over the library, with one blueprint in each file of webapp/views/.

Pages show the corpus and the vocabulary as they are on the disk, and the index as last committed.
"""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

from kb.knowledge_base import KnowledgeBase
from webapp import access, errors, monitoring, parts, services
from webapp.views import (
    account,
    asked,
    audience,
    bin,
    bulletins,
    check,
    collection_editing,
    collections,
    compare,
    editing,
    editor_desk,
    feeds,
    figures,
    health,
    help,
    history,
    index_state,
    intake,
    kept_forms,
    lexicons,
    metrics,
    novelty,
    pictures,
    practices,
    provider,
    published,
    quotecheck,
    related,
    reports,
    review,
    second_step,
    sessions,
    suggest,
    taking,
    terms,
    tokens,
    topics,
    trends,
    users,
    vocabulary,
)
from webapp.views import search as search_view

READING = (
    search_view,
    suggest,
    bulletins,
    pictures,
    novelty,
    related,
    practices,
    compare,
    figures,
    trends,
    feeds,
    help,
    health,
    metrics,
    index_state,
)
CHANGING = (
    reports,
    account,
    provider,
    second_step,
    kept_forms,
    tokens,
    sessions,
    users,
    asked,
    collections,
    collection_editing,
    taking,
    quotecheck,
    topics,
    editing,
    published,
    audience,
    editor_desk,
    history,
    bin,
    terms,
    vocabulary,
    lexicons,
    check,
    review,
)

# What SQLite keeps as an integer.
_LARGEST_NUMBER = 2**63 - 1


class _Number(IntegerConverter):
    """A number in an address; numbers too large to store lead to "not found"."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=_LARGEST_NUMBER)


def create_app(kb: KnowledgeBase) -> Flask:
    """The site of one knowledge base; CorpusError when its vocabulary is wrong."""
    app = Flask(__name__)
    app.url_map.strict_slashes = False
    app.url_map.converters["int"] = _Number
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    services.register(app, kb)
    access.register(app, kb)
    parts.register(app)
    errors.register(app)
    for served in ("static", "style_sheet"):  # made by Flask and by parts
        access.takes(access.Right.ENTER)(app.view_functions[served])
    for view in READING + CHANGING:
        app.register_blueprint(view.blueprint)
    intake.register(app)
    monitoring.register(app)
    return app
