"""What is neither corpus nor index, in one SQLite file: past queries, topics, uploads.

One module per concern. Nothing here decides what a person may do or see.
"""

from __future__ import annotations

from kb.state import database, topics, uploads
from kb.state.queries import past_queries, remember_query
from kb.state.topics import StoredTopic
from kb.state.uploads import FINISHED, OPEN, UNDER_WAY, Upload, UploadState

__all__ = [
    "FINISHED",
    "OPEN",
    "UNDER_WAY",
    "StoredTopic",
    "Upload",
    "UploadState",
    "database",
    "past_queries",
    "remember_query",
    "topics",
    "uploads",
]
