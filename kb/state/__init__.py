"""What is neither corpus nor index, in one SQLite file: past queries, topics, uploads,
collections, accounts, sessions.

One module per concern. Nothing here decides what a person may do or see.
"""

from __future__ import annotations

from kb.state import accounts, collections, database, sessions, topics, uploads
from kb.state.collections import Change, Overtaken, Past, StoredCollection
from kb.state.queries import MAX_QUERY, OpenQuestion, open_questions, past_queries, remember_query
from kb.state.topics import StoredTopic
from kb.state.uploads import FINISHED, OPEN, UNDER_WAY, Upload, UploadState

__all__ = [
    "FINISHED",
    "MAX_QUERY",
    "OPEN",
    "UNDER_WAY",
    "Change",
    "OpenQuestion",
    "Overtaken",
    "Past",
    "StoredCollection",
    "StoredTopic",
    "Upload",
    "UploadState",
    "accounts",
    "collections",
    "database",
    "open_questions",
    "past_queries",
    "remember_query",
    "sessions",
    "topics",
    "uploads",
]
