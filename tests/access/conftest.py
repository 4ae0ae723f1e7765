"""A home for accounts, and passwords that are derived quickly."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.access import hashing
from kb.files.home import Home


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of a password does not matter here; tests/access/test_passwords.py looks at it."""
    monkeypatch.setattr(hashing, "COST", (16, 8, 1))
    monkeypatch.setattr(hashing, "ARGON", (1, 64, 1))


@pytest.fixture
def empty_home(tmp_path: Path) -> Home:
    """A home in which nothing is yet."""
    return Home(tmp_path)
