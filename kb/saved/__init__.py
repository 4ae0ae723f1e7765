"""What people save: topics that follow a search.

Storage is in kb.state; pages are in webapp.
"""

from __future__ import annotations

from kb.saved import topics
from kb.saved.topics import MAX_NAME, BadName, Topic, TopicNews, topic_news

__all__ = [
    "MAX_NAME",
    "BadName",
    "Topic",
    "TopicNews",
    "topic_news",
    "topics",
]
