"""Two web nodes on one home, with the state in PostgreSQL: is anything lost when one is killed?

    python -m bench.nodes [--users 50] [--seconds 40]

Users search, make collections and upload texts, each at the node of their own, and at the other when that
does not answer. An editor publishes one bulletin after another, now at one node, now at the other, and looks
how long it takes until both find it. After a third of the time one node is killed with SIGKILL; after two
thirds it is started again. At the end everything that was acknowledged must be there, once, and every upload
read. Exit code 1 otherwise. PostgreSQL is Debian's, as in the tests.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPException
from pathlib import Path
from statistics import median
from urllib.parse import quote

from bench.figures import opened, p50_p95, table
from bench.weeks import write_weeks
from kb.files import Home, init_home
from kb.intake import IngestOptions, ingest
from kb.readers import read
from kb.state import UNDER_WAY, UploadState, collections, uploads
from tests.deploy.nodes import Node, two_nodes
from tests.deploy.running import environment
from tests.postgresql import running

ASKED = ("签约", "客户回访", "整村授信", "支行行长")
PATIENCE = 180.0


@dataclass
class Seen:
    """What users saw: names of collections and of uploads that were acknowledged; seconds of
    searches, and until a published bulletin was found by both nodes; answers other than expected, by
    kind; requests that one node did not answer."""

    collections: list[str] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    searches: list[float] = field(default_factory=list)
    published: list[float] = field(default_factory=list)
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
    read_ones = (UploadState.WAITING, UploadState.PUBLISHED)
    unread = [row for row in rows if row.state not in read_ones]
    wrong = [name for name in seen.collections if made[name] != 1]
    wrong += [name for name in seen.uploads if arrived[name] != 1]
    p50, p95 = p50_p95([1000 * seconds for seconds in seen.searches])
    figures = {
        "searches": str(len(seen.searches)),
        "p50 ms": round(p50),
        "p95 ms": round(p95),
        "bulletins on both": len(seen.published),
        "after s (median)": round(median(seen.published or [0]), 1),
        "after s (at most)": round(max(seen.published, default=0), 1),
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
    nodes = two_nodes(home, home.path.parent)
    servers = [started(node) for node in nodes]
    seen, ended = Seen(), threading.Event()
    crowd = [
        threading.Thread(target=_use, args=(number, nodes, seen, ended)) for number in range(users)
    ]
    crowd.append(threading.Thread(target=_publish, args=(nodes, seen, ended)))
    try:
        for thread in crowd:
            thread.start()
        time.sleep(seconds / 3)
        servers[0].kill()
        servers[0].wait()
        time.sleep(seconds / 3)
        servers[0] = started(nodes[0])
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


def started(node: Node) -> subprocess.Popen[bytes]:
    """Start a node, and wait until it answers a search."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        node.command, env=environment(), stdin=quiet, stdout=quiet, stderr=quiet
    )
    deadline = time.monotonic() + PATIENCE
    while True:
        with suppress(OSError, HTTPException):
            if node.ask("GET", "/search?q=1")[0] == 200:
                return process
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"node {node.name} does not start")
        time.sleep(0.1)


def _publish(nodes: tuple[Node, Node], seen: Seen, ended: threading.Event) -> None:
    """Publish bulletins until the end; one that meets a node that is down is not counted."""
    turn = 0
    while not ended.wait(1):
        turn += 1
        word = f"鹭鸶{turn}号名单"
        try:
            began = _published(nodes[turn % 2], word)
            if began is None:
                seen.unanswered += 1
                continue
            while not all(node.finds(f'"{word}"', word) for node in nodes):
                if time.monotonic() - began > PATIENCE:
                    seen.failed["a published bulletin is not found"] += 1
                    return
                time.sleep(0.2)
        except (OSError, HTTPException):
            seen.unanswered += 1
            continue
        seen.published.append(time.monotonic() - began)


def _published(node: Node, word: str) -> float | None:
    """Upload and publish a bulletin with a word of its own; the moment at which it was published, None
    when the node did not take it."""
    text = f"7月9日，临海组到甲农商银行跟班学习。\n一、建立客户回访台账，抽查一次{word}。\n"
    if node.send("/intake", "/intake", text=text, title=f"publish {word}") != 303:
        return None
    while not (
        mine := [
            row.id for row in uploads.in_state(node.home, UploadState.WAITING) if word in row.name
        ]
    ):
        time.sleep(0.2)
    at = f"/intake/{mine[0]}"
    return time.monotonic() if node.send(at, f"{at}/publish") == 303 else None


def _use(number: int, nodes: tuple[Node, Node], seen: Seen, ended: threading.Event) -> None:
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
                    status = node.ask("GET", f"/search?q={quote(chance.choice(ASKED))}")[0]
                elif kind == "collection":
                    status = node.send("/collections", "/collections", name=name)
                else:
                    text = f"{name}\n7月9日，临海组到甲农商银行跟班学习。\n一、建立客户回访台账。\n"
                    status = node.send("/intake", "/intake", text=text, title=name)
            except (OSError, HTTPException):
                seen.unanswered += 1
                continue
            if status != (200 if kind == "search" else 303):
                seen.failed[f"{kind}: {status}"] += 1
            elif kind == "search":
                seen.searches.append(time.monotonic() - began)
            else:
                (seen.uploads if kind == "upload" else seen.collections).append(name)
            break
        else:
            seen.failed[f"{kind}: no node answers"] += 1


if __name__ == "__main__":
    sys.exit(main())
