"""One test, every engine: fixtures for each engine in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from kb.errors import KbError
from kb.index.engines import open_engine
from kb.index.engines.port import Engine
from kb.text.segment import Segmenter
from tests.index.engines.cluster import cluster_of, drop, started, why_none
from tests.index.engines.samples import Preparer

Opener = Callable[[], Engine]
TempFolders = pytest.TempPathFactory

TANTIVY = pytest.param(
    "tantivy",
    marks=pytest.mark.skipif(
        find_spec("tantivy") is None, reason="需要软件包 tantivy：pip install 'lessons-kb[fast]'"
    ),
)
STORED = ["whoosh", TANTIVY]
OPENSEARCH = pytest.param(
    "opensearch", marks=pytest.mark.skipif(bool(why_none()), reason=why_none())
)
# Those whose index others can open, and all of them.
SHARED = [*STORED, OPENSEARCH]
# Each fixture with the engines that a test with it runs on.
RUNS = {"engine": ["memory", *SHARED], "opener": SHARED, "stored": STORED}


@pytest.fixture(scope="session")
def preparer(jieba_cache: Path) -> Preparer:
    """Analyses documents as the product does."""
    return Preparer(Segmenter((), jieba_cache))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test on every engine that it is about, or on the one that `--engine` names (`make
    conform`)."""
    named = metafunc.config.getoption("engine")
    for fixture, engines in RUNS.items():
        if fixture in metafunc.fixturenames:
            chosen = [named] if named in str(engines) else []
            metafunc.parametrize(fixture, chosen if named else engines, indirect=True)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: TempFolders, worker_id: str) -> Path:
    """A folder that all processes of this test run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session", autouse=True)
def _the_named_engine_starts(
    request: pytest.FixtureRequest, tmp_path_factory: TempFolders, run_folder: Path
) -> None:
    """Stop at once with an error when the engine that was asked for cannot start."""
    named = request.config.getoption("engine")
    if named == "opensearch":
        if reason := why_none():
            pytest.exit(reason, returncode=1)
        try:
            started(run_folder)
        except RuntimeError as error:
            pytest.exit(str(error), returncode=1)
    elif named:
        try:
            open_engine(named, tmp_path_factory.mktemp("engine")).close()
        except KbError as error:
            pytest.exit(str(error), returncode=1)


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path, run_folder: Path) -> Iterator[Engine]:
    """An engine without an index."""
    with _opening(request.param, tmp_path, run_folder) as open_:
        yield open_()


@pytest.fixture
def opener(request: pytest.FixtureRequest, tmp_path: Path, run_folder: Path) -> Iterator[Opener]:
    """Opens the same index, each time as another process would."""
    with _opening(request.param, tmp_path, run_folder) as open_:
        yield open_


@pytest.fixture
def stored(request: pytest.FixtureRequest, tmp_path: Path, run_folder: Path) -> Iterator[Opener]:
    """The same for an engine with files of its own below `tmp_path`."""
    with _opening(request.param, tmp_path, run_folder) as open_:
        yield open_


@contextmanager
def _opening(name: str, folder: Path, run_folder: Path) -> Iterator[Opener]:
    """Opens an engine as often as asked, and closes all at the end."""
    cluster = cluster_of(run_folder, str(folder)) if name == "opensearch" else None
    opened: list[Engine] = []

    def open_() -> Engine:
        opened.append(open_engine(name, folder / "index", cluster))
        return opened[-1]

    yield open_
    for engine in opened:
        engine.close()
    if cluster:
        drop(cluster)
