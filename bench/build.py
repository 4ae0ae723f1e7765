"""What it costs to build an index and to keep it up to date.

    python -m bench.build [--entries 50000] [--engines whoosh tantivy] [--processes 1 2]

First the whole index, in a process of its own to measure its memory, and with the analysis in that
many processes. Then one more bulletin: by the command `kb ingest`, from the start of its process to
its end (median of five), and by the index update alone.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.corpora import extended
from bench.figures import apart, peak_memory_mb, table, temporary_kb
from bench.weeks import write_weeks
from kb.evaluation import MEGABYTE, build_index, index_size
from kb.files import ENGINES, init_home
from kb.identity import with_anchors
from kb.index import IndexDocument, documents, prepare, update_index
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.model import Bulletin, Entry, Kind, Period, Source
from kb.search import Query, search

IN_A_BULLETIN = 40
BULLETINS = 5
FIRST_DAY = date(1990, 1, 1)


def main() -> None:
    """Print two tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--entries", type=int, default=50_000)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--processes", nargs="+", type=int, default=[1, 2])
    given = parser.parse_args()
    print(f"an index of {given.entries:,} entries")
    table(
        ("engine, processes", "seconds", "entries/s", "memory MB", "of each helper", "index MB"),
        [
            (f"{engine}, {processes}", *apart(_build, engine, given.entries, processes))
            for engine in given.engines
            for processes in given.processes
        ],
    )
    print("\none bulletin more, seconds")
    table(
        ("engine", "entries", "kb ingest", "into the index", "search after it"),
        [(engine, *apart(_add, engine, given.entries)) for engine in given.engines],
    )


def _build(engine: str, size: int, processes: int) -> tuple[float, float, float, float, float]:
    with temporary_kb(engine) as kb:
        seconds = build_index(kb, extended(size), processes)
        helpers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        return seconds, size / seconds, peak_memory_mb(), helpers, index_size(kb) / MEGABYTE


def _add(engine: str, size: int) -> tuple[int, float, float, float]:
    with TemporaryDirectory(prefix="kb-bench-") as folder:
        home = init_home(Path(folder, "home"))
        home.config.write_text(f'engine = "{engine}"\n', "utf-8")
        kb = open_knowledge_base(home)
        _fill(kb, list(extended(size)))
        update_index(kb)
        search(kb, Query("热身"))
        files = write_weeks(Path(folder, "weeks"), range(BULLETINS))
        ingested = median(_ingest(home.path, file) for file in files)
        # This comes last: the corpus does not have what it writes, so the next update compares
        # everything.
        return kb.engine.status().documents, ingested, *_write(kb)


def _ingest(home: Path, file: Path) -> float:
    """Seconds that `kb ingest` takes for a file."""
    began = time.perf_counter()
    subprocess.run(
        [Path(sys.executable).with_name("kb"), "--home", home, "ingest", file],
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - began


def _fill(kb: KnowledgeBase, entries: Sequence[IndexDocument]) -> None:
    """A corpus of bulletins of forty entries, a week each."""
    for number in range(0, len(entries), IN_A_BULLETIN):
        kb.corpus.save_bulletin(bulletin_of(number, entries[number : number + IN_A_BULLETIN]))


def bulletin_of(number: int, entries: Sequence[IndexDocument]) -> Bulletin:
    """A bulletin with the texts of some entries, in the week of this number."""
    start = FIRST_DAY + timedelta(weeks=number // IN_A_BULLETIN)
    return Bulletin(
        id=f"{start.isoformat()}-第{number}期",
        title=f"第{number}期",
        content=tuple(
            with_anchors([Entry("", Kind.OVERVIEW, e.text, e.title, bank=e.bank) for e in entries])
        ),
        source=Source(f"{number}.md", "markdown", f"{number:064x}", start),
        period=Period(start, start + timedelta(days=4)),
    )


def _write(kb: KnowledgeBase) -> tuple[float, float]:
    """Seconds to put a bulletin of new entries, and for the first search after that."""
    entries = list(extended(10 * IN_A_BULLETIN, seed=2))[-IN_A_BULLETIN:]
    began = time.perf_counter()
    with kb.engine.writer(kb.fingerprint) as writer:
        for document in documents(bulletin_of(10**6, entries), kb.vocabulary):
            writer.put(prepare(document, kb.segmenter))
    written = time.perf_counter()
    search(kb, Query("热身"))
    return written - began, time.perf_counter() - written


if __name__ == "__main__":
    main()
