"""The site: Flask over the library."""

from __future__ import annotations

from flask import Flask

from kb.knowledge_base import KnowledgeBase


def create_app(kb: KnowledgeBase) -> Flask:
    """The site of one knowledge base."""
    app = Flask(__name__)
    app.extensions["kb"] = kb
    return app
