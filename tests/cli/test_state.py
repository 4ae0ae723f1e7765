"""kb state."""

from __future__ import annotations

from kb.files import Home
from kb.state import remember_query
from kb.state.stores import close_store
from tests.cli.conftest import Run
from tests.postgresql import Postgres
from tests.state.test_moving import NOW


def test_status_and_there_and_back(kb_: Run, home: Home, postgres: Postgres) -> None:
    assert "还是空的" in kb_("state", "status").out
    remember_query(home, "听证", "a", NOW, found=1)
    assert "kb.sqlite3" in kb_("state", "status").out
    address = postgres.new_database()
    moved = kb_("state", "move", address)
    assert "已移到 PostgreSQL kb@" in moved.out
    assert "1 行" in moved.out
    assert "PostgreSQL" in kb_("state", "status").out
    assert "已移到" in kb_("state", "move", "sqlite").out
    refused = kb_("state", "move", address)
    assert refused.code != 0
    assert "--replace" in refused.err
    close_store(home)
