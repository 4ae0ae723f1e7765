"""The command as a whole: its home, its help, its exit codes; some of it in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kb import __version__
from kb.files.home import Home, init_home
from tests.cli.conftest import Run

VERBS = "init ingest index search show list practices remove check serve".split()
KB = [sys.executable, "-c", "from kb.cli import main; main()"]


def process(
    *arguments: object, home: Path | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"}
    if home:
        env["KB_HOME"] = str(home)
    return subprocess.run(
        [*KB, *map(str, arguments)], env=env, cwd=cwd, capture_output=True, encoding="utf-8"
    )


def test_help_lists_every_verb_in_chinese(run: Run) -> None:
    done = run("--help")
    assert done.code == 0
    for verb in VERBS:
        assert f"\n  {verb} " in done.out
    assert not any(word in done.out for word in ("Usage", "Options", "Commands", "Show this"))


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_a_verb(run: Run, verb: str) -> None:
    done = run(verb, "--help")
    assert done.code == 0
    assert done.out.startswith("用法：kb ")
    assert "显示用法" in done.out
    assert not any(word in done.out for word in ("Usage", "Options", "INTEGER", "TEXT"))


def test_version(run: Run) -> None:
    assert run("--version").out == f"经验库 {__version__}\n"


def test_wrong_usage(run: Run) -> None:
    for arguments, says in (
        (["nope"], "没有命令 nope"),
        (["--nope"], "没有选项 --nope"),
        (["show"], "缺少参数 编号"),
        (["show", "a", "b"], "多出了参数 b"),
        (["ingest"], "缺少参数 文件"),
        (["ingest", ""], "文件或目录的名称是空的"),
        (["init", ""], "文件或目录的名称是空的"),
        (["compare", "授信", "--docx", ""], "文件或目录的名称是空的"),
    ):
        done = run(*arguments)
        assert done.code == 2
        assert says in done.err
        assert "kb --help" in done.err
    assert run().code == 2


def test_the_home_of_a_command(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    nowhere = run("list")
    assert nowhere.code == 2
    assert "不是知识库" in nowhere.err
    assert "kb init" in nowhere.err
    home = init_home(tmp_path / "库")
    assert run("--home", "库", "list").code == 0
    monkeypatch.setenv("KB_HOME", str(home.path))
    assert run("list").code == 0
    monkeypatch.setenv("KB_HOME", str(tmp_path / "没有"))
    assert run("list").code == 2
    monkeypatch.delenv("KB_HOME")
    monkeypatch.chdir(home.path)
    assert run("list").code == 0


def test_settings_that_are_wrong(run: Run, home: Home) -> None:
    home.config.write_text("engine = 'lucene'", "utf-8")
    done = run("--home", home.path, "list")
    assert done.code == 2
    assert "不认识的检索引擎" in done.err
    assert "kb.toml" in done.err


def test_a_corpus_file_that_is_wrong_is_named_with_its_line(kb_: Run, home: Home) -> None:
    path = home.corpus / "bulletins/2018/2018-07-02-坏.md"
    path.parent.mkdir()
    path.write_text("---\ntitle: [\n---\n", "utf-8")
    for verb in (["list"], ["show", path.stem], ["index"]):
        done = kb_(*verb)
        assert done.code == 1
        assert f"{path} 第 " in done.err


def test_serve_binds_to_this_machine_only_and_says_why(kb_: Run) -> None:
    for host in ("0.0.0.0", "192.168.1.2", "::", "example.com"):
        done = kb_("serve", "--host", host)
        assert done.code == 2
        assert "不能在" in done.err
        assert "账号" in done.err


def test_without_fcntl_it_says_where_it_runs(home: Home) -> None:
    """Windows has no fcntl: the import fails there as it does here."""
    command = "import sys; sys.modules['fcntl'] = None; from kb.cli import main; main()"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"}

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", command, *map(str, arguments)],
            env=env,
            capture_output=True,
            encoding="utf-8",
        )

    assert run("--version").returncode == 0
    done = run("--home", home.path, "list")
    assert done.returncode == 2
    assert "只能在 Linux 和 macOS 上运行" in done.stderr
    assert "Traceback" not in done.stderr


def test_in_a_process_of_its_own(tmp_path: Path, source: Path) -> None:
    assert process("init", tmp_path / "库").returncode == 0
    done = process("ingest", "--json", source, home=tmp_path / "库")
    assert done.returncode == 0
    assert json.loads(done.stdout)["files"][0]["status"] == "added"
    assert done.stderr == ""
    found = process("search", "整村授信", cwd=tmp_path / "库")
    assert found.returncode == 0
    assert "整村授信先评议" in found.stdout
    assert "\x1b[" not in found.stdout  # no colours where no terminal is
    failed = process("ingest", tmp_path / "没有.html", home=tmp_path / "库")
    assert failed.returncode == 1
    assert "Traceback" not in failed.stderr


def test_a_reader_that_leaves_early_is_no_error(sample_home: Home) -> None:
    env = {**os.environ, "PYTHONUTF8": "1"}
    kb = subprocess.Popen(
        [
            *KB,
            "--home",
            str(sample_home.path),
            "show",
            "--json",
            "2025-11-03-云州农商银行系统跟班学习活动第一周纪实",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
        cwd=Path(__file__).parents[2],
    )
    assert kb.stdout is not None
    assert kb.stderr is not None
    with kb:
        kb.stdout.read(10)
        kb.stdout.close()
        assert b"Traceback" not in kb.stderr.read()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_said_so(sample_home: Home) -> None:
    command = [*KB, "--home", str(sample_home.path), "list"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
        )
    assert done.returncode == 1
    assert "磁盘已满" in done.stderr
    assert "Traceback" not in done.stderr
