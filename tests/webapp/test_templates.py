"""Templates are short, and macros get everything they show as parameters."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta, nodes

import webapp

FOLDER = Path(webapp.__file__).parent / "templates"
NAMES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
LONGEST = 120


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_short(name: str) -> None:
    assert len((FOLDER / name).read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("name", NAMES)
def test_a_macro_reads_no_outer_variable(app: Flask, name: str) -> None:
    """Otherwise it works on one page and fails on another, where nobody looks."""
    tree = app.jinja_env.parse((FOLDER / name).read_text("utf-8"))
    macros = list(tree.find_all(nodes.Macro))
    known = {macro.name for macro in macros} | set(app.jinja_env.globals)
    for imported in tree.find_all(nodes.FromImport):
        known |= {n if isinstance(n, str) else n[1] for n in imported.names}
    for macro in macros:
        alone = nodes.Template([macro])
        alone.set_environment(app.jinja_env)
        assert meta.find_undeclared_variables(alone) <= known, macro.name
