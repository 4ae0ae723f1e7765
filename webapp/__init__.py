"""The site: Flask over the library, with one blueprint in each file of webapp/views/.

Pages show the corpus and the vocabulary as they are on the disk, and the index as last committed.
"""

from __future__ import annotations

from flask import Flask

from kb.knowledge_base import KnowledgeBase
from webapp import access, errors, parts, services
from webapp.views import (
    asked,
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
    intake,
    novelty,
    pictures,
    practices,
    quotecheck,
    related,
    review,
    suggest,
    taking,
    terms,
    topics,
    trends,
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
)
CHANGING = (
    asked,
    collections,
    collection_editing,
    taking,
    quotecheck,
    topics,
    editing,
    editor_desk,
    history,
    bin,
    terms,
    vocabulary,
    check,
    review,
)


def create_app(kb: KnowledgeBase) -> Flask:
    """The site of one knowledge base; CorpusError when its vocabulary is wrong."""
    app = Flask(__name__)
    app.url_map.strict_slashes = False
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    services.register(app, kb)
    for concern in (access, parts, errors):
        concern.register(app)
    for view in READING + CHANGING:
        app.register_blueprint(view.blueprint)
    intake.register(app)
    return app
