"""What is neither corpus nor index, in one database: past queries, topics, uploads, collections,
accounts, sessions.

One module per concern. Nothing here decides what a person may do or see.
"""

from __future__ import annotations

from kb.state import (
    accounts,
    collections,
    database,
    editing,
    kept_forms,
    moving,
    provider_sessions,
    reports,
    second_steps,
    sessions,
    steps,
    tokens,
    topics,
    uploads,
    usage,
)
from kb.state.accounts import NO_DETAILS, Details
from kb.state.before_upgrade import UPGRADE_NOTE, UPGRADES
from kb.state.collections import Change, Overtaken, Past, StoredCollection
from kb.state.editing import Mark
from kb.state.postgresql import node_name
from kb.state.queries import (
    MAX_QUERY,
    Asker,
    LoggedQuery,
    OpenQuestion,
    forget_queries,
    forget_queries_before,
    logged_queries,
    open_questions,
    own_queries,
    past_queries,
    remember_query,
)
from kb.state.reports import Report
from kb.state.state_files import check_state_file
from kb.state.steps import Step
from kb.state.topics import StoredTopic
from kb.state.uploads import FINISHED, OPEN, UNDER_WAY, Upload, UploadState
from kb.state.usage import Used
from kb.state.writer_lock import someone_waits, writer_lock

__all__ = [
    "FINISHED",
    "MAX_QUERY",
    "NO_DETAILS",
    "OPEN",
    "UNDER_WAY",
    "UPGRADES",
    "UPGRADE_NOTE",
    "Asker",
    "Change",
    "Details",
    "LoggedQuery",
    "Mark",
    "OpenQuestion",
    "Overtaken",
    "Past",
    "Report",
    "Step",
    "StoredCollection",
    "StoredTopic",
    "Upload",
    "UploadState",
    "Used",
    "accounts",
    "check_state_file",
    "collections",
    "database",
    "editing",
    "forget_queries",
    "forget_queries_before",
    "kept_forms",
    "logged_queries",
    "moving",
    "node_name",
    "open_questions",
    "own_queries",
    "past_queries",
    "provider_sessions",
    "remember_query",
    "reports",
    "second_steps",
    "sessions",
    "someone_waits",
    "steps",
    "tokens",
    "topics",
    "uploads",
    "usage",
    "writer_lock",
]
