"""Asking a provider over HTTP: within limits of time and size, and never led elsewhere."""

from __future__ import annotations

import base64
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import URLError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

from kb.access.provider_errors import ProviderFailed

SECONDS = 10.0
MOST_BYTES = 1_000_000


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: a code or a token would go along."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


@dataclass(frozen=True, slots=True)
class HttpFetcher:
    """Asks over HTTP. `ca_file` vouches for the provider, "" for the authorities of the system."""

    ca_file: str = ""

    def get(self, address: str, bearer: str = "") -> bytes:
        """The body at an address; ProviderFailed."""
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        return self._ask(Request(address, headers=headers | {"Accept": "application/json"}))

    def post(self, address: str, form: Mapping[str, str], basic: tuple[str, str] | None) -> bytes:
        """The answer to a form; ProviderFailed."""
        headers = {"Accept": "application/json"}
        if basic:
            pair = ":".join(quote(part, safe="") for part in basic)  # RFC 6749, 2.3.1
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        return self._ask(Request(address, urlencode(form).encode(), headers))

    def _ask(self, request: Request) -> bytes:
        try:
            opener = build_opener(ProxyHandler({}), *self._encryption(request), _Stay())
            with opener.open(request, timeout=SECONDS) as answer:
                data: bytes = answer.read(MOST_BYTES + 1)
        except (URLError, OSError, HTTPException, ValueError) as error:
            raise ProviderFailed(
                "身份提供方没有正常回答", hint="请稍后再试；管理员可看 kb doctor"
            ) from error
        if len(data) > MOST_BYTES:
            raise ProviderFailed("身份提供方的回答太长")
        return data

    def _encryption(self, request: Request) -> tuple[HTTPSHandler, ...]:
        # To read the authorities of the system takes some 20 ms.
        if request.type != "https":
            return ()
        return (HTTPSHandler(context=ssl.create_default_context(cafile=self.ca_file or None)),)
