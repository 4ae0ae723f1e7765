"""Answers that are made without the site: that it has too much to do, that a request is unreadable.

They look like those of webapp/errors.py, with less around them.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.access import HEADERS
from webapp.monitoring import ID_HEADER, note_refusal, request_id

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FULL = "现在访问的人太多"
LATE = "等候的时间太长，没有处理"
MANY = "这台电脑同时发来的请求太多"
HINT = "请过几秒再试"
RETRY_SECONDS = 3

_PAGE = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<h1>{title}</h1>
<p>{message}。{hint}。</p>
</html>
"""


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a visitor reads, and a program: a word, the status of HTTP, heading, message and advice."""

    code: str
    status: int
    title: str
    message: str
    hint: str

    def answer(self, *, as_json: bool) -> tuple[str, bytes]:
        """The type of the content, and the content."""
        if as_json:
            said = {
                "code": self.code,
                "status": self.status,
                "message": self.message,
                "hint": self.hint,
            }
            return "application/json", json.dumps(said, ensure_ascii=False).encode()
        page = _PAGE.format(title=self.title, message=self.message, hint=self.hint)
        return "text/html; charset=utf-8", page.encode()


_current = threading.local()


@contextmanager
def marked(refusal: str) -> Iterator[None]:
    """Until the end of the block, this thread refuses requests for this reason, "" for none."""
    _current.refusal = refusal
    try:
        yield
    finally:
        _current.refusal = ""


def guarded(app: WSGIApplication) -> WSGIApplication:
    """The app, except for requests that are refused."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        refusal = getattr(_current, "refusal", "")
        if not refusal:
            return app(environ, start_response)
        note_refusal(app, environ)
        return _refused(refusal, environ, start_response)

    return answer


def _refused(
    message: str, environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    refusal = Refusal("busy", 503, "请稍后再试", message, HINT)
    kind, data = refusal.answer(as_json="json" in environ.get("HTTP_ACCEPT", ""))
    headers = {
        "Content-Type": kind,
        "Content-Length": str(len(data)),
        "Retry-After": str(RETRY_SECONDS),
        "Cache-Control": "no-store",
        ID_HEADER: request_id(environ),
        **HEADERS,
    }
    start_response("503 Service Unavailable", list(headers.items()))
    return [data]
