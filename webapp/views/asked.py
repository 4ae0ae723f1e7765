"""What a page of results reports: a query was asked, a hit was opened.

A page of our own sends it (webapp/static/asked.js); loading a page records nothing, so that no page
of another site can.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from flask import Blueprint, Response, request

from kb.access import asker_of
from kb.errors import KbError
from kb.state import MAX_QUERY, remember_query
from webapp.access import Right, takes, visitor
from webapp.services import site

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
            remember_query(
                site().kb.home, text, _asker(), datetime.now(), found=int(found), opened=opened
            )
    return Response(status=204)


def _asker() -> str:
    """Who asks, as a digest: the person, or the machine while nobody logs in."""
    return asker_of(visitor().actor, request.remote_addr or "")
