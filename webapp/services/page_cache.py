"""A cache of pages, which stay the same until the index or the vocabulary changes.

What a page shows follows from its address, the visitor's rights, what is hidden from them, the
vocabulary, the last commit of the index, and what every template is given (`context_processor`). All
of it is part of the key under which a page is kept; of the address only the parameters that the view
reads, so that a parameter that nobody reads causes no new work. A page that shows more than that must
not be kept, or names it in `also`.
Of several requests for one page, the first makes it and the others wait for it. Browsers get an
ETag, and 304 when they have the page already.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask, Response, current_app, make_response, request
from flask.typing import ResponseReturnValue

from kb.errors import KbError
from kb.index import FACETS
from webapp.access import visitor
from webapp.services.one_at_a_time import OneAtATime
from webapp.services.open_site import site

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer", bound=ResponseReturnValue)

# Bytes of all pages that one process keeps, and of the largest of them.
MAX_BYTES = 32 * 1024 * 1024
MAX_PAGE = 2 * 1024 * 1024
# Seconds after which a page is made again even if its key is the same: the date changes.
KEPT_SECONDS = 300.0
# The parameters of a search, which most views read (`read_query`).
SEARCH = frozenset(("q", "from", "to", "sort", "page", "expand", *FACETS))
# A page that says what was just done shows more than its key determines.
_PASSING = ("done",)
# What templates are given that is the same for all pages, or belongs to the request alone.
_NO_PART = frozenset(("nav", "request", "session", "g"))


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that was made at `made`, in seconds of the monotonic clock."""

    body: bytes
    content_type: str
    etag: str
    made: float
    disposition: str = ""


class PageCache:
    """The pages of one site; beyond a number of bytes, the least recently used ones are dropped."""

    def __init__(self) -> None:
        self._pages: OrderedDict[object, _Page] = OrderedDict()
        self._bytes = 0
        self._turn = threading.Lock()
        self.making = OneAtATime()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: object) -> _Page | None:
        """A page that is still good."""
        with self._turn:
            page = self._pages.get(key)
            if page is None or time.monotonic() - page.made > KEPT_SECONDS:
                return None
            self._pages.move_to_end(key)
            return page

    def keep(self, key: object, page: _Page) -> None:
        """Keep a page."""
        if len(page.body) > MAX_PAGE:
            return
        with self._turn:
            before = self._pages.pop(key, None)
            self._bytes += len(page.body) - (len(before.body) if before else 0)
            self._pages[key] = page
            while self._bytes > MAX_BYTES:
                _, dropped = self._pages.popitem(last=False)
                self._bytes -= len(dropped.body)


def kept(
    also: Callable[..., Hashable] | None = None, *, reads: Iterable[str] = ()
) -> Callable[[Callable[Parameters, Answer]], Callable[Parameters, ResponseReturnValue]]:
    """Mark a view whose pages are kept. `also` gives what else they follow from, by the same
    arguments as the view; `reads` names the parameters that it reads and a search does not have."""
    parameters = sorted(SEARCH.union(reads))

    def mark(view: Callable[Parameters, Answer]) -> Callable[Parameters, ResponseReturnValue]:
        @wraps(view)
        def answer(*args: Parameters.args, **kwargs: Parameters.kwargs) -> ResponseReturnValue:
            state = _state(parameters)
            if state is None or any(name in request.args for name in _PASSING):
                return view(*args, **kwargs)
            cache: PageCache = current_app.extensions["page_cache"]
            key: Hashable = (state, also(*args, **kwargs) if also else None)
            page = cache.get(key)
            if page is None:
                with cache.making.holding(key):
                    page = cache.get(key)
                    if page is None:
                        response = make_response(view(*args, **kwargs))
                        if response.status_code != 200:
                            return response
                        page = _page_of(response)
                        cache.keep(key, page)
            response = Response(page.body, content_type=page.content_type)
            response.set_etag(page.etag)
            if page.disposition:
                response.headers["Content-Disposition"] = page.disposition
            return response.make_conditional(request)

        return answer

    return mark


def _page_of(response: Response) -> _Page:
    response.add_etag()
    etag, _ = response.get_etag()
    return _Page(
        response.get_data(),
        response.content_type or "",
        etag or "",
        time.monotonic(),
        response.headers.get("Content-Disposition", ""),
    )


def _state(parameters: Iterable[str]) -> Hashable:
    """The state that every page depends on; None when the index cannot tell its commit."""
    kb = site().kb
    try:
        commit = kb.engine.status().commit
    except (KbError, OSError):
        return None
    given: dict[str, object] = {}
    current_app.update_template_context(given)
    shown = repr(sorted((k, v) for k, v in given.items() if k not in _NO_PART))
    asked = tuple((name, tuple(request.args.getlist(name))) for name in parameters)
    return request.base_url, asked, visitor(), site().version, commit, kb.hidden, shown


def register(app: Flask) -> None:
    """Give the app an empty cache."""
    app.extensions["page_cache"] = PageCache()
