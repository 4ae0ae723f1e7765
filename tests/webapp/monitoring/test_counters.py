"""Numbers that several processes add to."""

from __future__ import annotations

import os

import pytest

from webapp.monitoring.counters import Counters, Series

ASKED = Series("asked", (("area", "search"),))
OTHER = Series("other")


def test_numbers_grow() -> None:
    counters = Counters([ASKED, OTHER])
    counters.add(ASKED)
    counters.add(ASKED, 0.5)
    assert counters.totals() == {ASKED: 1.5, OTHER: 0}


def test_an_unknown_series_is_an_error() -> None:
    with pytest.raises(KeyError):
        Counters([ASKED]).add(OTHER)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes to fork here")
def test_processes_add_up() -> None:
    counters = Counters([ASKED, OTHER])
    counters.add(ASKED)
    for row in (1, 2):
        if (child := os.fork()) == 0:
            counters.work_in(row)
            counters.add(ASKED, 10)
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
    assert counters.totals()[ASKED] == 21
