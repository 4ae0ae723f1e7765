"""Atom feeds (RFC 4287), written by the standard library."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from xml.etree import ElementTree

from markupsafe import Markup

NAMESPACE = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml; charset=utf-8"
# Our names become URNs in this namespace, so an id stays the same when the address of the site
# changes.
_OURS = uuid.UUID("6f0c1f0e-54d5-4c0a-9d3c-3f6d2a0b7a51")
# Characters that XML 1.0 does not allow.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class AtomEntry:
    """One entry of a feed. `url` is absolute; `html` is its content."""

    id: str
    title: str
    url: str
    updated: date
    html: Markup


@dataclass(frozen=True, slots=True)
class AtomFeed:
    """A feed: `url` is the page it belongs to, `own_url` its own address, both absolute; `updated`
    counts while it has no entries."""

    id: str
    title: str
    author: str
    url: str
    own_url: str
    updated: date
    entries: tuple[AtomEntry, ...]


def urn(*names: str) -> str:
    """A permanent id: the same names give the same id."""
    return uuid.uuid5(_OURS, "\n".join(names)).urn


def dumps(feed: AtomFeed) -> bytes:
    """The feed as a file."""
    root = ElementTree.Element("feed", {"xmlns": NAMESPACE, "xml:lang": "zh-CN"})
    newest = max((entry.updated for entry in feed.entries), default=feed.updated)
    _texts(root, ("id", feed.id), ("title", feed.title), ("updated", _moment(newest)))
    _texts(ElementTree.SubElement(root, "author"), ("name", feed.author))
    _link(root, "self", feed.own_url, "application/atom+xml")
    _link(root, "alternate", feed.url, "text/html")
    for entry in feed.entries:
        element = ElementTree.SubElement(root, "entry")
        updated = _moment(entry.updated)
        _texts(element, ("id", entry.id), ("title", entry.title), ("updated", updated))
        _link(element, "alternate", entry.url, "text/html")
        content = ElementTree.SubElement(element, "content", {"type": "html"})
        content.text = _printable(entry.html)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _texts(parent: ElementTree.Element, *texts: tuple[str, str]) -> None:
    for name, text in texts:
        ElementTree.SubElement(parent, name).text = _printable(text)


def _link(parent: ElementTree.Element, rel: str, url: str, type_: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "type": type_, "href": url})


def _moment(day: date) -> str:
    """The beginning of a day, here: the time is not known."""
    try:
        return datetime(day.year, day.month, day.day).astimezone().isoformat()
    except (OverflowError, ValueError):  # a day without a moment in UTC: the first of year 1
        return f"{day.isoformat()}T00:00:00Z"


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)


def paragraphs_html(lines: Iterable[str]) -> Markup:
    """Lines as paragraphs, with everything in them escaped."""
    return Markup("").join(Markup("<p>{}</p>").format(line) for line in lines)
