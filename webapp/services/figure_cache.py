"""A cache of tables of figures.

Sorting, filtering and turning a page need the same table again, and the table of a corpus with tens
of thousands of entries takes seconds.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

from kb.insights import FigureTable, figure_table
from kb.knowledge_base import KnowledgeBase
from kb.search import Query
from webapp.parts import parameters

KEPT = 4
_Key = tuple[str, tuple[tuple[str, str], ...]]


class FigureCache:
    """The last tables of one site; each is kept until the index changes."""

    def __init__(self) -> None:
        self._tables: OrderedDict[_Key, FigureTable] = OrderedDict()
        self._turn = threading.Lock()

    def table(self, kb: KnowledgeBase, query: Query) -> FigureTable:
        """The figures of a query; EngineError when the index cannot serve."""
        key = (kb.engine.status().commit, tuple(parameters(query)))
        with self._turn:
            found = self._tables.get(key)
        if found is None:
            found = figure_table(kb, query)
        with self._turn:
            self._tables[key] = found
            self._tables.move_to_end(key)
            while len(self._tables) > KEPT:
                self._tables.popitem(last=False)
        return found
