"""Fixtures that all tests share: homes, knowledge bases, and the files next to the repository."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from datetime import date
from itertools import groupby, zip_longest
from pathlib import Path

import hypothesis
import pytest

from kb.files.home import Home, init_home
from kb.index.update import update_index
from kb.intake.ingest import ingest
from kb.intake.options import IngestOptions
from kb.knowledge_base import KnowledgeBase, open_knowledge_base
from kb.text.segment import Segmenter
from tests.done_once import done_once
from tests.index.engines import cluster
from tests.kept_readers import kept_readers
from tests.peers import first_week, stored
from tests.postgresql import Postgres, running

ROOT = Path(__file__).resolve().parents[1]
MANY_FILES = 500
# Homes of tests are thousands of small files: where this much memory is free, they never see a disk.
MEMORY = Path("/dev/shm")
ROOM = 6 << 30
# What takes longest, the longest first. `make test` hands out files in this order: no process waits
# at the end for another that has begun one of them last.
LONG = (
    "browser/test_every_page.py",
    "browser/test_account_pages.py",
    "browser/test_review_journey.py",
    "browser/test_collections_journey.py",
    "browser/",
    "text/test_growth.py",
    "webapp/server/",
    "webapp/test_hostile_content.py",
    "webapp/access/",
    "webapp/",
    "readers/",
    "cli/",
    "exports/",
)
# What waits half of its time, for processes and servers. Its files are handed out between those that keep
# a processor busy.
WAITING = (
    "test_bare_install.py",
    "test_durability.py",
    "deploy/test_behind_nginx.py",
    "index/engines/test_oracle.py",
    "index/engines/test_conformance.py",
    "index/engines/opensearch/test_resume.py",
    "deploy/",
    "readers/test_sandbox.py",
    "remote/",
    "index/engines/opensearch/",
    "index/engines/",
)
REAL_BULLETIN = "全市农商银行跟班学习活动第二周纪实.html"

# The same examples each time, so that `make test` says the same twice; look for new ones with
# `pytest --hypothesis-profile=explore`. The machine may be slow: no deadlines, and no health check
# of slow data generation.
hypothesis.settings.register_profile(
    "steady",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile("explore", max_examples=1000, deadline=None)
hypothesis.settings.load_profile("steady")

# A shell that starts `make test &` has it ignore Ctrl-C, and so would the programs that tests stop by it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--engine NAME`: the conformance tests run on this engine alone, and fail without it."""
    parser.addoption("--engine", default="", help="run the conformance tests on this engine alone")


def pytest_configure() -> None:
    """Temporary files are in memory where there is room, unless TMPDIR says otherwise. Objects that
    refer to each other are looked for after 50,000 new ones, not after 700: a tenth of all the time."""
    gc.set_threshold(50_000, 10, 20)
    if "TMPDIR" not in os.environ and _roomy(MEMORY):
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: a third of the time of a test is waiting, for a browser, a
    server or a process that it has started. Each takes a gigabyte of memory with its browser."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return (cores or 1) + _roomy(MEMORY)


def _roomy(folder: Path) -> bool:
    """Whether a folder takes the files of all tests, and programs among them can be started."""
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        return False
    told = os.statvfs(folder)
    return told.f_bavail * told.f_frsize > ROOM and not told.f_flag & os.ST_NOEXEC


def pytest_collection_finish() -> None:
    """The tests themselves stay to the end, and need no looking through."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files come first, whole, by turns with those that wait; otherwise the order stays."""
    waiting = [item for item in items if _rank(item, WAITING) < len(WAITING)]
    busy = [item for item in items if _rank(item, WAITING) == len(WAITING)]
    turns = zip_longest(_files(busy, LONG), _files(waiting, WAITING))
    items[:] = [item for files in turns for file in files for item in file or []]


def _files(items: list[pytest.Item], order: tuple[str, ...]) -> list[list[pytest.Item]]:
    """The tests of each file."""
    ordered = sorted(items, key=lambda item: _rank(item, order))
    return [list(file) for _, file in groupby(ordered, lambda item: item.path)]


def _rank(item: pytest.Item, order: tuple[str, ...]) -> int:
    path = item.nodeid.removeprefix("tests/")
    return next((n for n, first in enumerate(order) if path.startswith(first)), len(order))


@pytest.fixture
def untraced(request: pytest.FixtureRequest) -> None:
    """For tests that measure: the tracer of `make coverage` takes time and memory of its own."""
    if request.config.getoption("cov_source", None):
        pytest.skip("the tracer of coverage would be measured")


@pytest.fixture(autouse=True)
def _no_home_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("KB_HOME", "KB_INDEX", "KB_NODE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _few_open_files() -> Iterator[None]:
    """Sites that a test leaves behind keep their files open until they are collected, since Flask
    refers to itself, and many machines allow a process 1,024 open files."""
    yield
    descriptors = Path("/proc/self/fd")
    if descriptors.is_dir() and sum(1 for _ in descriptors.iterdir()) > MANY_FILES:
        gc.collect()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server; tests that need it skip where there is none."""
    with running() as found:
        yield found


@pytest.fixture(scope="session")
def jieba_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with jieba's parsed dictionary, so that not every home has to parse it again."""
    folder = tmp_path_factory.mktemp("jieba")
    Segmenter((), folder, native=False).words("热身")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _done_once(jieba_cache: Path) -> Iterator[None]:
    with done_once(jieba_cache), kept_readers():
        yield


@pytest.fixture(scope="session", autouse=True)
def _search_server_early(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Where several processes run all tests, the first has the OpenSearch server started beside its
    first tests: else all of them wait for it at the same time."""
    folders = {item.path.parent.name for item in request.session.items}
    if {"opensearch", "browser"} <= folders and os.environ.get("PYTEST_XDIST_WORKER") == "gw0":
        cluster.start_early(tmp_path_factory.getbasetemp().parent)


def warm(home: Home, jieba_cache: Path) -> Home:
    """The home, with jieba's parsed dictionary: linked, since jieba replaces it as a whole."""
    shutil.copytree(jieba_cache, home.state / "cache", copy_function=os.link)
    return home


def copied(home: Home, path: Path) -> Home:
    """A copy of a home, to be changed."""
    copy_folder(home.path, path)
    return warm(Home(path), home.state / "cache")


def copy_folder(source: Path, target: Path) -> None:
    """Copy a folder of a home, without jieba's parsed dictionary; what is there stays."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("cache"), dirs_exist_ok=True)


@pytest.fixture
def home(tmp_path: Path, jieba_cache: Path) -> Home:
    """A new, empty home with the first vocabulary."""
    return warm(init_home(tmp_path / "home"), jieba_cache)


@pytest.fixture
def kb(home: Home) -> Iterator[KnowledgeBase]:
    """The empty home, opened."""
    kb = open_knowledge_base(home)
    yield kb
    kb.engine.close()


@pytest.fixture
def peers(kb: KnowledgeBase) -> KnowledgeBase:
    """A knowledge base with two banks in their first week (tests/peers.py)."""
    return stored(kb, first_week())


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory, jieba_cache: Path) -> Home:
    """A copy of the repository's own home: the sample corpus, indexed. To be read, not changed."""
    home = Home(tmp_path_factory.mktemp("sample"))
    shutil.copytree(ROOT / "corpus", home.corpus)
    shutil.copy(ROOT / "kb.toml", home.config)
    kb = open_knowledge_base(warm(home, jieba_cache))
    update_index(kb)
    kb.engine.close()
    return home


@pytest.fixture
def own_home(sample_home: Home, tmp_path: Path) -> Home:
    """A copy of the sample home, to be changed."""
    return copied(sample_home, tmp_path / "own")


@pytest.fixture(scope="session")
def sample_kb(sample_home: Home) -> Iterator[KnowledgeBase]:
    """The sample home, opened. To be read, not changed."""
    kb = open_knowledge_base(sample_home)
    yield kb
    kb.engine.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared; tests that need it are skipped where it is not."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("需要 ../shared（真实简报与度量语料）")
    return folder


@pytest.fixture(scope="session")
def real_source(shared: Path) -> Path:
    """The real bulletin, as it was saved."""
    return shared / "bulletins" / REAL_BULLETIN


@pytest.fixture(scope="session")
def real_kb(
    real_source: Path, tmp_path_factory: pytest.TempPathFactory, jieba_cache: Path
) -> Iterator[KnowledgeBase]:
    """A home with the real bulletin, opened. To be read, not changed."""
    kb = open_knowledge_base(warm(init_home(tmp_path_factory.mktemp("real") / "home"), jieba_cache))
    ingest(kb, [real_source], IngestOptions(date(2026, 11, 23)))
    yield kb
    kb.engine.close()
