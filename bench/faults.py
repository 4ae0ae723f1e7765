"""Each disk call of an ingest fails once: is everything still right?

    python -m bench.faults [--step 1]

An ingest of a new bulletin and a correction is repeated, and the k-th call of open, write, fsync,
replace, link, unlink or mkdir below the home fails, for every k (or every step-th), with "no
space", "input/output error" and "permission denied". Then: the run must have raised a KbError or
continued without harm, every bulletin is as before or as after, the index answers, and the same
process can ingest once the cause is gone.
"""

from __future__ import annotations

import argparse
import builtins
import errno
import io
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bench.figures import opened
from bench.weeks import write_weeks
from kb.errors import KbError
from kb.files import Home, init_home
from kb.index import check_index
from kb.intake import IngestOptions, ingest
from kb.knowledge_base import KnowledgeBase
from kb.maintenance import check
from kb.model import Practice
from kb.readers import read
from kb.rights import Actor, Role
from kb.search import Query, search
from kb.state import writer_lock

TODAY = date(2026, 11, 23)
CAUSES = (errno.ENOSPC, errno.EIO, errno.EACCES)
_PATHS = ("replace", "rename", "link", "unlink", "remove", "mkdir", "open", "chmod")
_HANDLES = ("fsync", "write", "pwrite", "truncate")


@dataclass
class Disk:
    """Counts the calls that touch a folder, and makes the `at`-th of them fail, once."""

    folder: Path
    at: int = 0
    cause: int = errno.EIO
    calls: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    failed: str = ""

    def touched(self, kind: str, place: object) -> None:
        """A call is about to be made."""
        self.calls += 1
        self.kinds[kind] += 1
        if self.calls == self.at:
            self.failed = f"{kind} {place}"
            raise OSError(self.cause, os.strerror(self.cause), str(place))

    def is_ours(self, path: object) -> bool:
        """Does a path lead into the folder? Names relative to an open folder do."""
        if not isinstance(path, str | os.PathLike):
            return False
        return not os.path.isabs(path) or Path(path).is_relative_to(self.folder)


class _File:
    """A file whose writes are counted."""

    def __init__(self, file: Any, disk: Disk) -> None:
        self._file, self._disk = file, disk

    def write(self, data: Any) -> Any:
        self._disk.touched("write", getattr(self._file, "name", ""))
        return self._file.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)

    def __enter__(self) -> _File:
        self._file.__enter__()
        return self

    def __exit__(self, *error: Any) -> Any:
        return self._file.__exit__(*error)


@contextmanager
def failing(disk: Disk) -> Iterator[None]:
    """Count the calls of this process, and let them fail when the disk says so."""
    before = {name: getattr(os, name) for name in (*_PATHS, *_HANDLES)}
    opened = io.open
    handles: set[int] = set()

    def of_path(name: str) -> Callable[..., Any]:
        def call(path: Any, *others: Any, **options: Any) -> Any:
            if disk.is_ours(path):
                disk.touched(name, path)
                result = before[name](path, *others, **options)
                if name == "open":
                    handles.add(result)
                return result
            return before[name](path, *others, **options)

        return call

    def of_handle(name: str) -> Callable[..., Any]:
        def call(handle: Any, *others: Any) -> Any:
            if handle in handles or name == "fsync":
                disk.touched(name, handle)
            return before[name](handle, *others)

        return call

    def open_file(file: Any, mode: str = "r", *others: Any, **options: Any) -> Any:
        ours = file in handles if isinstance(file, int) else disk.is_ours(file)
        if ours and not isinstance(file, int):
            disk.touched("open", file)
        made = opened(file, mode, *others, **options)
        return _File(made, disk) if ours and set(mode) & set("wax+") else made

    try:
        for name in _PATHS:
            setattr(os, name, of_path(name))
        for name in _HANDLES:
            setattr(os, name, of_handle(name))
        builtins.open = io.open = open_file
        yield
    finally:
        for name, call in before.items():
            setattr(os, name, call)
        builtins.open = io.open = opened


def main() -> int:
    """Print the figures; exit code 1 when a failure did harm."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--step", type=int, default=1)
    step = parser.parse_args().step
    with tempfile.TemporaryDirectory(prefix="kb-faults-") as folder:
        began = time.monotonic()
        good, tried, kinds = run(
            Path(folder).resolve(), step, lambda tried: print(f"{tried}…", file=sys.stderr)
        )
        took = time.monotonic() - began
    print("calls of one run: " + ", ".join(f"{kind} {n}" for kind, n in kinds.most_common()))
    print(f"{good} of {tried} all or nothing, {took:.0f} s")
    return 0 if good == tried else 1


def run(
    folder: Path, step: int, progress: Callable[[int], None] | None = None
) -> tuple[int, int, Counter[str]]:
    """(trials after which all was right, trials, calls of an undisturbed run by kind)."""
    template, files = _prepare(folder)
    counted = Disk(folder / "home")
    kb = _fresh(template, folder)
    with failing(counted):
        _ingest(kb, files)
    good = tried = 0
    for cause in CAUSES:
        for at in range(1, counted.calls + 1, step):
            disk = Disk(folder / "home", at, cause)
            wrong = _trial(_fresh(template, folder), files, disk)
            tried += 1
            good += not wrong
            if progress and tried % 500 == 0:
                progress(tried)
            if wrong:
                print(f"{errno.errorcode[cause]} 第 {at} 次（{disk.failed}）：{wrong}", flush=True)
    return good, tried, counted.kinds


def _prepare(folder: Path) -> tuple[Home, list[Path]]:
    home = init_home(folder / "template")
    shutil.rmtree(home.corpus / "practices")  # one of sixty equal files is enough
    kb = opened(home)
    kb.corpus.save_practice(Practice("整村授信", ("整村推进",)))
    kb = opened(home)
    _ingest(kb, write_weeks(folder / "before", range(2)))
    kb.engine.close()
    return home, [
        *write_weeks(folder / "run", range(1), correction=1),
        *write_weeks(folder / "run", range(2, 3)),
    ]


def _fresh(template: Home, folder: Path) -> KnowledgeBase:
    shutil.rmtree(folder / "home", ignore_errors=True)
    shutil.copytree(template.path, folder / "home")
    kb = opened(Home(folder / "home"))
    del vars(kb)["vocabulary"]  # reading it may fail too
    return kb


def _ingest(kb: KnowledgeBase, files: list[Path]) -> list[KbError]:
    """Ingest as the command line does; returns the messages about files that failed."""
    with writer_lock(kb.home, "测试"):
        results = ingest(
            kb, files, IngestOptions(TODAY, actor=Actor("测试", Role.EDITOR), read=read)
        )
    return [result.error for result in results if result.error]


def _trial(kb: KnowledgeBase, files: list[Path], disk: Disk) -> str:
    """What went wrong besides the failure itself, "" when nothing did."""
    before = {b.id: b for b in kb.corpus.bulletins()}
    try:
        with failing(disk):
            said = _ingest(kb, files)
    except KbError as error:
        said = [error]
    except BaseException as error:
        return f"不是 KbError：{type(error).__name__}: {error}"
    if any(not error.message for error in said):
        return "没有说明原因"
    try:
        fresh = opened(kb.home)
        now = {b.id: b for b in fresh.corpus.bulletins()}
        if set(before) - set(now):
            return "丢了简报"
        if not search(fresh, Query(text="走访")).total:
            return "检索不到"
        if again := _ingest(kb, files):
            return f"故障排除后仍不能入库：{again[0]}"
        sources = {b.source.sha256 for b in kb.corpus.bulletins()}
        if len(sources) != 3 or len(kb.corpus.bulletin_ids()) != 3:
            return f"最后有 {len(sources)} 期"
        left = [*check_index(kb), *map(str, check(fresh))]
        kb.engine.close()
        fresh.engine.close()
        return "；".join(left)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    sys.exit(main())
