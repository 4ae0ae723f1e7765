"""What people save: topics that follow a search, and collections of verbatim excerpts.

Storage is in kb.state; pages are in webapp, files to hand out in kb.exports.
"""

from __future__ import annotations

from kb.saved import collection_changes, collections, topics
from kb.saved.collection_changes import MAX_EXCERPTS
from kb.saved.collections import BadCollection, Collection, Editor
from kb.saved.course import course
from kb.saved.excerpts import MAX_NOTE, Chapter, Contents, Excerpt, numbered
from kb.saved.hidden import HIDDEN_TEXT, shown_to
from kb.saved.owners import ALL, BadSharing
from kb.saved.taking import (
    BadExcerpt,
    Checked,
    Sources,
    Standing,
    checked,
    joined_spans,
    take,
    warnings,
)
from kb.saved.topics import MAX_NAME, BadName, Topic, TopicNews, topic_news

__all__ = [
    "ALL",
    "HIDDEN_TEXT",
    "MAX_EXCERPTS",
    "MAX_NAME",
    "MAX_NOTE",
    "BadCollection",
    "BadExcerpt",
    "BadName",
    "BadSharing",
    "Chapter",
    "Checked",
    "Collection",
    "Contents",
    "Editor",
    "Excerpt",
    "Sources",
    "Standing",
    "Topic",
    "TopicNews",
    "checked",
    "collection_changes",
    "collections",
    "course",
    "joined_spans",
    "numbered",
    "shown_to",
    "take",
    "topic_news",
    "topics",
    "warnings",
]
