"""How long `kb` takes to start, and how long the first search takes, on a warm disk.

    python -m bench.startup [--entries 47000] [--engine whoosh] [--runs 7]
    python -m bench.startup --verbs [--runs 7]

Without --verbs: a new Python opens a knowledge base and searches twice. Its time is given from
the first import to the answer, and from the start of the process to its end.

With --verbs: each verb runs in a new process on the sample corpus. Its processor time (user and
system) depends less than wall time on what else the machine does. Verbs that change something only
show their help, so their figure is the time of their imports.

The modules are compiled before, as pip does when it installs a package; PYTHONDONTWRITEBYTECODE in
the environment does not count.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.corpora import extended
from bench.figures import table, temporary_kb
from kb.cli.verbs import VERBS
from kb.evaluation import build_index
from kb.files import ENGINES, init_home
from kb.index import update_index
from kb.knowledge_base import open_knowledge_base
from kb.search import Query, search

_CORPUS = Path(__file__).resolve().parents[1] / "corpus"
_KB = "from kb.cli import main; main()"
_QUERY = "整村授信"
# What the verbs that only read are asked for; {} is the id of a bulletin.
_READING = {
    "list": [],
    "search": [_QUERY],
    "show": ["{}"],
    "practices": [],
    "compare": [_QUERY],
    "figures": [_QUERY],
    "trends": [],
    "new": [],
    "history": ["{}"],
    "bin": [],
}
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
    parser.add_argument("--verbs", action="store_true", help="each verb's start instead")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="kb-bench-") as folder:
        if given.verbs:
            _verbs(Path(folder), given.runs)
        else:
            _first_search(Path(folder), given.entries, given.engine, given.runs)


def _first_search(folder: Path, entries: int, engine: str, runs: int) -> None:
    home = init_home(folder / "home")
    home.config.write_text(f'engine = "{engine}"\n', "utf-8")
    with temporary_kb(engine, home.path) as kb:
        build_index(kb, extended(entries))
        search(kb, Query("热身"))  # jieba's dictionary is kept in the home
    times = [_search_once(home.path, _environment(folder)) for _ in range(runs + 1)][1:]
    print(f"{entries:,} entries, engine {engine}, median of {runs} runs")
    names = (*_PARTS, "process from start to end")
    table(
        ("", "seconds"),
        [(name, median(run[place] for run in times)) for place, name in enumerate(names)],
    )


def _search_once(home: Path, environment: dict[str, str]) -> list[float]:
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_SEARCH, str(home)],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return [*json.loads(done.stdout), time.perf_counter() - began]


def _environment(folder: Path) -> dict[str, str]:
    """The environment of a process that finds its modules compiled in a folder."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def _verbs(folder: Path, runs: int) -> None:
    """The processor time of each verb on the sample corpus."""
    home = init_home(folder / "home")
    shutil.copytree(_CORPUS, home.corpus, dirs_exist_ok=True)
    kb = open_knowledge_base(home)
    update_index(kb)
    newest = list(kb.corpus.bulletins())[-1].id
    kb.engine.close()
    asked: list[list[str]] = [["--version"], ["--help"]]
    for verb in VERBS:
        given = _READING.get(verb, ["--help"])
        asked.append([verb, *(word.format(newest) for word in given)])
    print(f"processor time of a process, median of {runs} runs")
    table(
        ("kb …", "seconds"),
        [
            (
                " ".join(arguments)[:30],
                median(_processor_seconds(home.path, arguments, runs, _environment(folder))),
            )
            for arguments in asked
        ],
    )


def _processor_seconds(
    home: Path, arguments: Sequence[str], runs: int, environment: dict[str, str]
) -> list[float]:
    """User and system time of each of `runs` processes, after one that warms the disk's cache."""
    times = []
    for _ in range(runs + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-c", _KB, "--home", str(home), *arguments],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return times[1:]


if __name__ == "__main__":
    main()
