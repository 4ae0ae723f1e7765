"""A cluster to measure on: the one at KB_BENCH_CLUSTER, or nodes of their own.

The server is that of the tests (`make opensearch`).
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.files import Cluster
from tests.ports import free_ports

ROOT = Path(__file__).resolve().parents[1]
SERVER = ROOT / "scripts/opensearch/server.py"
DIST = Path(os.environ.get("OPENSEARCH_DIST", ROOT / "build/opensearch"))
RUNNING = "KB_BENCH_CLUSTER"


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its name, where it is, its folder, its process."""

    name: str
    url: str
    home: Path
    pid: int


@contextmanager
def nodes(count: int, heap: str = "1g", folder: Path = Path("/dev/shm")) -> Iterator[list[Node]]:
    """A cluster of several nodes on this machine, with their files in a folder."""
    if not (DIST / "complete").is_file():
        sys.exit("needs OpenSearch: make opensearch")
    names = [f"n{number}" for number in range(1, count + 1)]
    ports = free_ports(2 * count)
    started = []
    try:
        for number, name in enumerate(names):
            home = Path(tempfile.mkdtemp(prefix="kb-bench-node-", dir=folder))
            home.chmod(0o755)
            started.append(_start(home, name, names, ports, number, heap))
        yield started
    finally:
        for node in started:
            with suppress(ProcessLookupError):
                os.kill(node.pid, 9)
            shutil.rmtree(node.home, ignore_errors=True)


def _start(
    home: Path, name: str, names: list[str], ports: list[int], number: int, heap: str
) -> Node:
    http, transports = ports[number], ports[len(names) :]
    command = [sys.executable, SERVER, "start", DIST, home, "--port", http, "--name", name]
    command += ["--transport", transports[number], "--managers", ",".join(names), "--heap", heap]
    command += ["--seeds", ",".join(f"127.0.0.1:{port}" for port in transports)]
    command += ["--cluster", f"kb-{transports[0]}", "--no-wait", "--fast"]
    done = subprocess.run([*map(str, command)], check=True, capture_output=True, text=True)
    return Node(name, f"http://127.0.0.1:{http}", home, int(done.stdout))


def restart(node: Node, all_nodes: list[Node]) -> Node:
    """Start a node again that was killed, on its old folder and ports."""
    config = json.loads(
        "{"
        + ",".join(
            f'"{key}":{value}'
            for key, _, value in (
                line.partition(": ")
                for line in (node.home / "config/opensearch.yml").read_text().splitlines()
            )
        )
        + "}"
    )
    command = [sys.executable, SERVER, "start", DIST, node.home, "--port", config["http.port"]]
    command += ["--name", node.name, "--transport", config["transport.port"], "--heap", "512m"]
    command += ["--managers", ",".join(one.name for one in all_nodes), "--no-wait"]
    command += ["--seeds", ",".join(config["discovery.seed_hosts"])]
    command += ["--cluster", config["cluster.name"]]
    done = subprocess.run([*map(str, command)], check=True, capture_output=True, text=True)
    return Node(node.name, node.url, node.home, int(done.stdout))


@contextmanager
def cluster(shards: int = 1) -> Iterator[Cluster]:
    """Settings for an index of its own on a cluster of one node."""
    index = f"bench-{secrets.token_hex(4)}"
    if url := os.environ.get(RUNNING):
        yield Cluster((url,), index=index, shards=shards, replicas=0, timeout=60)
        drop(url, index)
        return
    with nodes(1) as (node,):
        yield Cluster((node.url,), index=index, shards=shards, replicas=0, timeout=60)


def ask(url: str, method: str = "GET") -> dict[str, Any]:
    """What a node answers."""
    with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=60) as answer:
        reply: dict[str, Any] = json.load(answer)
        return reply


def size_mb(made: Cluster) -> float:
    """Megabytes of the index on the disks of the cluster, without copies."""
    stats = ask(f"{made.hosts[0]}/{made.index}-g*/_stats/store")
    return float(stats["_all"]["primaries"]["store"]["size_in_bytes"]) / 1e6


def drop(url: str, index: str) -> None:
    """Remove all indexes of a measurement."""
    for name in (f"{index}-g*", f"{index}-state"):
        with suppress(OSError):
            ask(f"{url}/{name}", "DELETE")
