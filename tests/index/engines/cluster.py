"""A real OpenSearch for the tests: one server for all processes of a test run.

The first test that needs it starts it, under a lock; a process of its own watches over it and ends it
when no test process is left (scripts/opensearch/server.py).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from kb.files import Cluster
from tests.ports import free_ports

ROOT = Path(__file__).parents[3]
SERVER = ROOT / "scripts/opensearch/server.py"
DIST = Path(os.environ.get("OPENSEARCH_DIST", ROOT / "build/opensearch"))
MEMORY = Path("/dev/shm")
NEEDED = 2 << 30
PATIENCE = 180


def why_none() -> str:
    """Why there can be no server, in Chinese; "" when there can."""
    if not (DIST / "complete").is_file():
        return "需要 OpenSearch：sh scripts/opensearch/install.sh"
    if shutil.which("java") is None:
        return "需要 Java 17 或更高版本"
    try:
        import urllib3  # noqa: F401
    except ImportError:
        return "需要软件包 urllib3：pip install 'lessons-kb[opensearch]'"
    return ""


def cluster_of(run: Path, name: str) -> Cluster:
    """The cluster of a test run; `run` is a folder that its processes share, `name` any text that
    tells one index from another. The test is skipped where the server does not start."""
    index = "t" + hashlib.sha256(name.encode()).hexdigest()[:16]
    try:
        return Cluster(hosts=(started(run),), index=index, replicas=0)
    except RuntimeError as error:
        pytest.skip(f"OpenSearch 在本机启动不了：{error}")


@cache
def started(run: Path) -> str:
    """The address of the server; starts it if no other process has. RuntimeError with the end of its
    log when it does not start; it is tried once in a test run."""
    users = run / "opensearch-users"
    users.mkdir(exist_ok=True)
    (users / str(os.getpid())).touch()
    address, failure = run / "opensearch-address", run / "opensearch-failure"
    with (run / "opensearch-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if failure.exists():
            raise RuntimeError(failure.read_text())
        if not address.exists() or not _answers(address.read_text()):
            try:
                address.write_text(_start(users))
            except RuntimeError as error:
                failure.write_text(str(error))
                raise
    return address.read_text()


def start_early(run: Path) -> None:
    """Begin to start it, and do not wait. Where it fails, the tests that need it say so."""

    def start() -> None:
        with suppress(RuntimeError):
            started(run)

    if not why_none():
        threading.Thread(target=start, daemon=True).start()


def drop(cluster: Cluster) -> None:
    """Remove all indexes of a test."""
    for name in (f"{cluster.index}-g*", f"{cluster.index}-state"):
        request = urllib.request.Request(f"{cluster.hosts[0]}/{name}", method="DELETE")
        with suppress(urllib.error.HTTPError):
            urllib.request.urlopen(request, timeout=60).close()


def _start(users: Path) -> str:
    port, transport = free_ports(2)
    home = home_for_a_node()
    command = [sys.executable, str(SERVER), "serve", str(DIST), str(home), str(users)]
    command += ["--port", str(port), "--transport", str(transport), "--cluster", home.name]
    log = users.parent / "opensearch-log"
    with log.open("ab") as said:
        watcher = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )
    url = f"http://127.0.0.1:{port}"
    until = time.monotonic() + PATIENCE
    while not _answers(url):
        if watcher.poll() is not None or time.monotonic() > until:
            watcher.terminate()
            watcher.wait()
            raise RuntimeError(log.read_text("utf-8", "replace")[-2000:])
        time.sleep(0.2)
    # The watcher outlives this process if others still use the server.
    watcher.returncode = 0
    return url


def home_for_a_node() -> Path:
    """A new folder for a node that the user `nobody` can reach: in memory where there is room."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > NEEDED
    home = Path(tempfile.mkdtemp(prefix="kb-opensearch-", dir=MEMORY if roomy else "/tmp"))
    home.chmod(0o755)
    return home


def _answers(url: str) -> bool:
    try:
        health = f"{url}/_cluster/health?timeout=1s&wait_for_status=yellow"
        with urllib.request.urlopen(health, timeout=5) as answer:
            return not json.load(answer)["timed_out"]
    except OSError:
        return False
