"""The homes of all released versions are brought to this one, and back."""

from __future__ import annotations

import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb.cli import cli
from kb.errors import NotFoundError, StorageError
from kb.files import server
from kb.files.home import Home
from kb.knowledge_base import open_knowledge_base
from kb.maintenance.upgrade import kept_state, undo, upgrade
from kb.saved.topics import topics
from kb.search import Query, search
from kb.state import UploadState, database, moving, steps, uploads
from kb.state.before_upgrade import KEPT
from kb.state.copying import write_file
from kb.state.postgresql_steps import version_of
from kb.state.stores import close_store, store_of
from tests.postgresql import Postgres

HOMES = Path(__file__).parents[1] / "data" / "homes"
VERSIONS = sorted(path.name.removesuffix(".tar.gz") for path in HOMES.glob("*.tar.gz"))
NOW = datetime(2026, 11, 26, 18, 30)


@pytest.fixture(params=VERSIONS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    """The home of a released version (scripts/keep_home.sh): a bulletin with a history, a topic, a
    collection of one excerpt, and an upload that has not been read."""
    with tarfile.open(HOMES / f"{request.param}.tar.gz") as archive:
        archive.extractall(tmp_path / "home", filter="data")
    return Home(tmp_path / "home")


def told(home: Home) -> dict[str, object]:
    """What lies in a home: files of the corpus and history as bytes, the state as text."""
    files: dict[str, object] = {
        path.relative_to(home.path).as_posix(): path.read_bytes()
        for root in (home.corpus, home.state / "history")
        for path in root.rglob("*")
        if path.is_file()
    }
    state = sqlite3.connect(home.state / database.FILE)
    files["state"] = list(state.iterdump()), state.execute("PRAGMA user_version").fetchone()
    state.close()
    return files


def test_there_is_a_home_of_each_version() -> None:
    assert {"0.1.0", "0.2.0"} <= set(VERSIONS)


def test_an_old_home_is_upgraded(old: Home) -> None:
    wanted = steps.pending(old)
    assert [step.number for step in wanted] == list(range(5, database.steps() + 1))
    done = upgrade(old, NOW)
    assert done.steps == wanted
    assert steps.pending(old) == ()
    assert done.findings == ()
    kb = open_knowledge_base(old)
    (bulletin_id,) = kb.corpus.bulletin_ids()
    assert done.indexed == len(kb.corpus.load_bulletin(bulletin_id).entries) > 0
    assert search(kb, Query("整村授信")).total == 1
    assert [news.topic.name for news in topics(kb)] == ["整村授信怎么做"]
    kb.engine.close()
    assert [(one.name, one.state) for one in uploads.latest(old, *UploadState, limit=9)] == [
        ("第二周.txt", UploadState.QUEUED)
    ]
    listed = CliRunner().invoke(cli, ["--home", str(old.path), "collection", "list"]).output
    assert "跟班讲义  1 条摘录" in listed


def test_and_back(old: Home) -> None:
    before = told(old)
    upgrade(old, NOW)
    (old.corpus / "extra.txt").write_text("later", "utf-8")
    undone = undo(old, NOW)
    assert told(old) == before
    assert list(old.index.iterdir()) == []
    assert (undone.kept / "corpus/extra.txt").read_text("utf-8") == "later"
    with pytest.raises(NotFoundError):
        undo(old, NOW)


def test_and_forward_again(old: Home) -> None:
    upgrade(old, NOW)
    undo(old, NOW)
    assert upgrade(old, NOW).steps
    assert upgrade(old, NOW).backup is None


def test_a_state_that_another_verb_opened_first_can_be_undone(
    old: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """Who installs the new version and lists topics before `kb upgrade` has lost nothing."""
    before = told(old)
    run = CliRunner()
    assert run.invoke(cli, ["--home", str(old.path), "collection", "list"]).exit_code == 0
    assert steps.pending(old) == ()
    assert "要退回：kb upgrade --undo" in caplog.text
    (kept,) = (old.state / "upgrades").glob("before-step-5-*.sqlite3")
    assert kept.stat().st_mode & 0o777 == 0o600
    later = run.invoke(cli, ["--home", str(old.path), "upgrade"])
    assert str(kept) in later.output
    undone = undo(old, NOW)
    assert told(old) == before
    assert list(old.index.iterdir()) == []
    assert (undone.kept / "state" / database.FILE).exists()
    assert upgrade(old, NOW).steps, "and forward again"


def rows_of(home: Home) -> dict[str, object]:
    """What lies in a home whose state is in PostgreSQL: the corpus, and the state as text."""
    with store_of(home).transaction() as there, tempfile.TemporaryDirectory() as folder:
        write_file(there, version_of(there) or 0, Path(folder) / "state")
        found = sqlite3.connect(Path(folder) / "state")
        state = sorted(found.iterdump()), found.execute("PRAGMA user_version").fetchone()
        found.close()
    files = {path.name: path.read_bytes() for path in home.corpus.rglob("*") if path.is_file()}
    return {**files, "kb.toml": home.config.read_bytes(), "state": state}


@pytest.fixture
def far(old: Home, postgres: Postgres) -> Iterator[Home]:
    """The same with its state in PostgreSQL."""
    address = postgres.new_database()
    file = old.state / database.FILE
    moving.put_back(old, server(address), file, old.state / "none")
    file.unlink()
    with old.config.open("a") as config:
        config.write(f'\nstate = "{address}"\n')
    yield old
    close_store(old)


def test_a_database_that_another_verb_opened_first_can_be_undone(
    far: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """The same for PostgreSQL, without its own tools: the tables go back into the database, where
    other web servers look for them."""
    before = rows_of(far)
    run = CliRunner()
    assert run.invoke(cli, ["--home", str(far.path), "collection", "list"]).exit_code == 0
    assert steps.pending(far) == ()
    assert "要退回：kb upgrade --undo" in caplog.text
    (kept,) = (far.state / "upgrades").glob("before-step-5-*.sqlite3")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert str(kept) in run.invoke(cli, ["--home", str(far.path), "upgrade"]).output
    undone = undo(far, NOW)
    assert rows_of(far) == before
    assert undone.kept.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(undone.kept) as newer:
        assert newer.execute("PRAGMA user_version").fetchone() == (database.steps(),)
    assert upgrade(far, NOW).steps, "and forward again"


def test_an_upgrade_of_a_home_with_a_database_and_back(far: Home) -> None:
    before = rows_of(far)
    upgrade(far, NOW)
    assert steps.pending(far) == ()
    (far.corpus / "extra.txt").write_text("later", "utf-8")
    told = CliRunner().invoke(cli, ["--home", str(far.path), "upgrade", "--undo"]).output
    assert "升级以后数据库里的内容保留在" in told
    assert rows_of(far) == before
    assert not (far.state / database.FILE).exists()


def test_a_database_whose_copy_cannot_be_kept_takes_no_step(far: Home) -> None:
    before = rows_of(far)
    (far.state / "upgrades").write_text("in the way", "utf-8")
    for opened in (database.connection, database.reading):
        with pytest.raises(StorageError), opened(far):
            pass
    assert rows_of(far) == before


def test_an_undo_that_fails_leaves_the_database_as_it_was(
    far: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade(far, NOW)
    before = rows_of(far)

    def broken(*_: object) -> None:
        raise StorageError("与状态库的连接断了，没有保存")

    with monkeypatch.context() as patched, pytest.raises(StorageError):  # noqa: PT012
        patched.setattr("kb.state.moving.copy_rows", broken)
        undo(far, NOW)
    assert rows_of(far) == before
    assert undo(far, NOW).rows


def only_the_newest_copies_stay(home: Home) -> None:
    folder = home.state / "upgrades"
    folder.mkdir()
    for day in range(10, 10 + KEPT + 2):
        (folder / f"before-step-9-202501{day}-080000.sqlite3").touch()
    with database.connection(home):
        pass
    there = {path.name for path in folder.glob("before-step-*")}
    assert len(there) == KEPT
    assert "before-step-9-20250110-080000.sqlite3" not in there
    kept = kept_state(home)
    assert kept is not None
    assert kept.name in there


def test_only_the_newest_copies_of_a_file_stay(old: Home) -> None:
    only_the_newest_copies_stay(old)


def test_only_the_newest_copies_of_a_database_stay(far: Home) -> None:
    only_the_newest_copies_stay(far)


def test_the_command_says_what_it_does(old: Home) -> None:
    run = CliRunner()
    listed = run.invoke(cli, ["--home", str(old.path), "upgrade", "--list"])
    assert "：检索词按人分开" in listed.output
    assert steps.pending(old)
    done = run.invoke(cli, ["--home", str(old.path), "upgrade"])
    assert "升级前的备份" in done.output
    back = run.invoke(cli, ["--home", str(old.path), "upgrade", "--undo"])
    assert "装回从前的版本" in back.output


def test_a_new_home_needs_nothing(home: Home) -> None:
    assert steps.pending(home) == ()
    assert upgrade(home, NOW).backup is None


def test_the_state_of_a_newer_version_is_left_alone(home: Home) -> None:
    """It is neither read nor written."""
    database.take_steps(home)
    state = sqlite3.connect(home.state / database.FILE)
    state.execute("PRAGMA user_version = 999")
    state.close()
    for opened in (database.connection, database.reading):
        with pytest.raises(StorageError, match="更新的版本"), opened(home):
            pass


def test_each_step_is_told() -> None:
    assert [step.number for step in steps.all_steps()] == list(range(1, database.steps() + 1))
    assert all(step.what and step.version for step in steps.all_steps())
