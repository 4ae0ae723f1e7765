"""What grows with the number of entries: search time, memory, disk, build time.

    python -m bench.growth [--sizes 10000 50000 200000] [--engine whoosh] [--queries 300]

Each size is built and searched in a process of its own.
"""

from __future__ import annotations

import argparse
from typing import Any

from bench.corpora import extended, questions
from bench.figures import apart, milliseconds, p50_p95, peak_memory_mb, table, temporary_kb
from bench.queries import keywords, some
from kb.evaluation import MEGABYTE, build_index, index_size
from kb.files import ENGINES
from kb.search import Query, search


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 50_000, 200_000])
    parser.add_argument("--queries", type=int, default=300, help="of each kind")
    parser.add_argument("--engine", choices=ENGINES, default="whoosh")
    given = parser.parse_args()
    rows = [apart(_measure, given.engine, size, given.queries) for size in given.sizes]
    table(
        (
            "entries",
            "build s",
            "index MB",
            "memory MB",
            "questions p50",
            "p95 ms",
            "keywords p50",
            "p95 ms",
        ),
        rows,
    )


def _measure(engine: str, size: int, queries: int) -> tuple[Any, ...]:
    """A line of the table; memory is that of building and searching."""
    with temporary_kb(engine) as kb:
        seconds = build_index(kb, extended(size))
        megabytes = index_size(kb) / MEGABYTE
        asked = [
            some(list(questions().queries.values()), queries),
            keywords(questions().documents, kb.segmenter, queries),
        ]
        search(kb, Query("热身"))
        times = [
            p50_p95(milliseconds(lambda text: search(kb, Query(text)), texts)) for texts in asked
        ]
        return (size, seconds, megabytes, peak_memory_mb(), *times[0], *times[1])


if __name__ == "__main__":
    main()
