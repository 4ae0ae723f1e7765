"""Three nodes with a replica: is anything lost when each is killed in turn?

    python -m bench.cluster_kill [--kills 3] [--entries 300]

One thread commits small bulletins without pause, another searches; meanwhile each node is killed with
SIGKILL and started again. At the end, all that was acknowledged must be there, once, and no search may
have failed: a failed request goes to another host. Exit code 1 otherwise.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.cluster import Node, ask, nodes, restart
from bench.corpora import extended
from bench.figures import p50_p95, table
from kb.errors import EngineError
from kb.files import Cluster
from kb.index import IndexDocument, prepare
from kb.index.engines import Engine, Request, open_engine
from kb.query import Everything
from kb.text import Segmenter

EACH = 10
PATIENCE = 180


@dataclass
class Seen:
    """What happened: entries acknowledged, commits that failed, seconds of searches, failures."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    refused: int = 0
    searches: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def main() -> int:
    """Print what was lost."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--entries", type=int, default=300, help="before the first kill")
    given = parser.parse_args()
    with nodes(3, heap="512m") as started, tempfile.TemporaryDirectory() as home:
        _healthy(started[0].url, 3)
        hosts = tuple(node.url for node in started)
        cluster = Cluster(hosts, index="kill", shards=3, replicas=1, timeout=10)
        seen = _measured(Path(home), cluster, started, given.kills, given.entries)
        engine = open_engine("opensearch", Path(home) / "index", cluster)
        have = engine.digests()
        lost = [i for i, digest in seen.acknowledged.items() if have.get(i) != digest]
        problems = engine.verify()
    p50, p95 = p50_p95([1000 * seconds for seconds in seen.searches])
    table(
        (
            "acknowledged",
            "lost",
            "commits refused",
            "searches",
            "failed",
            "wrong",
            "p50 ms",
            "p95 ms",
        ),
        [
            (
                str(len(seen.acknowledged)),
                len(lost),
                seen.refused,
                len(seen.searches),
                len(seen.failed),
                len(seen.wrong),
                p50,
                p95,
            )
        ],
    )
    for line in (*seen.failed[:3], *seen.wrong[:3], *problems):
        print(line)
    return int(bool(lost or seen.failed or seen.wrong))


def _measured(home: Path, cluster: Cluster, started: list[Node], kills: int, first: int) -> Seen:
    documents = iter(extended(1_000_000))
    segmenter, seen, done = Segmenter(), Seen(), threading.Event()
    engine = open_engine("opensearch", home / "index", cluster)
    with engine.writer("0" * 64, rebuild=True) as writer:
        for document in (next(documents) for _ in range(first)):
            writer.put(prepare(document, segmenter))
            seen.acknowledged[document.id] = document.digest
    threads = [
        threading.Thread(target=_write, args=(engine, documents, segmenter, seen, done)),
        threading.Thread(target=_search, args=(home, cluster, seen, done)),
    ]
    for thread in threads:
        thread.start()
    try:
        for number in range(kills):
            place = number % len(started)
            time.sleep(5)
            os.kill(started[place].pid, 9)
            print(
                f"killed {started[place].name}; {len(seen.acknowledged)} acknowledged", flush=True
            )
            time.sleep(10)
            started[place] = restart(started[place], started)
            _healthy(started[place].url, 3)
    finally:
        done.set()
        for thread in threads:
            thread.join(PATIENCE)
    return seen


def _write(
    engine: Engine,
    documents: Iterator[IndexDocument],
    segmenter: Segmenter,
    seen: Seen,
    done: threading.Event,
) -> None:
    """Commit a few entries at a time. Nobody may count on a commit that failed."""
    while not done.is_set():
        some = [next(documents) for _ in range(EACH)]
        try:
            with engine.writer("0" * 64) as writer:
                for document in some:
                    writer.put(prepare(document, segmenter))
        except EngineError:
            seen.refused += 1
            continue
        seen.acknowledged |= {document.id: document.digest for document in some}


def _search(home: Path, cluster: Cluster, seen: Seen, done: threading.Event) -> None:
    """Search with an engine of its own; what was acknowledged before must be counted."""
    engine = open_engine("opensearch", home / "index", cluster)
    while not done.is_set():
        least = len(seen.acknowledged)
        began = time.perf_counter()
        try:
            total = engine.search(Request(Everything(), facets=("bank",), size=10)).total
        except EngineError as error:
            seen.failed.append(str(error))
            continue
        seen.searches.append(time.perf_counter() - began)
        if total < least:
            seen.wrong.append(f"{total} entries found, {least} were acknowledged before")


def _healthy(url: str, count: int) -> None:
    """Wait until the nodes are together and all copies are there."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            health = ask(
                f"{url}/_cluster/health?wait_for_nodes={count}&wait_for_status=green&timeout=5s"
            )
        except OSError:
            time.sleep(0.5)
            continue
        if not health["timed_out"]:
            return
    sys.exit("the cluster does not get well")


if __name__ == "__main__":
    sys.exit(main())
