"""The rules that hold the project together: layers, who may import what, size, docstrings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("kb", "webapp")
LONGEST = 320

# From the bottom up. A module imports from its own layer and from those before it. SERVICES are
# what the library does with all that stands below: every module of kb that is not named here.
SERVICES = "(services)"
LAYERS = (
    "kb kb.errors",
    "kb.model kb.settings kb.files kb.state",
    "kb.text",
    "kb.readers kb.frontmatter kb.render",
    "kb.structure kb.bulletin_file kb.vocabulary_file kb.aspects_file kb.words_file kb.corpus",
    "kb.enrich",
    "kb.schema kb.query kb.documents kb.analysis",
    "kb.engines",
    "kb.knowledge_base",
    SERVICES,
    "kb.cli webapp",
)
ONLY_IN = {
    "jieba": {"kb.text.segment"},
    "rjieba": {"kb.text.segment"},
    "whoosh": {"kb.engines.whoosh*"},
    "tantivy": {"kb.engines.tantivy*"},
    "bs4": {"kb.readers.html"},
    "pypdf": {"kb.readers.pdf", "kb.readers.pdf.*"},
    "yaml": {"kb.frontmatter"},
    "click": {"kb.cli", "kb.cli.*", "webapp.serve"},
    "flask": {"webapp", "webapp.*"},
    "waitress": {"webapp.serve"},
}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    name_of(path): path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))
}

LIBRARY = [module for module in MODULES if module.split(".")[0] == "kb"]


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text("utf-8"))


@cache
def imported(module: str) -> frozenset[str]:
    """Every module that a module imports, anywhere in its text, by full name."""
    package = module if MODULES[module].name == "__init__.py" else module.rpartition(".")[0]
    found = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            up = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*up, node.module or ""]).strip(".") if node.level else node.module
            assert base
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                found.add(inner if inner in MODULES else base)
    return frozenset(found)


def ours(module: str) -> Iterator[str]:
    return (name for name in imported(module) if name in MODULES)


def layer(module: str) -> int:
    """The place of a module, or of the package it is in, among the layers."""
    places = {name: place for place, names in enumerate(LAYERS) for name in names.split()}
    name = module
    while name not in places:
        name = name.rpartition(".")[0]
    return places[SERVICES] if name == "kb" != module else places[name]


def test_imports_go_one_way() -> None:
    upward = {
        module: above
        for module in MODULES
        if (above := sorted(name for name in ours(module) if layer(name) > layer(module)))
    }
    assert upward == {}, "these import what stands above them"


def test_the_library_knows_nothing_of_the_site() -> None:
    site = {"webapp", "flask"}
    assert [m for m in LIBRARY if site & {name.split(".")[0] for name in imported(m)}] == []


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_imported_where_it_is_adapted_and_nowhere_else(library: str) -> None:
    importers = {
        module
        for module in MODULES
        if any(name.split(".")[0] == library for name in imported(module))
    }
    assert [
        module
        for module in importers
        if not any(fnmatchcase(module, place) for place in ONLY_IN[library])
    ] == []


def test_there_are_no_circles() -> None:
    done: set[str] = set()

    def visit(module: str, way: tuple[str, ...]) -> None:
        assert module not in way, " → ".join((*way[way.index(module) :], module))
        if module not in done:
            for name in sorted(ours(module)):
                visit(name, (*way, module))
            done.add(module)

    for module in MODULES:
        visit(module, ())


def test_modules_are_short() -> None:
    lengths = {
        module: len(path.read_text("utf-8").splitlines()) for module, path in MODULES.items()
    }
    assert {module: n for module, n in lengths.items() if n > LONGEST} == {}


def test_what_is_public_says_what_it_means() -> None:
    silent = [
        f"{module}.{node.name}"
        for module in LIBRARY
        for node in tree(module).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    silent += [m for m in LIBRARY if tree(m).body and not ast.get_docstring(tree(m))]
    assert silent == [], "no docstring"


def test_only_errors_of_the_family_are_raised() -> None:
    """KbError for what a person can act on; the built-in ones for a slip of the programmer."""
    family = family_of("KbError")
    built_in = {"ValueError", "TypeError", "AssertionError", "KeyError", "StopIteration"}
    strangers = {
        f"{module}: {name}"
        for module in MODULES
        for name in raised(module) - family - built_in
        if not name.startswith("_")
    }
    assert strangers == set()


def family_of(root: str) -> set[str]:
    """A class and all that are made from it, in whatever module."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ClassDef)
    }
    family: set[str] = set()
    while more := {root, *(n for n, above in bases.items() if above & family)} - family:
        family |= more
    return family


def raised(module: str) -> set[str]:
    """The classes whose calls are raised by name."""
    return {
        node.exc.func.id
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
        and node.exc.func.id[0].isupper()
    }
