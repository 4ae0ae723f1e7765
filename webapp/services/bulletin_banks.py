"""The banks that lists and feeds name beside a bulletin, kept until the index changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kb.errors import EngineError
from kb.insights import banks_of_bulletins
from kb.knowledge_base import KnowledgeBase
from webapp.parts import Summary
from webapp.services.one_at_a_time import OneAtATime

# The bulletins of how many views are remembered.
KEPT = 8
_Key = tuple[str, frozenset[str]]


class BulletinBanks:
    """Asks the index once for the bulletins of a list."""

    def __init__(self) -> None:
        self._known: OrderedDict[_Key, Mapping[str, tuple[str, ...]]] = OrderedDict()
        self._turn = threading.Lock()
        self._making = OneAtATime()

    def named(self, kb: KnowledgeBase, summaries: Sequence[Summary]) -> tuple[Summary, ...]:
        """The bulletins with the banks whose practice their sentences describe; those that are not
        indexed yet, and all where the index cannot serve, keep the banks of their entries."""
        try:
            banks = self._banks(kb, frozenset(summary.id for summary in summaries))
        except EngineError:
            return tuple(summaries)
        return tuple(
            replace(summary, banks=banks.get(summary.id, summary.banks)) for summary in summaries
        )

    def _banks(self, kb: KnowledgeBase, ids: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
        key = (kb.engine.status().commit, ids)
        with self._making.holding(key):
            found = self._known.get(key)
            if found is None:
                found = banks_of_bulletins(kb, ids)
            with self._turn:
                self._known[key] = found
                self._known.move_to_end(key)
                while len(self._known) > KEPT:
                    self._known.popitem(last=False)
        return found
