"""How long the first search takes after the start of a process, on a warm disk.

    python -m bench.startup [--entries 47000] [--engine whoosh] [--runs 7]

The process is a new Python that opens a knowledge base and searches once; its time is told from
the first import to the answer, and from the start of the process to its end.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.corpora import extended
from bench.figures import table, temporary_kb
from kb.evaluation import build_index
from kb.files import ENGINES, init_home
from kb.search import Query, search

_FIRST_SEARCH = """
import sys, time
began = time.perf_counter()
from pathlib import Path
from kb.knowledge_base import open_knowledge_base
from kb.search import Query, search
from kb.files.home import Home
imported = time.perf_counter()
kb = open_knowledge_base(Home(Path(sys.argv[1])))
kb.segmenter.words("热身")
cut = time.perf_counter()
search(kb, Query("整村授信怎么做？"))
first = time.perf_counter()
search(kb, Query("不良贷款如何化解？"))
second = time.perf_counter()
print([imported - began, cut - imported, first - cut, first - began, second - first])
"""
_PARTS = ("imports", "vocabulary and jieba", "first search", "together", "second search")


def main() -> None:
    """Print medians."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--entries", type=int, default=47_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--engine", choices=ENGINES, default="whoosh")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="kb-bench-") as folder:
        home = init_home(Path(folder))
        home.config.write_text(f'engine = "{given.engine}"\n', "utf-8")
        with temporary_kb(given.engine, home.path) as kb:
            build_index(kb, extended(given.entries))
            search(kb, Query("热身"))  # jieba's dictionary is kept in the home
        runs = [_run(home.path) for _ in range(given.runs + 1)][1:]
    print(f"{given.entries:,} entries, engine {given.engine}, median of {given.runs} runs")
    names = (*_PARTS, "process from start to end")
    table(
        ("", "seconds"),
        [(name, median(run[place] for run in runs)) for place, name in enumerate(names)],
    )


def _run(home: Path) -> list[float]:
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_SEARCH, str(home)],
        check=True,
        capture_output=True,
        text=True,
    )
    return [*json.loads(done.stdout), time.perf_counter() - began]


if __name__ == "__main__":
    main()
