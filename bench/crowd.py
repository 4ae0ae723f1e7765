"""Many at once: is everything stored, and does everybody see the state before or after a change?

    python -m bench.crowd [--writers 8] [--each 10] [--readers 8] [--commits 150] [--rebuilds 3]

First several processes ingest bulletins into one home, one at a time, as fast as the lock allows.
Then readers search while one process repeatedly adds and removes a bulletin, and rebuilds the index
from time to time; each answer must be that of the corpus with the bulletin or without it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from bench.figures import opened
from bench.weeks import PLACES, write_weeks
from kb.corpus import By, changes
from kb.errors import IndexBusy
from kb.files import Home, init_home
from kb.index import update_index
from kb.intake import IngestOptions, ingest
from kb.knowledge_base import KnowledgeBase
from kb.maintenance import check
from kb.readers import read
from kb.rights import Actor, Role
from kb.search import Query, search
from kb.state import writer_lock

TODAY = date(2026, 11, 23)
THERE = len(PLACES)  # bulletins that readers find at any time: one of each place
ASKED = ("签约", '"当天办结"', f"小组:{PLACES[0]}组 回访", "月底由行长带队复核")
# Seconds between two searches of a reader: a busy person, not a loop that takes all processor time.
PAUSE = 0.01
_FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class Writing:
    """The result for the bulletins of all writers; `waits` counts how often waiting for the lock
    timed out."""

    bulletins: int
    problems: tuple[str, ...]
    waits: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the readers saw; `problems` are errors and counts of neither state."""

    searches: int
    problems: tuple[str, ...]
    seconds: float


def main() -> int:
    """Print the figures; exit code 1 when something was lost, doubled or wrong."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, default in (
        ("writers", 8),
        ("each", 10),
        ("readers", 8),
        ("commits", 150),
        ("rebuilds", 3),
    ):
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kb-crowd-") as folder:
        wrote = write_at_once(Path(folder, "w"), given.writers, given.each)
        print(
            f"{given.writers} processes × {given.each} ingests: {wrote.bulletins} bulletins,"
            f" {len(wrote.problems)} problems, {wrote.waits} waits of 30 s, {wrote.seconds:.0f} s",
            flush=True,
        )
        meanwhile = read_meanwhile(Path(folder, "r"), given.readers, given.commits, given.rebuilds)
        print(
            f"{given.readers} readers during {given.commits} commits and {given.rebuilds} rebuilds:"
            f" {meanwhile.searches} searches, {len(meanwhile.problems)} problems, {meanwhile.seconds:.0f} s"
        )
    for problem, times in Counter((*wrote.problems, *meanwhile.problems)).most_common(20):
        print(f"PROBLEM ({times}×) {problem}")
    whole = wrote.bulletins == given.writers * given.each
    return 0 if whole and not (wrote.problems or meanwhile.problems) else 1


def write_at_once(folder: Path, writers: int, each: int) -> Writing:
    """Have processes ingest their bulletins at once."""
    home = init_home(folder / "home")
    opened(home)
    files = write_weeks(folder / "files", range(writers * each))
    began = time.monotonic()
    shares = [files[n * each : (n + 1) * each] for n in range(writers)]
    said = _together([(_ingest_all, (home, share)) for share in shares])
    took = time.monotonic() - began
    kb = opened(home)
    bulletins = list(kb.corpus.bulletins())
    problems = [line for line in said if line != _WAIT]
    problems += map(str, check(kb))
    for what, values in (
        ("source", [bulletin.source.name for bulletin in bulletins]),
        ("title", [bulletin.title for bulletin in bulletins]),
    ):
        problems += [f"{what} {v} doubled" for v, n in Counter(values).items() if n > 1]
    lost = {file.name for file in files} - {bulletin.source.name for bulletin in bulletins}
    problems += [f"{name} lost" for name in sorted(lost)]
    kb.engine.close()
    return Writing(len(bulletins), tuple(problems), said.count(_WAIT), took)


_WAIT = "waited in vain"


def _ingest_all(home: Home, files: Sequence[Path], tell: Callable[[str], None]) -> None:
    kb = opened(home)
    for file in files:
        while True:
            try:
                with writer_lock(home, "测试"):
                    (result,) = ingest(kb, [file], IngestOptions(TODAY, read=read))
                break
            except IndexBusy:  # the command line says so and exits with 75: try again later
                tell(_WAIT)
        if result.error:
            tell(f"{file.name}: {result.error}")


def read_meanwhile(folder: Path, crowd: int, commits: int, rebuilds: int) -> Reading:
    """Have readers search while a bulletin comes and goes."""
    home = init_home(folder / "home")
    kb = opened(home)
    with writer_lock(home, "测试"):
        ingest(kb, write_weeks(folder / "files", range(THERE)), IngestOptions(TODAY, read=read))
        without = {text: search(kb, Query(text)).total for text in ASKED}
        (extra,) = write_weeks(folder / "files", range(THERE, THERE + 1))
        (result,) = ingest(kb, [extra], IngestOptions(TODAY, read=read))
        both = {text: {without[text], search(kb, Query(text)).total} for text in ASKED}
    kb.engine.close()
    assert result.bulletin is not None
    assert all(len(counts) == 2 for counts in both.values())
    over = _FORK.Event()
    began = time.monotonic()
    jobs: list[tuple[Callable[..., None], tuple[Any, ...]]] = [
        (_come_and_go, (home, result.bulletin.id, commits, rebuilds, over))
    ]
    said = _together([*jobs, *((_search_on, (home, both, over)) for _ in range(crowd))])
    counts = [int(line) for line in said if line.isdecimal()]
    problems = tuple(line for line in said if not line.isdecimal())
    return Reading(sum(counts), problems, time.monotonic() - began)


def _come_and_go(
    home: Home, id_: str, commits: int, rebuilds: int, over: Event, tell: Callable[[str], None]
) -> None:
    kb = opened(home)
    try:
        for number in range(commits):
            with writer_lock(home, "测试"):
                by = By(Actor("测试", Role.EDITOR), datetime.now())
                if number % 2 == 0:
                    changes.remove(kb.corpus, id_, by)
                else:
                    changes.undo_remove(kb.corpus, id_, by)
                change = update_index(kb)
                if not change.put and not change.removed:
                    tell(f"commit {number} changed nothing")
                if rebuilds and (number + 1) % max(1, commits // rebuilds) == 0:
                    update_index(kb, rebuild=True)
    finally:
        over.set()


def _search_on(
    home: Home, both: dict[str, set[int]], over: Event, tell: Callable[[str], None]
) -> None:
    """Search until the end, sometimes with a newly opened knowledge base."""
    kb: KnowledgeBase | None = None
    number = 0
    while not over.is_set():
        for text, counts in both.items():
            number += 1
            kb = kb or opened(home)
            try:
                page = search(kb, Query(text, limit=100))
            except Exception as error:
                tell(f"{type(error).__name__}: {error}")
                continue
            if page.total not in counts or len(page.hits) != page.total:
                tell(f"{text}: {page.total}, {len(page.hits)} shown, not one of {sorted(counts)}")
            if number % 50 == 0:
                kb.engine.close()
                kb = None
            time.sleep(PAUSE)
    tell(str(number))


def _together(jobs: list[tuple[Callable[..., None], tuple[Any, ...]]]) -> list[str]:
    """Run all of these at once, each in a process; returns what they report."""
    said = _FORK.Queue()
    processes = [_FORK.Process(target=_job, args=(work, given, said)) for work, given in jobs]
    for process in processes:
        process.start()
    lines: list[str] = []
    working = len(processes)
    while working:
        line = said.get(timeout=3600)
        working -= line is None
        lines += [line] if line is not None else []
    for process in processes:
        process.join()
    return lines


def _job(work: Callable[..., None], given: tuple[Any, ...], said: Any) -> None:
    try:
        work(*given, said.put)
    except BaseException as error:
        said.put(f"{type(error).__name__}: {error}")
    finally:
        said.put(None)


if __name__ == "__main__":
    sys.exit(main())
