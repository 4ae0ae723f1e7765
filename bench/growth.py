"""What grows with the number of entries: search time, memory, disk, build time.

    python -m bench.growth [--sizes 10000 50000 200000] [--engine whoosh] [--queries 300] [--processes 1]

Each size is built in one process, with `--processes` of 2 or more next to others that analyse, and
searched in another. Of the process that searches, `own MB` is memory that only it has and that cannot be
taken from it; `peak MB` also counts what it has read of the index through the memory map, which it shares
with other processes of the machine and which the system takes back when it needs the room.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.corpora import extended, questions
from bench.figures import (
    apart,
    milliseconds,
    own_memory_mb,
    p50_p95,
    peak_memory_mb,
    table,
    temporary_kb,
)
from bench.queries import keywords, some
from kb.evaluation import MEGABYTE, build_index, index_size
from kb.files import ENGINES
from kb.search import Query, search

HEAD = (
    "entries",
    "build s",
    "index MB",
    "peak MB",
    "start MB",
    "own MB",
    "peak MB",
    "questions p50",
    "p95 ms",
    "keywords p50",
    "p95 ms",
)


class Built(NamedTuple):
    """What building took: seconds, size of the index, peak of memory."""

    seconds: float
    index_mb: float
    peak_mb: float


class Searched(NamedTuple):
    """The process that searches: its own memory when it starts and after all queries, its peak, and
    the median and 95th percentile of each kind of query in milliseconds of the processor."""

    start_mb: float
    own_mb: float
    peak_mb: float
    questions: tuple[float, float]
    keywords: tuple[float, float]


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 50_000, 200_000])
    parser.add_argument("--queries", type=int, default=300, help="of each kind")
    parser.add_argument("--engine", choices=ENGINES, default="whoosh")
    parser.add_argument("--processes", type=int, default=1, help="for the analysis")
    given = parser.parse_args()
    asked = apart(_texts, given.queries)
    for size in given.sizes:
        with TemporaryDirectory(prefix="kb-bench-") as folder:
            built = apart(_build, given.engine, Path(folder), size, given.processes)
            found = apart(_search, given.engine, Path(folder), asked)
        memory = (found.start_mb, found.own_mb, found.peak_mb)
        # A table a size: the largest takes hours, and the others are known before.
        table(HEAD, [(size, *built, *memory, *found.questions, *found.keywords)])


def _texts(count: int) -> tuple[list[str], list[str]]:
    """Questions, and queries of keywords."""
    with temporary_kb("memory") as kb:
        asked = questions()
        words = keywords(asked.documents, kb.segmenter, count)
    return some(list(asked.queries.values()), count), words


def _build(engine: str, folder: Path, size: int, processes: int) -> Built:
    with temporary_kb(engine, folder) as kb:
        seconds = build_index(kb, extended(size), processes)
        return Built(seconds, index_size(kb) / MEGABYTE, peak_memory_mb())


def _search(engine: str, folder: Path, asked: tuple[list[str], list[str]]) -> Searched:
    with temporary_kb(engine, folder) as kb:
        kb.segmenter.words("热身")
        start = own_memory_mb()
        search(kb, Query("热身"))
        times = [p50_p95(milliseconds(lambda t: search(kb, Query(t)), texts)) for texts in asked]
        return Searched(start, own_memory_mb(), peak_memory_mb(), times[0], times[1])


if __name__ == "__main__":
    main()
