"""One machine at a time writes, also where the folder that they share knows no file locks.

Two homes with one database are two machines on such a folder: neither sees the file lock of the other.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kb.errors import IndexBusy, StorageError
from kb.files.home import Home
from kb.state import database
from kb.state.moving import move
from kb.state.postgresql import PostgresStore
from kb.state.session_locks import WRITING_CORPUS
from kb.state.stores import close_store, store_of
from kb.state.writer_lock import someone_waits, writer_lock
from tests.postgresql import Postgres

HOLDS = """
import sys
from pathlib import Path
from kb.files import Home
from kb.state import writer_lock
with writer_lock(Home(Path(sys.argv[1])), "网站"):
    print("locked", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def machines(tmp_path: Path, postgres: Postgres) -> Iterator[tuple[Home, Home]]:
    """The same knowledge base on two machines."""
    address = postgres.new_database()
    homes = Home(tmp_path / "one"), Home(tmp_path / "two")
    for home in homes:
        home.path.mkdir()
        home.config.write_text(f'state = "{address}"\n', "utf-8")
    yield homes
    for home in homes:
        close_store(home)


@contextmanager
def holding(home: Home, node: str) -> Iterator[subprocess.Popen[bytes]]:
    """Another process on a machine, which writes."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(home.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": ":".join(sys.path), "KB_NODE": node},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"locked\n"
        yield process


def test_the_second_machine_is_told_the_name_of_the_first(machines: tuple[Home, Home]) -> None:
    with holding(machines[0], "web-1") as first:
        with (
            pytest.raises(IndexBusy, match="另一台服务器“web-1”"),
            writer_lock(machines[1], "命令行", timeout=0.1),
        ):
            pass
        first.kill()
        first.wait()
        # The server frees the lock of a process that dies.
        with writer_lock(machines[1], "命令行", timeout=60):
            pass


def test_on_one_machine_the_holder_has_a_name(home: Home) -> None:
    with (
        writer_lock(home, "老周"),
        pytest.raises(IndexBusy, match="“老周”"),
        writer_lock(home, "命令行", timeout=0.1),
    ):
        pass
    with writer_lock(home, "命令行", timeout=0):
        pass


def test_an_error_of_the_writer_is_left_as_it_is(home: Home) -> None:
    with pytest.raises(FileNotFoundError), writer_lock(home, "一"):
        raise FileNotFoundError
    with writer_lock(home, "二", timeout=0):
        pass


def test_the_lock_is_free_at_once(machines: tuple[Home, Home]) -> None:
    """Now and then the next writer was told that it is taken: the server had not yet noticed the end of
    the connection."""
    store = store_of(machines[0])
    assert isinstance(store, PostgresStore)
    with store.locks() as waiting:
        for _ in range(50):
            with store.locks() as writing:
                assert writing.take(WRITING_CORPUS)
            assert waiting.take(WRITING_CORPUS)
            waiting.free(WRITING_CORPUS)


def test_somebody_on_another_machine_waits(machines: tuple[Home, Home]) -> None:
    done = threading.Event()

    def write() -> None:
        with writer_lock(machines[1], "老周", timeout=60):
            done.set()

    waiting = threading.Thread(target=write)
    with writer_lock(machines[0], "网站"):
        assert not someone_waits(machines[0])
        waiting.start()
        while not someone_waits(machines[0]):
            assert not done.is_set()
    waiting.join(60)
    assert done.is_set()
    assert not someone_waits(machines[0])


def test_who_is_not_in_turn_stands_in_nobodys_way(machines: tuple[Home, Home]) -> None:
    with writer_lock(machines[0], "网站", in_turn=False):
        assert not someone_waits(machines[1])
        with (
            pytest.raises(IndexBusy),
            writer_lock(machines[1], "索引", timeout=0, in_turn=False),
        ):
            pass


def test_a_state_that_moves_while_somebody_waits_is_locked_where_it_is_then(
    machines: tuple[Home, Home], postgres: Postgres
) -> None:
    home, elsewhere = machines[1], postgres.new_database()
    held: list[str] = []

    def write() -> None:
        with writer_lock(home, "老周", timeout=60):
            held.append(locks(postgres, elsewhere))

    with database.connection(home):
        pass
    waiting = threading.Thread(target=write)
    with writer_lock(machines[0], "网站"):
        waiting.start()
        while not someone_waits(machines[0]):
            pass
        move(home, elsewhere, datetime.now(UTC))
    waiting.join(60)
    assert held == ["1"]


def locks(postgres: Postgres, address: str) -> str:
    """How many connections hold the lock of a database."""
    name = address.split("/")[3].split("?")[0]
    return postgres.sql(
        "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE"
        f" locktype = 'advisory' AND objid = {WRITING_CORPUS & 0xFFFFFFFF} AND datname = '{name}'",
        "postgres",
    )


def test_a_database_that_does_not_answer_is_told(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.config.write_text('state = "postgresql://kb@127.0.0.1:1/kb"\n', "utf-8")
    with pytest.raises(StorageError, match="连不上状态库"), writer_lock(home, "命令行"):
        pass
