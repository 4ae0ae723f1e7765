"""Weights of many documents at once, against a dictionary of sums."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.index.engines.bitmaps import bitmap, members
from kb.index.engines.tally import Tally

SIZE = 40
numbers = st.frozensets(st.integers(0, SIZE - 1))
additions = st.lists(st.tuples(numbers, st.integers(0, 5000)), max_size=8)


def tallied(added: list[tuple[frozenset[int], int]]) -> tuple[Tally, dict[int, int]]:
    tally, sums = Tally(), dict.fromkeys(range(SIZE), 0)
    for documents, weight in added:
        tally.add(bitmap(sorted(documents), SIZE), weight)
        for number in documents:
            sums[number] += weight
    return tally, sums


@given(additions, st.integers(0, 20000), numbers)
def test_at_least(
    added: list[tuple[frozenset[int], int]], minimum: int, within: frozenset[int]
) -> None:
    tally, sums = tallied(added)
    found = tally.at_least(minimum, bitmap(sorted(within), SIZE))
    assert list(members(found)) == sorted(n for n in within if sums[n] >= minimum)


@given(additions, numbers, st.integers(0, SIZE + 1))
def test_heaviest(
    added: list[tuple[frozenset[int], int]], within: frozenset[int], size: int
) -> None:
    tally, sums = tallied(added)
    chosen, tied = map(members, tally.heaviest(bitmap(sorted(within), SIZE), size))
    assert len(chosen) <= size
    assert len(chosen) + len(tied) >= min(size, len(within))
    assert {*chosen, *tied} <= within
    assert not set(chosen) & set(tied)
    assert len({sums[n] for n in tied}) <= 1
    lightest = min((sums[n] for n in chosen), default=None)
    rest = [sums[n] for n in within - {*chosen}]
    assert lightest is None or all(weight < lightest for weight in rest)
    if len(chosen) < size:
        assert sorted(tied) == sorted(n for n in within - {*chosen} if sums[n] == max(rest))


@given(additions, numbers)
def test_the_greatest_sum(added: list[tuple[frozenset[int], int]], within: frozenset[int]) -> None:
    tally, sums = tallied(added)
    expected = max((sums[n] for n in within), default=0)
    assert tally.greatest(bitmap(sorted(within), SIZE)) == expected
