"""What it costs to rebuild an index from the corpus, as `kb index --rebuild` does.

    python -m bench.rebuild [--sizes 5000 20000] [--engine opensearch] [--processes 2]

Files are read, whom each sentence is about is found out, words are cut, rows are made and stored. Each size
in a process of its own, and twice: `again`, what was found out about the bulletins is known. Processor time
here is that of the process that writes and of those that analyse, with the start of these; `entries/s a core`
counts the server too. `memory MB` is the most of the process that writes, `helpers` that of one that
analyses: neither may grow with the number of entries.
"""

from __future__ import annotations

import argparse
import os
import time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.build import IN_A_BULLETIN, bulletin_of
from bench.cluster import RUNNING, nodes
from bench.corpora import extended
from bench.engines import HEAP, helpers_mb, server_spent, spent
from bench.figures import apart, peak_memory_mb, table, temporary_kb
from kb.files import ENGINES, OPENSEARCH
from kb.index import update_index


def main() -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[5000, 20_000])
    parser.add_argument("--engine", choices=ENGINES, default=OPENSEARCH)
    parser.add_argument("--processes", type=int, default=2, help="for the analysis")
    given = parser.parse_args()
    if given.engine == OPENSEARCH:
        with nodes(1, HEAP) as (node,):
            os.environ[RUNNING] = node.url
            rows = _rows(given.engine, given.sizes, given.processes, node.pid)
    else:
        rows = _rows(given.engine, given.sizes, given.processes, 0)
    table(
        (
            "entries",
            "seconds",
            "processor s here",
            "server",
            "entries/s a core",
            "memory MB",
            "helpers",
        ),
        rows,
    )


def _rows(engine: str, sizes: list[int], processes: int, pid: int) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for size in sizes:
        with TemporaryDirectory(prefix="kb-bench-") as folder:
            apart(_fill, engine, Path(folder), size)
            for time_of in ("first", "again"):
                costs = apart(_rebuild, engine, Path(folder), size, processes, pid)
                rows.append((f"{size:,}, {time_of}", *costs))
    return rows


def _fill(engine: str, folder: Path, size: int) -> None:
    with temporary_kb(engine, folder) as kb:
        entries = extended(size)
        for number in range(0, size, IN_A_BULLETIN):
            kb.corpus.save_bulletin(bulletin_of(number, list(islice(entries, IN_A_BULLETIN))))


def _rebuild(
    engine: str, folder: Path, size: int, processes: int, pid: int
) -> tuple[float, float, float, float, float, float]:
    with temporary_kb(engine, folder) as kb:
        kb.segmenter.words("热身")
        here, there, began = spent(), server_spent(pid), time.perf_counter()
        update_index(kb, rebuild=True, processes=processes)
        seconds = time.perf_counter() - began
        took = (spent() - here, server_spent(pid) - there)
        return seconds, *took, size / sum(took), peak_memory_mb(), helpers_mb()


if __name__ == "__main__":
    main()
