"""Where there are accounts: what is shown stays out of shared caches, what is done is written down."""

from __future__ import annotations

import threading
import time
from collections import Counter
from dataclasses import dataclass, field, replace

from flask import Flask, current_app, request
from werkzeug.wrappers import Response

from kb.access import Event, Right, audit
from kb.errors import KbError
from kb.files import NONE
from webapp.access.identity import access_home
from webapp.access.permissions import READING, SHARED, mode, right_of, visitor
from webapp.monitoring import LOGINS, count

# Lines about what failed, of one person at one address in a minute.
MOST_FAILURES = 60
_FAILURES = "failures written"
# Written down by the views themselves, which know more, and know what is secret.
_OWN_RECORDS = (Right.ENTER, Right.ACCOUNT, Right.ADMINISTER, Right.ASK)


@dataclass
class _Counted:
    """How many failures were written in this minute, by person and address."""

    minute: int = 0
    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)


def register(app: Flask) -> None:
    """Mark every answer that is not the same for everybody as private; record every change."""
    app.extensions[_FAILURES] = _Counted()
    app.after_request(_keep_private)
    app.after_request(_record_change)


def record(what: str, on: str = "", result: str = "ok", who: str = "") -> None:
    """Write a line into the audit log. A disk that is full does not keep anybody from their work;
    it is written to the log of the program. Of what fails at one address in a minute only so much
    is written: nobody pushes earlier lines out of the log by what they may not do."""
    if what == "login" and result in LOGINS:
        count("kb_logins_total", result=result)
    event = Event(who or visitor().name, what, on, request.remote_addr or "", result)
    if result != "ok":
        before = _failures_before(visitor().name, event.address)
        if before > MOST_FAILURES:
            return
        if before == MOST_FAILURES:
            event = replace(event, what="more", on="")
    try:
        audit.write(access_home(), event, time.time())
    except KbError as error:
        current_app.logger.error("%s", error)


def _failures_before(who: str, address: str) -> int:
    """How many failures of one person at one address were written in this minute, by this process."""
    minute, counted = int(time.monotonic() // 60), current_app.extensions[_FAILURES]
    with counted.lock:
        if counted.minute != minute:
            counted.minute = minute
            counted.found.clear()
        before: int = counted.found[who, address]
        counted.found[who, address] = before + 1
        return before


def _keep_private(response: Response) -> Response:
    if mode() != NONE and request.endpoint not in SHARED:
        response.headers["Cache-Control"] = "private, no-store"
        response.vary.add("Cookie")
    return response


def _record_change(response: Response) -> Response:
    if mode() == NONE:
        return response
    right = right_of(current_app.view_functions.get(request.endpoint or ""))
    denied = response.status_code in (401, 403)
    changes = request.method not in READING and right not in _OWN_RECORDS
    if changes or (denied and visitor().is_known):
        result = "denied" if denied else "ok" if response.status_code < 400 else "failed"
        record(request.endpoint or "", _on(), result)
    return response


def _on() -> str:
    """What an address names: its parts, but for tokens."""
    parts = request.view_args or {}
    return " ".join(str(value) for name, value in parts.items() if name not in ("token", "secret"))
