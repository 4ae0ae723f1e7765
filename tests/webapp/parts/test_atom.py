"""Atom feeds as files."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from webapp.parts.atom import NAMESPACE, AtomEntry, AtomFeed, dumps, paragraphs_html, urn

ATOM = {"a": NAMESPACE}
ENTRY = AtomEntry(
    urn("entry", "e1"), "标题", "http://localhost/e1", date(2026, 1, 5), Markup("<p>文</p>")
)
FEED = AtomFeed(
    urn("bulletins", "库"),
    "库：简报",
    "库",
    "http://localhost/bulletins",
    "http://localhost/bulletins/feed.atom",
    date(2026, 1, 1),
    (ENTRY,),
)


def here(year: int, month: int, day: int) -> str:
    """The beginning of a day in local time."""
    return datetime(year, month, day).astimezone().isoformat()


def texts(root: ElementTree.Element, path: str) -> list[str]:
    return [element.text or "" for element in root.findall(path, ATOM)]


def test_what_the_standard_requires_is_there() -> None:
    """RFC 4287, 4.1.1 and 4.1.2."""
    data = dumps(FEED)
    assert data.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    root = ElementTree.fromstring(data)
    assert root.tag == f"{{{NAMESPACE}}}feed"
    assert texts(root, "a:id") == [FEED.id]
    assert texts(root, "a:title") == ["库：简报"]
    assert texts(root, "a:updated") == [here(2026, 1, 5)]
    assert texts(root, "a:author/a:name") == ["库"]
    links = {link.get("rel"): link.get("href") for link in root.findall("a:link", ATOM)}
    assert links == {"self": FEED.own_url, "alternate": FEED.url}
    (entry,) = root.findall("a:entry", ATOM)
    assert texts(entry, "a:id") == [ENTRY.id]
    assert texts(entry, "a:title") == ["标题"]
    assert texts(entry, "a:updated") == [here(2026, 1, 5)]
    (link,) = entry.findall("a:link", ATOM)
    assert (link.get("rel"), link.get("href")) == ("alternate", ENTRY.url)
    (content,) = entry.findall("a:content", ATOM)
    assert (content.get("type"), content.text) == ("html", "<p>文</p>")


def test_a_day_may_be_the_first_one_there_is() -> None:
    root = ElementTree.fromstring(dumps(replace(FEED, entries=(), updated=date(1, 1, 1))))
    assert texts(root, "a:updated")[0].startswith("0001-01-01T00:00:00")


def test_a_feed_without_entries_still_says_when_it_was_updated() -> None:
    root = ElementTree.fromstring(dumps(replace(FEED, entries=())))
    assert texts(root, "a:updated") == [here(2026, 1, 1)]


def test_the_same_names_have_the_same_id() -> None:
    assert urn("entry", "e1") == urn("entry", "e1")
    assert len({urn("entry", "e1"), urn("bulletin", "e1"), urn("entry", "e2")}) == 3
    assert uuid.UUID(urn("entry", "e1")).version == 5


def test_text_is_text_and_not_markup() -> None:
    lines = paragraphs_html(["存款<50万元", 'a & "b"'])
    assert lines == "<p>存款&lt;50万元</p><p>a &amp; &#34;b&#34;</p>"


@given(st.text(st.characters(exclude_characters="\r")))
def test_any_text_makes_a_feed_that_can_be_read(text: str) -> None:
    root = ElementTree.fromstring(dumps(replace(FEED, title=text)))
    (title,) = texts(root, "a:title")
    kept = [c for c in text if c in "\t\n" or "\x20" <= c < "\ufffe" or c > "\uffff"]
    assert [c for c in title if c != "\ufffd"] == [c for c in kept if c != "\ufffd"]
