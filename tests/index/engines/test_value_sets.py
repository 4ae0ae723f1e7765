"""Values with their documents say the same whether they are kept as sets or as numbers."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kb.index.engines.bitmaps import bitmap, members
from kb.index.engines.value_sets import FEW_COUNTED, RARE, ValueSets

SIZE = 3 * RARE
# Of these values the first is in most documents, the last in few.
VALUES = ("农商银行", "小组", "做法", "简报")
documents = st.frozensets(st.integers(0, SIZE - 1), max_size=12)
of_values = st.fixed_dictionaries(
    {"农商银行": st.just(frozenset(range(0, SIZE, 2))), **dict.fromkeys(VALUES[1:], documents)}
)
OfValues = dict[str, frozenset[int]]


def value_sets(found: OfValues) -> ValueSets:
    sets = ValueSets(SIZE)
    for value, numbers in found.items():
        sets.add(value, sorted(numbers))
    return sets


@given(of_values)
def test_each_value_has_its_documents(found: OfValues) -> None:
    sets = value_sets(found)
    assert list(sets) == [value for value in found if found[value]]
    for value in sets:
        assert members(sets[value]) == tuple(sets.numbers(value)) == tuple(sorted(found[value]))
    assert sets.counts() == [(value, len(found[value])) for value in sets]


@given(of_values, st.sets(st.sampled_from([*VALUES, "没有"])))
def test_the_documents_of_some_values_are_those_of_any(found: OfValues, asked: set[str]) -> None:
    expected = set().union(*(found.get(value, frozenset()) for value in asked))
    assert members(value_sets(found).any(asked)) == tuple(sorted(expected))


@given(of_values, st.frozensets(st.integers(0, SIZE - 1)))
def test_values_are_counted_among_documents(found: OfValues, among: frozenset[int]) -> None:
    sets = value_sets(found)
    expected = Counter({v: len(found[v] & among) for v in found if found[v] & among})
    as_set = bitmap(sorted(among), SIZE)
    assert Counter({v: n for v, n in sets.counted(as_set) if n}) == expected
    assert Counter(dict(sets.counted_among(sorted(among)))) == expected


@given(of_values, st.frozensets(st.integers(0, SIZE - 1)), st.booleans())
def test_some_values_are_counted_among_few_or_many_documents(
    found: OfValues, among: frozenset[int], many: bool
) -> None:
    among |= frozenset(range(FEW_COUNTED + 1)) if many else frozenset()
    counts = value_sets(found).count([*VALUES, "没有"], bitmap(sorted(among), SIZE))
    assert counts == {v: len(found.get(v, frozenset()) & among) for v in (*VALUES, "没有")}


@given(of_values, st.frozensets(st.integers(0, SIZE - 1)))
def test_a_part_has_the_values_of_its_documents(found: OfValues, held: frozenset[int]) -> None:
    part = value_sets(found).among(bitmap(sorted(held), SIZE))
    expected = {v: len(found[v] & held) for v in found if found[v] & held}
    assert dict(part.counts()) == expected
    assert dict(part.counted_among(sorted(held))) == expected


@given(documents, documents)
def test_the_documents_of_two_segments_are_joined(
    one: frozenset[int], other: frozenset[int]
) -> None:
    sets = ValueSets(2 * SIZE)
    sets.add("简报", sorted(one))
    sets.add_set("简报", bitmap(sorted(other), SIZE) << SIZE)
    expected = [*sorted(one), *(SIZE + number for number in sorted(other))]
    assert list(sets.numbers("简报") if expected else []) == expected


def test_a_value_that_became_frequent_keeps_its_documents() -> None:
    sets = ValueSets(2 * SIZE)
    sets.add("农商银行", [1])
    sets.add_set("农商银行", bitmap(range(5, SIZE), SIZE))
    sets.add("农商银行", [SIZE + 1])
    assert list(sets.numbers("农商银行")) == [1, *range(5, SIZE), SIZE + 1]


def test_thousands_of_values_take_memory_for_their_documents_only() -> None:
    sets = ValueSets(40_000)
    for number in range(0, 40_000, 40):
        sets.add(f"简报{number}", range(number, number + 40))
    assert not sets._many
    assert sum(len(few) for few in sets._few.values()) == 40_000
