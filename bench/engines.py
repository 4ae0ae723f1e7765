"""An index on a cluster next to one on this machine: building, size, memory, searching.

    python -m bench.engines [--entries 50000] [--engines tantivy opensearch] [--processes 2] [--queries 200]

Wall time, since most of a search on a cluster happens in another process; with the processor time of
both per page and per entry, which says what a quiet machine would take: to make the entries themselves is
not counted. `memory MB` is the most of the process that writes, `helpers` the most of one that analyses.
Each engine in a process of its own.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

from bench.cluster import RUNNING, nodes, size_mb
from bench.corpora import extended, questions
from bench.figures import apart, p50_p95, peak_memory_mb, table, temporary_kb
from bench.queries import keywords, some
from kb.evaluation import MEGABYTE, build_index, index_size
from kb.files import ENGINES
from kb.index import prepare
from kb.knowledge_base import KnowledgeBase
from kb.search import Query, search

TICKS = os.sysconf("SC_CLK_TCK")
WARM_UP = 100
BULLETIN = 40
HEAP = "2g"


class Asked(NamedTuple):
    """Searching, per page: milliseconds, and those of processors here and on the server."""

    p50: float
    p95: float
    here: float
    server: float


def main() -> None:
    """Print what each engine takes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--entries", type=int, default=50_000)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=["tantivy", "opensearch"])
    parser.add_argument("--processes", type=int, default=2, help="for the analysis")
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    given = parser.parse_args()
    rows = []
    for engine in given.engines:
        numbers = (engine, given.entries, given.processes, given.queries)
        if engine == "opensearch":
            with nodes(1, HEAP) as (node,):
                os.environ[RUNNING] = node.url
                rows.append((engine, *apart(_measure, *numbers, node.pid)))
        else:
            rows.append((engine, *apart(_measure, *numbers, 0)))
    print(f"{given.entries:,} entries; building with {given.processes} processes for the analysis")
    built, asked, added = zip(*((row[1], row[2], row[3]) for row in rows), strict=True)
    table(
        (
            "",
            "seconds",
            "entries/s",
            "processor s here",
            "server",
            "entries/s a core",
            "memory MB",
            "helpers",
            "index MB",
            "KB/entry",
        ),
        [(engine, *one) for engine, one in zip(given.engines, built, strict=True)],
    )
    print("\na page of results, ms")
    table(
        ("", "p50", "p95", "processor here", "server"),
        [
            (f"{kind}, {engine}", *one[kind])
            for engine, one in zip(given.engines, asked, strict=True)
            for kind in one
        ],
    )
    print("\none bulletin more, seconds")
    table(("", "until it is found"), list(zip(given.engines, added, strict=True)))


def _measure(engine: str, size: int, processes: int, queries: int, pid: int) -> tuple[Any, ...]:
    with temporary_kb(engine) as kb:
        kb.segmenter.words("热身")
        began = spent()
        deque(extended(size), maxlen=0)
        making = spent() - began  # the entries themselves, which is no part of building an index
        here, there = spent(), server_spent(pid)
        seconds = build_index(kb, extended(size), processes)
        took = (spent() - here - making, server_spent(pid) - there)
        cluster = kb.settings.opensearch
        megabytes = size_mb(cluster) if cluster else index_size(kb) / MEGABYTE
        built = (seconds, size / seconds, *took, size / sum(took), peak_memory_mb(), helpers_mb())
        entries = questions().documents
        asked = {
            "questions": _asked(kb, some(list(questions().queries.values()), queries), pid),
            "keywords": _asked(kb, keywords(entries, kb.segmenter, queries), pid),
        }
        return (*built, megabytes, 1000 * megabytes / size), asked, _added(kb)


def _asked(kb: KnowledgeBase, texts: Sequence[str], pid: int) -> Asked:
    for text in texts[:WARM_UP]:
        search(kb, Query(text))
    times = []
    here, there = time.process_time(), server_spent(pid)
    for text in texts:
        began = time.perf_counter()
        search(kb, Query(text))
        times.append((time.perf_counter() - began) * 1000)
    each = 1000 / len(texts)
    took = ((time.process_time() - here) * each, (server_spent(pid) - there) * each)
    return Asked(*p50_p95(times), *took)


def _added(kb: KnowledgeBase) -> float:
    """Seconds until a bulletin of new entries is found."""
    new = [
        replace(document, id=f"new-{number}", bulletin="new", position=number)
        for number, document in enumerate(islice(extended(10_000), BULLETIN))
    ]
    prepared = [prepare(document, kb.segmenter) for document in new]
    began = time.perf_counter()
    with kb.engine.writer(kb.fingerprint) as writer:
        for one in prepared:
            writer.put(one)
    search(kb, Query("热身"))
    return time.perf_counter() - began


def spent() -> float:
    """Processor seconds of this process and of helpers that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def helpers_mb() -> float:
    """The most memory of a helper of this process that has ended, in megabytes."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def server_spent(pid: int) -> float:
    """Processor seconds of the server so far (Linux)."""
    if not pid:
        return 0.0
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
