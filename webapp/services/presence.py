"""Who else has a page open to edit the same thing.

A page says so when it is opened, and nothing keeps anybody from saving: what has changed meanwhile is
found by the page itself. A mark ends when its owner saves, or after half an hour.
"""

from __future__ import annotations

import time
from contextlib import suppress

from flask import Flask

from kb.errors import KbError
from kb.state import Mark
from kb.state import editing as marks
from webapp.access import access_home, visitor

# Seconds after which somebody who opened a page is not named any more.
LASTS = 1800.0


def others_editing(place: str) -> tuple[tuple[str, str], ...]:
    """Note that this visitor edits a place; (name, how long ago) of the others, the last first. Empty
    where visitors have no names, and when the state cannot be written."""
    actor, now = visitor().actor, time.time()
    if not actor.is_person:
        return ()
    found: list[Mark] = []
    with suppress(KbError):
        found = marks.marks(access_home(), place, now - LASTS)
        marks.mark(access_home(), place, Mark(actor.name, actor.label, now), now - LASTS)
    return tuple((one.label, _ago(now - one.seen)) for one in found if one.who != actor.name)


def left(place: str) -> None:
    """This visitor has finished here."""
    with suppress(KbError):
        marks.unmark(access_home(), place, visitor().actor.name)


def _ago(seconds: float) -> str:
    minutes = int(seconds // 60)
    return f"{minutes} 分钟前" if minutes else "刚才"


def register(app: Flask) -> None:
    """Give templates `others_editing`."""
    app.jinja_env.globals["others_editing"] = others_editing
