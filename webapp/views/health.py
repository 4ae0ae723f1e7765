"""Signs of life, for programs that watch the site.

/health and /healthz work on nothing and wait for nothing: the process answers. /readyz says whether
it can do its work: the index can be read, and the state read and written.
"""

from __future__ import annotations

import os

from flask import Blueprint, Response, jsonify

from kb.errors import KbError
from kb.files import Home
from kb.knowledge_base import KnowledgeBase
from kb.state import database
from webapp.access import Right, takes
from webapp.errors import answers_json
from webapp.services import whole_site

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
@blueprint.get("/healthz")
@takes(Right.ENTER)
@answers_json
def health() -> Response:
    """{"status": "ok"}."""
    return jsonify({"status": "ok"})


@blueprint.get("/readyz")
@takes(Right.ENTER)
@answers_json
def ready() -> tuple[Response, int]:
    """{"status": "ok"}, or 503 and what is not as it should be, in words for programs."""
    missing = what_is_missing(whole_site().kb)
    if missing:
        return jsonify({"status": "unready", "missing": missing}), 503
    return jsonify({"status": "ok"}), 200


def what_is_missing(kb: KnowledgeBase) -> list[str]:
    """What the site needs for its work and has not, in words for programs."""
    missing = []
    try:
        kb.engine.status()
    except (KbError, OSError):
        missing.append("index")
    if not _has_state(kb.home):
        missing.append("state")
    return missing


def _has_state(home: Home) -> bool:
    """Can the state be read, and its folder written?"""
    if not os.access(home.state if home.state.exists() else home.path, os.W_OK):
        return False
    try:
        if database.exists(home):
            with database.reading(home):
                pass
    except (KbError, OSError):
        return False
    return True
