"""Bulletins of many shapes, labelled by a careful reader before the program ran."""

from __future__ import annotations

import pytest

from bench import understanding

FOUND = [found for gold in understanding.GOLD for found in understanding.checks(gold / "open")]
CASES = sorted({name for name, _ in FOUND})


@pytest.mark.parametrize("case", CASES)
def test_what_a_reader_expects(case: str) -> None:
    missed = [(one.field, one.found) for name, one in FOUND if name == case and not one.holds]
    assert missed == []
