"""docs/asvs.md goes through every requirement of the levels 1 and 2 of ASVS 5.0.0, and what it names is
there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# For each section the last number of level 1 or 2. Those of level 3 come after them in every section.
SECTIONS = {
    1: {1: 2, 2: 9, 3: 11, 4: 3, 5: 2},
    2: {1: 3, 2: 3, 3: 4, 4: 1},
    3: {2: 2, 3: 4, 4: 6, 5: 5, 7: 2},
    4: {1: 3, 2: 1, 3: 2, 4: 4},
    5: {1: 1, 2: 3, 3: 2, 4: 3},
    6: {1: 3, 2: 12, 3: 4, 4: 4, 5: 5, 6: 3, 8: 4},
    7: {1: 3, 2: 4, 3: 2, 4: 5, 5: 2, 6: 2},
    8: {1: 2, 2: 3, 3: 1, 4: 1},
    9: {1: 3, 2: 4},
    10: {1: 2, 2: 2, 3: 4, 4: 11, 5: 5, 6: 2, 7: 3},
    11: {1: 2, 2: 3, 3: 3, 4: 4, 5: 1, 6: 1},
    12: {1: 3, 2: 2, 3: 4},
    13: {1: 1, 2: 5, 3: 2, 4: 5},
    14: {1: 2, 2: 4, 3: 3},
    15: {1: 3, 2: 3, 3: 7},
    16: {1: 1, 2: 5, 3: 4, 4: 3, 5: 3},
    17: {1: 1, 2: 4, 3: 2},
}
_ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| (met|partly|not met|n/a) \| ([^|]+) \|$", re.M
)
_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


@cache
def chapters() -> dict[int, str]:
    """The text of each chapter."""
    text = (ROOT / "docs" / "asvs.md").read_text("utf-8")
    pieces = re.split(r"^## V(\d+) .*$", text, flags=re.M)
    return dict(zip(map(int, pieces[1::2]), pieces[2::2], strict=True))


def rows() -> list[tuple[str, ...]]:
    return [row for text in chapters().values() for row in _ROW.findall(text)]


def test_all_chapters_are_there() -> None:
    assert sorted(chapters()) == sorted(SECTIONS)
    assert sum(sum(sections.values()) for sections in SECTIONS.values()) == 253


@pytest.mark.parametrize("chapter", SECTIONS)
def test_a_chapter_has_every_number_once_and_in_order(chapter: int) -> None:
    expected = [
        f"{chapter}.{section}.{number}"
        for section, last in SECTIONS[chapter].items()
        for number in range(1, last + 1)
    ]
    assert [row[0] for row in _ROW.findall(chapters()[chapter])] == expected
    lines = [line for line in chapters()[chapter].splitlines() if line.startswith("| ")]
    assert len(lines) == len(expected) + 1, "a line that is no row"


def test_what_is_met_is_shown_and_what_is_not_says_why() -> None:
    for item, _, status, shown in rows():
        if status == "met":
            assert _TEST.search(shown) or "reading" in shown or "under " in shown, item
        else:
            assert len(shown) >= 10, item


def test_the_tests_that_are_named_exist() -> None:
    missing = set()
    named = {match for row in rows() for match in _TEST.findall(row[3])}
    for path, name in named:
        file = ROOT / path
        if not file.is_file() or (name and f"def {name}(" not in file.read_text("utf-8")):
            missing.add(f"{path}::{name}")
    assert missing == set()
    assert len(named) > 100


# Calls that run a text or make any objects of bytes.
DANGEROUS = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "os.system",
    "os.popen",
    "pickle.load",
    "pickle.loads",
    "marshal.loads",
    "yaml.load",
    "yaml.unsafe_load",
}
# With the safe loader of YAML; with the cache that this program wrote of jieba's own dictionary.
HARMLESS = {("kb/files/front_matter.py", "yaml.load"), ("kb/text/segment.py", "marshal.loads")}


def test_no_text_is_run_as_a_program() -> None:
    """Neither as Python nor by a shell (1.2.5, 1.3.2), nor made into any objects (1.5.2)."""
    found = set()
    for path in (path for folder in ("kb", "webapp") for path in (ROOT / folder).rglob("*.py")):
        calls = (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call))
        for call in calls:
            name = ast.unparse(call.func)
            by_shell = any(k.arg == "shell" for k in call.keywords)
            if name in DANGEROUS or by_shell:
                found.add((path.relative_to(ROOT).as_posix(), name))
    assert found == HARMLESS
