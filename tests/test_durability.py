"""Short runs of what bench/ shows at full length: kills, faults, crowds, updates, a year of news."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bench import faults, incremental, news
from kb.files.home import Home
from kb.intake.source_files import find_files

ROOT = Path(__file__).resolve().parents[1]


def printed(script: str, *options: str) -> str:
    """What a script that forks prints, run apart from the threads of the tests."""
    command = [sys.executable, "-m", f"bench.{script}", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_kills_at_random_moments_do_no_harm() -> None:
    assert "4 of 4 consistent" in printed("kill", "--rounds", "4", "--seed", "7")


def test_edits_are_whole_whatever_happens() -> None:
    said = printed("edits", "--kills", "3", "--step", "400", "--seed", "7")
    assert "3 of 3 kills without harm" in said


def test_a_disk_that_refuses_does_no_harm(tmp_path: Path) -> None:
    good, tried, kinds = faults.run(tmp_path, step=600)
    assert good == tried >= 12
    assert set(kinds) >= {"open", "write", "fsync", "replace", "unlink"}


def test_many_at_once_lose_nothing_and_see_whole_states() -> None:
    few = ("--writers", "3", "--each", "2", "--readers", "2", "--commits", "8", "--rebuilds", "1")
    said = printed("crowd", *few)
    assert "6 bulletins, 0 problems" in said
    assert "8 commits and 1 rebuilds" in said


def test_an_updated_index_is_a_rebuilt_one(tmp_path: Path) -> None:
    outcome = incremental.run(tmp_path, changes=30, queries=12, seed=3)
    assert outcome.problems == []
    assert set(outcome.changes) == {"added", "edited", "removed"}
    assert outcome.documents > 0
    assert outcome.queries == 5 * 12


def test_news_again_are_unchanged(home: Home, shared: Path) -> None:
    files = find_files([shared / "corpora" / "news-2023"])[:5]
    if not files:
        pytest.skip("需要 ../shared/corpora/news-2023")
    statuses = [set(news.one_run(home, files).statuses) for _ in range(2)]
    assert statuses == [{"added"}, {"unchanged"}]
