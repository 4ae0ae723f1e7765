"""The site: Flask over the library, one blueprint a file in webapp/views/.

Pages show the corpus as it is on the disk and the index as last committed; the vocabulary and
kb.toml are read once, when the app is made, so that a change of theirs shows after a restart.
"""

from __future__ import annotations

from contextlib import suppress

from flask import Flask

from kb.errors import EngineError
from kb.knowledge_base import KnowledgeBase
from kb.search import Query, search
from webapp import assets, errors, forms, nav, present, security
from webapp.catalogue import Catalogue
from webapp.completion import Completion
from webapp.site import Site
from webapp.views import bulletins, compare, figures, help, practices, suggest, trends
from webapp.views import search as search_view


def create_app(kb: KnowledgeBase) -> Flask:
    """The site of one knowledge base; CorpusError when its vocabulary is wrong."""
    app = Flask(__name__)
    app.url_map.strict_slashes = False
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals["site_name"] = kb.settings.name
    app.extensions["site"] = Site(kb, Catalogue(kb.corpus), Completion(kb))
    for concern in (security, assets, errors, nav, present, forms):
        concern.register(app)
    for view in (search_view, bulletins, practices, compare, figures, trends, help, suggest):
        app.register_blueprint(view.blueprint)
    _warm_up(kb)
    return app


def _warm_up(kb: KnowledgeBase) -> None:
    """Load the vocabulary, the segmenter's dictionary and the index before the first visitor
    comes; without an index the pages say so themselves."""
    with suppress(EngineError):
        search(kb, Query("预热", limit=1))
