"""A cache of tables of figures.

Sorting, filtering and turning a page need the same table again, and the table of a corpus with tens
of thousands of entries takes seconds.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

from kb.insights import FigureTable, Subject, figure_table, resolve
from kb.knowledge_base import KnowledgeBase
from kb.search import Query
from webapp.parts import parameters
from webapp.services.one_at_a_time import OneAtATime

KEPT = 4
_Key = tuple[str, str, tuple[tuple[str, str], ...]]


class FigureCache:
    """The last tables of one site; each is kept until the index changes, and made once."""

    def __init__(self) -> None:
        self._tables: OrderedDict[_Key, FigureTable] = OrderedDict()
        self._turn = threading.Lock()
        self._making = OneAtATime()

    def table(self, kb: KnowledgeBase, asked: Query | Subject) -> FigureTable:
        """The figures of a query or a subject; EngineError when the index cannot serve."""
        subject = asked if isinstance(asked, Subject) else resolve(kb, asked)
        practice = subject.practice.name if subject.practice else ""
        key = (kb.engine.status().commit, practice, tuple(parameters(subject.query)))
        with self._making.holding(key):
            with self._turn:
                found = self._tables.get(key)
            if found is None:
                found = figure_table(kb, subject)
            with self._turn:
                self._tables[key] = found
                self._tables.move_to_end(key)
                while len(self._tables) > KEPT:
                    self._tables.popitem(last=False)
        return found
