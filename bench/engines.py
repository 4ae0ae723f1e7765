"""An index on a cluster next to one on this machine: building, size, memory, searching, publishing.

    python -m bench.engines [--sizes 50000] [--engines tantivy opensearch] [--processes 2] [--queries 200]
        [--warm-up 800] [--rounds 1]

Wall time, since most of a search on a cluster happens in another process; with the processor time of
both per page and per entry, which says what a quiet machine would take: to make the entries themselves is
not counted. `--warm-up` other queries of each kind go before: a server compiles its Java while it answers,
more of it in each of `--rounds`.
`memory MB` is the most of the process that writes, `helpers` the most of one that analyses,
`server` that of the node. Each engine in a process of its own, each size on a node of its own. Large
indexes need `--folder`, where the node has its files: else they are in memory.
"""

from __future__ import annotations

import argparse
import os
import resource
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from bench.cluster import RUNNING, nodes, size_mb
from bench.corpora import extended, questions
from bench.figures import apart, p50_p95, peak_memory_mb, table, temporary_kb
from bench.publication import Published, published
from bench.queries import keywords, some
from kb.evaluation import MEGABYTE, index_size
from kb.files import ENGINES, OPENSEARCH
from kb.index import IndexDocument, packer_of, prepare_all, put
from kb.index.documents import Prepared
from kb.index.engines import Packed, Resuming
from kb.knowledge_base import KnowledgeBase
from kb.model import split_entry_id
from kb.search import Query, search

TICKS = os.sysconf("SC_CLK_TCK")
SAMPLE = 20_000
HEAP = "2g"


class Built(NamedTuple):
    """Building: seconds, entries a second, milliseconds of processors an entry here and on the server,
    megabytes of the processes and of the index, kilobytes of it an entry."""

    seconds: float
    each_second: float
    here: float
    server: float
    memory: float
    helpers: float
    server_memory: float
    megabytes: float
    each: float


class Asked(NamedTuple):
    """Searching, per page: milliseconds, those of processors here and on the server, round trips."""

    p50: float
    p95: float
    here: float
    server: float
    trips: float


class Queries(NamedTuple):
    """How many queries of each kind are asked: before, then in each round."""

    warm_up: int
    each: int
    rounds: int


class Measured(NamedTuple):
    """What an engine takes."""

    built: Built
    asked: dict[str, Asked]
    published: Published


def main() -> None:
    """Print what each engine takes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[50_000])
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=["tantivy", OPENSEARCH])
    parser.add_argument("--processes", type=int, default=2, help="for the analysis")
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    parser.add_argument("--warm-up", type=int, default=800, help="of each kind, before")
    parser.add_argument("--rounds", type=int, default=1, help="of all queries")
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm"), help="for the node")
    given = parser.parse_args()
    queries = Queries(given.warm_up, given.queries, given.rounds)
    for size in given.sizes:
        for engine in given.engines:
            numbers = (engine, size, given.processes, queries)
            if engine == OPENSEARCH:
                with nodes(1, HEAP, given.folder) as (node,):
                    os.environ[RUNNING] = node.url
                    _print(engine, size, apart(_measure, *numbers, node.pid))
            else:
                _print(engine, size, apart(_measure, *numbers, 0))


def _print(engine: str, size: int, measured: Measured) -> None:
    print(f"{engine}, {size:,} entries")
    head = ("seconds", "entries/s", "ms here", "server", "memory MB", "helpers", "server MB")
    table(("building", *head, "index MB", "KB/entry"), [("", *measured.built)])
    table(
        ("a page, ms", "p50", "p95", "processor here", "server", "round trips"),
        [(kind, *one) for kind, one in measured.asked.items()],
    )
    columns = ("a bulletin more", "median s", "most", "searches meanwhile", "that found a part")
    table(columns, [("", *measured.published)])
    print(flush=True)


def _measure(engine: str, size: int, processes: int, queries: Queries, pid: int) -> Measured:
    with temporary_kb(engine) as kb:
        kb.segmenter.words("热身")
        deque(extended(1), maxlen=0)  # reads what all entries are made from
        began = spent()
        deque(extended(min(size, SAMPLE)), maxlen=0)
        # The entries themselves, which is no part of building an index.
        making = (spent() - began) * max(1.0, size / SAMPLE)
        here, there, began = spent(), server_spent(pid), time.perf_counter()
        _build(kb, extended(size), processes)
        seconds = time.perf_counter() - began
        took, server = spent() - here - making, server_spent(pid) - there
        cluster = kb.settings.opensearch
        megabytes = size_mb(cluster) if cluster else index_size(kb) / MEGABYTE
        built = Built(
            seconds,
            size / seconds,
            1000 * took / size,
            1000 * server / size,
            peak_memory_mb(),
            helpers_mb(),
            _server_mb(pid),
            megabytes,
            1000 * megabytes / size,
        )
        number_of_texts = queries.warm_up + queries.each
        texts = {
            "questions": some(list(questions().queries.values()), number_of_texts),
            "keywords": keywords(questions().documents, kb.segmenter, number_of_texts),
        }
        asked = {
            f"{kind}, {number}.": _asked(kb, some_texts, queries.warm_up, pid)
            for number in range(1, queries.rounds + 1)
            for kind, some_texts in texts.items()
        }
        return Measured(built, asked, published(kb))


def _build(kb: KnowledgeBase, entries: Iterator[IndexDocument], processes: int) -> None:
    """Build an index as a rebuild does, which says when a bulletin is finished."""
    with kb.engine.writer(kb.fingerprint, rebuild=True) as writer:
        ready = prepare_all(entries, kb.segmenter, processes, packer_of(writer))
        for bulletin, some_ready in groupby(ready, _bulletin):
            for one in some_ready:
                put(writer, one)
            if isinstance(writer, Resuming):
                writer.finish(bulletin, "")


def _bulletin(one: Prepared | Packed) -> str:
    return split_entry_id(one.id if isinstance(one, Packed) else one.document.id)[0]


def _asked(kb: KnowledgeBase, texts: Sequence[str], warm_up: int, pid: int) -> Asked:
    for text in texts[:warm_up]:
        search(kb, Query(text))
    texts = texts[warm_up:]
    times = []
    with _requests() as sent:
        here, there = time.process_time(), server_spent(pid)
        for text in texts:
            began = time.perf_counter()
            search(kb, Query(text))
            times.append((time.perf_counter() - began) * 1000)
        each = 1000 / len(texts)
        took = ((time.process_time() - here) * each, (server_spent(pid) - there) * each)
    return Asked(*p50_p95(times), *took, len(sent) / len(texts))


@contextmanager
def _requests() -> Iterator[list[str]]:
    """The requests that are sent to a cluster."""
    import urllib3  # of an extra

    sent: list[str] = []
    send = urllib3.HTTPConnectionPool.urlopen

    def counted(pool: Any, method: str, url: str, *given: Any, **more: Any) -> Any:
        sent.append(url)
        return send(pool, method, url, *given, **more)

    urllib3.HTTPConnectionPool.urlopen = counted  # type: ignore
    try:
        yield sent
    finally:
        urllib3.HTTPConnectionPool.urlopen = send  # type: ignore


def _server_mb(pid: int) -> float:
    """The most memory that the server has had, in megabytes (Linux)."""
    if not pid:
        return 0.0
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1000


def spent() -> float:
    """Processor seconds of this process and of helpers that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def helpers_mb() -> float:
    """The most memory of a helper of this process that has ended, in megabytes."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000


def server_spent(pid: int) -> float:
    """Processor seconds of the server so far (Linux)."""
    if not pid:
        return 0.0
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()
