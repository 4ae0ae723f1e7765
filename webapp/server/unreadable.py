"""Requests that never reach the site: too long, or not valid. Each gets an answer in Chinese that says what to do."""

from __future__ import annotations

import re
from typing import Any

from waitress.parser import HTTPRequestParser
from waitress.utilities import (
    BadRequest,
    Error,
    RequestEntityTooLarge,
    RequestHeaderFieldsTooLarge,
    ServerNotImplemented,
)

from webapp.access import HEADERS
from webapp.server.refusals import Refusal

# Bytes of a head that is too long that are read and dropped before it is answered: a browser that is
# still sending would not see the answer.
MOST_DROPPED = 1024 * 1024

_END = b"\r\n\r\n"
_WANTS_JSON = re.compile(rb"(?i)\r\naccept:[^\r\n]*json")
_LONG_ADDRESS = Refusal(
    "address_too_long",
    414,
    "网址太长",
    "检索的文字或网址太长，没有处理",
    "请缩短：检索最多 1000 个字，只贴要找的一两句就够了；要核对整篇文字的引文，请用“核对引文”",
)
_LONG_HEADERS = Refusal(
    "headers_too_long",
    431,
    "请求太长",
    "浏览器随请求发来的内容太长，没有处理",
    "请清除这个网站的 Cookie 后再打开",
)
_REFUSALS: dict[type[Error], Refusal] = {
    BadRequest: Refusal(
        "bad_request", 400, "请求有误", "看不懂这个请求，没有处理", "请从首页重新打开"
    ),
    RequestEntityTooLarge: Refusal(
        "too_large", 413, "文件太大", "提交的内容太大，没有处理", "请分成几次提交"
    ),
    ServerNotImplemented: Refusal(
        "not_implemented", 501, "不支持", "不支持这样发送请求，没有处理", "请换一个浏览器再试"
    ),
}
_REASONS = {414: "URI Too Long", 431: "Request Header Fields Too Large"}


class Unreadable(Error):
    """An error of the server that is answered in Chinese."""

    def __init__(self, refusal: Refusal, reason: str, *, as_json: bool) -> None:
        super().__init__(refusal.message)
        self.code = refusal.status
        self.reason = reason
        self._refusal = refusal
        self._as_json = as_json

    def to_response(self, ident: object = None) -> Any:
        """Status line, headers and body in bytes, for waitress, whose type stubs say str."""
        kind, body = self._refusal.answer(as_json=self._as_json)
        headers = {"Content-Type": kind, "Cache-Control": "no-store", **HEADERS}
        return f"{self.code} {self.reason}", list(headers.items()), body


class PatientParser(HTTPRequestParser):
    """Reads a request. A head that is too long is read to its end, or for a while, before it is
    answered; nothing of it is kept."""

    _tail: bytes | None = None
    _dropped = 0

    def received(self, data: bytes) -> int:
        """More of the request has arrived; how many bytes of it belong to this request."""
        if self._tail is not None:
            return self._drop(data)
        before = b"" if self.body_rcv else self.header_plus
        taken: int = super().received(data)
        if isinstance(self.error, Error):
            head = before + data
            self.error = _in_chinese(self.error, head)
            if self.error.code in _REASONS and _END not in head:
                self.completed = False
                self._drop(head)
        return taken

    def _drop(self, data: bytes) -> int:
        seen = (self._tail or b"") + data
        self._dropped += len(data)
        self.completed = _END in seen or self._dropped > MOST_DROPPED
        self._tail = seen[1 - len(_END) :]
        return len(data)


def _in_chinese(error: Error, head: bytes) -> Unreadable:
    """What is said about an error; `head` is what has arrived of the request with it."""
    as_json = bool(_WANTS_JSON.search(head))
    if isinstance(error, RequestHeaderFieldsTooLarge):
        # The longer one is to blame: the first line, or what follows it.
        first, _, rest = head.partition(b"\r\n")
        refusal = _LONG_ADDRESS if len(first) > len(rest) else _LONG_HEADERS
        return Unreadable(refusal, _REASONS[refusal.status], as_json=as_json)
    refusal = _REFUSALS.get(type(error), _REFUSALS[BadRequest])
    return Unreadable(refusal, error.reason, as_json=as_json)
