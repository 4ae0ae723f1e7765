"""The current collection of a visitor: where 加入讲义 adds to, and what the tray shows.

A cookie holds its number and nothing else; the collection itself is in the database.
"""

from __future__ import annotations

from datetime import datetime

from flask import Flask, g, request
from werkzeug.wrappers import Response

from kb.errors import KbError
from kb.saved import Collection, Editor, collections
from webapp.access import Right, visitor
from webapp.services.open_site import site

COOKIE = "kb_collection"
_A_YEAR = 365 * 24 * 3600


def current_collection() -> Collection | None:
    """The collection that the cookie names, None when there is none or it is archived."""
    if "collection" not in g:
        readable = visitor().may(Right.READ)  # not on a page that asks a stranger to log in
        g.collection = _loaded(request.cookies.get(COOKIE, "")) if readable else None
    found: Collection | None = g.collection
    return found


def _loaded(number: str) -> Collection | None:
    if not (number.isascii() and number[:9].isdecimal()):
        return None
    try:
        found = collections.collection(site().kb.home, int(number[:9]), visitor().actor)
    except (
        KbError
    ):  # deleted with the state, or a database that fails: a page is shown all the same
        return None
    return None if found.archived else found


def keep_current(response: Response, collection_id: int) -> None:
    """Make a collection the current one of this visitor."""
    response.set_cookie(
        COOKIE,
        str(collection_id),
        max_age=_A_YEAR,
        httponly=True,
        secure=request.is_secure,
        samesite="Lax",
    )


def editor(seen: int = 0) -> Editor:
    """This visitor as the editor of a collection, who has seen this revision."""
    return Editor(visitor().actor, datetime.now().astimezone(), seen)


def register(app: Flask) -> None:
    """Give the tray to every template."""

    @app.context_processor
    def tray() -> dict[str, object]:
        now = current_collection()
        if now is None:
            return {"tray": None}
        return {"tray": {"id": now.id, "name": now.name, "count": len(now.contents.excerpts)}}
