"""The feeds of the site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from kb.knowledge_base import KnowledgeBase
from tests.peers import EAST, WEST, bank_entries, first_week, stored, week
from tests.webapp.parts.test_atom import ATOM, here, texts
from webapp import create_app

LATE = "一、整村授信要复评。复评由总行抽户<核实>。"


@pytest.fixture
def peers(kb: KnowledgeBase) -> KnowledgeBase:
    """Two weeks; the older one was ingested a month later."""
    late = week(-3, *bank_entries(WEST, [LATE]))
    source = replace(late.source, ingested=date(2026, 12, 24))
    return stored(kb, first_week(), replace(late, source=source))


@pytest.fixture
def visitor(peers: KnowledgeBase) -> FlaskClient:
    client = create_app(peers).test_client()
    client.post("/topics", data={"q": "整村授信", "name": "授信"})
    return client


def feed(visitor: FlaskClient, address: str) -> ElementTree.Element:
    response = visitor.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.data)


def test_bulletins_the_last_ingested_first(visitor: FlaskClient) -> None:
    root = feed(visitor, "/bulletins/feed.atom")
    assert texts(root, "a:entry/a:title") == ["跟班学习纪实第-3期", "跟班学习纪实第1期"]
    assert texts(root, "a:updated") == [here(2026, 12, 24)]
    content = texts(root, "a:entry/a:content")[1]
    assert EAST in content
    assert "经验 5 条" in content


@pytest.mark.parametrize("address", ["/bulletins/feed.atom", "/topics/1/feed.atom"])
def test_links_are_absolute_and_lead_to_the_site_that_was_asked(
    visitor: FlaskClient, address: str
) -> None:
    response = visitor.get(address, headers={"Host": "127.0.0.1:8123"})
    root = ElementTree.fromstring(response.data)
    links = [str(link.get("href")) for link in root.iter(f"{{{ATOM['a']}}}link")]
    assert len(links) > 3
    for link in links:
        parts = urlsplit(link)
        assert (parts.scheme, parts.netloc) == ("http", "127.0.0.1:8123")
        assert visitor.get(parts.path).status_code == 200


def test_the_entries_of_a_topic(visitor: FlaskClient) -> None:
    root = feed(visitor, "/topics/1/feed.atom")
    assert texts(root, "a:title") == ["经验库：授信"]
    assert texts(root, "a:entry/a:title")[0] == "整村授信要复评"
    assert len(texts(root, "a:entry/a:id")) == len(set(texts(root, "a:entry/a:id"))) == 8
    assert "抽户&lt;核实&gt;。" in texts(root, "a:entry/a:content")[0]
    link = root.find("a:entry/a:link", ATOM)
    assert link is not None
    (anchor,) = {e.anchor for e in week(-3, *bank_entries(WEST, [LATE])).entries}
    assert unquote(str(link.get("href"))).endswith(f"/bulletins/{week(-3).id}#{anchor}")


def test_ids_stay_when_a_topic_is_renamed_and_the_site_moves(visitor: FlaskClient) -> None:
    before = feed(visitor, "/topics/1/feed.atom")
    visitor.post("/topics/1/edit", data={"name": "整村"})
    response = visitor.get("/topics/1/feed.atom", headers={"Host": "[::1]:80"})
    after = ElementTree.fromstring(response.data)
    assert [e.text for e in after.iter(f"{{{ATOM['a']}}}id")] == [
        e.text for e in before.iter(f"{{{ATOM['a']}}}id")
    ]


def test_a_reader_that_has_it_already_is_sent_nothing(
    visitor: FlaskClient, peers: KnowledgeBase
) -> None:
    tag = visitor.get("/topics/1/feed.atom").headers["ETag"]
    again = visitor.get("/topics/1/feed.atom", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    stored(peers, week(5, *bank_entries(EAST, ["一、整村授信看用信。用信率要按月看。"])))
    assert visitor.get("/topics/1/feed.atom", headers={"If-None-Match": tag}).status_code == 200


def test_pages_say_where_their_feed_is(visitor: FlaskClient) -> None:
    for page, address in (
        ("/", "/bulletins/feed.atom"),
        ("/bulletins", "/bulletins/feed.atom"),
        ("/topics/1", "/topics/1/feed.atom"),
    ):
        head = visitor.get(page).text.partition("</head>")[0]
        assert 'rel="alternate" type="application/atom+xml"' in head
        assert f'href="{address}"' in head


def test_a_feed_of_no_topic_and_of_an_empty_home(kb: KnowledgeBase) -> None:
    visitor = create_app(stored(kb)).test_client()
    assert visitor.get("/topics/1/feed.atom").status_code == 404
    assert texts(feed(visitor, "/bulletins/feed.atom"), "a:entry") == []
