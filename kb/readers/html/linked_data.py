"""What a page tells search engines about its article, in a <script type="application/ld+json">."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bs4 import BeautifulSoup

# How many scripts are read, how many characters of each, and how many things in a list.
_SCRIPTS, _LENGTH, _THINGS = 5, 50_000, 20
_ARTICLES = ("Article", "NewsArticle", "BlogPosting", "Report", "WebPage")


def headline_listed(soup: BeautifulSoup) -> str:
    """The headline of the article, "" when the page tells none."""
    return next(
        filter(None, (article.get("headline", "").strip() for article in _articles(soup))), ""
    )


def day_listed(soup: BeautifulSoup) -> str:
    """When it was published, "" when the page does not tell."""
    return next(filter(None, (article.get("datePublished", "") for article in _articles(soup))), "")


def _articles(soup: BeautifulSoup) -> Iterator[dict[str, str]]:
    for script in soup.find_all("script", type="application/ld+json", limit=_SCRIPTS):
        for thing in _things(script.get_text()):
            if isinstance(thing, dict) and thing.get("@type") in _ARTICLES:
                yield {name: value for name, value in thing.items() if isinstance(value, str)}


def _things(text: str) -> list[object]:
    """The things that a script lists; none when it is broken."""
    if len(text) > _LENGTH:
        return []
    try:
        things = json.loads(text)
    except (ValueError, RecursionError):
        return []
    if isinstance(things, dict) and isinstance(things.get("@graph"), list):
        things = things["@graph"]
    return things[:_THINGS] if isinstance(things, list) else [things]
