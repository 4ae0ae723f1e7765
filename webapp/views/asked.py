"""What a page of results reports: a query was asked, a hit was opened.

A page of our own sends it (webapp/static/asked.js); loading a page records nothing, so that no page
of another site can.
"""

from __future__ import annotations

from contextlib import suppress

from flask import Blueprint, Response, request

from kb.errors import KbError
from kb.state import MAX_QUERY
from webapp.access import Right, takes
from webapp.services import note_query

blueprint = Blueprint("asked", __name__)


@blueprint.post("/asked")
@takes(Right.ASK)
def asked() -> Response:
    """Remember one query; nothing fails because of it, even when the disk is full."""
    text = request.form.get("q", "").strip()
    found = request.form.get("found", "")[:7]
    if text and len(text) <= MAX_QUERY and found.isascii() and found.isdecimal():
        opened = request.form.get("opened") == "1"
        with suppress(KbError):
            note_query(text, int(found), opened=opened)
    return Response(status=204)
