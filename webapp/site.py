"""What every view works with."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from kb.knowledge_base import KnowledgeBase
from webapp.catalogue import Catalogue
from webapp.completion import Completion


@dataclass(frozen=True, slots=True)
class Site:
    """The knowledge base that is served, and its bulletins at a glance, and what the box offers."""

    kb: KnowledgeBase
    catalogue: Catalogue
    completion: Completion


def site() -> Site:
    """The site of the current request."""
    found: Site = current_app.extensions["site"]
    return found
