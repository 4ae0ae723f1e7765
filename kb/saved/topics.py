"""Saved topics: a search with a name, and what is new in it.

New are the entries that were not there when the topic was last marked as seen, by id, with any
date: a bulletin may be ingested late. A topic has only full matches; partial matches come and go
with the rest of the corpus.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from kb.errors import ConflictError, KbError, NotFoundError
from kb.knowledge_base import KnowledgeBase
from kb.rights import Right, require
from kb.saved.owners import colleagues, may_use, require_owner
from kb.search import Matching, Query, matching
from kb.state import StoredTopic
from kb.state import topics as stored
from kb.text import visible_line

MAX_NAME = 60


class BadName(KbError):
    """A name that a topic cannot have."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A saved search. `urn` names it to feed readers; `seen` is when it was last marked.
    `owner` is whose it is, "" for everybody's; `shared` are the names of those it is shared with."""

    id: int
    urn: str
    name: str
    query: Query
    created: datetime
    seen: datetime
    owner: str = ""
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicNews:
    """A topic with all it finds now; `new` are the ids of what is new, newest bulletin first."""

    topic: Topic
    found: Matching
    new: tuple[str, ...]

    @property
    def total(self) -> int:
        """The number of its entries."""
        return len(self.found.ids)

    @property
    def state(self) -> str:
        """A digest of what is new: a request that marks it as seen names it, so only what was shown is marked."""
        return hashlib.sha256("\n".join(self.new).encode()).hexdigest()[:16]


def save_topic(kb: KnowledgeBase, name: str, query: Query, now: datetime) -> int:
    """Save a search under a name, all that it finds now as seen, and return its id.

    BadName when the name will not do, ConflictError when it is taken.
    """
    require(kb.actor, Right.TOPICS)
    known = matching(kb, query).ids
    owner = kb.actor.name if kb.actor.is_person else ""
    return stored.add_topic(kb.home, _named(name), dump_query(query), known, now, owner=owner)


def topics(kb: KnowledgeBase) -> tuple[TopicNews, ...]:
    """The topics that the actor may see, with what is new to them in each, those with the most news
    first, then by name."""
    mine = stored.all_topics(kb.home)
    found = [_news(kb, t) for t in _as_seen(kb, mine) if may_use(kb.actor, t.owner, t.shared)]
    return tuple(sorted(found, key=lambda news: -len(news.new)))


def topic_news(kb: KnowledgeBase, topic_id: int) -> TopicNews:
    """One topic; NotFoundError when there is none with this id that the actor may see."""
    return _news(kb, _topic(kb, topic_id))


def mark_seen(kb: KnowledgeBase, topic_id: int, state: str, now: datetime) -> int:
    """Mark what is new in a topic as seen and return how many entries that was.

    ConflictError when there are new ones since `state` (TopicNews.state) was shown.
    """
    require(kb.actor, Right.TOPICS)
    news = topic_news(kb, topic_id)
    if news.state != state:
        raise ConflictError("打开这个专题以后内容又有变化，没有标记", hint="请看过新的，再标为已看")
    who = "" if _is_own(kb, news.topic.owner) else kb.actor.name
    stored.mark_topic(kb.home, topic_id, news.found.ids, now, who=who)
    return len(news.new)


def rename_topic(kb: KnowledgeBase, topic_id: int, name: str) -> None:
    """Give a topic another name; NotFoundError, BadName or ConflictError as for saving."""
    require(kb.actor, Right.TOPICS)
    require_owner(kb.actor, _topic(kb, topic_id).owner)
    stored.rename_topic(kb.home, topic_id, _named(name))


def delete_topic(kb: KnowledgeBase, topic_id: int) -> None:
    """Forget a topic; NotFoundError when there is none with this id."""
    require(kb.actor, Right.TOPICS)
    require_owner(kb.actor, _topic(kb, topic_id).owner)
    stored.delete_topic(kb.home, topic_id)


def share_topic(kb: KnowledgeBase, topic_id: int, names: tuple[str, ...]) -> None:
    """Share a topic with the colleagues of these names, ALL or nobody; Forbidden unless it is the
    actor's, NotFoundError, BadSharing."""
    require(kb.actor, Right.TOPICS)
    require_owner(kb.actor, _topic(kb, topic_id).owner)
    stored.share_topic(kb.home, topic_id, colleagues(names))


def _topic(kb: KnowledgeBase, topic_id: int) -> StoredTopic:
    """A topic as the actor has seen it; one they may not see is not there."""
    (topic,) = _as_seen(kb, [stored.load_topic(kb.home, topic_id)])
    if not may_use(kb.actor, topic.owner, topic.shared):
        raise NotFoundError("没有这个专题", hint="它可能已被删除")
    return topic


def _as_seen(kb: KnowledgeBase, found: list[StoredTopic]) -> list[StoredTopic]:
    """Topics with the marks of the actor in those of other people."""
    if all(_is_own(kb, topic.owner) for topic in found):
        return found
    marks = stored.seen_by(kb.home, kb.actor.name)
    return [
        replace(topic, seen=marks[topic.id][0], known=marks[topic.id][1])
        if topic.id in marks
        else topic
        for topic in found
    ]


def _is_own(kb: KnowledgeBase, owner: str) -> bool:
    return not kb.actor.is_person or owner == kb.actor.name


def _news(kb: KnowledgeBase, topic: StoredTopic) -> TopicNews:
    query = load_query(topic.query)
    found = matching(kb, query)
    return TopicNews(
        Topic(
            topic.id,
            topic.urn,
            topic.name,
            query,
            topic.created,
            topic.seen,
            topic.owner,
            topic.shared,
        ),
        found,
        tuple(id_ for id_ in found.ids if id_ not in topic.known),
    )


def _named(name: str) -> str:
    name = visible_line(name)
    if not name:
        raise BadName("专题要有名字")
    if len(name) > MAX_NAME:
        raise BadName(f"名字太长（{len(name)} 字），最多 {MAX_NAME} 字")
    return name


def dump_query(query: Query) -> str:
    """What a query searches for, as JSON, without its order and page."""
    data = {
        "text": query.text,
        "filters": {name: list(values) for name, values in query.filters.items() if values},
        "start": query.start.isoformat() if query.start else None,
        "end": query.end.isoformat() if query.end else None,
        "expand": query.expand,
    }
    return json.dumps(data, ensure_ascii=False)


def load_query(text: str) -> Query:
    """The query of `dump_query`."""
    data: dict[str, Any] = json.loads(text)
    return Query(
        text=data["text"],
        filters={name: tuple(values) for name, values in data["filters"].items()},
        start=date.fromisoformat(data["start"]) if data["start"] else None,
        end=date.fromisoformat(data["end"]) if data["end"] else None,
        expand=data["expand"],
    )
