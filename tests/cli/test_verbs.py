"""The table of verbs: each verb is where the table says, and starting `kb` imports little."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kb.cli.verbs import VERBS
from kb.files.home import Home

ROOT = Path(__file__).parents[2]
HEAVY = {"bs4", "flask", "jieba", "markdown", "pypdf", "pypinyin", "rjieba", "waitress", "whoosh"}
MODULES = """
import json, sys
from kb.cli import main
try:
    main()
except SystemExit:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def imported(*arguments: object) -> set[str]:
    """The modules that a process has imported when it has run `kb` with these arguments."""
    done = subprocess.run(
        [sys.executable, "-c", MODULES, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(json.loads(done.stderr))


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_where_the_table_says(name: str) -> None:
    verb = VERBS[name]
    command = verb.load()
    assert command.name == name
    assert command.help == verb.summary + verb.more
    assert command.help.endswith("。")


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_import_nothing_of_the_library(option: str) -> None:
    allowed = {"kb", "kb.errors"}
    ours = {name for name in imported(option) if name.split(".")[0] in ("kb", "webapp")}
    assert {name for name in ours - allowed if not name.startswith("kb.cli")} == set()
    assert ours & {f"kb.cli.{name}" for name in ("common", "corpus", "search")} == set()


def test_list_imports_no_reader_segmenter_or_engine(sample_home: Home) -> None:
    names = imported("--home", sample_home.path, "list")
    assert names & HEAVY == set()
    assert names & {"kb.enrich", "kb.index", "kb.query", "kb.structure"} == set()


def test_search_imports_no_reader_and_no_web_page(sample_home: Home) -> None:
    names = imported("--home", sample_home.path, "search", "整村授信")
    assert names & (HEAVY - {"jieba", "rjieba", "whoosh"}) == set()
