"""Whether the index has everything that was published, for pages that wait for it."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from webapp.access import Right, takes
from webapp.errors import answers_json
from webapp.services import updater

blueprint = Blueprint("index_state", __name__)


@blueprint.get("/index-state")
@takes(Right.READ)
@answers_json
def index_state() -> Response:
    """{"pending", "problem"} for webapp/static/pending.js: is there a change that searches do not
    see yet, and in Chinese why the index could not follow."""
    now = updater()
    return jsonify({"pending": now.pending, "problem": now.state.problem})
