"""The sign of life, for programs that watch the site. It does no work and waits for nothing."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from webapp.access import Right, takes
from webapp.errors import answers_json

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
@takes(Right.ENTER)
@answers_json
def health() -> Response:
    """{"status": "ok"}."""
    return jsonify({"status": "ok"})
