"""What is necessary for several conditions leaves out no document that satisfies them, and where it is
enough, keeps no other."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from kb.index.engines.necessary import MOST, Groups, necessary
from kb.query import (
    AnyOf,
    Contains,
    Everything,
    HasValue,
    Match,
    NoneOf,
    ValueHolds,
    any_of,
)
from kb.text import stands_whole, tokens

BANKS = ("临海农商银行", "温岭农商银行")
strings = st.text("临海一站式50万", min_size=1, max_size=4)
simple: st.SearchStrategy[Match] = st.one_of(
    st.builds(Contains, st.just("text"), strings, st.booleans()),
    st.builds(ValueHolds, st.just("bank"), st.sampled_from(["临海", "农商", "没有"])),
    st.builds(HasValue, st.just("bank"), st.frozensets(st.sampled_from(BANKS))),
    st.builds(NoneOf, st.builds(Contains, st.just("text"), strings)),
    st.just(Everything()),
)
conditions = st.one_of(simple, st.lists(simple, min_size=1, max_size=3).map(any_of))


def holders(field: str, literal: str) -> list[str]:
    return [bank for bank in BANKS if literal in bank]


def satisfies(match: Match, text: str, bank: str) -> bool:
    match match:
        case Contains(_, literal, whole):
            return stands_whole(text, literal) if whole else literal in text
        case ValueHolds(_, literal):
            return literal in bank
        case HasValue(_, values):
            return bank in values
        case NoneOf(child):
            return not satisfies(child, text, bank)
        case AnyOf(children):
            return any(satisfies(child, text, bank) for child in children)
        case _:
            return True


def has(groups: Groups, text: str, bank: str) -> bool:
    there = {("text", token) for token in tokens(text)} | {("bank", bank)}
    return all(any(there.issuperset(terms) for terms in group) for group in groups)


@given(st.lists(conditions, max_size=3), strings, st.sampled_from(BANKS))
def test_necessary_and_where_it_says_so_enough(
    children: Sequence[Match], text: str, bank: str
) -> None:
    found = necessary(children, holders)
    expected = all(satisfies(child, text, bank) for child in children)
    if expected:
        assert has(found.groups, text, bank)
    left = all(satisfies(child, text, bank) for child in found.open_)
    assert (has(found.groups, text, bank) and left) == expected


def test_a_word_of_one_token_needs_no_closer_look() -> None:
    found = necessary([Contains("text", "考核"), Contains("text", "一站式")], holders)
    assert [len(group) for group in found.groups] == [1, 1]
    assert found.open_ == (Contains("text", "一站式"),)


def test_a_condition_with_many_alternatives_says_nothing() -> None:
    many = HasValue("bank", frozenset(map(str, range(MOST + 1))))
    found = necessary([many], holders)
    assert (found.groups, found.open_) == ([], (many,))
