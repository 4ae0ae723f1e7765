"""Servers whose corpora follow one git repository: how soon is a bulletin found that another one published?

    python -m bench.followers [--bulletins 10] [--servers 2]

One home publishes with `kb ingest`; each server has a home of its own and only reads. Measured from the start
of the command until every server finds the bulletin, and from its end. At the end all must hold the same
files. Exit code 1 otherwise.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from bench.figures import opened, table
from bench.nodes import started
from bench.weeks import write_weeks
from kb.files import Home, init_home
from kb.remote import exchange
from tests.deploy.nodes import Node
from tests.deploy.running import KB, environment
from tests.ports import free_ports

PATIENCE = 120.0
FIRST = 3


def main() -> int:
    """Print how long it took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--bulletins", type=int, default=10)
    parser.add_argument("--servers", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kb-followers-") as folder, ExitStack() as stack:
        top = Path(folder)
        repository = top / "repository.git"
        subprocess.run(["git", "init", "-q", "--bare", repository], check=True)
        home = _home(top / "publishing", repository, push=True)
        files = write_weeks(top / "files", range(FIRST + given.bulletins))
        _ingest(home, files[:FIRST])
        homes = [_home(top / f"server{n}", repository, push=False) for n in range(given.servers)]
        ports = free_ports(len(homes))
        nodes = [
            Node(one, one.path.name, port, one.path / "index")
            for one, port in zip(homes, ports, strict=True)
        ]
        for node in nodes:
            stack.enter_context(_serving(node))
        times = [_published(home, file, n, nodes) for n, file in enumerate(files[FIRST:], FIRST)]
        same = all(_files(one) == _files(home) for one in homes)
    begun, ended = zip(*times, strict=True)
    table(
        (
            "bulletins",
            "servers",
            "from the command's end: median s",
            "most s",
            "from its start: most s",
        ),
        [(len(times), given.servers, median(ended), max(ended), max(begun))],
    )
    print("all hold the same files" if same else "FAILED: the files differ")
    return int(not same)


def _home(path: Path, repository: Path, *, push: bool) -> Home:
    home = init_home(path)
    with home.config.open("a", encoding="utf-8") as config:
        config.write(f'corpus.remote = "{repository}"\ncorpus.push = {str(push).lower()}\n')
    remote = opened(home).settings.corpus
    assert remote is not None
    exchange(home, remote, "bench", PATIENCE)
    return home


@contextmanager
def _serving(node: Node) -> Iterator[None]:
    server = started(node)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def _ingest(home: Home, files: list[Path]) -> None:
    command = [*KB, "--home", str(home.path), "ingest", *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, env=environment())


def _published(home: Home, file: Path, number: int, nodes: list[Node]) -> tuple[float, float]:
    """Seconds until all servers find a bulletin, from the start and from the end of publishing it."""
    query, words = f'"第{number + 1}周的"', f"把{number * 11 + 20}户逐户过了一遍"
    began = time.perf_counter()
    _ingest(home, [file])
    ended = time.perf_counter()
    while not all(node.finds(query, words) for node in nodes):
        if time.perf_counter() - ended > PATIENCE:
            sys.exit(f"{file.name} is not found")
        time.sleep(0.1)
    now = time.perf_counter()
    return now - began, now - ended


def _files(home: Home) -> dict[str, bytes]:
    return {
        path.relative_to(home.corpus).as_posix(): path.read_bytes()
        for path in home.corpus.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


if __name__ == "__main__":
    sys.exit(main())
