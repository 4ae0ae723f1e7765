"""What the scripts share: timing, percentiles, tables, homes to measure in, other processes."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from bench.cluster import cluster
from kb.evaluation import percentile
from kb.files import OPENSEARCH, Home, Settings
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.text import Segmenter

Result = TypeVar("Result")
_SEGMENTERS: dict[frozenset[str], Segmenter] = {}


def milliseconds(ask: Callable[[str], object], texts: Iterable[str]) -> list[float]:
    """The processor time of each query: on a warm disk this is what a person waits, apart from
    other work of the machine."""
    times = []
    for text in texts:
        began = time.thread_time()
        ask(text)
        times.append((time.thread_time() - began) * 1000)
    return times


def p50_p95(times: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return percentile(times, 0.5), percentile(times, 0.95)


def peak_memory_mb() -> float:
    """The most memory this process has had, in megabytes (Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def own_memory_mb() -> float:
    """The memory that only this process has, in megabytes (Linux): without mapped files, which the
    system takes back when it needs the room."""
    rollup = Path("/proc/self/smaps_rollup").read_text("ascii")
    (line,) = (line for line in rollup.splitlines() if line.startswith("Anonymous:"))
    return int(line.split()[1]) / 1000


def apart(work: Callable[..., Result], *arguments: object) -> Result:
    """Run something in a new process, with its own memory and caches."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def opened(home: Home) -> KnowledgeBase:
    """A home as the program opens it, except for the segmenter, which takes longer to load than all the
    rest: homes of the same vocabulary share one, and so do processes that are forked from this."""
    kb = open_knowledge_base(home)
    words = kb.user_words
    if words not in _SEGMENTERS:
        kb.segmenter.words("热身")
        _SEGMENTERS[words] = kb.segmenter
    vars(kb)["segmenter"] = _SEGMENTERS[words]
    return kb


@contextmanager
def temporary_kb(engine: str, folder: Path | None = None) -> Iterator[KnowledgeBase]:
    """A knowledge base in a temporary home (or a folder that stays), without a vocabulary."""
    with ExitStack() as stack:
        temporary = stack.enter_context(TemporaryDirectory(prefix="kb-bench-"))
        made = stack.enter_context(cluster()) if engine == OPENSEARCH else None
        kb = KnowledgeBase(
            Home(folder or Path(temporary)), Settings(engine=engine, opensearch=made)
        )
        stack.callback(kb.engine.close)
        yield kb


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows under a head, numbers to the right."""
    cells = [list(head), *([_shown(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        first, *rest = (
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join((first, *rest)), flush=True)


def _shown(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.3g}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
