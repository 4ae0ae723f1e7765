"""A short run of bench/mutants.py; its full run is 10,000."""

from __future__ import annotations

from bench.mutants import mutants, run


def test_broken_files_give_source_errors_and_nothing_else() -> None:
    report = run(60, seed=11)
    assert report.failures == []
    assert report.count == 60
    assert 0 < report.outcomes["read"] < 60


def test_the_same_seed_makes_the_same_files() -> None:
    assert list(mutants(12, 5)) == list(mutants(12, 5)) != list(mutants(12, 6))
