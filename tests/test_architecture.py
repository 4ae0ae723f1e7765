"""The rules that hold the project together: layers, who may import what, size, docstrings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("kb", "webapp")
LONGEST = 320

# The wings from the bottom up, one floor a line. A wing imports only from the floors below it, so
# wings on the same floor do not import each other. A wing is a package, or a module at the root.
FLOORS = (
    "kb",
    "kb.errors kb.model",
    "kb.text kb.rights",
    "kb.files kb.identity kb.query",
    "kb.state kb.corpus kb.readers kb.meaning",
    "kb.access kb.structure kb.remote",
    "kb.enrich",
    "kb.index",
    "kb.knowledge_base",
    "kb.search kb.intake",
    "kb.insights kb.uploads kb.evaluation kb.maintenance",
    "kb.saved kb.quotes",
    "kb.exports",
    "kb.cli",
    "webapp.monitoring",
    "webapp.access webapp.parts",
    "webapp.services",
    "webapp.errors",
    "webapp.views",
    "webapp",
    "webapp.server",
    "webapp.serve",
)
FLOOR_OF = {wing: floor for floor, wings in enumerate(FLOORS) for wing in wings.split()}
# Packages that others import through their face only. The engines have a face of their own.
FACES = tuple(
    wing
    for wing in (*FLOOR_OF, "kb.index.engines")
    if wing not in ("kb", "kb.cli", "webapp", "webapp.views")
    and (ROOT / wing.replace(".", "/")).is_dir()
)
ONLY_IN = {
    "jieba": {"kb.text.segment"},
    "rjieba": {"kb.text.segment"},
    "whoosh": {"kb.index.engines.whoosh*"},
    "tantivy": {"kb.index.engines.tantivy*"},
    "sqlalchemy": {"kb.state.*"},
    "sqlite3": {"kb.state.*", "kb.maintenance.doctor"},
    "pg8000": {"kb.state.*"},
    "urllib3": {"kb.index.engines.opensearch.bounded", "kb.index.engines.opensearch.client"},
    "onnxruntime": {"kb.meaning.onnx_encoder"},
    "numpy": {"kb.meaning.onnx_encoder", "kb.index.matrix"},
    "bs4": {"kb.readers.html", "kb.readers.html.*", "webapp.parts.filled_form"},
    "pypdf": {"kb.readers.pdf", "kb.readers.pdf.*"},
    "yaml": {"kb.files.front_matter"},
    "click": {"kb.cli", "kb.cli.*", "webapp.serve"},
    "flask": {"webapp", "webapp.*"},
    "waitress": {"webapp.server", "webapp.server.*"},
    "gunicorn": {"webapp.server.workers"},
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


def wing(module: str) -> str:
    """The wing a module belongs to: the longest name of a wing that begins its own."""
    name = module
    while name not in FLOOR_OF:
        name = name.rpartition(".")[0]
        assert name, f"{module} is in no wing"
    assert name not in ("kb", "webapp") or name == module, f"{module} lies loose at the root"
    return name


def test_every_wing_is_there() -> None:
    assert {wing(module) for module in MODULES} == set(FLOOR_OF)


def test_imports_go_down() -> None:
    wrong = {
        module: above
        for module in MODULES
        if (
            above := sorted(
                name
                for name in ours(module)
                if wing(name) != wing(module) and FLOOR_OF[wing(name)] >= FLOOR_OF[wing(module)]
            )
        )
    }
    assert wrong == {}, "these import from their own floor or from above"


def test_a_wing_is_imported_through_its_face() -> None:
    past = {
        module: inner
        for module in MODULES
        if (inner := sorted(name for name in named_after_from(module) if goes_past(module, name)))
    }
    assert past == {}, "these import a module of another wing past its face"


def named_after_from(module: str) -> set[str]:
    """The modules of ours that stand after `from` in a module, and those that `import` names."""
    froms = {n.module for n in ast.walk(tree(module)) if isinstance(n, ast.ImportFrom)}
    plain = {a.name for n in ast.walk(tree(module)) if isinstance(n, ast.Import) for a in n.names}
    return {name for name in froms | plain if name in MODULES}


def goes_past(module: str, name: str) -> bool:
    """Whether `module`, importing `name`, passes by the face of a wing it is not part of."""
    there, here = face_of(name), face_of(module)
    related = here == there or f"{here}.".startswith(f"{there}.")
    return bool(there) and name != there and not related


def face_of(module: str) -> str:
    """The face that stands before a module, "" when none does."""
    return max((f for f in FACES if f"{module}.".startswith(f"{f}.")), key=len, default="")


@pytest.mark.parametrize("face", FACES)
def test_a_face_says_what_it_offers(face: str) -> None:
    module = import_module(face)
    assert module.__doc__
    assert sorted(module.__all__) == sorted(set(module.__all__))
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


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


def test_every_view_says_which_right_it_takes() -> None:
    """tests/webapp/access/test_table.py says which; a view that says none is denied."""
    silent = [
        f"{module}.{node.name}"
        for module in MODULES
        if module.startswith("webapp.views.")
        for node in tree(module).body
        if isinstance(node, ast.FunctionDef)
        and any(
            ast.unparse(d).startswith("blueprint.") and "(" in ast.unparse(d)
            for d in node.decorator_list
        )
        and not any(ast.unparse(d).startswith("takes(") for d in node.decorator_list)
    ]
    assert silent == [], "mark these with @takes(Right.…)"


def test_every_form_that_changes_something_has_the_token() -> None:
    bare = [
        f"{template.name}: {form[0][:100]}"
        for template in (ROOT / "webapp/templates").rglob("*.html")
        for form in re.finditer(r"<form\b.*?</form>", template.read_text("utf-8"), re.DOTALL)
        if 'method="post"' in form[0] and "{{ csrf_field() }}" not in form[0]
    ]
    assert bare == [], "put {{ csrf_field() }} into these"


def test_entry_ids_are_joined_and_split_in_one_place() -> None:
    by_hand = {
        module
        for module, path in MODULES.items()
        if 'partition("#")' in (source := path.read_text("utf-8")) or ".id}#{" in source
    }
    assert by_hand == {"kb.model"}, "these should use entry_id() or split_entry_id()"


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
    """KbError for what a person can act on; the built-in ones for mistakes of the programmer."""
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
    """A class and all its subclasses, in any module."""
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
