"""What goes wrong with a PostgreSQL database is told in Chinese, with what to do, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Never

import pytest
from sqlalchemy.exc import InvalidatePoolError

from kb.errors import ConfigError, KbError, StorageError
from kb.files.home import Home
from kb.state import database, moving, reports
from kb.state.postgresql import _check_that_it_answers
from kb.state.reports import Report
from kb.state.stores import close_store
from tests.postgresql import Postgres

NOW = datetime(2026, 11, 27, 9, 0)
REPORT = Report("b", "e1", "题", "写错了", "李丽", NOW)


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


def is_chinese(error: KbError) -> bool:
    """Is what a person reads Chinese, with what to do about it?"""
    return bool(error.hint) and all("一" <= text[0] <= "鿿" for text in (error.message, error.hint))


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
