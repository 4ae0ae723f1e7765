"""Completing what is typed in the search box, from names, titles and past queries."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable

from kb.errors import KbError
from kb.knowledge_base import KnowledgeBase
from kb.search import Query, Suggester, Suggestion, SuggestionKind, search, suggester
from kb.state import past_queries

FRESH_SECONDS = 60.0
# Suggestions in all, and of what the person asked before.
SHOWN, OWN = 8, 2


class Completion:
    """Suggestions of one knowledge base, collected again at most once a minute."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._turn = threading.Lock()
        self._suggester: Suggester | None = None
        self._gathered = 0.0

    def suggest(self, typed: str, own: Iterable[str] = ()) -> list[Suggestion]:
        """The suggestions for what was typed: first what this person asked before (`own`).
        EngineError when there is no index."""
        mine = Suggester(Suggestion(text, SuggestionKind.QUERY) for text in own).suggest(typed)
        known = {suggestion.text for suggestion in mine[:OWN]}
        offered = self._offered(typed)
        return [*mine[:OWN], *(s for s in offered if s.text not in known)][:SHOWN]

    def _offered(self, typed: str) -> list[Suggestion]:
        found = self._current().suggest(typed)
        if self._kb.sees_all:
            return found
        # What others asked may be about what is hidden from these people.
        return [s for s in found if s.kind is not SuggestionKind.QUERY or self._finds(s.text)]

    def _finds(self, text: str) -> bool:
        return search(self._kb, Query(text, limit=1)).complete > 0

    def _current(self) -> Suggester:
        with self._turn:
            now = time.monotonic()
            if self._suggester is None or now - self._gathered > FRESH_SECONDS:
                self._suggester = suggester(self._kb, self._past())
                self._gathered = now
            return self._suggester

    def _past(self) -> list[str]:
        try:
            return past_queries(self._kb.home)
        except KbError:
            return []
