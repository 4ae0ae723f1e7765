"""Addresses of searches: the parameters of a request as a query, and a query as an address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from flask import Flask, g, url_for
from werkzeug.datastructures import MultiDict

from kb.enrich import Vocabulary
from kb.errors import QueryError
from kb.index import FACETS
from kb.index.engines import Order
from kb.model import KIND_NAMES
from kb.query import MAX_LENGTH, parse_span
from kb.search import Query

MAX_PAGE = 10_000
# More values of one facet than anyone ticks, longer ones than there are, and more characters in all:
# each link of a page of results carries them.
MAX_VALUES = 40
LONGEST_VALUE = 80
MAX_CHARACTERS = 600
# A page whose address is longer than this has forms in the place of links that repeat it.
LONG_ADDRESS = 1500
# So much of a text is marked in a bulletin that a link leads to.
MARKED = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """The query of an address; `notices` say in Chinese what was ignored."""

    query: Query
    notices: tuple[str, ...] = ()


def read_query(args: MultiDict[str, str], vocabulary: Vocabulary) -> Asked:
    """The query of an address. A value that means nothing is ignored, with a notice."""
    notices: list[str] = []
    # One character more than the limit, so that the parser notices, and says, that the text is cut.
    text = args.get("q", "").strip()[: MAX_LENGTH + 1]
    start = _day(args, "from", last=False, notices=notices)
    end = _day(args, "to", last=True, notices=notices)
    if start and end and start > end:
        start, end = end, start
        notices.append("起始日期晚于截止日期，已对调")
    query = Query(
        text=text,
        filters=_filters(args, vocabulary, notices),
        start=start,
        end=end,
        order=_order(args.get("sort", ""), notices),
        page=_page(args.get("page", ""), notices),
        expand=args.get("expand") != "0",
    )
    return Asked(query, tuple(notices))


def refuse_unclear(notices: tuple[str, ...]) -> None:
    """QueryError when something in the address was ignored: a page says so, but a file would look
    as if it held what was asked for."""
    if notices:
        raise QueryError(notices[0], hint="请从网页上的链接下载")


def _day(args: MultiDict[str, str], name: str, *, last: bool, notices: list[str]) -> date | None:
    typed = args.get(name, "").strip()[:40]
    if not typed:
        return None
    with suppress(ValueError):
        return parse_span(typed)[last]
    notices.append(f"看不懂日期“{typed}”，没有按它筛选（可写 2018-07-02 或 2018-07）")
    return None


def _filters(
    args: MultiDict[str, str], vocabulary: Vocabulary, notices: list[str]
) -> dict[str, tuple[str, ...]]:
    filters = {}
    left = MAX_CHARACTERS
    for name in FACETS:
        values = [value.strip() for value in args.getlist(name) if value.strip()]
        given = []
        for value in values[:MAX_VALUES]:
            if len(value) <= min(left, LONGEST_VALUE):
                given.append(value)
                left -= len(value)
        if len(given) < len(values):
            notices.append("筛选的值太多或太长，只用了其中一部分")
        if name == "practice":
            found = [vocabulary.practice(value) for value in given]
            given = [p.name if p else value for p, value in zip(found, given, strict=True)]
        elif name == "kind":
            unknown = [value for value in given if value not in KIND_NAMES]
            notices += [f"没有“{value[:40]}”这个类型，没有按它筛选" for value in unknown]
            given = [KIND_NAMES[value].value for value in given if value in KIND_NAMES]
        filters[name] = tuple(dict.fromkeys(given))
    return {name: values for name, values in filters.items() if values}


def _order(typed: str, notices: list[str]) -> Order:
    with suppress(ValueError):
        return Order(typed or Order.RELEVANCE.value)
    notices.append("看不懂排序方式，已按相关度排序")
    return Order.RELEVANCE


def _page(typed: str, notices: list[str]) -> int:
    if not typed:
        return 1
    if typed.isascii() and typed.isdecimal() and 1 <= int(typed[:9]) <= MAX_PAGE:
        return int(typed[:9])
    notices.append(f"没有第“{typed[:20]}”页，显示第 1 页")
    return 1


def parameters(query: Query) -> Iterator[tuple[str, str]]:
    """The parameters of a query; those with their default value are left out."""
    if query.text:
        yield "q", query.text
    for name in FACETS:
        for value in query.filters.get(name, ()):
            yield name, value
    if query.start:
        yield "from", query.start.isoformat()
    if query.end:
        yield "to", query.end.isoformat()
    if query.order is not Order.RELEVANCE:
        yield "sort", query.order.value
    if query.page > 1:
        yield "page", str(query.page)
    if not query.expand:
        yield "expand", "0"


def address(endpoint: str, query: Query, **more: Any) -> str:
    """The address of a page about a query; `more` are values that only this page knows."""
    values: dict[str, Any] = {}
    for name, value in parameters(query):
        values.setdefault(name, []).append(value)
    return url_for(endpoint, **values, **more)


def search_url(query: Query, **changes: Any) -> str:
    """The address of a search. After any change except the page it starts at page 1."""
    changed = replace(query, **({"page": 1} | changes)) if changes or query.page > 1 else query
    # A page of results has a hundred of these: Flask would build each from its rules.
    path = g.get("search_path")
    if path is None:
        path = g.search_path = url_for("search.results")
    wanted = "&".join([f"{name}={_quoted(value)}" for name, value in parameters(changed)])
    return f"{path}?{wanted}" if wanted else str(path)


@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    """A value of a parameter. All links of a page repeat those of its query."""
    return quote_plus(value, safe="!$'()*,/:;?@")


def is_long(query: Query) -> bool:
    """Is the address of a search too long to be repeated in a hundred links?"""
    return len(search_url(query)) > LONG_ADDRESS


def toggled(query: Query, facet: str, value: str) -> Query:
    """The query with a facet value added, or removed if it was there."""
    chosen = query.filters.get(facet, ())
    others = tuple(v for v in chosen if v != value)
    return replace(
        query,
        filters={**query.filters, facet: others if value in chosen else (*chosen, value)},
        page=1,
    )


def without_banks(query: Query) -> dict[str, tuple[str, ...]]:
    """The filters of a query without its banks."""
    return {name: values for name, values in query.filters.items() if name != "bank"}


def bulletin_url(bulletin_id: str, query: Query, anchor: str = "") -> str:
    """The address of a bulletin, or an entry of it, with the words of a query marked, of a long text
    the first ones."""
    return url_for(
        "bulletins.bulletin",
        bulletin_id=bulletin_id,
        q=query.text[:MARKED] or None,
        expand=None if query.expand or not query.text else "0",
        _anchor=anchor or None,
    )


def register(app: Flask) -> None:
    """Give `bulletin_url` to every template."""
    app.jinja_env.globals["bulletin_url"] = bulletin_url
