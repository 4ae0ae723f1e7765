"""The corpus of several machines: each follows a git repository."""

from __future__ import annotations

from kb.remote.following import Followed, as_text, look, require_writable
from kb.remote.report import Report, Trouble, last, remember, troubles
from kb.remote.writing import corpus_lock, exchange

__all__ = [
    "Followed",
    "Report",
    "Trouble",
    "as_text",
    "corpus_lock",
    "exchange",
    "last",
    "look",
    "remember",
    "require_writable",
    "troubles",
]
