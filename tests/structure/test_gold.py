"""Bulletins of many shapes, labelled by a careful reader before the program ran."""

from __future__ import annotations

import pytest

from bench import understanding

ENDING = ".expected.json"
FOLDERS = [gold / "open" for gold in understanding.GOLD]
CASES = sorted(
    {path.name.removesuffix(ENDING) for folder in FOLDERS for path in folder.glob(f"*{ENDING}")}
)

Found = list[tuple[str, understanding.Check]]


@pytest.fixture(scope="module")
def found() -> Found:
    """What is found in all cases: read here, since every process of `make test` collects this file."""
    return [one for folder in FOLDERS for one in understanding.checks(folder)]


@pytest.mark.parametrize("case", CASES)
def test_what_a_reader_expects(case: str, found: Found) -> None:
    of_case = [one for name, one in found if name == case]
    assert of_case
    assert [(one.field, one.found) for one in of_case if not one.holds] == []
