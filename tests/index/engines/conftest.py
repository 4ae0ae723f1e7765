"""One test, every engine: fixtures for each engine in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from kb.errors import KbError
from kb.index.engines import open_engine
from kb.index.engines.port import Engine
from kb.text.segment import Segmenter
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


@pytest.fixture(scope="session")
def preparer(jieba_cache: Path) -> Preparer:
    """Analyses documents as the product does."""
    return Preparer(Segmenter((), jieba_cache))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test on every engine, or on the one that `--engine` names (`make conform`)."""
    named = metafunc.config.getoption("engine")
    for fixture, engines in (("engine", ["memory", *STORED]), ("opener", STORED)):
        if fixture in metafunc.fixturenames:
            metafunc.parametrize(fixture, [named] if named else engines, indirect=True)


@pytest.fixture(scope="session", autouse=True)
def _the_named_engine_starts(request: pytest.FixtureRequest, tmp_path_factory: TempFolders) -> None:
    """Stop at once with an error when the engine that was asked for cannot start."""
    named = request.config.getoption("engine")
    if named:
        try:
            open_engine(named, tmp_path_factory.mktemp("engine")).close()
        except KbError as error:
            pytest.exit(str(error), returncode=1)


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine without an index."""
    engine = open_engine(request.param, tmp_path)
    yield engine
    engine.close()


@pytest.fixture
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens the same index on disk, each time as another process would."""
    opened: list[Engine] = []

    def open_() -> Engine:
        opened.append(open_engine(request.param, tmp_path))
        return opened[-1]

    yield open_
    for engine in opened:
        engine.close()
