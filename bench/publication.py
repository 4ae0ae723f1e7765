"""How soon a bulletin is found after it was put into an index, and what others see meanwhile.

Another reader searches without pause for a string that all new entries have: it must find none of them
or all of them, never some.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from statistics import median
from typing import NamedTuple

from bench.corpora import questions
from kb.files import OPENSEARCH
from kb.index import prepare
from kb.knowledge_base import KnowledgeBase
from kb.search import Query, search

BULLETIN = 40
TIMES = 5
PATIENCE = 120.0


class Published(NamedTuple):
    """Seconds until a bulletin was found (median, most), searches meanwhile, and those that found
    some of its entries only."""

    median: float
    most: float
    searches: int
    between: int


@dataclass
class _Watched:
    """What a reader found, search by search."""

    totals: list[int] = field(default_factory=list)


def published(kb: KnowledgeBase) -> Published:
    """Put some bulletins of new entries, one after another."""
    other = KnowledgeBase(kb.home, kb.settings) if kb.settings.engine == OPENSEARCH else kb
    seconds, totals = [], []
    for number in range(TIMES):
        took, seen = _publish(kb, other, number)
        seconds.append(took)
        totals += seen
    between = sum(0 < total < BULLETIN for total in totals)
    return Published(median(seconds), max(seconds), len(totals), between)


def _publish(kb: KnowledgeBase, other: KnowledgeBase, number: int) -> tuple[float, list[int]]:
    mark = f"第{'甲乙丙丁戊'[number]}号标记独一无二"
    new = [
        replace(
            document,
            id=f"new{number}-{place}",
            bulletin=f"new{number}",
            position=place,
            text=document.text + mark,
            subjects=(),
        )
        for place, document in enumerate(islice(questions().documents, BULLETIN))
    ]
    query = Query(f'"{mark}"')
    search(other, query)
    watched = _Watched()
    found = threading.Event()
    watcher = threading.Thread(target=_watch, args=(other, query, watched, found))
    watcher.start()
    began = time.perf_counter()
    with kb.engine.writer(kb.fingerprint) as writer:
        for document in new:
            writer.put(prepare(document, kb.segmenter))
    found.wait(PATIENCE)
    seconds = time.perf_counter() - began
    watcher.join()
    return seconds, watched.totals


def _watch(kb: KnowledgeBase, query: Query, watched: _Watched, found: threading.Event) -> None:
    """Search until all are there, and ten times more."""
    for _ in _until(time.monotonic() + PATIENCE, watched):
        watched.totals.append(search(kb, query).complete)
        if watched.totals[-1] == BULLETIN:
            found.set()


def _until(end: float, watched: _Watched) -> Iterator[None]:
    while time.monotonic() < end and watched.totals[-10:] != [BULLETIN] * 10:
        yield
