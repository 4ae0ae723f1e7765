"""Conditions are combined without needless nesting."""

from __future__ import annotations

from kb.query.conditions import AllOf, AnyOf, Contains, Everything, NoneOf, all_of, any_of

A, B, C = (Contains("text", letter) for letter in "abc")


def test_all_of() -> None:
    assert all_of([]) == all_of([Everything()]) == Everything()
    assert all_of([A]) == all_of([A, Everything(), A]) == A
    assert all_of([A, all_of([B, C]), B]) == AllOf((A, B, C))


def test_any_of() -> None:
    assert any_of([]) == AnyOf(())
    assert any_of([A, A]) == A
    assert any_of([A, any_of([B, C])]) == AnyOf((A, B, C))
    assert any_of([A, Everything()]) == AnyOf((A, Everything()))


def test_what_differs_stays_apart() -> None:
    assert all_of([any_of([A, B]), C]) == AllOf((AnyOf((A, B)), C))
    assert all_of([NoneOf(A), A]) == AllOf((NoneOf(A), A))
