"""Help is documentation, and documentation is tested."""

from __future__ import annotations

import re

from kb.query.parse import parse
from kb.query.tree import FIELDS
from tests.webapp.conftest import Search, only, words
from webapp.views.help import KEYS, TOPICS


def test_every_example_is_understood_and_finds_something(get: Search) -> None:
    links = get("/help").select(".queries a")
    assert len(links) == sum(len(topic.examples) for topic in TOPICS)
    for link in links:
        assert parse(link.get_text()).notice == ""
        page = get(str(link["href"]))
        assert page.select("#kb-q")[0]["value"] == link.get_text()
        summary = only(page, "[role=status]")
        assert re.match(r"找到 [1-9]", summary), f"{link.get_text()}: {summary}"


def test_every_field_is_explained(get: Search) -> None:
    text = get("/help").get_text()
    for field in {name for name in FIELDS if not name.isascii()}:
        assert f"“{field}:”" in text


def test_every_key_is_explained(get: Search) -> None:
    assert words(get("/help"), ".keys dt") == [key for key, _ in KEYS]
