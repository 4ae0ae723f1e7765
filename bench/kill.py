"""kill -9 at random moments of an ingest run: is everything still right?

    python -m bench.kill [--rounds 1000] [--seed 1]

Each time a home with some bulletins ingests new ones, corrections and a removal with its undoing,
in a process of its own that is killed at a random moment. Then: every file of the corpus is read,
every bulletin that was acknowledged is there as it was acknowledged, none is duplicated, histories
can be read, and after one update the index agrees with the corpus. Then the same run is finished,
and everything must be there.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

from bench.figures import opened
from bench.weeks import write_weeks
from kb.corpus import By, changes, history
from kb.files import Home, init_home
from kb.index import check_index, update_index
from kb.intake import FileResult, IngestOptions, Read, ingest
from kb.knowledge_base import KnowledgeBase
from kb.maintenance import check
from kb.readers import Sandbox, read
from kb.rights import Actor, Role
from kb.state import writer_lock

TODAY = date(2026, 11, 23)
WHO = "测试"
ACTOR = Actor(WHO, Role.EDITOR)
THERE = 4  # bulletins before the run; the run corrects them and adds as many


def main() -> int:
    """Print the figure; exit code 1 when a kill did harm."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kb-kill-") as folder:
        began = time.monotonic()
        good, moments = run(Path(folder), given.rounds, given.seed)
        took = time.monotonic() - began
    spread = ", ".join(f"{n}: {times}" for n, times in sorted(moments.items()))
    print(f"files acknowledged at the kill, and how often: {spread}")
    print(f"{good} of {given.rounds} consistent, {took:.0f} s")
    return 0 if good == given.rounds else 1


def run(folder: Path, rounds: int, seed: int) -> tuple[int, Counter[int]]:
    """(rounds after which all was right, how many files had been acknowledged at the kill → how
    often; rounds that ended before the kill are not counted there)."""
    template, files = _prepare(folder)
    chance = random.Random(seed)
    whole = _duration(folder, template, files)
    good, moments = 0, Counter[int]()
    for number in range(rounds):
        home = Home(folder / "home")
        shutil.rmtree(home.path, ignore_errors=True)
        shutil.copytree(template.path, home.path)
        acknowledged, early, _ = _killed_run(home, files, chance.uniform(0, whole))
        moments[len(acknowledged)] += early
        wrong = _wrong(home, files, acknowledged)
        good += not wrong
        for problem in wrong:
            print(f"第 {number} 次：{problem}", flush=True)
        if number % 100 == 99:
            print(f"{number + 1}…", file=sys.stderr, flush=True)
    return good, moments


def _prepare(folder: Path) -> tuple[Home, list[Path]]:
    """A home with some bulletins, and the files of the run: corrections and new ones."""
    home = init_home(folder / "template")
    kb = opened(home)
    with writer_lock(home, WHO):
        ingest(kb, write_weeks(folder / "before", range(THERE)), IngestOptions(TODAY, actor=ACTOR))
    kb.engine.close()
    corrected = write_weeks(folder / "run", range(THERE), correction=1)
    return home, corrected + write_weeks(folder / "run", range(THERE, 2 * THERE))


def _work(
    kb: KnowledgeBase, files: Iterable[Path], done: Callable[[FileResult], None], read: Read
) -> None:
    """The run that is killed: an ingest, then a removal and its undoing."""
    with writer_lock(kb.home, WHO):
        results = ingest(kb, files, IngestOptions(TODAY, actor=ACTOR, read=read), done=done)
        first = results[0].bulletin
        assert first is not None
        changes.remove(kb.corpus, first.id, By(ACTOR, datetime.now()))
        update_index(kb)
        changes.undo_remove(kb.corpus, first.id, By(ACTOR, datetime.now()))
        update_index(kb)


def _duration(folder: Path, template: Home, files: list[Path]) -> float:
    """Seconds of an undisturbed run; segmenter and readers are warm afterwards."""
    took = 0.0
    for _ in range(2):
        home = Home(folder / "trial")
        shutil.rmtree(home.path, ignore_errors=True)
        shutil.copytree(template.path, home.path)
        acknowledged, _, took = _killed_run(home, files, None)
        if len(acknowledged) != len(files) or (wrong := _wrong(home, files, acknowledged)):
            raise SystemExit(
                f"不杀也不对：{wrong if len(acknowledged) == len(files) else acknowledged}"
            )
    return took


def _killed_run(
    home: Home, files: list[Path], after: float | None
) -> tuple[list[str], bool, float]:
    """(digests of the files that were acknowledged, whether the kill came before the end, seconds
    it ran)."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)

        def done(result: FileResult) -> None:
            assert result.bulletin is not None
            os.write(writing, f"{result.bulletin.source.sha256}\n".encode())

        try:
            kb = opened(home)
            with Sandbox() as sandbox:
                sandbox.read(files[0].read_bytes(), files[0].name)  # to start it takes longest
                os.write(writing, b"ready\n")
                _work(kb, files, done, sandbox.read)
        finally:
            os._exit(0)
    os.close(writing)
    pipe = os.fdopen(reading, "rb")
    pipe.readline()
    began = time.monotonic()
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with pipe:
        acknowledged = pipe.read().decode().split()
    took = time.monotonic() - began
    _, status = os.waitpid(child, 0)
    return acknowledged, os.WIFSIGNALED(status), took


def _wrong(home: Home, files: list[Path], acknowledged: list[str]) -> list[str]:
    """The damage that the kill did, in words."""
    try:
        kb = opened(home)
        bulletins = list(kb.corpus.bulletins())
        lying = {item.bulletin_id for item in kb.corpus.bin_items()}
        problems = []
        sources = [bulletin.source.sha256 for bulletin in bulletins]
        lost = set(acknowledged) - set(sources)
        # The first may be in the bin: the kill came between removal and undoing.
        if lost and not (lost == {acknowledged[0]} and lying):
            problems.append(f"确认过的不见了：{lost}")
        if len(set(sources)) != len(sources) or len({b.title for b in bulletins}) != len(bulletins):
            problems.append("有重复的简报")
        if len(bulletins) + len(lying - {b.id for b in bulletins}) < THERE:
            problems.append("原有的简报少了")
        for bulletin_id in history.recorded_ids(home):
            history.changes(home, bulletin_id)
        with writer_lock(home, WHO):
            update_index(kb)
        problems += check_index(kb)
        kb.engine.close()
        return problems or _unfinished(home, files)
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]


def _unfinished(home: Home, files: list[Path]) -> list[str]:
    """Finish the run; returns what is missing or wrong then."""
    kb = opened(home)
    with writer_lock(home, WHO):
        ingest(kb, files, IngestOptions(TODAY, actor=ACTOR, read=read))
    titles = {bulletin.title for bulletin in kb.corpus.bulletins()}
    problems = [str(finding) for finding in check(kb)]
    if len(titles) != len(kb.corpus.bulletin_ids()) or len(titles) != 2 * THERE:
        problems.append(f"再运行一次后有 {len(titles)} 期，应为 {2 * THERE} 期")
    kb.engine.close()
    return problems


if __name__ == "__main__":
    sys.exit(main())
