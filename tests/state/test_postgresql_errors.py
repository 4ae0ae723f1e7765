"""What goes wrong with a PostgreSQL database is told in Chinese, with what to do, and loses nothing."""

from __future__ import annotations

import gc
import socket
import threading
import warnings
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Never

import pytest
from sqlalchemy.exc import InvalidatePoolError

from kb.errors import ConfigError, KbError, StorageError
from kb.files.home import Home
from kb.state import database, moving, reports
from kb.state.copying import make_file
from kb.state.postgresql import _check_that_it_answers
from kb.state.reports import Report
from kb.state.stores import close_store
from tests.chinese import is_chinese
from tests.postgresql import Postgres

NOW = datetime(2026, 11, 27, 9, 0)
REPORT = Report("b", "e1", "题", "写错了", "李丽", NOW)


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Collects what a refused connection left before the next test. The driver reads through a file on its
    socket; the frames of an exception keep that file, and the socket warns when both are collected
    later, in whatever test that is."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def near(tmp_path: Path) -> Iterator[Home]:
    """A home whose state is a file, with something in it."""
    home = Home(tmp_path)
    reports.add(home, REPORT)
    yield home
    close_store(home)


@pytest.fixture
def far(near: Home, postgres: Postgres) -> tuple[Home, str]:
    """A home whose state has moved to a database, and the name of that."""
    address = postgres.new_database()
    moving.move(near, address, NOW)
    return near, address.partition("@/")[2].partition("?")[0]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("postgresql://kb@127.0.0.1:1/kb", "拒绝连接"),
        ("postgresql://kb@no.such.host.invalid/kb?sslmode=disable", "找不到"),
        ("postgresql://kb@/kb?host=/no/such/folder", "套接字"),
        ("postgresql://kb@127.0.0.1:1/kb?password_file=none.txt", "口令文件"),
    ],
)
def test_a_server_that_cannot_be_reached(near: Home, address: str, told: str) -> None:
    with pytest.raises(KbError, match=told):
        moving.move(near, address, NOW)
    assert len(reports.open_reports(near, 9)) == 1


def test_a_database_that_is_not_there(near: Home, postgres: Postgres) -> None:
    with pytest.raises(StorageError, match="没有这个库") as caught:
        moving.move(near, f"postgresql://kb@/none?host={postgres.folder}", NOW)
    assert is_chinese(caught.value)


def test_a_database_that_cannot_hold_chinese(near: Home, postgres: Postgres) -> None:
    postgres.sql("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0", "postgres")
    with pytest.raises(ConfigError, match="LATIN1") as caught:
        moving.move(near, f"postgresql://kb@/latin?host={postgres.folder}", NOW)
    assert is_chinese(caught.value)


def test_a_user_who_may_only_read(far: tuple[Home, str], postgres: Postgres) -> None:
    home, name = far
    postgres.sql("CREATE ROLE reader LOGIN", "postgres")
    postgres.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", name)
    home.config.write_text(home.config_text().replace("kb@", "reader@"), "utf-8")
    assert len(reports.open_reports(home, 9)) == 1
    for use in (lambda: reports.add(home, REPORT), lambda: database.damage(home)):
        with pytest.raises(StorageError, match="权限") as caught:
            use()
        assert is_chinese(caught.value)


def test_a_user_whose_password_is_wrong_or_missing(
    near: Home, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres.sql("CREATE ROLE guarded LOGIN PASSWORD 'right'", "postgres")
    rules = postgres.folder / "data/pg_hba.conf"
    before = rules.read_text("utf-8")
    try:
        rules.write_text(f"local all guarded scram-sha-256\n{before}", "utf-8")
        reload(postgres)
        for password in ("", "wrong"):
            monkeypatch.setenv("KB_STATE_PASSWORD", password)
            with pytest.raises(StorageError, match="口令") as caught:
                moving.move(near, f"postgresql://guarded@/postgres?host={postgres.folder}", NOW)
            assert is_chinese(caught.value)
    finally:
        rules.write_text(before, "utf-8")
        reload(postgres)


@pytest.mark.parametrize(
    ("before", "says"),
    [
        ("DROP SCHEMA public CASCADE", "schema"),
        ("CREATE TABLE account (x int)", "不是这个程序的"),
        ("CREATE VIEW state_version AS SELECT 'x'::text AS version", "自己的版本"),
        ("ALTER DATABASE {} SET search_path = nowhere", "schema"),
        ("ALTER DATABASE {} SET default_transaction_read_only = on", "只能读"),
        ("ALTER DATABASE {} SET statement_timeout = 1", "正忙"),
    ],
)
def test_a_database_that_is_no_place_for_a_state(
    near: Home, postgres: Postgres, before: str, says: str
) -> None:
    """What the server said in English stood on the terminal, and one of them was a ValueError."""
    address = postgres.new_database()
    name = address.partition("@/")[2].partition("?")[0]
    postgres.sql(before.format(name), name)
    with pytest.raises(StorageError, match=says) as caught:
        moving.move(near, address, NOW)
    assert is_chinese(caught.value)
    assert len(reports.open_reports(near, 9)) == 1


def test_a_database_that_takes_no_connections(near: Home, postgres: Postgres) -> None:
    address = postgres.new_database()
    name = address.partition("@/")[2].partition("?")[0]
    postgres.sql(f"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false", "postgres")
    with pytest.raises(StorageError, match="不接受连接") as caught:
        moving.move(near, address, NOW)
    assert is_chinese(caught.value)
    assert name in caught.value.original, "in the words of the server, for the log"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ("ALTER TABLE report RENAME COLUMN title TO titel", "表不是这个程序的"),
        ("ALTER TABLE report ADD CONSTRAINT nope CHECK (false) NOT VALID", "不接受这些内容"),
        ("ALTER TABLE report ALTER title TYPE varchar(1)", "表可能被改过"),
        (
            "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'not on my watch, dear friend'; END $$;"
            "CREATE TRIGGER no BEFORE INSERT ON report FOR EACH ROW EXECUTE FUNCTION no()",
            "触发器",
        ),
        ("ALTER TABLE report RENAME TO raport", "不见了"),
    ],
)
def test_tables_that_somebody_changed(
    far: tuple[Home, str], postgres: Postgres, changed: str, says: str
) -> None:
    home, name = far
    postgres.sql("UPDATE report SET title = 'x'", name)
    postgres.sql(changed, name)
    with pytest.raises(StorageError, match=says) as caught:
        reports.add(home, Report("b", "e1", "题目很长", "写错了", "李丽", NOW))
    assert is_chinese(caught.value)
    assert caught.value.original


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"SSH-2.0-x\r\n",
        b"",
        b"N",
        b"J\0\0\0\n8.0.36\0" + b"x" * 70,
        b"N" + b"\0" * 100,
        b"NR\0\0\0\x05x",
        b"NR\0\0\0\x08\0\0\0\x63",
        b"NR\0\0\0\x08\0\0\0\0Z\0\0\0\x05I",
        b"NS\0\0\0\x06ab",
        b"NE\0\0\0\x05\0",
    ],
)
@pytest.mark.parametrize("mode", ["disable", "verify-full"])
def test_what_is_no_postgresql(near: Home, answer: bytes, mode: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=answers, args=(server, answer), daemon=True).start()
        port = server.getsockname()[1]
        with pytest.raises(StorageError) as caught:
            moving.move(near, f"postgresql://kb@127.0.0.1:{port}/kb?sslmode={mode}", NOW)
        server.shutdown(socket.SHUT_RDWR)
    assert is_chinese(caught.value)
    assert "证书不对" not in caught.value.message
    assert caught.value.hint


def answers(server: socket.socket, answer: bytes) -> None:
    """Say this to each who connects, and nothing more."""
    with suppress(OSError):
        while True:
            with server.accept()[0] as there, suppress(OSError):
                there.recv(1000)
                there.sendall(answer)
                there.shutdown(socket.SHUT_WR)
                while there.recv(1000):
                    pass


@pytest.mark.parametrize("text", [None, "没有证书"])
def test_a_certificate_that_cannot_be_read(near: Home, text: str | None) -> None:
    if text:
        (near.path / "ca.pem").write_text(text, "utf-8")
    with pytest.raises(ConfigError, match="sslrootcert") as caught:
        moving.move(
            near, "postgresql://kb@127.0.0.1:1/kb?sslmode=verify-full&sslrootcert=ca.pem", NOW
        )
    assert is_chinese(caught.value)


def test_a_file_that_cannot_be_written_is_not_the_servers_fault(
    far: tuple[Home, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Errors of the file were told as those of the server: 与状态库的连接断了."""
    home, _ = far

    def nearly_full(path: Path, version: int) -> None:
        make_file(path, version)
        path.write_bytes(path.read_bytes()[:5000])

    monkeypatch.setattr("kb.state.moving.make_file", nearly_full)
    with pytest.raises(StorageError, match="损坏") as caught:
        moving.move(home, moving.NEAR, NOW)
    assert caught.value.where == str(home.state / f"{database.FILE}.new")
    assert is_chinese(caught.value)
    assert len(reports.open_reports(home, 9)) == 1


def test_a_damaged_file_does_not_move(near: Home, postgres: Postgres) -> None:
    close_store(near)
    file = near.state / database.FILE
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(StorageError, match="损坏") as caught:
        moving.move(near, postgres.new_database(), NOW)
    assert caught.value.where == str(file)
    assert is_chinese(caught.value)


def reload(postgres: Postgres) -> None:
    """Let a server read its settings again, and wait until it has."""
    asked = "SELECT pg_conf_load_time()"
    before = postgres.sql(asked, "postgres")
    postgres.sql("SELECT pg_reload_conf()", "postgres")
    while postgres.sql(asked, "postgres") == before:
        pass


def test_a_connection_that_ends_in_the_middle(far: tuple[Home, str], postgres: Postgres) -> None:
    home, name = far
    ending = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"

    def removed() -> None:
        with database.connection(home) as there:
            there.execute("DELETE FROM report")
            postgres.sql(ending, "postgres")
            there.execute("DELETE FROM report")

    with pytest.raises(StorageError, match=r"断了|停止") as caught:
        removed()
    assert is_chinese(caught.value)
    assert len(reports.open_reports(home, 9)) == 1, "and the next connection is a new one"


def test_a_table_that_is_gone(far: tuple[Home, str], postgres: Postgres) -> None:
    home, name = far
    assert database.damage(home) == []
    postgres.sql("DROP TABLE report", name)
    with pytest.raises(StorageError, match="不见了"):
        reports.add(home, REPORT)
    assert database.damage(home) == ["没有表 report"]
    with pytest.raises(StorageError, match="表不一样"):
        moving.move(home, moving.NEAR, NOW)


def test_a_state_that_does_not_say_its_version(far: tuple[Home, str], postgres: Postgres) -> None:
    home, name = far
    postgres.sql("DELETE FROM state_version", name)
    with pytest.raises(StorageError, match="自己的版本") as caught:
        reports.add(home, REPORT)
    assert is_chinese(caught.value)


def test_a_state_of_a_newer_version_does_not_move(
    far: tuple[Home, str], postgres: Postgres
) -> None:
    home, name = far
    postgres.sql("UPDATE state_version SET version = 999", name)
    with pytest.raises(StorageError, match="更新的版本"):
        moving.move(home, moving.NEAR, NOW)
    assert home.config_text().count(name) == 1


class Reset:
    """A kept connection whose server was stopped: the socket fails, not the driver."""

    autocommit = True

    def cursor(self) -> Never:
        raise ConnectionResetError(104, "Connection reset by peer")


def test_a_kept_connection_that_was_reset_is_replaced() -> None:
    with pytest.raises(InvalidatePoolError):
        _check_that_it_answers(Reset())
