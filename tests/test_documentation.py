"""What the documents name exists, and what exists is named in them."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import tomllib
from dataclasses import fields
from functools import cache
from pathlib import Path

import click
import pytest

from kb.cli import cli
from kb.files.home import ENGINES, Settings
from tests.test_architecture import FLOORS

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")
DOCUMENTS = (
    *READMES,
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "docs/asvs.md",
    "docs/deployment.md",
    "docs/deployment.zh-CN.md",
    "docs/scaling.md",
    "docs/scaling.zh-CN.md",
    "docs/security.md",
    "bench/README.md",
    "index/README.md",
)
FOLDERS = ("docs", "kb", "webapp", "tests", "bench", "scripts", "corpus", "requirements", "index")
# A file of code or prose by its name, with folders or without.
_FILE = re.compile(r"(?<![\w*>./-])[A-Za-z_][\w/-]*\.(?:py|md|sh)\b", re.ASCII)
# Inside backquotes.
_CODE = re.compile(r"`([^`\n]+)`")

readmes = pytest.mark.parametrize("name", READMES)


def code_in(name: str) -> list[str]:
    """The pieces of a document that are marked as code."""
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
def test_each_extra_and_engine_is_named(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = (ROOT / name).read_text("utf-8")
    assert set(project["optional-dependencies"]) <= set(code_in(name))
    assert all(engine in text.lower() for engine in ENGINES if engine != "whoosh")


@readmes
def test_the_engines_to_choose_from_are_those_named(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    (row,) = re.findall(r"^\| `engine` \|.*$", text, re.MULTILINE)
    assert set(_CODE.findall(row)) - {"engine", "fast"} == set(ENGINES)


@readmes
def test_each_setting_is_named(name: str) -> None:
    assert {field.name for field in fields(Settings)} <= set(code_in(name))


@cache
def files_there() -> frozenset[str]:
    """The files of the repository, by their path and by every ending of it."""
    paths = [p for folder in FOLDERS for p in (ROOT / folder).rglob("*.*")]
    paths += [p for p in ROOT.iterdir() if p.is_file()]
    parts = [path.relative_to(ROOT).parts for path in paths]
    return frozenset("/".join(p[start:]) for p in parts for start in range(len(p)))


def test_the_tests_that_security_names_are_there() -> None:
    named = re.findall(
        r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs/security.md").read_text("utf-8")
    )
    assert len(named) > 15
    missing = {
        f"{path}::{name}"
        for path, name in named
        if f"def {name}(" not in (ROOT / path).read_text("utf-8")
    }
    assert missing == set()


def prose_of(path: Path) -> str:
    """The docstrings and comments of a module."""
    source = path.read_text("utf-8")
    nodes = ast.walk(ast.parse(source))
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    said = [ast.get_docstring(node) or "" for node in nodes if isinstance(node, documented)]
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return "\n".join([*said, *(t.string for t in tokens if t.type == tokenize.COMMENT)])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_files_that_a_document_names_are_there(name: str) -> None:
    assert set(_FILE.findall((ROOT / name).read_text("utf-8"))) <= files_there()


@pytest.mark.parametrize("folder", ["kb", "webapp", "bench", "tests"])
def test_files_that_docstrings_and_comments_name_are_there(folder: str) -> None:
    missing = {
        f"{path.relative_to(ROOT)}: {named}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        if set(_FILE.findall(path.read_text("utf-8")))
        - files_there()  # else: nothing to take apart
        for named in set(_FILE.findall(prose_of(path))) - files_there()
    }
    assert missing == set()


def test_the_architecture_names_the_forms_of_an_entry() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    for name in ("Entry", "IndexDocument", "Prepared", "Candidate", "Hit"):
        row = re.search(rf"^\| `{name}` \| `([^`]+)` \|", text, re.MULTILINE)
        assert row, name
        assert re.search(rf"\nclass {name}[:(]", (ROOT / row[1]).read_text("utf-8"))


def test_the_drawing_shows_the_wings_on_their_floors() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    floors = [re.findall(r"([\w.]+) \(\d+\)", line) for line in re.findall(r"│(.*)│", text)]
    assert floors == [floor.split() for floor in reversed(FLOORS)]


GUIDES = (
    "One bulletin, from file to page",
    "Adding an engine",
    "Adding a file format",
    "Adding a page",
    "Adding a verb",
    "Changing what is there",
)


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_names_what_is_there(guide: str) -> None:
    """Each name in a section is in one of the files that the section names."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    section = text.partition(f"\n### {guide}\n")[2].partition("\nOne entry has")[0]
    section = section.partition("\n#")[0]
    pieces = _CODE.findall(section)
    files = [ROOT / piece for piece in pieces if _FILE.fullmatch(piece)]
    assert files
    sources = [path.read_text("utf-8") for path in files]
    for name in (piece for piece in pieces if piece.isidentifier()):
        assert any(re.search(rf"\b{name}\b", source) for source in sources), name


def test_each_measure_is_listed() -> None:
    text = (ROOT / "bench" / "README.md").read_text("utf-8")
    scripts = [p.stem for p in (ROOT / "bench").glob("*.py") if "def main" in p.read_text("utf-8")]
    assert [name for name in scripts if f"`{name}`" not in text] == []
