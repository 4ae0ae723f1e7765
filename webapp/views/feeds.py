"""Atom feeds: all bulletins, and each topic. What was ingested last comes first, not what has
the latest period: a bulletin may come late."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from kb.index import IndexDocument
from kb.model import KIND_LABELS, split_entry_id
from kb.saved import topic_news
from webapp.access import Right, takes
from webapp.parts import (
    TYPE,
    AtomEntry,
    AtomFeed,
    Summary,
    dumps,
    paragraphs_html,
    period_label,
    span_label,
    urn,
)
from webapp.services import site

blueprint = Blueprint("feeds", __name__)

# The bulletins, and the entries of a topic, that a feed holds.
BULLETINS = 30
ENTRIES = 50
_NO_DAY = date(2000, 1, 1)
_SAMPLE = "虚构的示例，不是真实简报"


@blueprint.get("/bulletins/feed.atom")
@takes(Right.READ)
def bulletins() -> Response:
    """The bulletins ingested last."""
    name = site().kb.settings.name
    summaries = site().catalogue.listing().summaries
    named = site().bulletin_banks.named(site().kb, summaries)
    last = sorted(named, key=lambda summary: summary.ingested, reverse=True)[:BULLETINS]
    return _answer(
        AtomFeed(
            id=urn("bulletins", name),
            title=f"{name}：简报",
            author=name,
            url=url_for("bulletins.index", _external=True),
            own_url=request.base_url,
            updated=_NO_DAY,
            entries=tuple(map(_bulletin, last)),
        )
    )


@blueprint.get("/topics/<int:topic_id>/feed.atom")
@takes(Right.READ)
def topic(topic_id: int) -> Response:
    """The entries of a topic ingested last; NotFoundError when there is no such topic."""
    kb = site().kb
    news = topic_news(kb, topic_id)
    ingested = {s.id: s.ingested for s in site().catalogue.listing().summaries}

    def day(entry_id: str) -> date:
        return ingested.get(split_entry_id(entry_id)[0], _NO_DAY)

    last = sorted(news.found.ids, key=day, reverse=True)[:ENTRIES]
    documents = (hit.document for hit in news.found.hits(last))
    return _answer(
        AtomFeed(
            id=news.topic.urn,
            title=f"{kb.settings.name}：{news.topic.name}",
            author=kb.settings.name,
            url=url_for("topics.topic", topic_id=topic_id, _external=True),
            own_url=request.base_url,
            updated=news.topic.created.date(),
            entries=tuple(_entry(document, day(document.id)) for document in documents),
        )
    )


def _bulletin(summary: Summary) -> AtomEntry:
    return AtomEntry(
        id=urn("bulletin", summary.id),
        title=summary.title,
        url=url_for("bulletins.bulletin", bulletin_id=summary.id, _external=True),
        updated=summary.ingested,
        html=paragraphs_html(_about(summary)),
    )


def _about(summary: Summary) -> Iterator[str]:
    yield period_label(summary.period)
    if summary.banks:
        yield "、".join(summary.banks)
    yield "，".join(f"{KIND_LABELS[kind]} {count} 条" for kind, count in summary.counts)
    if summary.sample:
        yield _SAMPLE


def _entry(document: IndexDocument, ingested: date) -> AtomEntry:
    banks = "、".join(document.shown_banks)
    where = "，".join(filter(None, (banks, span_label(document.start, document.end))))
    sample = (_SAMPLE,) if document.sample else ()
    return AtomEntry(
        id=urn("entry", document.id),
        title=document.title,
        url=url_for(
            "bulletins.bulletin",
            bulletin_id=document.bulletin,
            _anchor=document.anchor,
            _external=True,
        ),
        updated=ingested,
        html=paragraphs_html(
            (*document.text.split("\n"), f"{document.bulletin_title}（{where}）", *sample)
        ),
    )


def _answer(feed: AtomFeed) -> Response:
    """The feed; 304 for a client that has it already."""
    response = Response(dumps(feed), content_type=TYPE)
    response.add_etag()
    return response.make_conditional(request)
