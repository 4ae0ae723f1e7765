"""What is published on one node comes to the others; nothing is forced, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kb.errors import ConfigError
from kb.remote import corpus_lock, last, look, working_copy
from kb.remote.following import begun
from tests.remote.conftest import Node, git, node

JULY = "bulletins/2018/2018-07-02-学习纪实.md"
AUGUST = "bulletins/2018/2018-08-06-学习纪实.md"


def test_the_first_node_fills_the_repository_and_others_get_it(
    tmp_path: Path, repository: Path
) -> None:
    one, two = node(tmp_path, "one", repository), node(tmp_path, "two", repository)
    (two.corpus / "aspects.yml").unlink()
    assert (one.sync().went, two.sync().came) == (1, ("aspects.yml",))
    assert two.files() == one.files()
    assert not look(one.home, one.remote)
    assert not look(two.home, two.remote)


def test_what_is_published_comes_to_the_others(one: Node, two: Node) -> None:
    one.publish(JULY, "整村授信。")
    assert look(two.home, two.remote)
    done = two.sync()
    assert (done.came, done.problem) == ((JULY,), "")
    assert two.read(JULY) == "整村授信。"
    two.publish(JULY, "整村授信，逐户评议。")
    two.publish(AUGUST, "听证会。")
    (two.corpus / "organisations.yml").unlink()
    git(two.corpus, "commit", "-qam", "by hand")
    assert two.sync().went == 1
    assert set(one.sync().came) == {JULY, AUGUST, "organisations.yml"}
    assert one.files() == two.files()
    assert git(one.corpus, "status", "--porcelain") == ""


def test_who_publishes_has_what_others_published_before(one: Node, two: Node) -> None:
    one.publish(JULY, "整村授信。")
    with corpus_lock(two.home, two.remote, "编者乙"):
        assert two.read(JULY) == "整村授信。"
        two.write(AUGUST, "听证会。")
    assert last(two.home).problem == ""
    assert git(two.corpus, "log", "-1", "--format=%s") == "编者乙"
    assert one.sync().came == (AUGUST,)


def test_a_remote_that_is_away_stops_nobody_and_gets_it_later(
    one: Node, two: Node, repository: Path
) -> None:
    away = repository.rename(repository.with_name("away.git"))
    one.publish(JULY, "整村授信。")
    assert "那里没有 git 仓库" in last(one.home).problem
    assert not last(one.home).reached
    one.publish(AUGUST, "听证会。")
    away.rename(repository)
    done = one.sync()
    assert (done.went, done.problem) == (2, "")
    assert set(two.sync().came) == {JULY, AUGUST}


def test_nodes_that_have_gone_apart_are_told_and_stay_as_they_are(
    one: Node, two: Node, repository: Path
) -> None:
    away = repository.rename(repository.with_name("away.git"))
    one.publish(JULY, "一台写的。")
    two.publish(AUGUST, "另一台写的。")
    away.rename(repository)
    assert one.sync().problem == ""
    done = two.sync()
    assert "这里有 1 次提交远端没有，远端有 1 次这里没有" in done.problem
    assert done.came == ()
    assert two.read(AUGUST) == "另一台写的。"
    assert not (two.corpus / JULY).exists()
    # Publishing goes on here, and what it changes is kept.
    two.publish(AUGUST, "另一台又写的。")
    assert "2 次提交" in last(two.home).problem
    # The command that the message names ends it.
    git(two.corpus, "pull", "-q", "--rebase", str(repository), "main")
    assert two.sync().problem == ""
    assert set(one.sync().came) == {AUGUST}
    assert one.files() == two.files()


def test_a_remote_that_was_written_anew_is_not_followed(
    one: Node, two: Node, repository: Path
) -> None:
    one.publish(JULY, "整村授信。")
    two.sync()
    git(one.corpus, "commit", "-q", "--amend", "-m", "anew", "--allow-empty")
    git(one.corpus, "push", "-q", "--force", str(repository), "main")
    assert "不能自动合并" in two.sync().problem
    assert two.read(JULY) == "整村授信。"


def test_a_change_by_hand_is_told_and_not_published(one: Node, two: Node) -> None:
    one.write(JULY, "手写的。")
    one.write(".学习纪实.md.swp", "编辑器的")
    assert f"{JULY} 有手工改动，没有提交" in one.sync().problem
    one.publish(AUGUST, "听证会。")
    assert two.sync().came == (AUGUST,)
    git(one.corpus, "add", JULY)
    git(one.corpus, "commit", "-qm", "by hand")
    assert one.sync().problem == ""
    assert two.sync().came == (JULY,)


def test_a_change_by_hand_is_not_overwritten(one: Node, two: Node) -> None:
    one.publish(JULY, "整村授信。")
    two.sync()
    two.write(JULY, "手写的。")
    one.publish(JULY, "整村授信，逐户评议。")
    one.publish(AUGUST, "听证会。")
    done = two.sync()
    assert done.came == ()
    assert f"{JULY} 在远端有了新内容，这里也有没有提交的改动" in done.problem
    assert (two.read(JULY), (two.corpus / AUGUST).exists()) == ("手写的。", False)
    # An unknown file in the place of one that comes is no less a person's.
    two.write(JULY, "整村授信。")
    two.write(AUGUST, "也是手写的。")
    assert AUGUST in two.sync().problem
    assert two.read(AUGUST) == "也是手写的。"
    (two.corpus / AUGUST).unlink()
    assert set(two.sync().came) == {JULY, AUGUST}


def test_an_interrupted_pull_is_gone_on_with(one: Node, two: Node) -> None:
    one.publish(JULY, "整村授信。")
    one.publish(AUGUST, "听证会。")
    two.write(JULY, "整村授信。")  # written, and then the process was killed
    assert two.sync().came == (AUGUST,)
    assert two.files() == one.files()
    assert git(two.corpus, "status", "--porcelain") == ""


def test_while_somebody_else_uses_git_the_branch_stays_and_the_next_exchange_goes_on(
    one: Node, two: Node
) -> None:
    one.publish(JULY, "整村授信。")
    lock = two.corpus / ".git" / "index.lock"
    lock.touch()
    before = git(two.corpus, "rev-parse", "HEAD")
    assert "另一个 git 命令正在运行" in two.sync().problem
    assert git(two.corpus, "rev-parse", "HEAD") == before
    lock.unlink()
    assert two.sync().problem == ""
    assert git(two.corpus, "status", "--porcelain") == ""


def test_what_a_person_has_prepared_for_a_commit_stays_theirs(one: Node, two: Node) -> None:
    one.write("words.yml", "accepted: []\n")
    git(one.corpus, "add", "words.yml")
    one.publish(JULY, "整村授信。")
    assert git(one.corpus, "diff", "--cached", "--name-only") == "words.yml"
    two.publish(AUGUST, "听证会。")
    one.sync()
    assert git(one.corpus, "diff", "--cached", "--name-only") == "words.yml"
    assert two.sync().came == (JULY,) or (two.corpus / JULY).exists()
    assert not (two.corpus / "words.yml").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from kb.files import Home, Remote
from kb.remote import corpus_lock
home = Home(Path(sys.argv[1]))
with corpus_lock(home, Remote(sys.argv[2]), "网站"):
    (home.corpus / "words.yml").write_text("accepted: []\\n")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_publication_changed_is_committed_later(one: Node, two: Node) -> None:
    one.write(JULY, "手写的。")
    command = [sys.executable, "-c", KILLED, str(one.home.path), one.remote.remote]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": ":".join(sys.path)}, check=False)
    assert done.returncode == -signal.SIGKILL
    assert begun(one.home) is not None
    assert look(one.home, one.remote)
    one.sync()
    assert two.sync().came == ("words.yml",)
    assert begun(one.home) is None


def test_a_publication_that_fails_half_way_is_committed_as_far_as_it_came(
    one: Node, two: Node
) -> None:
    def failing() -> None:
        with corpus_lock(one.home, one.remote, "编者甲"):
            one.write(JULY, "第一期。")
            raise ValueError("mid-way")

    with pytest.raises(ValueError, match="mid-way"):
        failing()
    assert two.sync().came == (JULY,)


def test_a_node_that_only_reads_changes_nothing(
    one: Node, tmp_path: Path, repository: Path
) -> None:
    reader = node(tmp_path, "reader", repository, push=False)
    assert reader.sync().problem == ""
    with (
        pytest.raises(ConfigError, match="只读语料"),
        corpus_lock(reader.home, reader.remote, "编者"),
    ):
        pass
    one.publish(JULY, "整村授信。")
    assert reader.sync().came == (JULY,)
    git(reader.corpus, "commit", "-q", "--allow-empty", "-m", "by hand")
    assert "没有推送" in reader.sync().problem


def test_a_node_that_only_reads_does_not_fill_a_repository(
    tmp_path: Path, repository: Path
) -> None:
    reader = node(tmp_path, "reader", repository, push=False)
    assert "远端还没有语料" in reader.sync().problem


def test_who_joins_gives_up_the_first_vocabulary_only(
    one: Node, tmp_path: Path, repository: Path
) -> None:
    practices = sorted((one.corpus / "practices").iterdir())
    practices[0].unlink()
    practices[1].write_text(practices[1].read_text("utf-8") + "\n改过。\n", "utf-8")
    git(one.corpus, "commit", "-qam", "by hand")
    one.sync()
    joining = node(tmp_path, "two", repository)
    joining.write(AUGUST, "自己的。")
    own = practices[2].name
    joining.write(f"practices/{own}", "自己的词表。")
    done = joining.sync()
    assert f"practices/{own} 在远端有了新内容" in done.problem
    assert joining.read(f"practices/{own}") == "自己的词表。"
    (joining.corpus / "practices" / own).write_bytes(practices[2].read_bytes())
    assert f"{AUGUST} 有手工改动" in joining.sync().problem
    assert {**one.files(), AUGUST: "自己的。".encode()} == joining.files()


def test_links_of_the_remote_are_not_followed(one: Node, two: Node, repository: Path) -> None:
    (one.corpus / "words.yml").symlink_to("/etc/passwd")
    git(one.corpus, "add", "words.yml")
    git(one.corpus, "commit", "-qm", "a link")
    git(one.corpus, "push", "-q", str(repository), "main")
    assert "不是普通文件的东西" in two.sync().problem
    assert not (two.corpus / "words.yml").exists()


def test_names_that_are_no_text_are_refused(one: Node, two: Node, repository: Path) -> None:
    os.close(os.open(os.fsencode(one.corpus) + b"/\xff.md", os.O_CREAT))
    git(one.corpus, "add", "-A")
    git(one.corpus, "commit", "-qm", "a name")
    git(one.corpus, "push", "-q", str(repository), "main")
    assert "不是 UTF-8" in two.sync().problem


def _committed(node: Node, repository: Path) -> None:
    git(node.corpus, "add", "-A")
    git(node.corpus, "commit", "-qm", "by hand")
    git(node.corpus, "push", "-q", str(repository), "main")


@pytest.mark.parametrize("deep", ["a.yml", "b/c/a.yml"])
def test_a_folder_comes_in_place_of_a_file_and_a_file_in_place_of_a_folder(
    one: Node, two: Node, repository: Path, deep: str
) -> None:
    """New files came before old ones went, so that there was no place for them, ever."""
    (one.corpus / "aspects.yml").unlink()
    one.write(f"aspects.yml/{deep}", "a: 1")
    _committed(one, repository)
    assert two.sync().problem == ""
    assert two.files() == one.files()
    shutil.rmtree(one.corpus / "aspects.yml")
    one.write("aspects.yml", "a: 2")
    _committed(one, repository)
    (two.corpus / "aspects.yml" / deep).unlink()  # and then the process was killed
    assert two.sync().problem == ""
    assert two.files() == one.files()
    assert git(two.corpus, "status", "--porcelain") == ""


def test_a_folder_with_files_of_a_person_stays(one: Node, two: Node, repository: Path) -> None:
    two.write("templates/own.txt", "我的")
    one.write("templates", "文件")
    _committed(one, repository)
    assert "文件夹" in two.sync().problem
    assert two.read("templates/own.txt") == "我的"


@pytest.mark.parametrize("name", ["a\nb.md", "\x1b[31ma.md", "a\x9b1m.md", "\x7f.md", "x\r.md"])
def test_names_that_a_terminal_obeys_are_refused_and_not_repeated(
    one: Node, two: Node, repository: Path, name: str
) -> None:
    one.write(name, "x")
    _committed(one, repository)
    problem = two.sync().problem
    assert "控制字符" in problem
    assert not any(sign in problem for sign in "\n\r\x1b\x9b\x7f")


def test_names_that_no_disk_takes_are_told(one: Node, two: Node, repository: Path) -> None:
    """They were an OSError that ended the exchange, and was no problem of the pages."""
    blob = git(one.corpus, "hash-object", "-w", "aspects.yml")
    for entry in ("x" * 300, "长" * 90, "/".join(["d" * 200] * 21)):
        git(one.corpus, "read-tree", "HEAD")
        git(one.corpus, "update-index", "--add", "--cacheinfo", f"100644,{blob},{entry}.md")
        commit = git(
            one.corpus, "commit-tree", "-p", "HEAD", "-m", "x", git(one.corpus, "write-tree")
        )
        git(one.corpus, "push", "-qf", str(repository), f"{commit}:main")
        assert "不能用的路径" in two.sync().problem


def test_a_folder_that_is_a_link_is_not_written_through(
    one: Node, two: Node, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (two.corpus / "pictures").symlink_to(outside)
    one.publish("pictures/a.png", "图")
    assert "不能用的路径" in two.sync().problem
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("state", ["branch", "merge"])
def test_a_working_copy_in_the_middle_of_something_is_told(one: Node, state: str) -> None:
    if state == "branch":
        git(one.corpus, "checkout", "-q", "-b", "草稿")
    else:
        (one.corpus / ".git" / "MERGE_HEAD").write_text(git(one.corpus, "rev-parse", "HEAD"))
    one.publish(JULY, "整村授信。")
    wanted = "在分支“草稿”上" if state == "branch" else "合并没有做完"
    assert wanted in last(one.home).problem
    assert one.read(JULY) == "整村授信。"


def test_the_repository_above_the_home_is_left_alone(tmp_path: Path, repository: Path) -> None:
    git(tmp_path, "init", "-q")
    inside = node(tmp_path, "one", repository)
    assert inside.sync().problem == ""
    assert (inside.corpus / ".git").is_dir()
    assert git(tmp_path, "status", "--porcelain", "-unormal").count("\n") == 1


def test_a_repository_that_was_lost_is_filled_again(one: Node, two: Node, repository: Path) -> None:
    one.publish(JULY, "七月\n")
    two.sync()
    reader = replace(two, remote=replace(two.remote, push=False))
    repository.rename(repository.with_name("lost"))
    git(repository.parent, "init", "-q", "--bare", "-b", "main", str(repository))
    assert "远端没有分支" in reader.sync().problem
    assert one.sync().went > 1
    assert not reader.sync().problem
    assert git(repository, "rev-parse", "main") == git(one.corpus, "rev-parse", "main")


def test_large_files_come_one_by_one(one: Node, two: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held in memory at once is bounded by bytes, not by the number of files."""
    monkeypatch.setattr(working_copy, "_BYTES", 1000)
    texts = {f"sources/{n}.md": f"{n}" * 30 * n**2 for n in range(8)} | {"sources/empty.md": ""}
    for path, text in texts.items():
        one.write(path, text)
    git(one.corpus, "add", "-A")
    git(one.corpus, "commit", "-qm", "by hand")
    one.sync()
    assert set(two.sync().came) == set(texts)
    assert {path: (two.corpus / path).read_text("utf-8") for path in texts} == texts
