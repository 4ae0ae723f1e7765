"""Connections that stay open."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from kb.files.home import Home
from kb.state.database import FILE, snapshot
from kb.state.queries import past_queries, remember_query
from kb.state.stores import MOST, store_of

NOW = datetime(2026, 11, 23, 9, 0)


def test_a_file_that_was_put_in_place_of_the_old_one_is_used_at_once(tmp_path: Path) -> None:
    """`kb restore` does that while the site runs."""
    home = Home(tmp_path / "home")
    remember_query(home, "旧", "a", NOW, found=1)
    kept = snapshot(home)
    remember_query(home, "新", "a", NOW, found=1)
    os.rename(home.state / FILE, tmp_path / "before")
    assert past_queries(home, least=1) == []
    (home.state / FILE).unlink()
    for stale in home.state.glob(f"{FILE}-*"):
        stale.unlink()
    (home.state / FILE).write_bytes(kept)
    assert past_queries(home, least=1) == ["旧"]
    remember_query(home, "后", "a", NOW, found=1)
    assert set(past_queries(home, least=1)) == {"旧", "后"}


def test_a_folder_that_was_removed_is_made_again(tmp_path: Path) -> None:
    home = Home(tmp_path)
    remember_query(home, "旧", "a", NOW, found=1)
    shutil.rmtree(home.state)
    assert past_queries(home, least=1) == []


def test_many_homes_one_after_another(tmp_path: Path) -> None:
    homes = [Home(tmp_path / str(number)) for number in range(2 * MOST)]
    for home in homes:
        remember_query(home, home.path.name, "a", NOW, found=1)
    assert [past_queries(home, least=1) for home in homes] == [[home.path.name] for home in homes]
    assert store_of(homes[-1]) is store_of(homes[-1])


def test_a_child_process_opens_connections_of_its_own(tmp_path: Path) -> None:
    """The parent's must not be used, nor closed, by the child."""
    program = f"""
import os
from datetime import datetime
from pathlib import Path
from kb.files import Home
from kb.state import past_queries, remember_query

home = Home(Path({str(tmp_path)!r}))
now = datetime(2026, 11, 23)
remember_query(home, "parent", "a", now, found=1)
child = os.fork()
if not child:
    remember_query(home, "child", "a", now, found=1)
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
assert sorted(past_queries(home, 1)) == ["child", "parent"]
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_a_command_that_needs_no_state_does_not_wait_for_it() -> None:
    program = "import sys, kb.access, kb.cli.search, kb.uploads, kb.saved; sys.exit('sqlalchemy' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
