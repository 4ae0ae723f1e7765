"""Two web nodes on one home, with the state in PostgreSQL: is anything lost when one is killed?

    python -m bench.nodes [--users 50] [--seconds 40]

Users search, make collections and upload texts, each at the node of their own, and at the other when that
does not answer. After a third of the time one node is killed with SIGKILL; after two thirds it is started
again. At the end everything that was acknowledged must be there, once, and every upload read. Exit code 1
otherwise. PostgreSQL is Debian's, as in the tests.
"""

from __future__ import annotations

import argparse
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlencode

from bench.figures import opened, p50_p95, table
from bench.weeks import write_weeks
from kb.files import Home, init_home
from kb.intake import IngestOptions, ingest
from kb.readers import read
from kb.state import UNDER_WAY, UploadState, collections, uploads
from tests.postgresql import running

KB = (sys.executable, "-c", "from kb.cli import main; main()")
ASKED = ("签约", "客户回访", "整村授信", "支行行长")
PATIENCE = 180.0


@dataclass(frozen=True)
class Node:
    """A server of the home, with its own index."""

    home: Home
    name: str
    port: int

    def start(self) -> subprocess.Popen[bytes]:
        """Start it, and wait until it answers a search."""
        own = ("env", f"KB_NODE={self.name}", f"KB_INDEX={self.home.path.parent / self.name}")
        command = [*own, *KB, "--home", str(self.home.path), "serve", "--port", str(self.port)]
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
        )
        deadline = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError, HTTPException):
                if self.ask("/search?q=1") == 200:
                    return process
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"node {self.name} does not start")
            time.sleep(0.1)

    def ask(self, path: str, form: dict[str, str] | None = None) -> int:
        """The status of an answer: of a page, or of the form on it that was sent."""
        status, text = self._request("GET", path)
        if form is None:
            return status
        token = re.search(r'name="csrf" value="([0-9a-f]+)"', text)
        return self._request("POST", path, form | {"csrf": token[1] if token else ""})[0]

    def _request(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Origin": f"http://127.0.0.1:{self.port}"}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, urlencode(form) if form else None, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


@dataclass
class Seen:
    """What users saw: names of collections and of uploads that were acknowledged; seconds of
    searches; answers other than expected, by kind; requests that one node did not answer."""

    collections: list[str] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    searches: list[float] = field(default_factory=list)
    failed: Counter[str] = field(default_factory=Counter)
    unanswered: int = 0


def main() -> int:
    """Print what was acknowledged and what was lost."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=40)
    given = parser.parse_args()
    with running(fast=False) as postgres, tempfile.TemporaryDirectory(prefix="kb-nodes-") as folder:
        home = init_home(Path(folder, "home"))
        with home.config.open("a", encoding="utf-8") as config:
            config.write(f'state = "{postgres.new_database()}"\n')
        files = write_weeks(home.path.parent / "files", range(20))
        ingest(opened(home), files, IngestOptions(date(2026, 11, 23), read=read))
        seen = _measured(home, given.users, given.seconds)
        made = Counter(found.name for found in collections.all_collections(home))
        rows = uploads.in_state(home, *UploadState)
    arrived = Counter(Path(row.name).stem for row in rows)
    unread = [row for row in rows if row.state is not UploadState.WAITING]
    wrong = [name for name in seen.collections if made[name] != 1]
    wrong += [name for name in seen.uploads if arrived[name] != 1]
    p50, p95 = p50_p95([1000 * seconds for seconds in seen.searches])
    figures = {
        "searches": str(len(seen.searches)),
        "p50 ms": round(p50),
        "p95 ms": round(p95),
        "collections": len(seen.collections),
        "uploads": len(seen.uploads),
        "lost or doubled": len(wrong),
        "not read": len(unread),
        "taken over": sum(row.attempts > 1 for row in rows),
        "not answered by one node": seen.unanswered,
    }
    table(tuple(figures), [tuple(figures.values())])
    for what, times in seen.failed.items():
        print(f"FAILED ({times}×) {what}")
    return 1 if wrong or unread or seen.failed else 0


def _measured(home: Home, users: int, seconds: float) -> Seen:
    nodes = [Node(home, name, _free_port()) for name in ("one", "two")]
    servers = [node.start() for node in nodes]
    seen, ended = Seen(), threading.Event()
    crowd = [
        threading.Thread(target=_use, args=(number, nodes, seen, ended)) for number in range(users)
    ]
    try:
        for thread in crowd:
            thread.start()
        time.sleep(seconds / 3)
        servers[0].kill()
        servers[0].wait()
        time.sleep(seconds / 3)
        servers[0] = nodes[0].start()
        time.sleep(seconds / 3)
        ended.set()
        for thread in crowd:
            thread.join()
        deadline = time.monotonic() + PATIENCE
        while uploads.in_state(home, *UNDER_WAY) and time.monotonic() < deadline:
            time.sleep(1)
    finally:
        ended.set()
        for server in servers:
            server.terminate()
            server.wait()
    return seen


def _use(number: int, nodes: list[Node], seen: Seen, ended: threading.Event) -> None:
    chance = random.Random(number)
    turn = 0
    while not ended.wait(chance.uniform(0.2, 2)):
        turn += 1
        kind = chance.choices(("search", "collection", "upload"), (80, 15, 5))[0]
        for attempt in range(2):
            node = nodes[(number + attempt) % 2]
            # Another name at each attempt: what was not acknowledged may be there all the same.
            name = f"{kind} {number} {turn} {attempt}"
            began = time.monotonic()
            try:
                if kind == "search":
                    status, wanted = node.ask(f"/search?q={quote(chance.choice(ASKED))}"), 200
                elif kind == "collection":
                    status, wanted = node.ask("/collections", {"name": name}), 303
                else:
                    text = f"{name}\n7月9日，临海组到甲农商银行跟班学习。\n一、建立客户回访台账。\n"
                    status, wanted = node.ask("/intake", {"text": text, "title": name}), 303
            except (OSError, HTTPException):
                seen.unanswered += 1
                continue
            if status != wanted:
                seen.failed[f"{kind}: {status}"] += 1
            elif kind == "search":
                seen.searches.append(time.monotonic() - began)
            else:
                (seen.uploads if kind == "upload" else seen.collections).append(name)
            break
        else:
            seen.failed[f"{kind}: no node answers"] += 1


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
