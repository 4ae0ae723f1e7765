"""Each request is counted, and logged where the log is JSON.

What people type stays out of the log: of an address only its path is written, without what comes
after "?", and a part of it that may be a secret (a one-time link, the address of a shared
collection) is cut. Names of people are in the audit log (kb/access/audit.py), not here.
"""

from __future__ import annotations

import logging
import re
import time
from typing import TYPE_CHECKING

from flask import Flask, Request, current_app, request, request_started
from werkzeug.wrappers import Response

from webapp.monitoring.counters import Counters, Series
from webapp.monitoring.log_lines import FIELDS
from webapp.monitoring.request_ids import ID_HEADER, request_id

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

# Upper bounds in seconds of the groups that times are counted in.
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
CLASSES = ("2xx", "3xx", "4xx", "5xx")
LOGINS = ("ok", "failed", "denied")
REFUSED = Series("kb_refused_total")
STARTED = Series("kb_process_start_seconds")
_SUM, _COUNT = Series("kb_request_seconds_sum"), Series("kb_request_seconds_count")
_BEGAN = "kb.began"
_SECRETS = ("token", "secret")
_LIKE_A_SECRET = re.compile(r"[A-Za-z0-9_-]{20,}")
_LONGEST_PATH = 300
_log = logging.getLogger("kb.requests")


def register(app: Flask) -> None:
    """Count and log the requests of an app. Call it when all its areas are registered."""
    areas = ("files", "other", *sorted(app.blueprints))
    series = [_answered(area, kind) for area in areas for kind in CLASSES]
    series += [*map(_bucket, (*SECONDS, None)), _SUM, _COUNT, REFUSED, STARTED]
    series += [Series("kb_logins_total", (("result", result),)) for result in LOGINS]
    counters = Counters(series)
    counters.add(STARTED, round(time.time(), 3))
    app.extensions["counters"] = counters
    request_started.connect(_begin, app)
    app.after_request(_note)
    app.jinja_env.globals["request_id"] = lambda: request_id(request.environ)


def _begin(app: Flask, **_: object) -> None:
    request.environ[_BEGAN] = time.perf_counter()


def counters_of(app: object) -> Counters | None:
    """The counters of an app, None for one that counts nothing."""
    return app.extensions.get("counters") if isinstance(app, Flask) else None


def count(name: str, **labels: str) -> None:
    """Count an event of the current app."""
    current_app.extensions["counters"].add(Series(name, tuple(labels.items())))


def shown_address(asked: Request) -> str:
    """The path of a request for a log: without parameters, and without what may be a secret."""
    if any(name in _SECRETS for name in asked.view_args or {}):
        return str(asked.url_rule)
    return cut(asked.path)


def cut(path: str) -> str:
    """A path without parts that may be secrets."""
    parts = path[:_LONGEST_PATH].split("/")
    return "/".join("…" if _LIKE_A_SECRET.fullmatch(part) else part for part in parts)


def note_refusal(app: object, environ: WSGIEnvironment) -> None:
    """A request was refused before the app saw it."""
    counters = counters_of(app)
    if counters is None:
        return
    counters.add(REFUSED)
    path = environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace")
    fields = {"request_id": request_id(environ), "method": environ.get("REQUEST_METHOD", "")}
    fields |= {"path": cut(path), "address": environ.get("REMOTE_ADDR", "")}
    _log.info("refused", extra={FIELDS: {**fields, "status": 503}})


def _note(response: Response) -> Response:
    took = time.perf_counter() - request.environ.get(_BEGAN, time.perf_counter())
    counters: Counters = current_app.extensions["counters"]
    area = request.blueprint or ("files" if request.endpoint else "other")
    kind = f"{min(5, max(2, response.status_code // 100))}xx"
    counters.add(_answered(area, kind))
    counters.add(_bucket(next((bound for bound in SECONDS if took <= bound), None)))
    counters.add(_SUM, took)
    counters.add(_COUNT)
    response.headers[ID_HEADER] = request_id(request.environ)
    if _log.isEnabledFor(logging.INFO):
        fields: dict[str, object] = {"method": request.method, "path": shown_address(request)}
        fields |= {"status": response.status_code, "ms": round(took * 1000, 1)}
        fields |= {"bytes": response.content_length, "address": request.remote_addr}
        _log.info("answered", extra={FIELDS: fields})
    return response


def _answered(area: str, kind: str) -> Series:
    return Series("kb_requests_total", (("area", area), ("status", kind)))


def _bucket(bound: float | None) -> Series:
    """The times up to a bound that are above the bound before it; None has no bound."""
    label = "+Inf" if bound is None else f"{bound:g}"
    return Series("kb_request_seconds_bucket", (("le", label),))
