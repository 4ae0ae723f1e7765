"""The tests of the state run on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.files.home import Home
from kb.state.stores import close_store


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """A home whose state is empty."""
    home = Home(tmp_path)
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres").new_database()
        home.config.write_text(f'state = "{address}"\n', "utf-8")
    yield home
    close_store(home)


@pytest.fixture
def sqlite_home(tmp_path: Path) -> Home:
    """A home whose state is a file."""
    return Home(tmp_path)
