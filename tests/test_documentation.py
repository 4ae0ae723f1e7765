"""What the documents name is there, and what is there is named."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

from kb.cli import cli
from kb.files.home import ENGINES

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")
# Inside backquotes.
_CODE = re.compile(r"`([^`\n]+)`")

readmes = pytest.mark.parametrize("name", READMES)


def code_in(name: str) -> list[str]:
    """The pieces of a document that are set as code."""
    return _CODE.findall((ROOT / name).read_text("utf-8"))


@readmes
def test_each_verb_has_its_line(name: str) -> None:
    named = {piece.split()[1] for piece in code_in(name) if piece.startswith("kb ")}
    assert named >= set(cli.list_commands(click.Context(cli)))


@readmes
def test_each_verb_that_is_named_is_there(name: str) -> None:
    verbs = set(cli.list_commands(click.Context(cli)))
    named = re.findall(r"(?<![-\w])kb ([a-z-]+)", (ROOT / name).read_text("utf-8"))
    assert set(named) <= verbs


@readmes
def test_each_extra_and_engine_is_told_of(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = (ROOT / name).read_text("utf-8")
    assert set(project["optional-dependencies"]) <= set(code_in(name))
    assert all(engine in text.lower() for engine in ENGINES if engine != "whoosh")


def test_the_architecture_names_files_that_are_there() -> None:
    named = {piece for piece in code_in("ARCHITECTURE.md") if piece.endswith(".py")}
    there = {
        part
        for folder in ("kb", "webapp", "tests", "bench")
        for path in (ROOT / folder).rglob("*.py")
        for part in _tails(path.relative_to(ROOT))
    }
    assert len(named) > 30
    assert {piece for piece in named if "*" not in piece} <= there


def _tails(path: Path) -> list[str]:
    """a/b/c.py, b/c.py and c.py."""
    return ["/".join(path.parts[start:]) for start in range(len(path.parts))]


def test_each_measure_is_told_of() -> None:
    text = (ROOT / "bench" / "README.md").read_text("utf-8")
    scripts = [p.stem for p in (ROOT / "bench").glob("*.py") if "def main" in p.read_text("utf-8")]
    assert [name for name in scripts if f"`{name}`" not in text] == []
