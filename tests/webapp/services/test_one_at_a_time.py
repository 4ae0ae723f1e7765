"""Of several threads that want the same thing, one makes it."""

from __future__ import annotations

import threading

from webapp.services.one_at_a_time import OneAtATime

PATIENCE = 20.0


def test_the_same_key_waits_and_another_does_not() -> None:
    turns = OneAtATime()
    order: list[str] = []

    def second() -> None:
        with turns.holding("a"):
            order.append("second")

    thread = threading.Thread(target=second)
    with turns.holding("a"):
        thread.start()
        with turns.holding("b"):
            order.append("first")
    thread.join(PATIENCE)
    assert order == ["first", "second"]
    assert not turns._locks
