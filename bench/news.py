"""How long does it take to ingest a year of daily bulletins, and to see that nothing is new?

    python -m bench.news [--files 363]

Ingests ../shared/corpora/news-2023 into an empty home, as the command line does, then once more.
Prints time, files a second and peak memory (of the process and of its readers); exit code 1 when
the second run changed anything or took more than a tenth of the time.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.corpora import NEWS
from bench.figures import apart, peak_memory_mb
from kb.files import Home, init_home
from kb.intake import IngestOptions, find_files, ingest
from kb.knowledge_base import open_knowledge_base
from kb.state import writer_lock

MOST = 0.1


@dataclass(frozen=True, slots=True)
class Run:
    """The results of the files, the seconds it took, and the peak memory in megabytes of the
    process and of its readers."""

    statuses: Counter[str]
    seconds: float
    memory: float
    reader_memory: float


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", type=int, default=363)
    if not NEWS.is_dir():
        sys.exit(f"{NEWS.resolve()} is not there: this needs the shared corpora")
    files = find_files([NEWS])[: parser.parse_args().files]
    with tempfile.TemporaryDirectory(prefix="kb-news-") as folder:
        home = init_home(Path(folder, "home"))
        runs = [apart(one_run, home, files) for _ in range(2)]
    for name, run in zip(("first", "second"), runs, strict=True):
        became = ", ".join(f"{n} {status}" for status, n in run.statuses.items())
        print(
            f"{name} run: {became}; {run.seconds:.1f} s, {len(files) / run.seconds:.0f} files a"
            f" second, {run.memory:.0f} MB, readers {run.reader_memory:.0f} MB"
        )
    share = runs[1].seconds / runs[0].seconds
    print(f"the second took {share:.1%} of the time")
    return 0 if share < MOST and set(runs[1].statuses) == {"unchanged"} else 1


def one_run(home: Home, files: Sequence[Path]) -> Run:
    """Ingest the files, from opening the home to the index."""
    began = time.perf_counter()
    kb = open_knowledge_base(home)
    with writer_lock(home, "测试"):
        results = ingest(kb, files, IngestOptions(date(2026, 11, 23)))
    took = time.perf_counter() - began
    kb.engine.close()
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    return Run(Counter(r.status.value for r in results), took, peak_memory_mb(), children)


if __name__ == "__main__":
    sys.exit(main())
