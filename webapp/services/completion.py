"""Completing what is typed in the search box, from names, titles and past queries."""

from __future__ import annotations

import threading
import time

from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase
from kb.search import Suggester, Suggestion, suggester
from kb.state import past_queries

FRESH_SECONDS = 60.0


class Completion:
    """Suggestions of one knowledge base, collected again at most once a minute."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._turn = threading.Lock()
        self._suggester: Suggester | None = None
        self._gathered = 0.0

    def suggest(self, typed: str) -> list[Suggestion]:
        """The suggestions for what was typed; EngineError when there is no index."""
        with self._turn:
            now = time.monotonic()
            if self._suggester is None or now - self._gathered > FRESH_SECONDS:
                self._suggester = suggester(self._kb, self._past())
                self._gathered = now
            found = self._suggester
        return found.suggest(typed)

    def _past(self) -> list[str]:
        try:
            return past_queries(self._kb.home)
        except KbError:
            return []
