"""Saved topics: searches with a name, and what is new in each.

Opening a topic changes nothing: new entries stay new until someone marks them as seen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from kb.errors import ConflictError
from kb.index.engines import Order
from kb.saved import MAX_NAME, BadName, Topic, TopicNews, topics
from kb.search import Query, matching, page_count, query_strings
from webapp.access import Right, takes, visitor
from webapp.parts import (
    HitView,
    Paging,
    chips_of,
    hit_views,
    paging,
    parameters,
    read_query,
    search_url,
)
from webapp.services import site, typed_colleagues

blueprint = Blueprint("topics", __name__, url_prefix="/topics")

LISTED = 20
_DONE = {
    "saved": "已存为专题。以后入库的简报里有符合的条目，这里会标出来。",
    "seen": "已全部标为已看。",
    "changed": "打开这个专题以后内容又有变化，所以没有标记。请看过以后再标为已看。",
    "renamed": "名字已改。",
    "shared": "共用已改。",
    "deleted": "专题已删除。",
}


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic in the list; `about` says in Chinese what is searched for."""

    topic: Topic
    about: tuple[str, ...]
    total: int
    new: int


@dataclass(frozen=True, slots=True)
class ListPage:
    """Those with the most news first; `new` is how many entries are new in all of them, each
    counted once."""

    lines: tuple[TopicLine, ...]
    new: int
    done: str


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic's entries, newest first, or only the `new` ones; `state` is sent back when they are
    marked as seen (kb.saved.TopicNews.state)."""

    topic: Topic
    about: tuple[str, ...]
    hits: tuple[HitView, ...]
    total: int
    new: int
    state: str
    only_new: bool
    search_url: str
    paging: Paging
    done: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class FormPage:
    """Naming a topic: a new one made of a search (`hidden` says which), or `topic` that is there.
    `wrong` says in Chinese what is wrong with the name."""

    name: str
    about: tuple[str, ...]
    count: int
    hidden: tuple[tuple[str, str], ...]
    topic: Topic | None
    back_url: str
    wrong: str = ""
    longest: int = MAX_NAME


@blueprint.get("")
@takes(Right.READ)
def index() -> str:
    """All topics."""
    found = topics.topics(site().kb)
    lines = (
        TopicLine(news.topic, about(news.topic.query), news.total, len(news.new)) for news in found
    )
    page = ListPage(tuple(lines), len({i for news in found for i in news.new}), _done())
    return render_template("topics/index.html", page=page)


@blueprint.get("/new")
@takes(Right.TOPICS)
def new() -> str:
    """Name a search."""
    return _new_form(_asked(request.args), "")


@blueprint.post("")
@takes(Right.TOPICS)
def save() -> Response | tuple[str, int]:
    """Save a search under a name."""
    query = _asked(request.form)
    try:
        topic_id = topics.save_topic(site().kb, request.form.get("name", ""), query, _now())
    except (BadName, ConflictError) as error:
        return _new_form(query, _complaint(error)), _status(error)
    return redirect(url_for("topics.topic", topic_id=topic_id, done="saved"), 303)


@blueprint.get("/<int:topic_id>")
@takes(Right.READ)
def topic(topic_id: int) -> str:
    """One topic."""
    kb = site().kb
    news = topics.topic_news(kb, topic_id)
    query = news.topic.query
    only_new = request.args.get("new") == "1" and bool(news.new)
    ids = news.new if only_new else news.found.ids
    last = page_count(len(ids), LISTED)
    current = min(read_query(request.args, kb.vocabulary).query.page, last)
    strings = query_strings(kb, query.text, expand=query.expand)
    shown = news.found.hits(ids[(current - 1) * LISTED : current * LISTED])
    page = TopicPage(
        topic=news.topic,
        about=about(query),
        hits=hit_views(shown, strings, frozenset(news.new)),
        total=news.total,
        new=len(news.new),
        state=news.state,
        only_new=only_new,
        search_url=search_url(query, order=Order.DATE),
        paging=paging(current, last, lambda n: _url(news, only_new=only_new, page=n)),
        done=_done(),
        is_own=news.topic.owner in ("", visitor().name) or not visitor().actor.is_person,
    )
    return render_template("topics/topic.html", page=page)


@blueprint.post("/<int:topic_id>/seen")
@takes(Right.TOPICS)
def seen(topic_id: int) -> Response:
    """Mark what is new as seen, if it is what the page showed."""
    done = "seen"
    try:
        topics.mark_seen(site().kb, topic_id, request.form.get("state", ""), _now())
    except ConflictError:
        done = "changed"
    return redirect(url_for("topics.topic", topic_id=topic_id, done=done), 303)


@blueprint.get("/<int:topic_id>/edit")
@takes(Right.TOPICS)
def edit(topic_id: int) -> str:
    """Rename or delete a topic."""
    return _edit_form(topic_id)


@blueprint.post("/<int:topic_id>/edit")
@takes(Right.TOPICS)
def rename(topic_id: int) -> Response | tuple[str, int]:
    """Give a topic another name."""
    name = request.form.get("name", "")
    try:
        topics.rename_topic(site().kb, topic_id, name)
    except (BadName, ConflictError) as error:
        return _edit_form(topic_id, name, _complaint(error)), _status(error)
    return redirect(url_for("topics.topic", topic_id=topic_id, done="renamed"), 303)


@blueprint.post("/<int:topic_id>/share")
@takes(Right.TOPICS)
def share(topic_id: int) -> Response:
    """Say with whom a topic is shared."""
    topics.share_topic(site().kb, topic_id, typed_colleagues(request.form.get("names", "")))
    return redirect(url_for("topics.topic", topic_id=topic_id, done="shared"), 303)


@blueprint.post("/<int:topic_id>/delete")
@takes(Right.TOPICS)
def delete(topic_id: int) -> Response:
    """Forget a topic."""
    topics.delete_topic(site().kb, topic_id)
    return redirect(url_for("topics.index", done="deleted"), 303)


def about(query: Query) -> tuple[str, ...]:
    """What a query searches for, in Chinese, part by part."""
    text = (f"检索词：{query.text}",) if query.text else ()
    return (*text, *(chip.label for chip in chips_of(query))) or ("全部条目",)


def _new_form(query: Query, wrong: str) -> str:
    kb = site().kb
    parts = [query.text, *(chip.label.partition("：")[2] for chip in chips_of(query))]
    suggested = " ".join(filter(None, parts))[:MAX_NAME]
    page = FormPage(
        name=request.form.get("name", suggested) if wrong else suggested,
        about=about(query),
        count=len(matching(kb, query).ids),
        hidden=tuple(parameters(query)),
        topic=None,
        back_url=search_url(query),
        wrong=wrong,
    )
    return render_template("topics/form.html", page=page)


def _edit_form(topic_id: int, name: str | None = None, wrong: str = "") -> str:
    news = topics.topic_news(site().kb, topic_id)
    page = FormPage(
        name=news.topic.name if name is None else name,
        about=about(news.topic.query),
        count=news.total,
        hidden=(),
        topic=news.topic,
        back_url=url_for("topics.topic", topic_id=topic_id),
        wrong=wrong,
    )
    return render_template("topics/form.html", page=page)


def _asked(values: MultiDict[str, str]) -> Query:
    """The query of a form or an address; its order and page are not part of a topic."""
    query = read_query(values, site().kb.vocabulary).query
    return replace(query, order=Order.RELEVANCE, page=1)


def _url(news: TopicNews, *, only_new: bool, page: int) -> str:
    return url_for(
        "topics.topic",
        topic_id=news.topic.id,
        new="1" if only_new else None,
        page=page if page > 1 else None,
    )


def _complaint(error: BadName | ConflictError) -> str:
    return f"{error.message}。{error.hint}" if error.hint else error.message


def _status(error: BadName | ConflictError) -> int:
    return 409 if isinstance(error, ConflictError) else 400


def _done() -> str:
    return _DONE.get(request.args.get("done", ""), "")


def _now() -> datetime:
    return datetime.now().astimezone()
