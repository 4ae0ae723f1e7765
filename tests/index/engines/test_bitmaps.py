"""Sets of numbers as integers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.index.engines.bitmaps import bitmap, flags, members

SIZE = 3000


@pytest.mark.parametrize("size", [0, 1, 8, 9, SIZE])
def test_the_empty_set(size: int) -> None:
    assert bitmap([], size) == 0
    assert members(0) == ()


@given(st.sets(st.integers(0, SIZE - 1)))
def test_members_are_what_went_in(numbers: set[int]) -> None:
    assert members(bitmap(list(numbers), SIZE)) == tuple(sorted(numbers))


@pytest.mark.parametrize("step", [1, 2, 7, 31, 33, 500])
def test_few_and_many_alike(step: int) -> None:
    numbers = list(range(0, SIZE, step))
    bits = bitmap(numbers, SIZE)
    assert bits == sum(1 << number for number in numbers)
    assert members(bits) == tuple(numbers)


@given(st.sets(st.integers(0, SIZE - 1)))
def test_flags_are_a_byte_for_each_number(numbers: set[int]) -> None:
    found = flags(bitmap(list(numbers), SIZE), SIZE)
    assert len(found) == SIZE
    assert {number for number, flag in enumerate(found) if flag} == numbers


def test_there_are_no_flags_of_nothing() -> None:
    assert flags(0, 0) == b""
