"""How many requests a second the site answers while many people use it.

    python -m bench.load [HOME] [--workers 2] [--users 50] [--seconds 20] [--ingest 20] [--accounts]

Without HOME the repository's own sample corpus, copied and indexed, is served. Each user asks for a
page, waits for all of it, and asks for the next: search 60 %, practice, bulletin, suggestions and
figures 10 % each. Half of the searches, and of the figures, are for one of forty texts that
everybody asks for; the other half are for words that nobody has asked for before. Meanwhile
`--ingest` bulletins are ingested. At the end the same mix is asked of a bare Flask app, which
answers each kind of page with bytes of the same length: the ceiling of this machine.

With `--accounts` the site has accounts (access = "local") and each user a session of their own, which
is looked up at every request.

The client is our own, in one process and one thread, and reaches this machine only.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from bench.figures import table
from bench.weeks import write_weeks
from kb.access import COMMAND_LINE, Place, Role, Wanted, administration, sessions
from kb.evaluation import percentile
from kb.files import Home
from kb.index import update_index
from kb.knowledge_base import KnowledgeBase, open_knowledge_base

ROOT = Path(__file__).resolve().parents[1]
SEED = 20180702
POPULAR = 40
MIX = {"search": 60, "practice": 10, "bulletin": 10, "suggest": 10, "figures": 10}
# The most that can be asked for.
MOST_USERS, MOST_SECONDS = 200, 300
TIMEOUT = 30.0
START_SECONDS = 120.0


@dataclass
class Outcome:
    """Seconds that each answer took, by kind of page; the bytes of the last one; what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, seconds: float, size: int) -> None:
        """An answer came."""
        self.seconds.setdefault(kind, []).append(seconds)
        self.sizes[kind] = size


class Mix:
    """Addresses as people ask for them."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._chance = random.Random(SEED)
        self._bulletins = [quote(bulletin_id) for bulletin_id in kb.corpus.bulletin_ids()]
        self._practices = [quote(practice.name) for practice in kb.vocabulary.practices]
        self._words = _words(kb, self._chance)
        self._popular = [self._fresh() for _ in range(POPULAR)]

    def next(self) -> tuple[str, str]:
        """(kind, address) of the next page."""
        chance = self._chance
        (kind,) = chance.choices(list(MIX), list(MIX.values()))
        match kind:
            case "search":
                return kind, f"/search?q={self._text()}"
            case "practice":
                return kind, f"/practices/{chance.choice(self._practices)}"
            case "bulletin":
                return kind, f"/bulletins/{chance.choice(self._bulletins)}"
            case "suggest":
                return kind, f"/suggest?q={quote(chance.choice(self._words)[:2])}"
            case _:
                return kind, f"/figures?q={self._text()}"

    def _text(self) -> str:
        return self._chance.choice(self._popular) if self._chance.random() < 0.5 else self._fresh()

    def _fresh(self) -> str:
        return quote(" ".join(self._chance.sample(self._words, self._chance.randint(1, 2))))


def _words(kb: KnowledgeBase, chance: random.Random) -> list[str]:
    """Words of some bulletins."""
    found: set[str] = set()
    ids = list(kb.corpus.bulletin_ids())
    for bulletin_id in chance.sample(ids, min(30, len(ids))):
        for entry in kb.corpus.load_bulletin(bulletin_id).entries:
            found.update(word for word in kb.segmenter.words(entry.text) if len(word) > 1)
    return sorted(found)


def main() -> int:
    """Print the figures; exit code 1 when a request failed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("home", nargs="?", type=Path, help="a knowledge base with an index")
    parser.add_argument("--workers", type=int, default=2, help="processes of the site")
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--ingest", type=int, default=20, help="bulletins meanwhile")
    parser.add_argument("--accounts", action="store_true", help="each user has logged in")
    parser.add_argument("--serve-bare", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve_bare:
        serve_bare(given.serve_bare, given.port, given.workers)
        return 0
    users, seconds = min(given.users, MOST_USERS), min(given.seconds, MOST_SECONDS)
    with tempfile.TemporaryDirectory(prefix="kb-load-") as folder:
        kb = _home(given.home, Path(folder))
        given.cookies = _logged_in(kb.home, users) if given.accounts else [""] * users
        outcome, memory = _measured(kb, Path(folder), seconds, given)
        bare = _bare(kb, outcome, Path(folder), users, min(seconds, 10), given.workers)
    _print(outcome, memory, seconds, bare, min(seconds, 10))
    return 1 if outcome.errors else 0


def _home(given: Path | None, folder: Path) -> KnowledgeBase:
    """A copy of the home, which is changed by what is ingested."""
    home = Home(folder / "home")
    source = given or ROOT
    for name in ("corpus", "index", "state", "kb.toml"):
        if (source / name).is_dir():
            shutil.copytree(source / name, home.path / name)
        elif (source / name).exists():
            shutil.copy(source / name, home.path / name)
    kb = open_knowledge_base(home)
    update_index(kb)
    return kb


def _logged_in(home: Home, users: int) -> list[str]:
    """Make the site one with accounts; the cookie of a session for each user."""
    settings = home.config.read_text("utf-8")
    home.config.write_text(f'access = "local"\n{settings}', "utf-8")
    cookies = []
    for number in range(users):
        wanted = Wanted(f"同事{number}", Role.READER)
        account, _ = administration.invite(home, COMMAND_LINE, wanted, time.time())
        secret = sessions.open_session(home, account, Place("127.0.0.1", "bench"), time.time())
        cookies.append(f"Cookie: kb_session={secret}\r\n")
    return cookies


def _measured(
    kb: KnowledgeBase, folder: Path, seconds: int, given: argparse.Namespace
) -> tuple[Outcome, list[float]]:
    command = [sys.executable, "-c", "from kb.cli import main; main()", "--home", str(kb.home.path)]
    sources = folder / "sources"
    write_weeks(sources, range(given.ingest))
    arguments = ["serve", "--workers", str(given.workers), "--port"]
    with _served([*command, *arguments]) as (port, process):
        ingesting = (
            subprocess.Popen(
                [*command, "ingest", str(sources)],
                stdout=subprocess.DEVNULL,
                preexec_fn=lambda: os.nice(5),
            )
            if given.ingest
            else None
        )
        outcome = asyncio.run(_asked(Mix(kb), port, given.cookies, seconds))
        memory = [_memory_mb(pid) for pid in _family(process.pid)]
        if ingesting and ingesting.wait(MOST_SECONDS):
            outcome.errors["ingest failed"] += 1
    return outcome, memory


def _bare(
    kb: KnowledgeBase, outcome: Outcome, folder: Path, users: int, seconds: int, workers: int
) -> Outcome:
    sizes = folder / "sizes"
    sizes.write_text("\n".join(f"{kind} {size}" for kind, size in outcome.sizes.items()), "ascii")
    arguments = ["--serve-bare", str(sizes), "--workers", str(workers), "--port"]
    with _served([sys.executable, "-m", "bench.load", *arguments]) as (port, _):
        return asyncio.run(_asked(Mix(kb), port, [""] * users, seconds))


def serve_bare(sizes: Path, port: int, workers: int) -> None:
    """Serve an app that answers with the same number of bytes, on the same server."""
    from contextlib import nullcontext

    from flask import Flask

    from webapp.server import Limits, Serving, run_workers

    app = Flask(__name__)
    bodies = {
        kind: b"x" * int(size)
        for kind, _, size in (line.partition(" ") for line in sizes.read_text("ascii").splitlines())
    }
    kinds = {"practices": "practice", "bulletins": "bulletin"}

    @app.get("/<kind>")
    @app.get("/<kind>/<name>")
    def page(kind: str, name: str = "") -> bytes:
        return bodies.get(kinds.get(kind, kind), b"x")

    listening = socket.create_server(("127.0.0.1", port), backlog=1024)
    run_workers(Serving(app, Limits(), 1_000_000, nullcontext), listening, workers)


@contextmanager
def _served(command: Sequence[str]) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """(port, process) of a server that is started for the time of the block."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen([*command, str(port)], stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                # A first answer, not a connection: what is loaded at the start is not measured.
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=60):
                    break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
        yield port, process
    finally:
        process.terminate()
        process.wait(60)


async def _asked(mix: Mix, port: int, cookies: Sequence[str], seconds: int) -> Outcome:
    outcome = Outcome()
    until = time.monotonic() + seconds
    await asyncio.gather(*(_user(mix, port, cookie, until, outcome) for cookie in cookies))
    return outcome


async def _user(mix: Mix, port: int, cookie: str, until: float, outcome: Outcome) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.monotonic() < until:
        kind, address = mix.next()
        began = time.monotonic()
        try:
            head = f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n{cookie}\r\n"
            writer.write(head.encode())
            status, size = await asyncio.wait_for(_answer(reader), TIMEOUT)
        except (OSError, EOFError, TimeoutError) as error:
            outcome.errors[type(error).__name__] += 1
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            continue
        if status == 200:
            outcome.add(kind, time.monotonic() - began, size)
        else:
            outcome.errors[f"{kind} {status}"] += 1
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, int]:
    """Status and length of one answer."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = int(head.partition("content-length: ")[2].partition("\r\n")[0] or "0")
    await reader.readexactly(length)
    return int(head.split(" ", 2)[1]), length


def _family(pid: int) -> list[int]:
    """A process and its children (Linux)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [pid, *map(int, children)]


def _memory_mb(pid: int) -> float:
    """Memory of a process now, that shared with others counted in part (Linux)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Rss:"):
            return int(line.split()[1]) / 1000
    return 0.0


def _print(
    outcome: Outcome, memory: list[float], seconds: int, bare: Outcome, bare_seconds: int
) -> None:
    rows = []
    everything = [s for times in outcome.seconds.values() for s in times]
    for name, times in (*sorted(outcome.seconds.items()), ("all", everything)):
        size = outcome.sizes.get(name, 0)
        p50, p99 = (f"{percentile(times, share) * 1000:.0f}" for share in (0.5, 0.99))
        rows.append((name, f"{len(times) / seconds:.0f}", p50, p99, f"{size / 1000:.0f}"))
    times = [s for found in bare.seconds.values() for s in found]
    p50, p99 = (f"{percentile(times, share) * 1000:.0f}" for share in (0.5, 0.99))
    rows.append(("bare Flask", f"{len(times) / bare_seconds:.0f}", p50, p99, ""))
    table(("pages", "requests/s", "p50 ms", "p99 ms", "kB"), rows)
    print(f"errors: {dict(outcome.errors) or 'none'}")
    print(f"memory of the processes, MB: {', '.join(f'{mb:.0f}' for mb in memory)}")


if __name__ == "__main__":
    raise SystemExit(main())
