"""`kb check` and `kb sync` say what stands between the corpus and its remote."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.remote import Report, last, remember, troubles
from tests.cli.conftest import Run, run
from tests.remote.conftest import Node, git, node
from tests.remote.test_following import AUGUST, JULY

__all__ = ["run"]


def test_nothing_is_said_where_all_is_well(one: Node) -> None:
    assert list(troubles(one.home, one.remote)) == []


def test_what_has_not_been_exchanged_is_told(one: Node, two: Node, repository: Path) -> None:
    one.publish(JULY, "整村授信。")
    ((message, command),) = troubles(two.home, two.remote)
    assert (message, command) == ("远端有 1 次提交还没有取来", "kb sync")
    two.sync()
    away = repository.rename(repository.with_name("away.git"))
    two.publish(AUGUST, "听证会。")
    told = [message for message, _ in troubles(two.home, two.remote)]
    assert "取不到远端的语料：那里没有 git 仓库" in told[0]
    assert told[1] == "有 1 次提交还没有推送"
    away.rename(repository)
    one.publish(JULY, "整村授信，逐户评议。")
    ((message, command),) = troubles(two.home, two.remote)
    assert "不能自动合并" in message
    assert command.endswith(f"pull --rebase {repository} main")


def test_check_names_the_remote_and_what_to_do(one: Node, run: Run) -> None:
    one.write(JULY, "手写的。")
    done = run("--home", one.home.path, "check")
    assert done.code == 1
    assert f"{JULY} 有手工改动，没有提交" in done.out
    assert f"git -C {one.corpus} status" in done.out


def test_check_names_a_corpus_that_is_not_connected_yet(
    tmp_path: Path, repository: Path, run: Run
) -> None:
    new = node(tmp_path, "new", repository)
    assert "语料还不是 git 仓库" in run("--home", new.home.path, "check").out
    done = run("--home", new.home.path, "sync")
    assert (done.code, done.out.strip()) == (0, "推送 1 次提交")


def test_check_names_a_missing_git(one: Node, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert "本机没有 git，语料不能与远端同步" in run("--home", one.home.path, "check").out


def test_sync_brings_and_indexes(one: Node, two: Node, run: Run) -> None:
    git(one.corpus, "rm", "-q", "everyday.yml")
    git(one.corpus, "commit", "-qm", "by hand")
    assert run("--home", one.home.path, "sync").out == "推送 1 次提交\n"
    assert run("--home", two.home.path, "sync").out == "取来 1 个文件\n"
    assert run("--home", two.home.path, "sync").out == "与远端一致\n"


def test_sync_without_a_remote_says_how_to_name_one(one: Node, run: Run) -> None:
    one.home.config.write_text('name = "经验库"\n', "utf-8")
    done = run("--home", one.home.path, "sync")
    assert done.code == 2
    assert "corpus.remote" in done.err


def test_a_report_is_kept_for_other_processes(one: Node) -> None:
    remember(one.home, Report("远端不在", reached=False))
    assert last(one.home) == Report("远端不在", reached=False)
    assert not last(one.home).worth_asking
    remember(one.home, Report())
    assert last(one.home).worth_asking
