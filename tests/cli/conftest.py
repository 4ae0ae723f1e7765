"""Running `kb` in this process, through the same door as the command."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kb.cli import main
from kb.files.home import Home
from tests.builders import weekly


@dataclass(frozen=True)
class Done:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.err == ""
        return json.loads(self.out)


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `kb` with these arguments."""

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["kb", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        assert isinstance(ended.value.code, int)
        return Done(ended.value.code, said.out, said.err)

    return run


@pytest.fixture
def kb_(run: Run, home: Home) -> Run:
    """Runs `kb --home HOME`."""
    return lambda *arguments: run("--home", home.path, *arguments)


@pytest.fixture
def sample(run: Run, sample_home: Home) -> Run:
    """Runs `kb --home` on the sample home; for verbs that only read."""
    return lambda *arguments: run("--home", sample_home.path, *arguments)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A small bulletin as a file."""
    path = tmp_path / "第三周.html"
    path.write_bytes(weekly())
    return path
