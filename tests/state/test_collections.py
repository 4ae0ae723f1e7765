"""Stored collections: a revision is written on the revision it was made from."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from kb.files import Home
from kb.state import Change, Overtaken
from kb.state.collections import (
    UNDOABLE,
    add_collection,
    change_collection,
    load_collection,
    past_states,
)

BY = Change("改", "甲", datetime(2026, 11, 26, tzinfo=UTC))


def test_the_slower_of_two_is_told(home: Home) -> None:
    number = add_collection(home, "一课", "{}", BY)
    before = load_collection(home, number)
    assert change_collection(home, before, "一课", "1", BY) == 2
    with pytest.raises(Overtaken):
        change_collection(home, before, "一课", "2", BY)
    assert load_collection(home, number).document == "1"


def test_of_many_writers_each_is_told_or_kept(home: Home) -> None:
    number = add_collection(home, "一课", "", BY)

    def write(text: str) -> bool:
        try:
            before = load_collection(home, number)
            change_collection(home, before, "一课", before.document + text, BY)
        except Overtaken:
            return False
        return True

    with ThreadPoolExecutor(4) as threads:
        kept = [
            text for text, ok in zip("abcdefgh", threads.map(write, "abcdefgh"), strict=True) if ok
        ]
    assert sorted(load_collection(home, number).document) == kept


def test_the_last_ten_states_are_kept(home: Home) -> None:
    number = add_collection(home, "一课", "0", BY)
    for text in range(1, 15):
        change_collection(home, load_collection(home, number), "一课", str(text), BY)
    assert [past.document for past in past_states(home, number)] == [
        str(n) for n in range(13, 13 - UNDOABLE, -1)
    ]
