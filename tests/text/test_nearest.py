"""Texts that may be alike are found among many, and few are given to be compared."""

from __future__ import annotations

from kb.text import Nearest
from kb.text.nearest import COMPARED


def texts(count: int) -> list[str]:
    """Texts that have much in common, each with a few pairs of characters of its own."""
    return [f"某行第{chr(0x5000 + n)}{chr(0x6000 + n)}项做法，授信若干户。" for n in range(count)]


def test_all_of_few_texts_are_near() -> None:
    assert Nearest(texts(5)).near("别的话") == [0, 1, 2, 3, 4]


def test_of_many_the_likest_are_near_and_never_more_than_are_compared() -> None:
    many = texts(1000)
    nearest = Nearest(many)
    for number, text in enumerate(many):
        near = nearest.near(text.replace("若干", "许多"))
        assert number in near
        assert len(near) <= COMPARED


def test_what_is_in_all_of_many_texts_finds_no_more() -> None:
    assert len(Nearest(["某行授信若干户。"] * 1000).near("某行授信许多户。")) <= COMPARED


def test_a_text_that_was_taken_is_left_out() -> None:
    many = texts(100)
    nearest = Nearest(many)
    nearest.take(7)
    assert 7 not in nearest.near(many[7])
    same = Nearest(["某行授信若干户。"] * 100)
    for _ in range(100):
        same.take(same.near("某行授信许多户。")[0])
    assert same.near("某行授信许多户。") == []
